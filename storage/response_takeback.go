package storage

import (
	"context"
	"fmt"

	"sereda/council"
)

// TakeBackResponse forgets a person's answer to the meeting's version, so that
// the person is asked again.
func (tx *Tx) TakeBackResponse(ctx context.Context, m council.Meeting, personID int64) error {
	_, err := tx.tx.Exec(ctx, `
		DELETE FROM response WHERE meeting_id = $1 AND version = $2 AND person_id = $3`, m.ID, m.Version, personID)
	if err != nil {
		return fmt.Errorf("take back response to meeting %d: %w", m.ID, err)
	}
	return nil
}

// WithdrawReminders takes back what still waits to remind a person of the
// subject: notices whose keys begin with one of the kinds.
func (tx *Tx) WithdrawReminders(ctx context.Context, about string, personID int64, kinds ...string) error {
	_, err := tx.tx.Exec(ctx, `
		WITH chosen AS MATERIALIZED (
			SELECT id, lane_id FROM outbox
			WHERE about = $1 AND person_id = $2 AND state = 'waiting' AND split_part(key, ':', 1) = ANY ($3)
		), locked AS MATERIALIZED (
			SELECT id FROM lane WHERE id IN (SELECT lane_id FROM chosen) ORDER BY channel, address FOR UPDATE
		), taken AS (
			UPDATE outbox o SET state = 'withdrawn'
			FROM chosen c JOIN locked l ON l.id = c.lane_id
			WHERE o.id = c.id AND o.state = 'waiting'
			RETURNING o.lane_id
		)
		UPDATE lane l SET waiting = l.waiting - t.n
		FROM (SELECT lane_id, count(*) AS n FROM taken GROUP BY lane_id) t
		WHERE l.id = t.lane_id`, about, personID, kinds)
	if err != nil {
		return fmt.Errorf("withdraw reminders about %s: %w", about, err)
	}
	return nil
}
