package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AttendanceOf finds the record's lines, the last accepted press of each
// person, in the order of the people's ids.
func (tx *Tx) AttendanceOf(ctx context.Context, meetingID int64) ([]council.Attendance, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT meeting_id, person_id, presence, reason, words, deputy_name, arrived_minute, left_minute, claimed, at, by_id
		FROM attendance WHERE meeting_id = $1
		ORDER BY person_id`, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find attendance of meeting %d: %w", meetingID, err)
	}
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Attendance, error) {
		var a council.Attendance
		var arrived, left *int16
		err := row.Scan(&a.MeetingID, &a.PersonID, &a.Presence, &a.Reason, &a.Words, &a.DeputyName,
			&arrived, &left, &a.Claimed, &a.At, &a.By)
		a.Arrived, a.Left = timeOfDay(arrived), timeOfDay(left)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("find attendance of meeting %d: %w", meetingID, err)
	}
	return lines, nil
}

// Mark writes a person's line as the press sets it and keeps the press. Of a
// meeting whose record is not open it is a conflict: a closed one is frozen.
func (tx *Tx) Mark(ctx context.Context, a council.Attendance) error {
	line, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("mark attendance at meeting %d: %w", a.MeetingID, err)
	}
	// Closing waits for presses under way, and presses for a closing. The log's
	// row comes after the line's lock, so that both have one order.
	tag, err := tx.tx.Exec(ctx, `
		WITH open AS (
			SELECT id FROM meeting WHERE id = $1 AND state = 'open' FOR SHARE
		), marked AS (
			INSERT INTO attendance (meeting_id, person_id, presence, reason, words, deputy_name,
				arrived_minute, left_minute, claimed, at, by_id)
			SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM open
			ON CONFLICT (meeting_id, person_id) DO UPDATE SET
				presence = excluded.presence, reason = excluded.reason, words = excluded.words,
				deputy_name = excluded.deputy_name, arrived_minute = excluded.arrived_minute,
				left_minute = excluded.left_minute, claimed = excluded.claimed, at = excluded.at, by_id = excluded.by_id
			RETURNING meeting_id, person_id
		)
		INSERT INTO attendance_press (meeting_id, person_id, line, at, by_id)
		SELECT meeting_id, person_id, $12, $10, $11 FROM marked`,
		a.MeetingID, a.PersonID, a.Presence, a.Reason, a.Words, a.DeputyName,
		minuteOf(a.Arrived), minuteOf(a.Left), a.Claimed, a.At, a.By, line)
	if err != nil {
		return fmt.Errorf("mark attendance at meeting %d: %w", a.MeetingID, kindOf(err))
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("mark attendance at meeting %d: %w", a.MeetingID, council.ErrConflict)
	}
	return nil
}

// Presses are all presses of the record in the order they were accepted.
func (tx *Tx) Presses(ctx context.Context, meetingID int64) ([]council.Attendance, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT line FROM attendance_press WHERE meeting_id = $1
		ORDER BY id`, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find presses of meeting %d: %w", meetingID, err)
	}
	presses, err := pgx.CollectRows(rows, pgx.RowTo[council.Attendance])
	if err != nil {
		return nil, fmt.Errorf("find presses of meeting %d: %w", meetingID, err)
	}
	return presses, nil
}
