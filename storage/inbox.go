package storage

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// LockChats locks the chats, in the order of their ids so that two replicas
// cannot wait for each other, and tells which of the updates are handled
// already and, in the same trip, who the accounts are on the day ([Tx.AccessOf]),
// from memory while the directory has not changed. What is read later in a
// transaction than at its beginning is not remembered: it may have changed it itself.
func (tx *Tx) LockChats(ctx context.Context, chats, updates, accounts []int64, today council.Date) (council.Locked, error) {
	tx.remembers = !tx.tx.begun
	locked, err := tx.lockKnownChats(ctx, chats, updates, accounts, today)
	if err != nil || len(locked.Chats) == len(chats) {
		return locked, err
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO chat (id)
		SELECT id FROM unnest($1::bigint[]) AS id ORDER BY id
		ON CONFLICT DO NOTHING`, chats)
	if err != nil {
		return locked, fmt.Errorf("add chats: %w", err)
	}
	return tx.lockKnownChats(ctx, chats, updates, accounts, today)
}

// lockKnownChats locks and then looks: who held the locks before may have
// handled the updates.
func (tx *Tx) lockKnownChats(ctx context.Context, chats, updates, accounts []int64, today council.Date) (council.Locked, error) {
	batch := &pgx.Batch{}
	batch.Queue(`
		SELECT id, conversation_update
		FROM chat WHERE id `+among("$1")+`
		ORDER BY id
		FOR UPDATE`, chats)
	batch.Queue(`
		SELECT version, ARRAY(SELECT update_id FROM inbox WHERE update_id `+among("$1")+`)
		FROM directory`, updates)
	asked := !tx.memory.has(accounts)
	if asked {
		queueAccess(batch, accounts, today)
	}
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()

	locked := council.Locked{Handled: map[int64]bool{}}
	rows, _ := results.Query() // its error is the rows'
	var err error
	if locked.Chats, err = pgx.CollectRows(rows, pgx.RowToStructByPos[council.Chat]); err != nil {
		return locked, fmt.Errorf("lock chats: %w", err)
	}
	var version directoryVersion
	var handled []int64
	if err := results.QueryRow().Scan(&version, &handled); err != nil {
		return locked, fmt.Errorf("find handled updates and the directory's version: %w", err)
	}
	for _, id := range handled {
		locked.Handled[id] = true
	}
	known := false
	if asked {
		locked.Access, err = readAccess(results)
	} else if locked.Access, known = tx.memory.find(version, today, accounts); !known {
		_ = results.Close() // its errors came with the rows
		locked.Access, err = tx.AccessOf(ctx, accounts, today)
	}
	if err != nil {
		return locked, err
	}
	if !known && tx.remembers {
		tx.memory.keep(version, today, locked.Access)
	}
	tx.reachable = map[int64]bool{}
	for _, a := range locked.Access {
		tx.reachable[a.Person.ID] = !a.Blocked
	}
	return locked, nil
}

// ConversationsOf reads conversation states from the rows of the updates that
// made them: what Redis lost or never got.
func (tx *Tx) ConversationsOf(ctx context.Context, updates []int64) (map[int64][]byte, error) {
	found := make(map[int64][]byte, len(updates))
	if len(updates) == 0 {
		return found, nil
	}
	rows, err := tx.tx.Query(ctx, `
		SELECT update_id, conversation
		FROM inbox WHERE update_id = ANY($1)`, updates)
	if err != nil {
		return nil, fmt.Errorf("find conversations: %w", err)
	}
	var id int64
	var state []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &state}, func() error {
		found[id] = append([]byte(nil), state...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find conversations: %w", err)
	}
	return found, nil
}

// Record writes the rows of the handled updates and moves the stamps of the
// chats whose conversation moved, with the commit. Updates of one chat come in
// their order.
func (tx *Tx) Record(received []council.Received, at time.Time) {
	var rows receivedColumns
	moved := map[int64]int64{}
	for _, r := range received {
		rows.add(r)
		if r.Conversation != nil {
			moved[r.ChatID] = r.UpdateID
		}
	}
	chats, stamps := columnsOf(moved)
	// How many stamps there are is hidden from the planner: one seems cheaper to it
	// than any number, and it would plan anew each time ([among]).
	tx.tx.Last(`
		WITH received AS (
			INSERT INTO inbox (update_id, chat_id, received_at, conversation, problem, raw)
			SELECT update_id, chat_id, $3, conversation, nullif(problem, ''), nullif(raw, '')
			FROM unnest($1::bigint[], $2::bigint[], $4::bytea[], $5::text[], $6::text[])
				AS u (update_id, chat_id, conversation, problem, raw)
		)
		UPDATE chat SET conversation_update = m.update_id
		FROM unnest((SELECT $7::bigint[]), (SELECT $8::bigint[])) AS m (chat_id, update_id)
		WHERE chat.id = m.chat_id`,
		rows.updates, rows.chats, at, rows.conversations, rows.problems, rows.raws, chats, stamps)
}

type receivedColumns struct {
	updates, chats []int64
	conversations  [][]byte
	problems, raws []string
}

func (c *receivedColumns) add(r council.Received) {
	c.updates = append(c.updates, r.UpdateID)
	c.chats = append(c.chats, r.ChatID)
	c.conversations = append(c.conversations, r.Conversation)
	c.problems = append(c.problems, storable(r.Problem))
	c.raws = append(c.raws, storable(r.Raw))
}

// storable is a text from outside as Postgres can take it: what was put aside
// must not fail for the same reason again.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

func columnsOf(m map[int64]int64) (keys, values []int64) {
	for k, v := range m {
		keys = append(keys, k)
		values = append(values, v)
	}
	return keys, values
}

// RecentUpdates are the numbers of the updates handled in the minute that ended
// with the last one, the newest first, a thousand at the most. What was handled
// before since, the council's instant, is not among them.
func (db *DB) RecentUpdates(ctx context.Context, since time.Time) ([]int64, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT update_id FROM inbox
		WHERE received_at >= $1 AND received_at >= (SELECT max(received_at) FROM inbox) - interval '1 minute'
		ORDER BY update_id DESC
		LIMIT 1000`, since)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find the updates handled last: %w", err)
	}
	return ids, nil
}

// HandledAmong are those of the updates that are handled.
func (db *DB) HandledAmong(ctx context.Context, updates []int64) ([]int64, error) {
	rows, _ := db.pool.Query(ctx, `SELECT update_id FROM inbox WHERE update_id = ANY($1)`, updates)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find handled updates: %w", err)
	}
	return ids, nil
}

// PruneInbox deletes rows of updates received before the instant, a bounded
// number at a time; what was put aside stays. Telegram keeps an update for a
// day, so two days of rows recognise every repetition.
func (db *DB) PruneInbox(ctx context.Context, before time.Time) (int64, error) {
	tag, err := db.pool.Exec(ctx, `
		DELETE FROM inbox WHERE update_id IN (
			SELECT i.update_id FROM inbox i
			WHERE i.received_at < $1 AND i.problem IS NULL
				AND NOT EXISTS (SELECT FROM chat c WHERE c.id = i.chat_id AND c.conversation_update = i.update_id)
			LIMIT 5000)`, before)
	if err != nil {
		return 0, fmt.Errorf("prune inbox: %w", err)
	}
	return tag.RowsAffected(), nil
}
