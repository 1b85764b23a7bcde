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
	_, err := tx.withdraw(ctx, `about = $1 AND person_id = $2 AND split_part(key, ':', 1) = ANY ($3)`, about, personID, kinds)
	if err != nil {
		return fmt.Errorf("withdraw reminders about %s: %w", about, err)
	}
	return nil
}
