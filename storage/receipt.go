package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// Acknowledge keeps that the person has taken note of the notice with the key,
// the first time, also where an e-mail brought the same. It returns when that
// was, and whether it was now; council.ErrNotFound when no such notice to the
// person asks for it. at is the council's instant.
func (tx *Tx) Acknowledge(ctx context.Context, key string, personID int64, at time.Time) (when time.Time, first bool, err error) {
	var asked int
	var before *time.Time
	err = tx.tx.QueryRow(ctx, `
		SELECT count(*), min(r.acknowledged_at)
		FROM outbox o LEFT JOIN receipt r ON r.key = o.key
		WHERE o.key IN ($1, $3) AND o.person_id = $2 AND o.message @> '{"take_note": true}'`,
		key, personID, council.MailKey(key)).Scan(&asked, &before)
	switch {
	case err != nil:
		return at, false, fmt.Errorf("find notice %s to person %d: %w", key, personID, err)
	case asked == 0:
		return at, false, fmt.Errorf("find notice %s to person %d: %w", key, personID, council.ErrNotFound)
	case before != nil:
		return *before, false, nil
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO receipt (key, acknowledged_at)
		SELECT key, $4 FROM outbox
		WHERE key IN ($1, $3) AND person_id = $2 AND message @> '{"take_note": true}'
		ORDER BY key
		ON CONFLICT (key) DO UPDATE SET acknowledged_at = excluded.acknowledged_at`, key, personID, council.MailKey(key), at)
	if err != nil {
		return at, false, fmt.Errorf("acknowledge notice %s: %w", key, err)
	}
	return at, true, nil
}

// MarkPrinted keeps that those whom the notices have not reached are on a list
// to be handed over on paper. at is the council's instant.
func (tx *Tx) MarkPrinted(ctx context.Context, keys []string, at time.Time) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO receipt (key, printed_at)
		SELECT DISTINCT key, $2::timestamptz FROM unnest($1::text[]) AS key ORDER BY key
		ON CONFLICT (key) DO UPDATE SET printed_at = excluded.printed_at`, keys, at)
	if err != nil {
		return fmt.Errorf("mark notices as printed: %w", err)
	}
	return nil
}
