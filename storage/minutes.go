package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// MinutesLink is where the meeting's minutes are published, empty when they are
// not.
func (tx *Tx) MinutesLink(ctx context.Context, meetingID int64) (string, error) {
	var link string
	err := tx.tx.QueryRow(ctx, `
		SELECT coalesce((SELECT link FROM published_minutes WHERE meeting_id = $1), '')`, meetingID).Scan(&link)
	if err != nil {
		return "", fmt.Errorf("find minutes of meeting %d: %w", meetingID, err)
	}
	return link, nil
}

// SetMinutesLink keeps where the minutes are published, and who says so; an
// empty link takes it back.
func (tx *Tx) SetMinutesLink(ctx context.Context, meetingID int64, link string, personID int64, at time.Time) error {
	var err error
	if link == "" {
		_, err = tx.tx.Exec(ctx, `DELETE FROM published_minutes WHERE meeting_id = $1`, meetingID)
	} else {
		_, err = tx.tx.Exec(ctx, `
			INSERT INTO published_minutes (meeting_id, link, person_id, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (meeting_id) DO UPDATE SET link = excluded.link, person_id = excluded.person_id, at = excluded.at`,
			meetingID, link, personID, at)
	}
	if err != nil {
		return fmt.Errorf("publish minutes of meeting %d: %w", meetingID, kindOf(err))
	}
	return nil
}

// PublishedMinutes are those of the meetings from the day on, the latest meeting
// first. The minutes of a meeting that was neither open to the public nor of a
// body that publishes them are nobody's to read.
func (tx *Tx) PublishedMinutes(ctx context.Context, from council.Date) ([]council.PublishedMinutes, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+meetingColumns+`, b.name, p.link, p.at
		FROM published_minutes p
		JOIN meeting m ON m.id = p.meeting_id
		JOIN body b ON b.id = m.body_id
		WHERE m.day >= $1 AND m.state = $2 AND (m.open_to_public OR b.publish)
		ORDER BY m.day DESC, m.start_minute DESC, m.id`, from, council.Closed)
	if err != nil {
		return nil, fmt.Errorf("find published minutes: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.PublishedMinutes, error) {
		var p council.PublishedMinutes
		var opened, closed *time.Time
		err := row.Scan(append(meetingTargets(&p.Meeting, &opened, &closed), &p.Body, &p.Link, &p.At)...)
		p.Meeting.OpenedAt, p.Meeting.ClosedAt = instant(opened), instant(closed)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("find published minutes: %w", err)
	}
	return found, nil
}
