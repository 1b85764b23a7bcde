package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// MeetingsLookedUntil tells how far the timetable of meetings has been looked
// at. Nobody has looked before: it begins at first.
func (tx *Tx) MeetingsLookedUntil(ctx context.Context, first time.Time) (time.Time, error) {
	_, err := tx.tx.Exec(ctx, `INSERT INTO meeting_look (until) VALUES ($1) ON CONFLICT DO NOTHING`, first)
	if err != nil {
		return time.Time{}, fmt.Errorf("begin to look at meetings: %w", err)
	}
	var until time.Time
	if err := tx.tx.QueryRow(ctx, `SELECT until FROM meeting_look`).Scan(&until); err != nil {
		return time.Time{}, fmt.Errorf("find the last look at meetings: %w", err)
	}
	return until, nil
}

// LookAtMeetingsUntil moves the last look on, never back: another replica may
// be ahead.
func (tx *Tx) LookAtMeetingsUntil(ctx context.Context, until time.Time) error {
	_, err := tx.tx.Exec(ctx, `UPDATE meeting_look SET until = $1 WHERE until < $1`, until)
	if err != nil {
		return fmt.Errorf("move the look at meetings: %w", err)
	}
	return nil
}

// AddMeetingOccurrence records that the occurrence is carried out, or dropped,
// now. False tells that it was recorded before. Two at the same time wait for
// each other here. An invitation carried out is kept with the meeting.
func (tx *Tx) AddMeetingOccurrence(ctx context.Context, o council.MeetingOccurrence, verdict council.Verdict, now time.Time) (bool, error) {
	added, err := tx.addOccurrence(ctx, o.Kind, o.Subject(), o.At, verdict, now)
	if err != nil || !added || o.Kind != council.Invite || verdict == council.Drop {
		return added, err
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE meeting SET invited = $2 WHERE id = $1 AND invited < $2`, o.Meeting.ID, o.Meeting.Version)
	if err != nil {
		return false, fmt.Errorf("keep invitations to meeting %d: %w", o.Meeting.ID, err)
	}
	return true, nil
}

// CountMeetingNotices records how many notices the occurrence made.
func (tx *Tx) CountMeetingNotices(ctx context.Context, o council.MeetingOccurrence, notices int) error {
	return tx.countNotices(ctx, o.Kind, o.Subject(), o.At, notices)
}

// StandInsFor finds who these days substitutes any of the people in all of
// their posts; standing deputies are spared. In the order of their ids.
func (tx *Tx) StandInsFor(ctx context.Context, people []int64, day council.Date) ([]int64, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT s.substitute_id
		FROM substitution s JOIN person p ON p.id = s.substitute_id AND coalesce(p.to_date, 'infinity') >= $2
		WHERE s.absent_id = ANY($1) AND s.unit_id IS NULL AND $2 BETWEEN s.from_date AND s.to_date
		ORDER BY 1`, people, day)
	if err != nil {
		return nil, fmt.Errorf("find who stands in: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find who stands in: %w", err)
	}
	return found, nil
}
