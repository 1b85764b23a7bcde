package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Audit keeps that a person did the action to the subject at an instant (E6).
// personID 0 is nobody in the directory: a command, a stranger.
func (tx *Tx) Audit(ctx context.Context, at time.Time, personID int64, action, subject string, details map[string]any) error {
	if details == nil {
		details = map[string]any{}
	}
	raw, err := json.Marshal(details)
	if err != nil {
		return fmt.Errorf("audit %s of %s: %w", action, subject, err)
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO audit (at, person_id, action, subject, details)
		VALUES ($1, nullif($2::bigint, 0), $3, $4, $5)`, at, personID, action, subject, raw)
	if err != nil {
		return fmt.Errorf("audit %s of %s: %w", action, subject, err)
	}
	return nil
}

// Records reads the audit log from an instant on, oldest first.
func (tx *Tx) Records(ctx context.Context, since time.Time) ([]council.Record, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT at, coalesce(person_id, 0), action, subject FROM audit WHERE at >= $1 ORDER BY at, id`, since)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	records, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Record, error) {
		var r council.Record
		return r, row.Scan(&r.At, &r.PersonID, &r.Action, &r.Subject)
	})
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	return records, nil
}

// TracesOf are what the audit log has about the subjects, the newest first, as
// many as the limit.
func (tx *Tx) TracesOf(ctx context.Context, subjects []string, limit int) ([]council.Trace, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT a.at, coalesce(p.surname, ''), coalesce(p.given, ''), coalesce(p.patronymic, ''), a.action, a.subject, a.details
		FROM audit a LEFT JOIN person p ON p.id = a.person_id
		WHERE a.subject = ANY ($1)
		ORDER BY a.at DESC, a.id DESC LIMIT $2`, subjects, limit)
	if err != nil {
		return nil, fmt.Errorf("find traces of %d subjects: %w", len(subjects), err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Trace, error) {
		var t council.Trace
		var p council.Person
		err := row.Scan(&t.At, &p.Surname, &p.Given, &p.Patronymic, &t.Action, &t.Subject, &t.Details)
		t.Who = p.Short()
		return t, err
	})
	if err != nil {
		return nil, fmt.Errorf("find traces of %d subjects: %w", len(subjects), err)
	}
	return found, nil
}
