package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddRevision keeps what was agreed. The same number twice is a conflict.
func (tx *Tx) AddRevision(ctx context.Context, r council.Revision) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO plan_revision (week, number, snapshot) VALUES ($1, $2, $3)`, r.Week.Monday, r.Number, r)
	if err != nil {
		return fmt.Errorf("add revision %d of week %s: %w", r.Number, r.Week, kindOf(err))
	}
	return nil
}

// RevisionOf is a revision of the week's plan as it was agreed; number 0 asks
// for the latest.
func (tx *Tx) RevisionOf(ctx context.Context, week council.Week, number int) (council.Revision, error) {
	var r council.Revision
	err := tx.tx.QueryRow(ctx, `
		SELECT snapshot FROM plan_revision
		WHERE week = $1 AND $2 IN (0, number)
		ORDER BY number DESC LIMIT 1`, week.Monday, number).Scan(&r)
	if err != nil {
		return r, fmt.Errorf("find revision %d of week %s: %w", number, week, kindOf(err))
	}
	return r, nil
}

// AcceptClash keeps that the organiser lets a clash stand; twice is once.
func (tx *Tx) AcceptClash(ctx context.Context, week council.Week, clash string, personID int64, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO clash_accepted (week, clash, person_id, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, week.Monday, clash, personID, at)
	if err != nil {
		return fmt.Errorf("accept clash of week %s: %w", week, err)
	}
	return nil
}

// DisputeClash puts a clash back on the list.
func (tx *Tx) DisputeClash(ctx context.Context, week council.Week, clash string) error {
	_, err := tx.tx.Exec(ctx, `DELETE FROM clash_accepted WHERE week = $1 AND clash = $2`, week.Monday, clash)
	if err != nil {
		return fmt.Errorf("dispute clash of week %s: %w", week, err)
	}
	return nil
}

func (tx *Tx) acceptedClashes(ctx context.Context, week council.Week) ([]string, error) {
	rows, err := tx.tx.Query(ctx, `SELECT clash FROM clash_accepted WHERE week = $1 ORDER BY at, clash`, week.Monday)
	if err != nil {
		return nil, fmt.Errorf("find accepted clashes of week %s: %w", week, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("find accepted clashes of week %s: %w", week, err)
	}
	return found, nil
}
