package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// CurrentBodies reads the bodies of the day as rows of a spreadsheet: a row for
// each seat; a body without seats has one too, without a seat.
func (tx *Tx) CurrentBodies(ctx context.Context, today council.Date) ([]council.BodyRow, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT b.name, b.venue, b.mode,
			coalesce((SELECT c.total FROM composition c WHERE c.body_id = b.id AND c.from_date <= $1 ORDER BY c.from_date DESC LIMIT 1), 0),
			coalesce(s.kind, ''), CASE WHEN s.person_id IS NOT NULL THEN coalesce(p.key, '#' || p.id) ELSE '' END,
			coalesce(post.title, ''), coalesce(s.votes, false)
		FROM body b
		LEFT JOIN seat s ON s.body_id = b.id AND $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
		LEFT JOIN person p ON p.id = s.person_id
		LEFT JOIN post ON post.id = s.post_id
		WHERE $1 BETWEEN b.from_date AND coalesce(b.to_date, 'infinity')
		ORDER BY b.id, s.id`, today)
	if err != nil {
		return nil, fmt.Errorf("read bodies: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.BodyRow, error) {
		var r council.BodyRow
		return r, row.Scan(&r.Body, &r.Venue, &r.Mode, &r.Total, &r.Seat, &r.Key, &r.Post, &r.Votes)
	})
	if err != nil {
		return nil, fmt.Errorf("read bodies: %w", err)
	}
	return found, nil
}

// ApplyBodies makes the changes: what is new is from today on, seats that are
// no more ended yesterday. A person or post that does not exist is not found,
// and nothing may be kept then.
func (tx *Tx) ApplyBodies(ctx context.Context, c council.BodyChanges, today council.Date) error {
	for _, r := range c.New {
		b := r.Preset.Body(today)
		b.Name = r.Body
		if _, err := tx.AddBody(ctx, b); err != nil {
			return err
		}
	}
	for _, r := range c.Totals {
		id, err := tx.bodyNamed(ctx, r.Body, today)
		if err != nil {
			return err
		}
		if err := tx.SetComposition(ctx, id, council.Composition{Total: r.Total, From: today}); err != nil {
			return err
		}
	}
	for _, r := range slices.Concat(c.Venues, c.Modes) {
		if err := tx.placeImported(ctx, r, today); err != nil {
			return err
		}
	}
	for _, r := range c.SeatsEnded {
		if err := tx.endImportedSeat(ctx, r, today); err != nil {
			return err
		}
	}
	for _, r := range c.SeatsAdded {
		if err := tx.addImportedSeat(ctx, r, today); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) bodyNamed(ctx context.Context, name string, today council.Date) (int64, error) {
	bodies, err := tx.BodiesOn(ctx, today)
	if err != nil {
		return 0, err
	}
	for _, b := range bodies {
		if council.Fold(b.Name) == council.Fold(name) {
			return b.ID, nil
		}
	}
	return 0, fmt.Errorf("find body %q: %w", name, council.ErrNotFound)
}

// placeImported writes what the row says of where and how the body meets.
func (tx *Tx) placeImported(ctx context.Context, r council.BodyRow, today council.Date) error {
	id, err := tx.bodyNamed(ctx, r.Body, today)
	if err != nil {
		return err
	}
	return tx.one(ctx, "place body", id, `
		UPDATE body SET venue = coalesce(nullif($2, ''), venue), mode = coalesce(nullif($3, ''), mode) WHERE id = $1`, id, r.Venue, r.Mode)
}

// importedSeat is the row as a seat from the day on.
func (tx *Tx) importedSeat(ctx context.Context, r council.BodyRow, today council.Date) (council.Seat, error) {
	s := council.Seat{Kind: r.Seat, Votes: r.Votes, From: today}
	var err error
	if s.BodyID, err = tx.bodyNamed(ctx, r.Body, today); err != nil {
		return s, err
	}
	if r.Key != "" {
		err = tx.tx.QueryRow(ctx, `
			SELECT id FROM person WHERE coalesce(key, '#' || id) = $1 AND coalesce(to_date, 'infinity') >= $2`, r.Key, today).Scan(&s.PersonID)
		if err != nil {
			return s, fmt.Errorf("find person %q of row %d: %w", r.Key, r.Row, kindOf(err))
		}
		return s, nil
	}
	leaders, err := tx.LeadersOn(ctx, today)
	for _, l := range leaders {
		if council.Fold(l.Title) == council.Fold(r.Post) {
			s.PostID = l.PostID
			return s, nil
		}
	}
	if err == nil {
		err = council.ErrNotFound
	}
	return s, fmt.Errorf("find post %q of row %d: %w", r.Post, r.Row, err)
}

func (tx *Tx) addImportedSeat(ctx context.Context, r council.BodyRow, today council.Date) error {
	s, err := tx.importedSeat(ctx, r, today)
	if err != nil {
		return err
	}
	_, err = tx.AddSeat(ctx, s)
	return err
}

// endImportedSeat ends a seat of what stands, whoever holds it by now.
func (tx *Tx) endImportedSeat(ctx context.Context, r council.BodyRow, today council.Date) error {
	id, err := tx.bodyNamed(ctx, r.Body, today)
	if err != nil {
		return err
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE seat s SET to_date = $6::date - 1
		FROM seat same
		LEFT JOIN person p ON p.id = same.person_id
		LEFT JOIN post ON post.id = same.post_id
		WHERE s.id = same.id AND s.body_id = $1 AND s.kind = $2 AND s.votes = $3 AND coalesce(s.to_date, 'infinity') >= $6
			AND CASE WHEN s.person_id IS NOT NULL THEN coalesce(p.key, '#' || p.id) ELSE '' END = $4
			AND coalesce(post.title, '') = $5`, id, r.Seat, r.Votes, r.Key, r.Post, today)
	if err != nil {
		return fmt.Errorf("end seat of body %d: %w", id, err)
	}
	return nil
}
