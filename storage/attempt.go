package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// RecordAttempt keeps that a stranger tried to get in.
func (tx *Tx) RecordAttempt(ctx context.Context, account int64, at time.Time, way council.Way) error {
	_, err := tx.tx.Exec(ctx, `INSERT INTO attempt (telegram_id, at, way) VALUES ($1, $2, $3)`, account, at, way)
	if err != nil {
		return fmt.Errorf("record attempt: %w", err)
	}
	return nil
}

// TriesOf counts the account's attempts since an instant, each way for itself.
func (tx *Tx) TriesOf(ctx context.Context, account int64, since time.Time) (council.Tries, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT way, count(*) FROM attempt
		WHERE telegram_id = $1 AND at > $2
		GROUP BY way`, account, since)
	if err != nil {
		return nil, fmt.Errorf("count attempts: %w", err)
	}
	tries := council.Tries{}
	var way council.Way
	var count int
	_, err = pgx.ForEachRow(rows, []any{&way, &count}, func() error {
		tries[way] = count
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count attempts: %w", err)
	}
	return tries, nil
}

// Attempts sums up the strangers' attempts since an instant by account and
// way, the newest first, five hundred at the most.
func (tx *Tx) Attempts(ctx context.Context, since time.Time) ([]council.Attempt, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT telegram_id, way, count(*), max(at) FROM attempt
		WHERE at > $1
		GROUP BY telegram_id, way
		ORDER BY max(at) DESC, telegram_id, way
		LIMIT 500`, since)
	if err != nil {
		return nil, fmt.Errorf("find attempts: %w", err)
	}
	attempts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Attempt, error) {
		var a council.Attempt
		return a, row.Scan(&a.Account, &a.Way, &a.Count, &a.Last)
	})
	if err != nil {
		return nil, fmt.Errorf("find attempts: %w", err)
	}
	return attempts, nil
}
