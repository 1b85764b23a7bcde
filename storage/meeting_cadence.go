package storage

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// untoldOf are the conditions of a regular meeting in such a state that nobody
// has heard of: neither announced, nor changed by hand, nor answered.
func untoldOf(state string) string {
	return `
	m.id = $1 AND ` + state + ` AND m.version = 1 AND m.invited = 0
	AND NOT EXISTS (SELECT FROM response WHERE meeting_id = m.id)`
}

// FollowCadence writes where the body's schedule puts a regular meeting now.
// False tells that somebody has heard of it meanwhile and it stays, or that the
// schedule's day is another meeting's already.
func (tx *Tx) FollowCadence(ctx context.Context, m council.Meeting) (bool, error) {
	changed, err := tx.tx.Exec(ctx, `
		UPDATE meeting m SET regular_on = $2, day = $3, start_minute = $4, venue = $5, mode = $6, state = 'planned',
			sequence = sequence + 1, changed_at = now()
		WHERE `+untoldOf("m.state IN ('planned', 'cancelled')")+` AND NOT EXISTS (
			SELECT FROM meeting other WHERE other.body_id = m.body_id AND other.regular_on = $2 AND other.id <> m.id)`,
		m.ID, m.RegularOn, m.Day, m.Start, m.Venue, m.Mode)
	if err != nil {
		return false, fmt.Errorf("move meeting %d with its cadence: %w", m.ID, err)
	}
	return changed.RowsAffected() > 0, nil
}

// DropUntold deletes a regular meeting that the body's schedule has no more, so
// that it may appear again when the schedule comes back; one that stands in a
// week's plan is cancelled. One for which anything is prepared stays, and the
// answer is false.
func (tx *Tx) DropUntold(ctx context.Context, m council.Meeting) (bool, error) {
	bare := untoldOf("m.state = 'planned'") + `
		AND NOT EXISTS (SELECT FROM agenda_item WHERE meeting_id = m.id)
		AND NOT EXISTS (SELECT FROM material WHERE meeting_id = m.id)
		AND NOT EXISTS (SELECT FROM guest WHERE meeting_id = m.id)
		AND NOT EXISTS (SELECT FROM assignment WHERE meeting_id = m.id)`
	if _, err := tx.tx.Exec(ctx, `
		DELETE FROM board WHERE meeting_id IN (SELECT m.id FROM meeting m WHERE `+bare+`)`, m.ID); err != nil {
		return false, fmt.Errorf("forget boards of meeting %d: %w", m.ID, err)
	}
	cancelled, err := tx.tx.Exec(ctx, `
		UPDATE meeting m SET state = 'cancelled', sequence = sequence + 1, changed_at = now()
		WHERE `+bare+` AND EXISTS (SELECT FROM plan_entry WHERE meeting_id = m.id)`, m.ID)
	if err != nil {
		return false, fmt.Errorf("cancel meeting %d: %w", m.ID, err)
	}
	deleted, err := tx.tx.Exec(ctx, `DELETE FROM meeting m WHERE `+bare, m.ID)
	if err != nil {
		return false, fmt.Errorf("drop meeting %d: %w", m.ID, err)
	}
	return cancelled.RowsAffected()+deleted.RowsAffected() > 0, nil
}

// KeepInvited keeps with the meeting that this version of it has been put to
// people.
func (tx *Tx) KeepInvited(ctx context.Context, m council.Meeting) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE meeting SET invited = $2 WHERE id = $1 AND invited < $2`, m.ID, m.Version)
	if err != nil {
		return fmt.Errorf("keep invitations to meeting %d: %w", m.ID, err)
	}
	return nil
}

// InvitedMeetings finds the planned meetings from the day on whose invitations
// have gone out, in order.
func (tx *Tx) InvitedMeetings(ctx context.Context, from council.Date) ([]council.Meeting, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+meetingColumns+`
		FROM meeting m
		WHERE m.day >= $1 AND m.state = 'planned' AND m.invited >= m.version
		ORDER BY m.day, m.start_minute, m.id`, from)
	if err != nil {
		return nil, fmt.Errorf("find meetings invited to: %w", err)
	}
	meetings, err := pgx.CollectRows(rows, scanMeeting)
	if err != nil {
		return nil, fmt.Errorf("find meetings invited to: %w", err)
	}
	return meetings, nil
}

// AskedOf finds the people to whom this version of the meeting was put, by
// notices of these kinds.
func (tx *Tx) AskedOf(ctx context.Context, m council.Meeting, kinds []string) ([]int64, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT person_id FROM outbox
		WHERE about = $1 AND person_id IS NOT NULL AND split_part(key, ':', 1) = ANY($2) AND split_part(key, ':', 3) = $3`,
		council.AboutMeeting(m.ID), kinds, strconv.Itoa(m.Version))
	if err != nil {
		return nil, fmt.Errorf("find who was invited to meeting %d: %w", m.ID, err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find who was invited to meeting %d: %w", m.ID, err)
	}
	return people, nil
}
