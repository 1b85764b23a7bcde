package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// seatHolders gives the seats of the day in $1 with who holds each. Ex officio
// it is the post's holder of that day; where the body takes deputies, who acts
// for the holder these days sits instead, otherwise the seat is personal.
const seatHolders = `
	SELECT s.id, s.body_id, s.kind, coalesce(s.post_id, 0) AS post_id, coalesce(post.title, '') AS title,
		s.votes, s.from_date, s.to_date,
		coalesce(s.person_id, CASE WHEN b.deputies_may THEN acting.substitute_id END, holder.person_id) AS holder_id
	FROM seat s
	JOIN body b ON b.id = s.body_id
	LEFT JOIN post ON post.id = s.post_id
	LEFT JOIN LATERAL (
		SELECT h.person_id FROM holding h
		WHERE h.post_id = s.post_id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		ORDER BY h.from_date DESC, h.id DESC LIMIT 1) holder ON true
	LEFT JOIN LATERAL (
		SELECT x.substitute_id FROM substitution x JOIN person p ON p.id = x.substitute_id
		WHERE x.absent_id = holder.person_id AND (x.unit_id IS NULL OR x.unit_id = post.unit_id)
			AND $1 BETWEEN x.from_date AND x.to_date AND coalesce(p.to_date, 'infinity') >= $1
		ORDER BY x.from_date DESC, x.id DESC LIMIT 1) acting ON true
	WHERE $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')`

func seatTargets(s *council.Seat) []any {
	return []any{&s.ID, &s.BodyID, &s.Kind, &s.PostID, &s.Title, &s.Votes, &s.From, &s.To, &s.PersonID}
}

const seatColumns = `s.id, s.body_id, s.kind, s.post_id, s.title, s.votes, s.from_date, s.to_date`

// SeatsOn finds the body's seats of the day with who holds them, vacant ones
// included, in the order of papers.
func (tx *Tx) SeatsOn(ctx context.Context, bodyID int64, day council.Date) ([]council.SeatHolder, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+seatColumns+`, coalesce(p.id, 0),
			CASE WHEN a.telegram_id IS NULL THEN 'none' WHEN a.blocked_at IS NOT NULL THEN 'blocked' ELSE 'reachable' END,
			`+personOrNobody+`
		FROM (`+seatHolders+` AND s.body_id = $2) s
		LEFT JOIN person p ON p.id = s.holder_id AND coalesce(p.to_date, 'infinity') >= $1
		LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL`, day, bodyID)
	if err != nil {
		return nil, fmt.Errorf("find seats of body %d: %w", bodyID, err)
	}
	holders, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.SeatHolder, error) {
		var h council.SeatHolder
		targets := append(seatTargets(&h.Seat), &h.Reach)
		return h, row.Scan(append(targets, personTargets(&h.Person)...)...)
	})
	if err != nil {
		return nil, fmt.Errorf("find seats of body %d: %w", bodyID, err)
	}
	slices.SortFunc(holders, council.CompareSeats)
	return holders, nil
}

// personOrNobody are personColumns of a person that may be missing.
const personOrNobody = `
	coalesce(p.id, 0), coalesce(p.key, ''), coalesce(p.surname, ''), coalesce(p.given, ''), coalesce(p.patronymic, ''),
	coalesce(p.phone, ''), coalesce(p.email, ''), coalesce(p.channel, ''), p.to_date,
	coalesce((
		SELECT post.title FROM holding JOIN post ON post.id = holding.post_id
		WHERE holding.person_id = p.id AND $1 BETWEEN holding.from_date AND coalesce(holding.to_date, 'infinity')
		ORDER BY post.kind = 'leader' DESC, holding.id DESC LIMIT 1), '')`

// AddSeat makes a seat of a person or, with a post, ex officio; it returns the
// id.
func (tx *Tx) AddSeat(ctx context.Context, s council.Seat) (int64, error) {
	person := s.PersonID
	if s.PostID != 0 {
		person = 0
	}
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO seat (body_id, kind, person_id, post_id, votes, from_date, to_date)
		VALUES ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), $5, $6, $7)
		RETURNING id`, s.BodyID, s.Kind, person, s.PostID, s.Votes, s.From, s.To).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add seat to body %d: %w", s.BodyID, kindOf(err))
	}
	return id, nil
}

// EndSeat makes the day the seat's last; one that has ended already stays as it
// is.
func (tx *Tx) EndSeat(ctx context.Context, id int64, last council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE seat SET to_date = $2 WHERE id = $1 AND coalesce(to_date, 'infinity') > $2`, id, last)
	if err != nil {
		return fmt.Errorf("end seat %d: %w", id, err)
	}
	return nil
}

// SeatsOfPerson finds the seats that the person holds on the day, ex officio
// included, in the order they were made.
func (tx *Tx) SeatsOfPerson(ctx context.Context, personID int64, day council.Date) ([]council.Seat, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+seatColumns+`, s.holder_id
		FROM (`+seatHolders+`) s
		WHERE s.holder_id = $2
		ORDER BY s.id`, day, personID)
	if err != nil {
		return nil, fmt.Errorf("find seats of person %d: %w", personID, err)
	}
	seats, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Seat, error) {
		var s council.Seat
		return s, row.Scan(seatTargets(&s)...)
	})
	if err != nil {
		return nil, fmt.Errorf("find seats of person %d: %w", personID, err)
	}
	return seats, nil
}
