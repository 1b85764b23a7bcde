package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// newest leaves, of notices to one address with the same word in Supersedes,
// only the last.
func newest(notices []council.Notice) []council.Notice {
	type screen struct {
		person, chat int64
		word         string
	}
	last := map[screen]int{}
	of := func(n council.Notice) screen {
		if n.ChatID != 0 {
			return screen{chat: n.ChatID, word: n.Supersedes}
		}
		return screen{person: n.PersonID, word: n.Supersedes}
	}
	for i, n := range notices {
		if n.Supersedes != "" {
			last[of(n)] = i
		}
	}
	if len(last) == 0 {
		return notices
	}
	var kept []council.Notice
	for i, n := range notices {
		if n.Supersedes == "" || last[of(n)] == i {
			kept = append(kept, n)
		}
	}
	return kept
}

// supersede takes back what waits for the screens that the notices bring up to
// date. All lanes of the notices are locked at once and in the order of every
// writer, those of other notices too: Enqueue goes on to lock them. An edit
// that is just being sent may be taken back as well; the newer one follows it
// in its lane.
func (tx *Tx) supersede(ctx context.Context, c noticeColumns) error {
	if !slices.ContainsFunc(c.supersedes, func(word string) bool { return word != "" }) {
		return nil
	}
	batch := &pgx.Batch{}
	c.queueSpeakers(batch) // accounts come before the lanes
	batch.Queue(`
		WITH asked AS (
			SELECT coalesce(nullif(u.chat, 0), a.telegram_id)::text AS address, u.supersedes
			FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u (person, chat, supersedes)
			LEFT JOIN account a ON a.person_id = u.person AND a.unbound_at IS NULL
		), locked AS MATERIALIZED (
			SELECT id, address FROM lane
			WHERE channel = $4 AND address IN (SELECT address FROM asked)
			ORDER BY channel, address FOR UPDATE
		), taken AS (
			UPDATE outbox o SET state = 'withdrawn'
			FROM locked l JOIN asked s ON s.address = l.address
			WHERE o.lane_id = l.id AND o.supersedes = s.supersedes AND o.state = 'waiting'
			RETURNING o.lane_id
		)
		UPDATE lane l SET waiting = l.waiting - t.n
		FROM (SELECT lane_id, count(*) AS n FROM taken GROUP BY lane_id) t
		WHERE l.id = t.lane_id`,
		c.persons, c.chats, c.supersedes, telegramChannel)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("supersede waiting notices: %w", err)
	}
	return nil
}
