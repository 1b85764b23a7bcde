package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddEventMaterial keeps what a unit sent for an event and returns the id. A
// promise of it is kept with that.
func (tx *Tx) AddEventMaterial(ctx context.Context, m council.EventMaterial) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO event_material (entry_id, kind, words, name, file_id, picture, person_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		RETURNING id`, m.EntryID, m.Kind, m.Words, m.Name, m.FileID, m.Picture, m.PersonID, m.At).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add material of event %d: %w", m.EntryID, kindOf(err))
	}
	return id, nil
}

// SetPromise keeps what was answered instead of a material; the last answer
// stands.
func (tx *Tx) SetPromise(ctx context.Context, p council.Promise) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO event_promise (entry_id, kind, day, person_id, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (entry_id, kind) DO UPDATE SET day = excluded.day, person_id = excluded.person_id, at = excluded.at`,
		p.EntryID, p.Kind, p.Day, p.PersonID, p.At)
	if err != nil {
		return fmt.Errorf("promise material of event %d: %w", p.EntryID, kindOf(err))
	}
	return nil
}

// SetOutcome keeps what became of an event; the last answer stands.
func (tx *Tx) SetOutcome(ctx context.Context, o council.EventOutcome) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO event_outcome (entry_id, outcome, person_id, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (entry_id) DO UPDATE SET outcome = excluded.outcome, person_id = excluded.person_id, at = excluded.at`,
		o.EntryID, o.Outcome, o.PersonID, o.At)
	if err != nil {
		return fmt.Errorf("set outcome of event %d: %w", o.EntryID, kindOf(err))
	}
	return nil
}

// EventRecordsOf is what units said about the events.
func (tx *Tx) EventRecordsOf(ctx context.Context, entries []int64) (council.EventRecords, error) {
	var r council.EventRecords
	batch := &pgx.Batch{}
	batch.Queue(`
		SELECT id, entry_id, kind, words, name, file_id, picture, person_id, at
		FROM event_material WHERE entry_id = ANY($1) ORDER BY id`, entries).Query(func(rows pgx.Rows) (err error) {
		r.Sent, err = pgx.CollectRows(rows, pgx.RowToStructByPos[council.EventMaterial])
		return err
	})
	batch.Queue(`
		SELECT entry_id, kind, day, person_id, at
		FROM event_promise WHERE entry_id = ANY($1) ORDER BY entry_id, kind`, entries).Query(func(rows pgx.Rows) (err error) {
		r.Promises, err = pgx.CollectRows(rows, pgx.RowToStructByPos[council.Promise])
		return err
	})
	batch.Queue(`
		SELECT entry_id, outcome, person_id, at
		FROM event_outcome WHERE entry_id = ANY($1) ORDER BY entry_id`, entries).Query(func(rows pgx.Rows) (err error) {
		r.Outcomes, err = pgx.CollectRows(rows, pgx.RowToStructByPos[council.EventOutcome])
		return err
	})
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return r, fmt.Errorf("find what was said of events: %w", err)
	}
	return r, nil
}
