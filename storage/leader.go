package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// LeadersOn finds the leadership's posts of the day in their order, vacant
// ones included. While a dated substitution for all of the holder's posts is
// in force, the acting person is the holder (2.8).
func (tx *Tx) LeadersOn(ctx context.Context, day council.Date) ([]council.Leader, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT post.id, post.title, coalesce(p.id, 0), coalesce(p.surname, ''), coalesce(p.given, ''), coalesce(p.patronymic, '')
		FROM post
		LEFT JOIN LATERAL (
			SELECT h.person_id FROM holding h
			WHERE h.post_id = post.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
			ORDER BY h.from_date DESC, h.id DESC LIMIT 1) holder ON true
		LEFT JOIN LATERAL (
			SELECT s.substitute_id FROM substitution s JOIN person acting ON acting.id = s.substitute_id
			WHERE s.absent_id = holder.person_id AND s.unit_id IS NULL AND $1 BETWEEN s.from_date AND s.to_date
				AND coalesce(acting.to_date, 'infinity') >= $1
			ORDER BY s.from_date DESC, s.id DESC LIMIT 1) acting ON true
		LEFT JOIN person p ON p.id = coalesce(acting.substitute_id, holder.person_id)
		WHERE post.kind = 'leader' AND $1 BETWEEN post.from_date AND coalesce(post.to_date, 'infinity')
		ORDER BY post.position, post.id`, day)
	if err != nil {
		return nil, fmt.Errorf("find leaders: %w", err)
	}
	leaders, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Leader, error) {
		var l council.Leader
		var p council.Person
		err := row.Scan(&l.PostID, &l.Title, &l.HolderID, &p.Surname, &p.Given, &p.Patronymic)
		l.Holder = p.Short()
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("find leaders: %w", err)
	}
	return leaders, nil
}

// PeopleWith finds who holds the role on the day, by post or by grant, and who
// stands in for them these days; standing deputies are spared. In the order of
// their ids.
func (tx *Tx) PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error) {
	rows, err := tx.tx.Query(ctx, `
		WITH holders AS (
			SELECT h.person_id, post.unit_id
			FROM post JOIN holding h ON h.post_id = post.id
			WHERE post.kind = CASE $1 WHEN 'head' THEN 'head' WHEN 'leader' THEN 'leader' END
				AND $2 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
				AND (post.kind <> 'head' OR EXISTS (
					SELECT FROM unit u WHERE u.id = post.unit_id AND $2 BETWEEN u.from_date AND coalesce(u.to_date, 'infinity')))
			UNION ALL
			SELECT g.person_id, NULL
			FROM role_grant g
			WHERE g.role = $1 AND $2 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
		), asked AS (
			SELECT person_id FROM holders
			UNION
			SELECT s.substitute_id
			FROM substitution s JOIN holders h ON h.person_id = s.absent_id
			WHERE $2 BETWEEN s.from_date AND s.to_date AND (s.unit_id IS NULL OR s.unit_id = h.unit_id)
		)
		SELECT p.id FROM asked JOIN person p ON p.id = asked.person_id
		WHERE coalesce(p.to_date, 'infinity') >= $2
		ORDER BY p.id`, string(role), day)
	if err != nil {
		return nil, fmt.Errorf("find people with role %s: %w", role, err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find people with role %s: %w", role, err)
	}
	return people, nil
}

// How somebody answers for a unit, as the query of HeadsOf names it.
const (
	asHead       = "head"
	asSubstitute = "substitute"
	asDeputy     = "deputy"
)

// HeadsOf finds whom to remind for each of the units on the day; the choice
// among head, substitutes and deputies is [council.Headship.Recipients].
func (tx *Tx) HeadsOf(ctx context.Context, units []int64, day council.Date) (map[int64][]council.Recipient, error) {
	rows, err := tx.tx.Query(ctx, `
		WITH heads AS (
			SELECT post.unit_id, h.person_id
			FROM post JOIN holding h ON h.post_id = post.id
			WHERE post.kind = 'head' AND post.unit_id = ANY($1)
				AND $2 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		), answering AS (
			SELECT unit_id, person_id, 'head' AS how FROM heads
			UNION
			SELECT h.unit_id, s.substitute_id, CASE WHEN s.to_date IS NULL THEN 'deputy' ELSE 'substitute' END
			FROM heads h JOIN substitution s ON s.absent_id = h.person_id AND (s.unit_id IS NULL OR s.unit_id = h.unit_id)
			WHERE $2 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
			UNION
			SELECT s.unit_id, s.substitute_id, 'deputy'
			FROM substitution s
			WHERE s.unit_id = ANY($1) AND s.unit_id NOT IN (SELECT unit_id FROM heads)
				AND $2 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
		)
		SELECT w.unit_id, w.how, p.id, a.telegram_id IS NOT NULL AND a.blocked_at IS NULL
		FROM answering w
		JOIN person p ON p.id = w.person_id AND coalesce(p.to_date, 'infinity') >= $2
		LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
		ORDER BY w.unit_id, p.id`, units, day)
	if err != nil {
		return nil, fmt.Errorf("find heads of units: %w", err)
	}
	headships := map[int64]*council.Headship{}
	var unit int64
	var how string
	var r council.Recipient
	_, err = pgx.ForEachRow(rows, []any{&unit, &how, &r.PersonID, &r.Reachable}, func() error {
		h := headships[unit]
		if h == nil {
			h = &council.Headship{}
			headships[unit] = h
		}
		switch how {
		case asHead:
			h.Head = r
		case asSubstitute:
			h.Substitutes = append(h.Substitutes, r)
		case asDeputy:
			h.Deputies = append(h.Deputies, r)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find heads of units: %w", err)
	}
	recipients := make(map[int64][]council.Recipient, len(headships))
	for id, h := range headships {
		recipients[id] = h.Recipients()
	}
	return recipients, nil
}

// InPlaceOf is whom the person stands in for in the role on the day (2.8), as
// "Прізвище І.П."; empty when the role is the person's own.
func (tx *Tx) InPlaceOf(ctx context.Context, personID int64, role council.Role, day council.Date) (string, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT p.surname, p.given, p.patronymic
		FROM substitution s
		JOIN role_grant g ON g.person_id = s.absent_id AND g.role = $2 AND $3 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
		JOIN person p ON p.id = s.absent_id
		WHERE s.substitute_id = $1 AND s.unit_id IS NULL AND $3 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
			AND NOT EXISTS (
				SELECT FROM role_grant own
				WHERE own.person_id = $1 AND own.role = $2 AND $3 BETWEEN own.from_date AND coalesce(own.to_date, 'infinity'))
		ORDER BY s.from_date DESC, s.id DESC
		LIMIT 1`, personID, string(role), day)
	if err != nil {
		return "", fmt.Errorf("find whom person %d stands in for: %w", personID, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Person, error) {
		var p council.Person
		return p, row.Scan(&p.Surname, &p.Given, &p.Patronymic)
	})
	if err != nil {
		return "", fmt.Errorf("find whom person %d stands in for: %w", personID, err)
	}
	for _, p := range found {
		return p.Short(), nil
	}
	return "", nil
}
