package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// AssignmentsLookedUntil tells how far the timetable of assignments has been
// looked at. Nobody has looked before: it begins at first.
func (tx *Tx) AssignmentsLookedUntil(ctx context.Context, first time.Time) (time.Time, error) {
	_, err := tx.tx.Exec(ctx, `INSERT INTO assignment_look (until) VALUES ($1) ON CONFLICT DO NOTHING`, first)
	if err != nil {
		return time.Time{}, fmt.Errorf("begin to look at assignments: %w", err)
	}
	var until time.Time
	if err := tx.tx.QueryRow(ctx, `SELECT until FROM assignment_look`).Scan(&until); err != nil {
		return time.Time{}, fmt.Errorf("find the last look at assignments: %w", err)
	}
	return until, nil
}

// LookAtAssignmentsUntil moves the last look on, never back: another replica
// may be ahead.
func (tx *Tx) LookAtAssignmentsUntil(ctx context.Context, until time.Time) error {
	_, err := tx.tx.Exec(ctx, `UPDATE assignment_look SET until = $1 WHERE until < $1`, until)
	if err != nil {
		return fmt.Errorf("move the look at assignments: %w", err)
	}
	return nil
}

// AddAssignmentOccurrence records that the occurrence is carried out, or
// dropped, now. False tells that it was recorded before. Two at the same time
// wait for each other here.
func (tx *Tx) AddAssignmentOccurrence(ctx context.Context, o council.AssignmentOccurrence, verdict council.Verdict, now time.Time) (bool, error) {
	return tx.addOccurrence(ctx, o.Kind, o.Subject(), o.At, verdict, now)
}

// CountAssignmentNotices records how many notices the occurrence made.
func (tx *Tx) CountAssignmentNotices(ctx context.Context, o council.AssignmentOccurrence, notices int) error {
	return tx.countNotices(ctx, o.Kind, o.Subject(), o.At, notices)
}
