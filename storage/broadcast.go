package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddBroadcast keeps a message of the organiser to many and returns its id.
func (tx *Tx) AddBroadcast(ctx context.Context, b council.Broadcasting) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO broadcast (created_at, created_by, audience, text)
		VALUES ($1, $2, $3, $4) RETURNING id`, b.At, b.By, b.Audience, b.Text).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add broadcast: %w", err)
	}
	return id, nil
}

// BroadcastByID finds a message of the organiser to many.
func (tx *Tx) BroadcastByID(ctx context.Context, id int64) (council.Broadcasting, error) {
	found, err := tx.broadcasts(ctx, `WHERE id = $1`, id)
	if err != nil {
		return council.Broadcasting{}, fmt.Errorf("find broadcast %d: %w", id, err)
	}
	if len(found) == 0 {
		return council.Broadcasting{}, fmt.Errorf("find broadcast %d: %w", id, council.ErrNotFound)
	}
	return found[0], nil
}

// RecentBroadcasts are the last messages to many, newest first.
func (tx *Tx) RecentBroadcasts(ctx context.Context, limit int) ([]council.Broadcasting, error) {
	found, err := tx.broadcasts(ctx, `ORDER BY id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("find recent broadcasts: %w", err)
	}
	return found, nil
}

func (tx *Tx) broadcasts(ctx context.Context, which string, args ...any) ([]council.Broadcasting, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT id, created_at, created_by, audience, text
		FROM broadcast `+which, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[council.Broadcasting])
}
