package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Deliveries tells who was told about a subject, and what became of it, by
// name. keyPrefix narrows it to one kind of notices, "" takes all. Of a letter
// that was sent again the last counts.
func (tx *Tx) Deliveries(ctx context.Context, about, keyPrefix string) ([]council.Delivery, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT p.id, p.surname, p.given, p.patronymic, coalesce(p.phone, ''), o.begun, o.created_at, o.sent_at,
			o.first, coalesce(nullif(split_part(o.key, $3, 2), ''), '0')::int, split_part(coalesce(o.key, ''), ':', 1),
			CASE
				WHEN r.acknowledged_at IS NOT NULL THEN 'acknowledged'
				WHEN o.state = 'failed' AND o.reason IN ('no account', 'blocked') THEN o.reason
				ELSE o.state
			END,
			coalesce(c.channel, l.channel, $4), coalesce(o.reason, ''),
			a.telegram_id IS NOT NULL AND a.blocked_at IS NULL,
			o.message @> '{"take_note": true}', r.acknowledged_at, r.printed_at
		FROM (
			SELECT DISTINCT ON (first) *, min(created_at) OVER (PARTITION BY first) AS begun
			FROM (SELECT *, split_part(coalesce(key, id::text), $3, 1) AS first FROM outbox WHERE about = $1) x
			WHERE starts_with(coalesce(key, ''), $2)
				-- who is reached by e-mail instead stands with that letter
				AND NOT (state = 'failed' AND EXISTS (SELECT FROM outbox e WHERE e.key = first || $5 || substr(x.key, length(first) + 1)))
			ORDER BY first, id DESC) o
		JOIN person p ON p.id = o.person_id
		LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
		LEFT JOIN lane l ON l.id = o.lane_id
		LEFT JOIN plan_copy c ON c.key = o.first
		LEFT JOIN receipt r ON r.key = o.first
		ORDER BY o.id`, about, keyPrefix, council.SentAgain, telegramChannel, byMailToo)
	if err != nil {
		return nil, fmt.Errorf("find deliveries about %s: %w", about, err)
	}
	found, err := pgx.CollectRows(rows, scanDelivery)
	if err != nil {
		return nil, fmt.Errorf("find deliveries about %s: %w", about, err)
	}
	slices.SortStableFunc(found, func(a, b council.Delivery) int { return council.CompareNames(a.Person.Full(), b.Person.Full()) })
	return found, nil
}

func scanDelivery(row pgx.CollectableRow) (council.Delivery, error) {
	var d council.Delivery
	var sent, acknowledged, printed *time.Time
	err := row.Scan(&d.Person.ID, &d.Person.Surname, &d.Person.Given, &d.Person.Patronymic, &d.Person.Phone, &d.Begun, &d.Written, &sent,
		&d.Key, &d.Round, &d.Kind, &d.State, &d.Channel, &d.Reason, &d.Reachable, &d.Asked, &acknowledged, &printed)
	d.At, d.AcknowledgedAt, d.PrintedAt = instant(sent), instant(acknowledged), instant(printed)
	return d, err
}

// NoticesSince are the keys of the notices about a subject written after the
// instant, of one kind, whatever the channel.
func (tx *Tx) NoticesSince(ctx context.Context, about, keyPrefix string, since time.Time) ([]string, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT key FROM outbox
		WHERE about = $1 AND starts_with(key, $2) AND created_at > $3`, about, keyPrefix, since)
	if err != nil {
		return nil, fmt.Errorf("find notices about %s: %w", about, err)
	}
	keys, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("find notices about %s: %w", about, err)
	}
	for i, key := range keys {
		keys[i] = council.TelegramKey(key)
	}
	return keys, nil
}

// WithdrawNotices takes back the notices about a subject that still wait and
// whose keys begin with one of the prefixes. It returns how many.
func (tx *Tx) WithdrawNotices(ctx context.Context, about string, keyPrefixes ...string) (int, error) {
	patterns := make([]string, len(keyPrefixes))
	for i, p := range keyPrefixes {
		patterns[i] = literal.Replace(p) + "%"
	}
	withdrawn, err := tx.withdraw(ctx, `about = $1 AND key LIKE ANY ($2)`, about, patterns)
	if err != nil {
		return 0, fmt.Errorf("withdraw notices about %s: %w", about, err)
	}
	return withdrawn, nil
}

// withdraw takes back the letters on the condition that still wait, and tells
// how many. Lanes are locked before rows, in the order the sender locks them.
func (tx *Tx) withdraw(ctx context.Context, condition string, args ...any) (withdrawn int, err error) {
	err = tx.tx.QueryRow(ctx, `
		WITH chosen AS MATERIALIZED (
			SELECT id, lane_id FROM outbox
			WHERE (`+condition+`) AND state = 'waiting'
		), locked AS MATERIALIZED (
			SELECT id FROM lane WHERE id IN (SELECT lane_id FROM chosen) ORDER BY channel, address FOR UPDATE
		), taken AS (
			UPDATE outbox o SET state = 'withdrawn'
			FROM chosen c JOIN locked l ON l.id = c.lane_id
			WHERE o.id = c.id AND o.state = 'waiting'
			RETURNING o.lane_id
		), counted AS (
			UPDATE lane l SET waiting = l.waiting - t.n
			FROM (SELECT lane_id, count(*) AS n FROM taken GROUP BY lane_id) t
			WHERE l.id = t.lane_id
		)
		SELECT count(*) FROM taken`, args...).Scan(&withdrawn)
	return withdrawn, err
}

// literal keeps a prefix from being read as a pattern.
var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// PruneReplies deletes answers of dialogues that ended before the instant, a
// bounded number at a time. Notices stay: they are the list of who was told.
func (db *DB) PruneReplies(ctx context.Context, before time.Time) (int64, error) {
	tag, err := db.pool.Exec(ctx, `
		DELETE FROM outbox WHERE id IN (
			SELECT id FROM outbox
			WHERE class = 0 AND state <> 'waiting' AND created_at < $1
			LIMIT 5000)`, before)
	if err != nil {
		return 0, fmt.Errorf("prune replies: %w", err)
	}
	return tag.RowsAffected(), nil
}
