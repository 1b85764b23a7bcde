package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const bodyColumns = `
	b.id, b.name, b.kind, b.venue, b.start_minute, b.cadence, b.quorum, b.deputies_may, b.deputies_count,
	b.remote_counts, b.show_reasons, b.open_to_public, b.recorded_by_organiser, b.answer_ahead, b.reminders,
	b.notice, b.minutes_days, b.publish, b.signatories, b.from_date, b.to_date, b.mode`

func scanBody(row pgx.CollectableRow) (council.Body, error) {
	var b council.Body
	return b, row.Scan(&b.ID, &b.Name, &b.Kind, &b.Venue, &b.Start, &b.Cadence, &b.Quorum, &b.DeputiesMay, &b.DeputiesCount,
		&b.RemoteCounts, &b.ShowReasons, &b.OpenToPublic, &b.RecordedByOrganiser, &b.AnswerAhead, &b.Reminders,
		&b.Notice, &b.MinutesDays, &b.Publish, &b.Signatories, &b.From, &b.To, &b.Mode)
}

// bodyValues are $2 and on of the statements that write a body.
func bodyValues(b council.Body) ([]any, error) {
	rules := make([][]byte, 0, 3)
	for _, rule := range []any{b.Cadence, b.Quorum, b.Notice} {
		raw, err := json.Marshal(rule)
		if err != nil {
			return nil, fmt.Errorf("write rules of body: %w", err)
		}
		rules = append(rules, raw)
	}
	return []any{b.ID, b.Name, b.Kind, b.Venue, b.Start, rules[0], rules[1], b.DeputiesMay, b.DeputiesCount,
		b.RemoteCounts, b.ShowReasons, b.OpenToPublic, b.RecordedByOrganiser, b.AnswerAhead, b.Reminders,
		rules[2], b.MinutesDays, b.Publish, b.Signatories, b.From, b.To, b.Mode}, nil
}

// BodiesOn finds the bodies that exist on the day, in the order they were made.
func (tx *Tx) BodiesOn(ctx context.Context, day council.Date) ([]council.Body, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+bodyColumns+`
		FROM body b
		WHERE $1 BETWEEN b.from_date AND coalesce(b.to_date, 'infinity')
		ORDER BY b.id`, day)
	if err != nil {
		return nil, fmt.Errorf("find bodies: %w", err)
	}
	bodies, err := pgx.CollectRows(rows, scanBody)
	if err != nil {
		return nil, fmt.Errorf("find bodies: %w", err)
	}
	return bodies, nil
}

// BodyByID finds a body, one that exists no more included.
func (tx *Tx) BodyByID(ctx context.Context, id int64) (council.Body, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+bodyColumns+` FROM body b WHERE b.id = $1`, id)
	if err != nil {
		return council.Body{}, fmt.Errorf("find body %d: %w", id, err)
	}
	b, err := pgx.CollectExactlyOneRow(rows, scanBody)
	if err != nil {
		return council.Body{}, fmt.Errorf("find body %d: %w", id, kindOf(err))
	}
	return b, nil
}

// AddBody makes a body and returns its id. A name that an existing body bears
// is a conflict.
func (tx *Tx) AddBody(ctx context.Context, b council.Body) (int64, error) {
	values, err := bodyValues(b)
	if err != nil {
		return 0, err
	}
	var id int64
	err = tx.tx.QueryRow(ctx, `
		INSERT INTO body (name, kind, venue, start_minute, cadence, quorum, deputies_may, deputies_count,
			remote_counts, show_reasons, open_to_public, recorded_by_organiser, answer_ahead, reminders,
			notice, minutes_days, publish, signatories, from_date, to_date, mode)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, coalesce($14::interval[], '{}'),
			$15, $16, $17, coalesce($18::text[], '{}'), $19, $20, coalesce(nullif($21, ''), 'in_person'))
		ON CONFLICT DO NOTHING
		RETURNING id`, values[1:]...).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add body: %w", conflictIfNone(err))
	}
	return id, nil
}

// UpdateBody changes a body's name and rules; its end is [Tx.EndBody]'s. A name
// that another existing body bears is a conflict.
func (tx *Tx) UpdateBody(ctx context.Context, b council.Body) error {
	values, err := bodyValues(b)
	if err != nil {
		return err
	}
	return tx.one(ctx, "update body", b.ID, `
		UPDATE body SET name = $2, kind = $3, venue = $4, start_minute = $5, cadence = $6, quorum = $7,
			deputies_may = $8, deputies_count = $9, remote_counts = $10, show_reasons = $11, open_to_public = $12,
			recorded_by_organiser = $13, answer_ahead = $14, reminders = coalesce($15::interval[], '{}'),
			notice = $16, minutes_days = $17, publish = $18, signatories = coalesce($19::text[], '{}'),
			mode = coalesce(nullif($20, ''), 'in_person')
		WHERE id = $1 AND NOT EXISTS (
			SELECT FROM body other WHERE lower(other.name) = lower($2) AND other.to_date IS NULL AND other.id <> $1)`,
		append(values[:19], b.Mode)...)
}

// EndBody makes the day the body's last, and that of its seats. Its meetings
// are the caller's to cancel.
func (tx *Tx) EndBody(ctx context.Context, id int64, last council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE seat SET to_date = $2 WHERE body_id = $1 AND coalesce(to_date, 'infinity') > $2`, id, last)
	if err != nil {
		return fmt.Errorf("end seats of body %d: %w", id, err)
	}
	return tx.one(ctx, "end body", id, `UPDATE body SET to_date = $2 WHERE id = $1`, id, last)
}

// SetComposition makes the total composition from a day on (2.2); the same day
// again replaces it.
func (tx *Tx) SetComposition(ctx context.Context, bodyID int64, c council.Composition) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO composition (body_id, from_date, total) VALUES ($1, $2, $3)
		ON CONFLICT (body_id, from_date) DO UPDATE SET total = excluded.total`, bodyID, c.From, c.Total)
	if err != nil {
		return fmt.Errorf("set composition of body %d: %w", bodyID, err)
	}
	return nil
}

// CompositionOn is the body's total composition on the day, 0 when none was
// ever set by then.
func (tx *Tx) CompositionOn(ctx context.Context, bodyID int64, day council.Date) (int, error) {
	var total int
	err := tx.tx.QueryRow(ctx, `
		SELECT total FROM composition
		WHERE body_id = $1 AND from_date <= $2
		ORDER BY from_date DESC LIMIT 1`, bodyID, day).Scan(&total)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("find composition of body %d: %w", bodyID, err)
	}
	return total, nil
}
