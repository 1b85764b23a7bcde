package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// MovedDeadline is the week's deadline as moved by hand, the zero instant when
// the timetable stands.
func (tx *Tx) MovedDeadline(ctx context.Context, week council.Week) (time.Time, error) {
	at, err := readMovedDeadline(tx.tx.QueryRow(ctx, movedDeadline, week.Monday))
	if err != nil {
		return time.Time{}, fmt.Errorf("find deadline of week %s: %w", week, err)
	}
	return at, nil
}

const movedDeadline = `SELECT deadline FROM week WHERE monday = $1`

func readMovedDeadline(row pgx.Row) (time.Time, error) {
	var at *time.Time
	err := row.Scan(&at)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && at == nil {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return *at, nil
}

// MoveDeadline sets the week's deadline by hand; the zero instant gives it back
// to the timetable.
func (tx *Tx) MoveDeadline(ctx context.Context, week council.Week, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO week (monday, deadline) VALUES ($1, $2)
		ON CONFLICT (monday) DO UPDATE SET deadline = excluded.deadline`, week.Monday, stamp(at))
	if err != nil {
		return fmt.Errorf("move deadline of week %s: %w", week, err)
	}
	return nil
}

// MovedDeadlines are the deadlines moved by hand of the weeks that begin on
// the day or later.
func (tx *Tx) MovedDeadlines(ctx context.Context, from council.Date) (council.Moved, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT monday, deadline
		FROM week WHERE monday >= $1 AND deadline IS NOT NULL`, from)
	if err != nil {
		return nil, fmt.Errorf("find moved deadlines: %w", err)
	}
	moved := council.Moved{}
	var week council.Week
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&week.Monday, &at}, func() error {
		moved[week] = at
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find moved deadlines: %w", err)
	}
	return moved, nil
}
