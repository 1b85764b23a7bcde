package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const changeColumns = `
	id, week, version, coalesce(entry_id, 0), kind, state, was, now, note, coalesce(asked_by, 0), coalesce(unit_id, 0), asked_at,
	coalesce(decided_by, 0), coalesce(decided_at, 'epoch'), reason, coalesce(number, 0), told`

func scanChange(row pgx.CollectableRow) (council.Change, error) {
	var c council.Change
	err := row.Scan(&c.ID, &c.Week.Monday, &c.Version, &c.EntryID, &c.Kind, &c.State, &c.Was, &c.Now, &c.Note, &c.AskedBy, &c.UnitID, &c.AskedAt,
		&c.DecidedBy, &c.DecidedAt, &c.Reason, &c.Number, &c.Told)
	c.DecidedAt = notEpoch(c.DecidedAt)
	return c, err
}

// AddChange keeps a change of an agreed plan and answers its id.
func (tx *Tx) AddChange(ctx context.Context, c council.Change) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO plan_change (week, entry_id, kind, state, was, now, note, asked_by, unit_id, asked_at, decided_by, decided_at, reason, number, told)
		VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6, $7, nullif($8::bigint, 0), nullif($9::bigint, 0), $10, nullif($11::bigint, 0), $12, $13, nullif($14::int, 0), $15)
		RETURNING id`,
		c.Week.Monday, c.EntryID, c.Kind, c.State, c.Was, c.Now, c.Note, c.AskedBy, c.UnitID, c.AskedAt,
		c.DecidedBy, stamp(c.DecidedAt), c.Reason, c.Number, c.Told).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add change of week %s: %w", c.Week, kindOf(err))
	}
	return id, nil
}

// ChangeByID finds a change.
func (tx *Tx) ChangeByID(ctx context.Context, id int64) (council.Change, error) {
	found, err := tx.changes(ctx, `WHERE id = $1`, id)
	if err == nil && len(found) == 0 {
		err = council.ErrNotFound
	}
	if err != nil {
		return council.Change{}, fmt.Errorf("find change %d: %w", id, err)
	}
	return found[0], nil
}

// ChangesOf are the changes of the week's plan, the oldest first.
func (tx *Tx) ChangesOf(ctx context.Context, week council.Week) ([]council.Change, error) {
	found, err := tx.changes(ctx, `WHERE week = $1 ORDER BY id`, week.Monday)
	if err != nil {
		return nil, fmt.Errorf("find changes of week %s: %w", week, err)
	}
	return found, nil
}

// UntoldChanges are the accepted changes decided up to the instant of which the
// recipients of the plan have not heard; whoever else would tell them waits.
func (tx *Tx) UntoldChanges(ctx context.Context, until time.Time) ([]council.Change, error) {
	found, err := tx.changes(ctx, `WHERE state = 'accepted' AND NOT told AND decided_at <= $1 ORDER BY id FOR UPDATE`, until)
	if err != nil {
		return nil, fmt.Errorf("find changes to tell of: %w", err)
	}
	return found, nil
}

func (tx *Tx) changes(ctx context.Context, which string, args ...any) ([]council.Change, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+changeColumns+` FROM plan_change `+which, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanChange)
}

// UpdateChange writes a change whose Version must be the one that stands:
// otherwise it is a conflict.
func (tx *Tx) UpdateChange(ctx context.Context, c council.Change) error {
	tag, err := tx.tx.Exec(ctx, `
		UPDATE plan_change SET version = version + 1, entry_id = nullif($3::bigint, 0), kind = $4, state = $5, was = $6, now = $7, note = $8,
			asked_at = $9, decided_by = nullif($10::bigint, 0), decided_at = $11, reason = $12, number = nullif($13::int, 0), told = $14
		WHERE id = $1 AND version = $2`,
		c.ID, c.Version, c.EntryID, c.Kind, c.State, c.Was, c.Now, c.Note,
		c.AskedAt, c.DecidedBy, stamp(c.DecidedAt), c.Reason, c.Number, c.Told)
	if err != nil {
		return fmt.Errorf("update change %d: %w", c.ID, kindOf(err))
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("update change %d: %w", c.ID, council.ErrConflict)
	}
	return nil
}

// MarkTold records that the recipients have heard of the changes.
func (tx *Tx) MarkTold(ctx context.Context, ids []int64) error {
	if _, err := tx.tx.Exec(ctx, `UPDATE plan_change SET told = true WHERE id = ANY ($1)`, ids); err != nil {
		return fmt.Errorf("mark changes as told: %w", err)
	}
	return nil
}

// LatestCopies are the numbers of the latest revision of the week's plan that
// each person was sent in full.
func (tx *Tx) LatestCopies(ctx context.Context, week council.Week) (map[int64]int, error) {
	rows, err := tx.tx.Query(ctx, `SELECT person_id, max(number) FROM plan_copy WHERE week = $1 GROUP BY person_id`, week.Monday)
	if err != nil {
		return nil, fmt.Errorf("find copies of the plan of week %s: %w", week, err)
	}
	found := map[int64]int{}
	var person int64
	var number int
	if _, err = pgx.ForEachRow(rows, []any{&person, &number}, func() error {
		found[person] = number
		return nil
	}); err != nil {
		return nil, fmt.Errorf("find copies of the plan of week %s: %w", week, err)
	}
	return found, nil
}
