package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"sereda/council"
)

// mailChannel's addresses are people's e-mail.
const mailChannel = "email"

// byMailToo ends the first part of the key of a letter by e-mail, see
// [council.MailKey].
const byMailToo = ":" + mailChannel

// EnqueueMail writes notices into the outbox that leave by e-mail, to the address
// each person has now. Who has none gets a failed row, so that the list of who
// was told is complete. A key that exists is not repeated.
func (tx *Tx) EnqueueMail(ctx context.Context, notices []council.Notice, now time.Time) error {
	return tx.mail(ctx, notices, now)
}

func (tx *Tx) mail(ctx context.Context, notices []council.Notice, now time.Time) error {
	if len(notices) == 0 {
		return nil
	}
	var persons []int64
	var abouts, keys, messages []string
	written := map[string]bool{}
	for _, n := range notices {
		if n.Key != "" && written[n.Key] {
			continue
		}
		written[n.Key] = true
		message, err := json.Marshal(n.Message)
		if err != nil {
			return fmt.Errorf("write message: %w", err)
		}
		persons, abouts = append(persons, n.PersonID), append(abouts, n.About)
		keys, messages = append(keys, n.Key), append(messages, string(message))
	}
	_, err := tx.tx.Exec(ctx, `
		WITH asked AS (
			SELECT u.*, nullif(p.email, '') AS address
			FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[])
				WITH ORDINALITY AS u (person, about, key, message, place)
			JOIN person p ON p.id = u.person
			WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.key = u.key)
		), woken AS (
			INSERT INTO lane (channel, address, waiting, class)
			SELECT $5, address, count(*), $6 FROM asked WHERE address IS NOT NULL GROUP BY address ORDER BY address
			ON CONFLICT (channel, address) DO UPDATE SET
				waiting = lane.waiting + excluded.waiting, class = excluded.class, hold_until = '-infinity'
			RETURNING id, address
		)
		INSERT INTO outbox (lane_id, person_id, class, about, key, message, state, reason, created_at)
		SELECT w.id, s.person, $6, s.about, nullif(s.key, ''), s.message,
			CASE WHEN w.id IS NULL THEN 'failed' ELSE 'waiting' END, CASE WHEN w.id IS NULL THEN 'no address' END, $7
		FROM asked s LEFT JOIN woken w ON w.address = s.address
		ORDER BY s.place`, persons, abouts, keys, messages, mailChannel, int16(council.Bulk), now)
	if err != nil {
		return fmt.Errorf("enqueue %d letters by e-mail: %w", len(notices), err)
	}
	return nil
}

// ClaimMail is [DB.Claim] for letters by e-mail.
func (db *DB) ClaimMail(ctx context.Context, limit int, now time.Time) ([]council.Letter, error) {
	return db.claim(ctx, mailChannel, limit, true, now)
}

// WaitingMail counts the letters by e-mail that have not left yet.
func (db *DB) WaitingMail(ctx context.Context) (int, error) {
	var n int
	err := db.pool.QueryRow(ctx, `SELECT coalesce(sum(waiting), 0) FROM lane WHERE waiting > 0 AND channel = $1`, mailChannel).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count letters by e-mail: %w", err)
	}
	return n, nil
}
