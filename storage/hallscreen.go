package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddHallScreen keeps a new address of the hall's screen.
func (tx *Tx) AddHallScreen(ctx context.Context, s council.HallScreen) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO hall_screen (secret_hash, meeting_id, made_by, expires_at) VALUES ($1, $2, $3, $4)`,
		s.SecretHash, s.MeetingID, s.MadeBy, s.ExpiresAt)
	if err != nil {
		return fmt.Errorf("add hall screen of meeting %d: %w", s.MeetingID, kindOf(err))
	}
	return nil
}

// HallScreen is the screen with the secret's hash; council.ErrNotFound when
// there is none.
func (db *DB) HallScreen(ctx context.Context, secretHash []byte) (council.HallScreen, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT secret_hash, meeting_id, made_by, expires_at, browser_hash
		FROM hall_screen WHERE secret_hash = $1`, secretHash)
	if err != nil {
		return council.HallScreen{}, fmt.Errorf("find hall screen: %w", err)
	}
	s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[council.HallScreen])
	if err != nil {
		return council.HallScreen{}, fmt.Errorf("find hall screen: %w", kindOf(err))
	}
	return s, nil
}

// OpenHallScreen binds the screen to a browser, the first that asks. It is a
// conflict when another was first or the address has expired.
func (db *DB) OpenHallScreen(ctx context.Context, secretHash, browserHash []byte, now time.Time) error {
	done, err := db.pool.Exec(ctx, `
		UPDATE hall_screen SET browser_hash = $2
		WHERE secret_hash = $1 AND browser_hash IS NULL AND expires_at > $3`, secretHash, browserHash, now)
	if err != nil {
		return fmt.Errorf("open hall screen: %w", err)
	}
	if done.RowsAffected() == 0 {
		return fmt.Errorf("open hall screen: %w", council.ErrConflict)
	}
	return nil
}

// PruneHallScreens deletes the screens that expired before the instant and
// returns how many.
func (db *DB) PruneHallScreens(ctx context.Context, before time.Time) (int64, error) {
	done, err := db.pool.Exec(ctx, `
		DELETE FROM hall_screen WHERE secret_hash IN (
			SELECT secret_hash FROM hall_screen WHERE expires_at < $1 LIMIT 1000)`, before)
	if err != nil {
		return 0, fmt.Errorf("prune hall screens: %w", err)
	}
	return done.RowsAffected(), nil
}
