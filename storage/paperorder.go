package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// OrderPaper keeps that somebody wants a paper. While the same one is still to be
// written for the same chat, asking again changes nothing. at is the council's
// instant.
func (tx *Tx) OrderPaper(ctx context.Context, o council.PaperOrder, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO paper_order (person_id, chat_id, paper, ordered_at)
		SELECT $1, $2, $3::jsonb, $4
		WHERE NOT EXISTS (SELECT FROM paper_order WHERE chat_id = $2 AND paper = $3::jsonb)`, o.PersonID, o.ChatID, o.Paper, at)
	if err != nil {
		return fmt.Errorf("order paper %s: %w", o.Paper.Kind, kindOf(err))
	}
	return nil
}

// ClaimPaper takes the order that has waited longest; council.ErrNotFound when
// none is due. Whoever does not end it within the lease, real time, leaves it to
// the next one.
func (tx *Tx) ClaimPaper(ctx context.Context, lease time.Duration) (council.PaperOrder, error) {
	var o council.PaperOrder
	err := tx.tx.QueryRow(ctx, `
		UPDATE paper_order SET attempts = attempts + 1, next_at = now() + $1::interval
		WHERE id = (
			SELECT id FROM paper_order WHERE next_at <= now()
			ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
		RETURNING id, person_id, chat_id, paper, attempts`, lease).
		Scan(&o.ID, &o.PersonID, &o.ChatID, &o.Paper, &o.Attempts)
	if err != nil {
		return o, fmt.Errorf("claim paper: %w", kindOf(err))
	}
	return o, nil
}

// EndPaper keeps that the order is answered, by the paper or by why there is
// none; council.ErrNotFound when another attempt has taken it over.
func (tx *Tx) EndPaper(ctx context.Context, o council.PaperOrder) error {
	tag, err := tx.tx.Exec(ctx, `DELETE FROM paper_order WHERE id = $1 AND attempts = $2`, o.ID, o.Attempts)
	if err != nil {
		return fmt.Errorf("end paper order %d: %w", o.ID, kindOf(err))
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("end paper order %d: %w", o.ID, council.ErrNotFound)
	}
	return nil
}

// PutOffPaper lets the order be tried again after the pause, real time.
func (tx *Tx) PutOffPaper(ctx context.Context, o council.PaperOrder, pause time.Duration) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE paper_order SET next_at = now() + $3::interval WHERE id = $1 AND attempts = $2`, o.ID, o.Attempts, pause)
	if err != nil {
		return fmt.Errorf("put off paper order %d: %w", o.ID, err)
	}
	return nil
}
