package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const minutesColumns = `coalesce(p.link, ''), coalesce(p.file_id, ''), coalesce(p.file_name, ''), p.published, p.at`

func minutesTargets(m *council.Minutes) []any {
	return []any{&m.Link, &m.FileID, &m.Name, &m.Published, &m.At}
}

// MinutesOf are the meeting's minutes; the zero Minutes when there are none.
func (tx *Tx) MinutesOf(ctx context.Context, meetingID int64) (council.Minutes, error) {
	var m council.Minutes
	err := tx.tx.QueryRow(ctx, `SELECT `+minutesColumns+` FROM minutes p WHERE p.meeting_id = $1`, meetingID).Scan(minutesTargets(&m)...)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return m, fmt.Errorf("find minutes of meeting %d: %w", meetingID, err)
	}
	return m, nil
}

// SetMinutes keeps the meeting's minutes in place of what was there, and who
// says so; none takes them back. m.At is the council's instant.
func (tx *Tx) SetMinutes(ctx context.Context, meetingID int64, m council.Minutes, personID int64) error {
	var err error
	if !m.Recorded() {
		_, err = tx.tx.Exec(ctx, `DELETE FROM minutes WHERE meeting_id = $1`, meetingID)
	} else {
		_, err = tx.tx.Exec(ctx, `
			INSERT INTO minutes (meeting_id, link, file_id, file_name, published, person_id, at)
			VALUES ($1, nullif($2, ''), nullif($3, ''), nullif($4, ''), $5, $6, $7)
			ON CONFLICT (meeting_id) DO UPDATE SET link = excluded.link, file_id = excluded.file_id, file_name = excluded.file_name,
				published = excluded.published, person_id = excluded.person_id, at = excluded.at`,
			meetingID, m.Link, m.FileID, m.Name, m.Published, personID, m.At)
	}
	if err != nil {
		return fmt.Errorf("keep minutes of meeting %d: %w", meetingID, kindOf(err))
	}
	return nil
}

// PublishedMinutes are those of the meetings from the day on, the latest meeting
// first. The minutes of a meeting that was neither open to the public nor of a
// body that publishes them are nobody's to read, a file of a meeting that was
// not open neither.
func (tx *Tx) PublishedMinutes(ctx context.Context, from council.Date) ([]council.PublishedMinutes, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+meetingColumns+`, b.name, `+minutesColumns+`
		FROM minutes p
		JOIN meeting m ON m.id = p.meeting_id
		JOIN body b ON b.id = m.body_id
		WHERE m.day >= $1 AND m.state = $2 AND p.published AND (m.open_to_public OR b.publish AND p.link IS NOT NULL)
		ORDER BY m.day DESC, m.start_minute DESC, m.id`, from, council.Closed)
	if err != nil {
		return nil, fmt.Errorf("find published minutes: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.PublishedMinutes, error) {
		var p council.PublishedMinutes
		var opened, closed *time.Time
		targets := append(meetingTargets(&p.Meeting, &opened, &closed), &p.Body)
		err := row.Scan(append(targets, minutesTargets(&p.Minutes)...)...)
		p.Meeting.OpenedAt, p.Meeting.ClosedAt = instant(opened), instant(closed)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("find published minutes: %w", err)
	}
	return found, nil
}
