package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Audit keeps that a person did the action to the subject at an instant (E6).
// personID 0 is nobody in the directory: a command, a stranger.
func (tx *Tx) Audit(ctx context.Context, at time.Time, personID int64, action, subject string, details map[string]any) error {
	if details == nil {
		details = map[string]any{}
	}
	raw, err := json.Marshal(details)
	if err != nil {
		return fmt.Errorf("audit %s of %s: %w", action, subject, err)
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO audit (at, person_id, action, subject, details)
		VALUES ($1, nullif($2::bigint, 0), $3, $4, $5)`, at, personID, action, subject, raw)
	if err != nil {
		return fmt.Errorf("audit %s of %s: %w", action, subject, err)
	}
	return nil
}
