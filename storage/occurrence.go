package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// lookTables hold, in one row each, how far a timetable has been looked at.
var lookTables = map[council.Look]string{
	council.LookAtWeeks:       "look",
	council.LookAtMeetings:    "meeting_look",
	council.LookAtAssignments: "assignment_look",
	council.LookAtDays:        "day_look",
}

// LookedUntil tells how far the timetable has been looked at. Nobody has
// looked before: it begins at first.
func (tx *Tx) LookedUntil(ctx context.Context, look council.Look, first time.Time) (time.Time, error) {
	table := lookTables[look]
	_, err := tx.tx.Exec(ctx, `INSERT INTO `+table+` (until) VALUES ($1) ON CONFLICT DO NOTHING`, first)
	if err != nil {
		return time.Time{}, fmt.Errorf("begin to look at %s: %w", look, err)
	}
	var until time.Time
	if err := tx.tx.QueryRow(ctx, `SELECT until FROM `+table).Scan(&until); err != nil {
		return time.Time{}, fmt.Errorf("find the last look at %s: %w", look, err)
	}
	return until, nil
}

// LookUntil moves the last look on, never back: another replica may be ahead.
func (tx *Tx) LookUntil(ctx context.Context, look council.Look, until time.Time) error {
	_, err := tx.tx.Exec(ctx, `UPDATE `+lookTables[look]+` SET until = $1 WHERE until < $1`, until)
	if err != nil {
		return fmt.Errorf("move the look at %s: %w", look, err)
	}
	return nil
}

// AddOccurrence records that the occurrence is carried out, or dropped, now.
// False tells that it was recorded before: somebody else has carried it out.
// Two at the same time wait for each other here.
func (tx *Tx) AddOccurrence(ctx context.Context, m council.Mark, verdict council.Verdict, now time.Time) (bool, error) {
	outcome := "done"
	if verdict == council.Drop {
		outcome = "dropped"
	}
	tag, err := tx.tx.Exec(ctx, `
		INSERT INTO occurrence (kind, subject, at, ran_at, outcome)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, m.Kind, m.Subject, m.At, now, outcome)
	if err != nil {
		return false, fmt.Errorf("record %s of %s: %w", m.Kind, m.Subject, err)
	}
	return tag.RowsAffected() == 1, nil
}

// CountNotices records how many notices the occurrence made.
func (tx *Tx) CountNotices(ctx context.Context, m council.Mark, notices int) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE occurrence SET notices = $4 WHERE kind = $1 AND subject = $2 AND at = $3`, m.Kind, m.Subject, m.At, notices)
	if err != nil {
		return fmt.Errorf("count notices of %s of %s: %w", m.Kind, m.Subject, err)
	}
	return nil
}
