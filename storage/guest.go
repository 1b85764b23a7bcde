package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// GuestsOf finds the meeting's guests in the order they were added. One from
// the directory has the name written there.
func (tx *Tx) GuestsOf(ctx context.Context, meetingID int64) ([]council.Guest, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT g.id, g.meeting_id, coalesce(g.person_id, 0), g.name, g.advisory,
			coalesce(p.surname, ''), coalesce(p.given, ''), coalesce(p.patronymic, '')
		FROM guest g LEFT JOIN person p ON p.id = g.person_id
		WHERE g.meeting_id = $1
		ORDER BY g.id`, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find guests of meeting %d: %w", meetingID, err)
	}
	guests, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Guest, error) {
		var g council.Guest
		var p council.Person
		err := row.Scan(&g.ID, &g.MeetingID, &g.PersonID, &g.Name, &g.Advisory, &p.Surname, &p.Given, &p.Patronymic)
		if g.PersonID != 0 {
			g.Name = p.Full()
		}
		return g, err
	})
	if err != nil {
		return nil, fmt.Errorf("find guests of meeting %d: %w", meetingID, err)
	}
	return guests, nil
}

// AddGuest adds a guest and returns the id. A person of the directory who is a
// guest already is a conflict.
func (tx *Tx) AddGuest(ctx context.Context, g council.Guest) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO guest (meeting_id, person_id, name, advisory)
		VALUES ($1, nullif($2::bigint, 0), $3, $4)
		ON CONFLICT DO NOTHING
		RETURNING id`, g.MeetingID, g.PersonID, g.Name, g.Advisory).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add guest to meeting %d: %w", g.MeetingID, conflictIfNone(err))
	}
	return id, nil
}

// RemoveGuest takes a guest off; one who is gone already is no error.
func (tx *Tx) RemoveGuest(ctx context.Context, meetingID, id int64) error {
	if _, err := tx.tx.Exec(ctx, `DELETE FROM guest WHERE meeting_id = $1 AND id = $2`, meetingID, id); err != nil {
		return fmt.Errorf("remove guest %d: %w", id, err)
	}
	return nil
}
