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

// byMailToo is what stands behind a notice's key in the key of the letter that
// brings the same by e-mail.
const byMailToo = ":" + mailChannel

// EnqueueMail writes notices into the outbox that leave by e-mail, to the address
// each person has now. Who has none gets a failed row, so that the list of who
// was told is complete. A key that exists is not repeated.
func (tx *Tx) EnqueueMail(ctx context.Context, notices []council.Notice, now time.Time) error {
	return tx.mail(ctx, notices, now, "true")
}

// mailInstead writes by e-mail what Telegram brings to nobody: to people with no
// account or one that refuses messages; and what is to go by e-mail too. It comes
// before Telegram's own letters: lanes are locked in their order.
func (tx *Tx) mailInstead(ctx context.Context, notices []council.Notice, now time.Time) error {
	if !tx.mails {
		return nil
	}
	var chosen []council.Notice
	for _, n := range notices {
		if n.Mailable() {
			n.Key += byMailToo
			chosen = append(chosen, n)
		}
	}
	return tx.mail(ctx, chosen, now, `
		p.email <> '' AND (u.message @> '{"mail": {"too": true}}' OR NOT EXISTS (
			SELECT FROM account a WHERE a.person_id = p.id AND a.unbound_at IS NULL AND a.blocked_at IS NULL))`)
}

func (tx *Tx) mail(ctx context.Context, notices []council.Notice, now time.Time, which string) error {
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
			WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.key = u.key) AND `+which+`
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
