package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddFile keeps a paper for sending. at is the council's instant.
func (tx *Tx) AddFile(ctx context.Context, f council.File, at time.Time) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO file (name, data, created_at) VALUES ($1, $2, $3)
		RETURNING id`, f.Name, f.Data, at).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add file: %w", kindOf(err))
	}
	return id, nil
}

// FileByID is the kept paper; council.ErrNotFound when it was pruned.
func (db *DB) FileByID(ctx context.Context, id int64) (council.File, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT id, name, data, coalesce(telegram_id, '')
		FROM file WHERE id = $1`, id)
	if err != nil {
		return council.File{}, fmt.Errorf("find file %d: %w", id, err)
	}
	f, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[council.File])
	if err != nil {
		return council.File{}, fmt.Errorf("find file %d: %w", id, kindOf(err))
	}
	return f, nil
}

// queueSentFiles remembers under what Telegram keeps the files that fates tell
// of, so that the next address needs no upload.
func queueSentFiles(batch *pgx.Batch, fates []council.Fate) {
	for _, f := range fates {
		if d := f.Letter.Message.Document; d != nil && f.FileID != "" {
			batch.Queue(`UPDATE file SET telegram_id = $2 WHERE id = $1`, d.StoredID, f.FileID)
		}
	}
}

// PruneFiles deletes papers written before the instant that no letter waits
// with, a bounded number at a time, and returns how many. An agreed plan stays
// until its week is over: it may have to be sent again.
func (db *DB) PruneFiles(ctx context.Context, before time.Time) (int64, error) {
	done, err := db.pool.Exec(ctx, `
		DELETE FROM file WHERE id IN (
			SELECT f.id FROM file f
			WHERE f.created_at < $1 AND NOT EXISTS (
				SELECT FROM outbox o
				WHERE o.state = 'waiting' AND f.id IN ((o.message->'document'->>'s')::bigint, (o.message->'mail'->>'calendar')::bigint))
				AND NOT EXISTS (SELECT FROM plan_paper p WHERE p.file_id = f.id AND p.week + 7 > $1)
				AND NOT EXISTS (SELECT FROM plan_calendar c WHERE c.file_id = f.id AND c.week + 7 > $1)
			ORDER BY f.created_at
			LIMIT 100)`, before)
	if err != nil {
		return 0, fmt.Errorf("prune files: %w", err)
	}
	return done.RowsAffected(), nil
}
