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

// Claim takes up to limit lanes whose time has come and gives the first letter
// of each: replies before urgent ones, in order within a class; with bulk true
// only lanes in which nothing but bulk waits. now is the council's instant for
// what is held; leases run on real time.
//
// One trip, two statements: the second sees what was written until the first
// had its locks.
func (db *DB) Claim(ctx context.Context, limit int, bulk bool, now time.Time) ([]council.Letter, error) {
	return db.claim(ctx, telegramChannel, limit, bulk, now)
}

func (db *DB) claim(ctx context.Context, channel string, limit int, bulk bool, now time.Time) ([]council.Letter, error) {
	batch := repeatable()
	batch.Queue(`
		UPDATE lane SET next_at = now() + $3::interval, fence = fence + 1
		WHERE id IN (
			SELECT id FROM lane
			WHERE waiting > 0 AND next_at <= now() AND hold_until <= $1 AND (class = 2) = $4 AND channel = $5
			ORDER BY next_at
			LIMIT $2
			FOR UPDATE SKIP LOCKED)
		RETURNING id`, now, limit, db.Lease, bulk, channel)
	batch.Queue(headsOfClaimed, now, bulk, db.Lease)
	lanes, letters, err := readClaim(db.pool.SendBatch(ctx, batch))
	if err != nil {
		return nil, fmt.Errorf("claim letters: %w", err)
	}
	if len(letters) == len(lanes) {
		return letters, nil
	}
	if err := db.releaseMistaken(ctx, lanes, letters); err != nil {
		return letters, fmt.Errorf("release lanes: %w", err)
	}
	return letters, nil
}

// headsOfClaimed reads the first letter of each lane that this transaction has
// just claimed: that wrote the row.
const headsOfClaimed = `
	SELECT o.id, l.id, l.fence, l.failures, l.address, coalesce(o.person_id, 0), o.class, o.message
	FROM lane l
	CROSS JOIN LATERAL (
		SELECT id, person_id, class, message FROM outbox
		WHERE lane_id = l.id AND state = 'waiting' AND hold_until <= $1 AND (class = 2) = $2
		ORDER BY class, id
		LIMIT 1) o
	WHERE l.waiting > 0 AND l.next_at = now() + $3::interval AND l.xmin = pg_current_xact_id_if_assigned()::xid`

func readClaim(results pgx.BatchResults) (lanes []int64, letters []council.Letter, err error) {
	defer results.Close()
	if _, err := results.Exec(); err != nil { // of repeatable
		return nil, nil, err
	}
	rows, _ := results.Query() // its error is the rows'
	if lanes, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return nil, nil, err
	}
	rows, _ = results.Query()
	if letters, err = pgx.CollectRows(rows, scanLetter); err != nil {
		return nil, nil, err
	}
	return lanes, letters, results.Close()
}

// releaseMistaken releases the claimed lanes that turned out to hold other
// letters than thought, with their count, class and hour mended. They are locked
// first: what is enqueued meanwhile is counted too.
func (db *DB) releaseMistaken(ctx context.Context, lanes []int64, letters []council.Letter) error {
	mistaken := slices.DeleteFunc(lanes, func(lane int64) bool {
		return slices.ContainsFunc(letters, func(l council.Letter) bool { return l.LaneID == lane })
	})
	batch := &pgx.Batch{}
	queueLocks(batch, mistaken)
	batch.Queue(`
		UPDATE lane SET next_at = now(), waiting = w.n, class = w.class, hold_until = w.hold
		FROM unnest($1::bigint[]) AS mistaken (id)
		CROSS JOIN LATERAL (
			SELECT count(*) AS n, coalesce(min(class), 0) AS class, coalesce(min(hold_until), '-infinity') AS hold
			FROM outbox WHERE lane_id = mistaken.id AND state = 'waiting') w
		WHERE lane.id = mistaken.id`, mistaken)
	return db.pool.SendBatch(ctx, batch).Close()
}

func scanLetter(row pgx.CollectableRow) (council.Letter, error) {
	var l council.Letter
	var message []byte
	err := row.Scan(&l.ID, &l.LaneID, &l.Fence, &l.Failures, &l.Address, &l.PersonID, &l.Class, &message)
	if err != nil {
		return l, err
	}
	l.ChatID, _ = strconv.ParseInt(l.Address, 10, 64) // an e-mail address is no chat
	if err := json.Unmarshal(message, &l.Message); err != nil {
		return l, fmt.Errorf("letter %d: %w", l.ID, err)
	}
	return l, nil
}
