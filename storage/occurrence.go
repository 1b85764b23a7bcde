package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// LookedUntil tells how far the timetable has been looked at. Nobody has
// looked before: it begins at first.
func (tx *Tx) LookedUntil(ctx context.Context, first time.Time) (time.Time, error) {
	_, err := tx.tx.Exec(ctx, `INSERT INTO look (until) VALUES ($1) ON CONFLICT DO NOTHING`, first)
	if err != nil {
		return time.Time{}, fmt.Errorf("begin to look at the timetable: %w", err)
	}
	var until time.Time
	if err := tx.tx.QueryRow(ctx, `SELECT until FROM look`).Scan(&until); err != nil {
		return time.Time{}, fmt.Errorf("find the last look at the timetable: %w", err)
	}
	return until, nil
}

// LookUntil moves the last look on, never back: another replica may be ahead.
func (tx *Tx) LookUntil(ctx context.Context, until time.Time) error {
	_, err := tx.tx.Exec(ctx, `UPDATE look SET until = $1 WHERE until < $1`, until)
	if err != nil {
		return fmt.Errorf("move the look at the timetable: %w", err)
	}
	return nil
}

// AddOccurrence records that the occurrence is carried out, or dropped, now.
// False tells that it was recorded before: somebody else has carried it out.
// Two at the same time wait for each other here.
func (tx *Tx) AddOccurrence(ctx context.Context, o council.Occurrence, verdict council.Verdict, now time.Time) (bool, error) {
	return tx.addOccurrence(ctx, o.Kind, o.Subject(), o.At, verdict, now)
}

// CountNotices records how many notices the occurrence made.
func (tx *Tx) CountNotices(ctx context.Context, o council.Occurrence, notices int) error {
	return tx.countNotices(ctx, o.Kind, o.Subject(), o.At, notices)
}

func (tx *Tx) addOccurrence(ctx context.Context, kind council.OccurrenceKind, subject string, at time.Time, verdict council.Verdict, now time.Time) (bool, error) {
	outcome := "done"
	if verdict == council.Drop {
		outcome = "dropped"
	}
	tag, err := tx.tx.Exec(ctx, `
		INSERT INTO occurrence (kind, subject, at, ran_at, outcome)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, kind, subject, at, now, outcome)
	if err != nil {
		return false, fmt.Errorf("record %s of %s: %w", kind, subject, err)
	}
	return tag.RowsAffected() == 1, nil
}

func (tx *Tx) countNotices(ctx context.Context, kind council.OccurrenceKind, subject string, at time.Time, notices int) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE occurrence SET notices = $4 WHERE kind = $1 AND subject = $2 AND at = $3`, kind, subject, at, notices)
	if err != nil {
		return fmt.Errorf("count notices of %s of %s: %w", kind, subject, err)
	}
	return nil
}
