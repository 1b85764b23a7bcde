package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// BeginSpread keeps that the letters of a revision are to be written, in place
// of an earlier one's that still are.
func (tx *Tx) BeginSpread(ctx context.Context, s council.Spread) error {
	if s.Holders == nil {
		s.Holders = []int64{}
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO plan_spread (week, number, holders) VALUES ($1, $2, $3)
		ON CONFLICT (week) DO UPDATE SET number = excluded.number, holders = excluded.holders,
			failures = 0, problem = '', next_at = '-infinity'`, s.Week.Monday, s.Number, s.Holders)
	if err != nil {
		return fmt.Errorf("begin to spread revision %d of week %s: %w", s.Number, s.Week, kindOf(err))
	}
	return nil
}

const spreadColumns = `week, number, holders, failures, problem, CASE WHEN next_at = '-infinity' THEN 'epoch' ELSE next_at END`

func scanSpread(row pgx.CollectableRow) (council.Spread, error) {
	var s council.Spread
	err := row.Scan(&s.Week.Monday, &s.Number, &s.Holders, &s.Failures, &s.Problem, &s.Next)
	s.Next = notEpoch(s.Next)
	return s, err
}

// DueSpreads are the revisions whose letters may be written now, the first week
// first.
func (tx *Tx) DueSpreads(ctx context.Context) ([]council.Spread, error) {
	return tx.spreads(ctx, `next_at <= now()`)
}

// Spreads are all revisions whose letters are still to be written.
func (tx *Tx) Spreads(ctx context.Context) ([]council.Spread, error) {
	return tx.spreads(ctx, `true`)
}

func (tx *Tx) spreads(ctx context.Context, which string) ([]council.Spread, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+spreadColumns+` FROM plan_spread WHERE `+which+` ORDER BY week`)
	if err != nil {
		return nil, fmt.Errorf("find plans to spread: %w", err)
	}
	found, err := pgx.CollectRows(rows, scanSpread)
	if err != nil {
		return nil, fmt.Errorf("find plans to spread: %w", err)
	}
	return found, nil
}

// LockSpread locks the spreading of a revision, so that a later one waits until
// what is being written is there; council.ErrNotFound when it has come to its
// end, or a later one took its place.
func (tx *Tx) LockSpread(ctx context.Context, week council.Week, number int) (council.Spread, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+spreadColumns+` FROM plan_spread WHERE week = $1 AND number = $2 FOR UPDATE`, week.Monday, number)
	if err != nil {
		return council.Spread{}, fmt.Errorf("lock spread of week %s: %w", week, err)
	}
	s, err := pgx.CollectExactlyOneRow(rows, scanSpread)
	if err != nil {
		return s, fmt.Errorf("lock spread of week %s: %w", week, kindOf(err))
	}
	return s, nil
}

// EndSpread keeps that all letters of a revision are written.
func (tx *Tx) EndSpread(ctx context.Context, week council.Week, number int) error {
	_, err := tx.tx.Exec(ctx, `DELETE FROM plan_spread WHERE week = $1 AND number = $2`, week.Monday, number)
	if err != nil {
		return fmt.Errorf("end spread of week %s: %w", week, err)
	}
	return nil
}

// PutOffSpread keeps that an attempt failed, and why; the next one may be made
// after the pause.
func (tx *Tx) PutOffSpread(ctx context.Context, week council.Week, number int, problem string, pause time.Duration) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE plan_spread SET failures = failures + 1, problem = $3, next_at = now() + $4::interval
		WHERE week = $1 AND number = $2`, week.Monday, number, storable(problem), pause)
	if err != nil {
		return fmt.Errorf("put off spread of week %s: %w", week, err)
	}
	return nil
}

// AddPaper keeps what is written once for a part of a revision: it stays until
// the week is over, see [DB.PruneFiles]. What is there already stays.
func (tx *Tx) AddPaper(ctx context.Context, week council.Week, number int, p council.PlanPaper) error {
	batch := &pgx.Batch{}
	const keep = ` (week, number, part, file_id) SELECT $1, $2, $3, $4::bigint WHERE $4::bigint <> 0 ON CONFLICT DO NOTHING`
	batch.Queue(`INSERT INTO plan_paper`+keep, week.Monday, number, p.Part, p.Document.StoredID)
	batch.Queue(`INSERT INTO plan_calendar`+keep, week.Monday, number, p.Part, p.Calendar)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("add paper of revision %d of week %s: %w", number, week, kindOf(err))
	}
	return nil
}

// PapersOf are the papers of a revision that are written, by part.
func (tx *Tx) PapersOf(ctx context.Context, week council.Week, number int) (map[council.Part]council.PlanPaper, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT p.part, f.name, f.id, coalesce(c.file_id, 0)
		FROM plan_paper p JOIN file f ON f.id = p.file_id
		LEFT JOIN plan_calendar c USING (week, number, part)
		WHERE p.week = $1 AND p.number = $2`, week.Monday, number)
	if err != nil {
		return nil, fmt.Errorf("find papers of revision %d of week %s: %w", number, week, err)
	}
	found := map[council.Part]council.PlanPaper{}
	var p council.PlanPaper
	_, err = pgx.ForEachRow(rows, []any{&p.Part, &p.Document.Name, &p.Document.StoredID, &p.Calendar}, func() error {
		found[p.Part] = p
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find papers of revision %d of week %s: %w", number, week, err)
	}
	return found, nil
}

// CopiedTo are the people for whom a copy of the revision is written.
func (tx *Tx) CopiedTo(ctx context.Context, week council.Week, number int) (map[int64]bool, error) {
	rows, err := tx.tx.Query(ctx, `SELECT DISTINCT person_id FROM plan_copy WHERE week = $1 AND number = $2`, week.Monday, number)
	if err != nil {
		return nil, fmt.Errorf("find copies of revision %d of week %s: %w", number, week, err)
	}
	found := map[int64]bool{}
	var person int64
	_, err = pgx.ForEachRow(rows, []any{&person}, func() error {
		found[person] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find copies of revision %d of week %s: %w", number, week, err)
	}
	return found, nil
}
