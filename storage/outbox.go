package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// telegramChannel's addresses are chats.
const telegramChannel = "telegram"

// A lane sends one letter a second in the long run, what Telegram allows a
// chat, and that many before it slows down: who taps through a plan quickly
// waits for nothing, and 429 is obeyed in any case.
const burst = "30 seconds"

// A screen that follows many people slows down after that many: while sixty
// check in its edits would use up what the chat may have, and in between the
// newest takes the place of those that wait.
const liveBurst = "5 seconds"

// Enqueue writes notices into the outbox, in their order. hold is until when
// the bulk ones wait (quiet hours, on the council's clock), now the council's
// instant. Who has no bound or reachable account gets a failed row, so that
// the list of who was told is complete; a reply goes all the same, for it
// answers somebody who has just spoken, unless it only keeps a screen up to
// date. A key that exists is not repeated. It returns how many notices are new,
// by whichever channel they go.
func (tx *Tx) Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error) {
	notices, byMail, err := tx.route(ctx, notices, now)
	if err != nil {
		return 0, err
	}
	added, err := tx.enqueue(ctx, notices, now, hold)
	return added + byMail, err
}

// enqueue writes notices that go in Telegram, and returns how many rows are new.
func (tx *Tx) enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error) {
	c, err := tx.columnsOf(ctx, notices, hold)
	if err != nil || len(c.keys) == 0 {
		return 0, err
	}
	var added int
	batch := &pgx.Batch{}
	c.queueSpeakers(batch)
	batch.Queue(enqueue+` SELECT count(*) FROM asked`, c.arguments(now, tx.lease, 0)...).
		QueryRow(func(row pgx.Row) error { return row.Scan(&added) })
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return 0, fmt.Errorf("enqueue %d notices: %w", len(notices), err)
	}
	return added, nil
}

// Post is Enqueue with the commit. It claims the letters of up to room lanes
// that were idle, so that the caller may send them at once; what it returns
// tells them when the transaction is committed.
func (tx *Tx) Post(ctx context.Context, notices []council.Notice, now, hold time.Time, room int) (claimed func() []council.Letter, err error) {
	var letters []council.Letter
	claimed = func() []council.Letter { return letters }
	if notices, _, err = tx.route(ctx, notices, now); err != nil {
		return claimed, err
	}
	c, err := tx.columnsOf(ctx, notices, hold)
	if err != nil || len(c.keys) == 0 {
		return claimed, err
	}
	c.queueSpeakers(&tx.tx.last)
	posted := tx.tx.Last(enqueue+headsOfPosted, c.arguments(now, tx.lease, room)...)
	if room > 0 {
		posted.Query(func(rows pgx.Rows) (err error) {
			letters, err = pgx.CollectRows(rows, c.scanPosted)
			return err
		})
	}
	return claimed, nil
}

// enqueue is one statement: addresses are found, lanes made or woken, rows
// added. A lane that waits for nothing starts anew at once, unless 429 or the
// pace hold it; then it is ours if we asked for it.
const enqueue = `
	WITH asked AS (
		SELECT nextval('outbox_id_seq') AS id, a.*
		FROM (
			SELECT u.*, coalesce(nullif(u.chat, 0), a.telegram_id)::text AS address,
				a.blocked_at IS NOT NULL AND (u.class > 0 OR u.message @> '{"live": true}') AS blocked
			FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $10::text[])
				WITH ORDINALITY AS u (person, chat, class, about, key, message, hold, supersedes, place)
			LEFT JOIN account a ON a.person_id = u.person AND a.unbound_at IS NULL
			WHERE u.key = '' OR NOT EXISTS (SELECT FROM outbox o WHERE o.key = u.key)
			ORDER BY u.place) a
	), sendable AS (
		SELECT address, count(*) AS n, min(class) AS class, min(hold) AS hold,
			min(class) = 0 AND min(place) <= $12::int AS ours
		FROM asked WHERE address IS NOT NULL AND NOT blocked
		GROUP BY address ORDER BY address
	), woken AS (
		INSERT INTO lane (channel, address, waiting, class, hold_until, next_at, fence)
		SELECT $8, address, n, class, hold,
			CASE WHEN ours THEN now() + $11::interval ELSE '-infinity' END, ours::int
		FROM sendable
		ON CONFLICT (channel, address) DO UPDATE SET
			waiting = lane.waiting + excluded.waiting,
			class = CASE WHEN lane.waiting = 0 THEN excluded.class
				ELSE least(lane.class, excluded.class) END,
			hold_until = CASE WHEN lane.waiting = 0 THEN excluded.hold_until
				ELSE least(lane.hold_until, excluded.hold_until) END,
			next_at = CASE WHEN excluded.fence = 1 AND lane.waiting = 0 AND lane.next_at <= now()
				THEN excluded.next_at ELSE lane.next_at END,
			fence = CASE WHEN excluded.fence = 1 AND lane.waiting = 0 AND lane.next_at <= now()
				THEN lane.fence + 1 ELSE lane.fence END
		RETURNING id, address, fence, failures, next_at = now() + $11::interval AS ours
	), written AS (
		INSERT INTO outbox (id, lane_id, person_id, class, about, key, supersedes, message, hold_until, state, reason, created_at)
		OVERRIDING SYSTEM VALUE
		SELECT s.id, w.id, nullif(s.person, 0), s.class, s.about, nullif(s.key, ''), nullif(s.supersedes, ''),
			s.message, s.hold,
			CASE WHEN w.id IS NULL THEN 'failed' ELSE 'waiting' END,
			CASE WHEN s.address IS NULL THEN 'no account' WHEN s.blocked THEN 'blocked' END,
			$9
		FROM asked s
		LEFT JOIN woken w ON w.address = s.address AND NOT s.blocked
	)`

// headsOfPosted goes on with the first letter of each lane that is ours.
const headsOfPosted = `
	SELECT DISTINCT ON (w.id) s.place, s.id, w.id, w.fence, w.failures, w.address
	FROM woken w JOIN asked s ON s.address = w.address AND NOT s.blocked
	WHERE w.ours
	ORDER BY w.id, s.class, s.place`

type noticeColumns struct {
	notices        []council.Notice
	persons, chats []int64
	classes        []int16
	abouts, keys   []string
	messages       []string
	holds          []time.Time
	supersedes     []string
	// speakers have just spoken to the bot, each in a chat, 0 for their own, and
	// are not known to be reachable.
	speakers, spokeIn []int64
}

// scanPosted reads a letter that is ours: its notice is at hand.
func (c noticeColumns) scanPosted(row pgx.CollectableRow) (council.Letter, error) {
	var l council.Letter
	var place int
	err := row.Scan(&place, &l.ID, &l.LaneID, &l.Fence, &l.Failures, &l.Address)
	if err != nil {
		return l, err
	}
	n := c.notices[place-1]
	l.ChatID, _ = strconv.ParseInt(l.Address, 10, 64)
	l.PersonID, l.Class, l.Message = n.PersonID, n.Class, n.Message
	return l, nil
}

// queueSpeakers makes who has just spoken reachable again. Accounts come before
// the lanes, as in Finish, so that neither waits for the other for ever.
func (c noticeColumns) queueSpeakers(batch *pgx.Batch) {
	if len(c.speakers) > 0 {
		batch.Queue(`
			UPDATE account SET blocked_at = NULL
			FROM unnest($1::bigint[], $2::bigint[]) AS spoke (person, chat)
			WHERE person_id = spoke.person AND spoke.chat IN (0, telegram_id) AND unbound_at IS NULL AND blocked_at IS NOT NULL`,
			c.speakers, c.spokeIn)
	}
}

// columnsOf are the notices as the statement takes them, each key once; what
// they bring up to date is taken back.
func (tx *Tx) columnsOf(ctx context.Context, notices []council.Notice, hold time.Time) (noticeColumns, error) {
	var c noticeColumns
	keys := map[string]bool{}
	for _, n := range newest(notices) {
		if n.Key != "" && keys[n.Key] {
			continue
		}
		keys[n.Key] = true
		if n.Class == council.Reply && !n.Message.Live && n.PersonID != 0 && !tx.reachable[n.PersonID] {
			c.speakers, c.spokeIn = append(c.speakers, n.PersonID), append(c.spokeIn, n.ChatID)
		}
		if err := c.add(n, hold); err != nil {
			return c, err
		}
	}
	return c, tx.supersede(ctx, c)
}

func (c noticeColumns) arguments(now time.Time, lease time.Duration, room int) []any {
	return []any{c.persons, c.chats, c.classes, c.abouts, c.keys, c.messages, c.holds, telegramChannel, now,
		c.supersedes, lease, room}
}

// longAgo stands for "not held": every instant of the council is later.
var longAgo = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func (c *noticeColumns) add(n council.Notice, hold time.Time) error {
	message, err := json.Marshal(n.Message)
	if err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	until := longAgo
	if n.Class == council.Bulk {
		until = hold
	}
	c.notices = append(c.notices, n)
	c.persons = append(c.persons, n.PersonID)
	c.chats = append(c.chats, n.ChatID)
	c.classes = append(c.classes, int16(n.Class))
	c.abouts = append(c.abouts, n.About)
	c.keys = append(c.keys, n.Key)
	c.messages = append(c.messages, string(message))
	c.holds = append(c.holds, until)
	c.supersedes = append(c.supersedes, n.Supersedes)
	return nil
}

// Finish writes fates. A claim that was taken over meanwhile leaves its lane
// alone: the fence is no longer ours. What failed for good goes by the other
// channel in the same transaction. at is the council's instant.
func (db *DB) Finish(ctx context.Context, fates []council.Fate, at time.Time) error {
	var err error
	if db.Mails && slices.ContainsFunc(fates, func(f council.Fate) bool { return f.Ending == council.Failed }) {
		err = db.InTx(ctx, func(tx *Tx) error { return tx.finishAndDivert(ctx, fates, at, db.release(at)) })
	} else {
		batch := repeatable()
		finishing(batch, fates, at)
		err = db.pool.SendBatch(ctx, batch).Close() // one transaction, as every batch
	}
	if err != nil {
		return fmt.Errorf("finish letters: %w", err)
	}
	return nil
}

// finishing writes fates, and answers which letters failed once the batch is
// carried out.
func finishing(batch *pgx.Batch, fates []council.Fate, at time.Time) (failed func() []int64) {
	var done, retried fateColumns
	var lanes, blocked, ids []int64
	for _, f := range fates {
		lanes = append(lanes, f.Letter.LaneID)
		if f.Ending == council.Retry {
			retried.add(f)
			continue
		}
		done.add(f)
		if f.Ending == council.Failed {
			ids = append(ids, f.Letter.ID)
		}
		if f.Blocked {
			blocked = append(blocked, f.Letter.ChatID)
		}
	}
	queueGone(batch, fates)
	queueAccounts(batch, blocked, at)
	queueLocks(batch, lanes)
	queueDone(batch, done, at)
	queueRetried(batch, retried)
	queueSentFiles(batch, fates)
	queueBlocked(batch, blocked, func(id int64) { ids = append(ids, id) })
	return func() []int64 { return ids }
}

type fateColumns struct {
	ids, lanes, fences, messages []int64
	states, reasons              []string
	after                        []float64
	live                         []bool
}

func (c *fateColumns) add(f council.Fate) {
	state := "sent"
	if f.Ending == council.Failed {
		state = "failed"
	}
	c.ids = append(c.ids, f.Letter.ID)
	c.lanes = append(c.lanes, f.Letter.LaneID)
	c.fences = append(c.fences, f.Letter.Fence)
	c.messages = append(c.messages, f.MessageID)
	c.states = append(c.states, state)
	c.reasons = append(c.reasons, storable(f.Reason))
	c.after = append(c.after, f.After.Seconds())
	c.live = append(c.live, f.Letter.Message.Live)
}

// queueLocks locks the lanes in the order in which notices are enqueued, so
// that neither waits for the other for ever.
func queueLocks(batch *pgx.Batch, lanes []int64) {
	batch.Queue(`SELECT FROM lane WHERE id `+among("$1")+` ORDER BY channel, address FOR UPDATE`, lanes)
}

func queueDone(batch *pgx.Batch, c fateColumns, at time.Time) {
	if len(c.ids) == 0 {
		return
	}
	// The counter follows the rows that really changed state, whoever's claim
	// it was: a letter finished twice is counted once. The state is asked for in
	// words that no index knows: letters are to be found by their number, and not
	// by walking through all that wait, or waited since the last vacuum.
	batch.Queue(`
		WITH fate AS (
			SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $9::bool[])
				AS f (id, lane_id, fence, message_id, state, reason, live)
		), ended AS (
			UPDATE outbox o SET state = f.state, sent_at = CASE WHEN f.state = 'sent' THEN $7::timestamptz END,
				message = CASE WHEN o.message @> '{"secret": true}' THEN '{"html": ""}' ELSE o.message END,
				message_id = nullif(f.message_id, 0), reason = nullif(f.reason, '')
			FROM fate f WHERE o.id = f.id AND o.state IS NOT DISTINCT FROM 'waiting'
			RETURNING o.lane_id
		)
		UPDATE lane l SET
			waiting = l.waiting - (SELECT count(*) FROM ended e WHERE e.lane_id = l.id),
			pace_at = CASE WHEN l.fence = f.fence THEN greatest(l.pace_at, now()) + interval '1 second' ELSE l.pace_at END,
			next_at = CASE
				WHEN l.fence <> f.fence THEN l.next_at
				WHEN f.live AND l.pace_at > now() + $10::interval
					THEN greatest(now() + interval '1 second', l.pace_at + interval '1 second' - $8::interval)
				ELSE greatest(now(), l.pace_at + interval '1 second' - $8::interval) END,
			failures = 0
		FROM fate f WHERE l.id = f.lane_id`,
		c.ids, c.lanes, c.fences, c.messages, c.states, c.reasons, at, burst, c.live, liveBurst)
}

func queueRetried(batch *pgx.Batch, c fateColumns) {
	if len(c.ids) == 0 {
		return
	}
	batch.Queue(`
		UPDATE lane l SET next_at = now() + make_interval(secs => f.after), failures = l.failures + 1
		FROM unnest($1::bigint[], $2::bigint[], $3::float8[]) AS f (lane_id, fence, after)
		WHERE l.id = f.lane_id AND l.fence = f.fence`, c.lanes, c.fences, c.after)
}

// queueAccounts comes before the lanes, as in a transaction that blocks an
// account and then tells of it.
func queueAccounts(batch *pgx.Batch, blocked []int64, at time.Time) {
	if len(blocked) > 0 {
		batch.Queue(`UPDATE account SET blocked_at = coalesce(blocked_at, $2) WHERE telegram_id = ANY($1)`, blocked, at)
	}
}

// queueBlocked gives up what waits for accounts that cannot be reached.
func queueBlocked(batch *pgx.Batch, chats []int64, failed func(id int64)) {
	if len(chats) == 0 {
		return
	}
	batch.Queue(`
		UPDATE outbox SET state = 'failed', reason = 'blocked'
		FROM lane l
		WHERE outbox.lane_id = l.id AND outbox.state = 'waiting'
			AND l.channel = $2 AND l.address = ANY($1::bigint[]::text[])
		RETURNING outbox.id`, chats, telegramChannel).Query(func(rows pgx.Rows) error {
		var id int64
		_, err := pgx.ForEachRow(rows, []any{&id}, func() error {
			failed(id)
			return nil
		})
		return err
	})
	batch.Queue(`
		UPDATE lane SET waiting = 0
		WHERE channel = $2 AND address = ANY($1::bigint[]::text[])`, chats, telegramChannel)
}

// WaitingLetters counts the letters of Telegram that could leave at the council's instant
// and have not yet; a plan whose letters are being written is one.
func (db *DB) WaitingLetters(ctx context.Context, now time.Time) (int, error) {
	var n int
	err := db.pool.QueryRow(ctx, `
		SELECT coalesce(sum(waiting), 0) + (SELECT count(*) FROM plan_spread)
		FROM lane WHERE waiting > 0 AND hold_until <= $1 AND channel = $2`, now, telegramChannel).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count letters: %w", err)
	}
	return n, nil
}
