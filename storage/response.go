package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const responseColumns = `
	r.meeting_id, r.version, r.person_id, r.answer, r.reason, r.words, coalesce(r.deputy_id, 0), r.deputy_name,
	r.deputy_agreed, r.at, r.late, coalesce(r.entered_by, 0)`

func scanResponse(row pgx.CollectableRow) (council.Response, error) {
	var r council.Response
	return r, row.Scan(&r.MeetingID, &r.Version, &r.PersonID, &r.Answer, &r.Reason, &r.Words, &r.DeputyID, &r.DeputyName,
		&r.DeputyAgreed, &r.At, &r.Late, &r.EnteredBy)
}

// ResponsesOf finds the answers to the meeting's version, in the order of the
// people's ids.
func (tx *Tx) ResponsesOf(ctx context.Context, m council.Meeting) ([]council.Response, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+responseColumns+`
		FROM response r WHERE r.meeting_id = $1 AND r.version = $2
		ORDER BY r.person_id`, m.ID, m.Version)
	if err != nil {
		return nil, fmt.Errorf("find responses to meeting %d: %w", m.ID, err)
	}
	responses, err := pgx.CollectRows(rows, scanResponse)
	if err != nil {
		return nil, fmt.Errorf("find responses to meeting %d: %w", m.ID, err)
	}
	return responses, nil
}

// Respond keeps a person's answer to a version; a later one replaces it.
func (tx *Tx) Respond(ctx context.Context, r council.Response) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO response (meeting_id, version, person_id, answer, reason, words, deputy_id, deputy_name,
			deputy_agreed, at, late, entered_by)
		VALUES ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), $8, $9, $10, $11, nullif($12::bigint, 0))
		ON CONFLICT (meeting_id, version, person_id) DO UPDATE SET
			answer = excluded.answer, reason = excluded.reason, words = excluded.words, deputy_id = excluded.deputy_id,
			deputy_name = excluded.deputy_name, deputy_agreed = excluded.deputy_agreed, at = excluded.at,
			late = excluded.late, entered_by = excluded.entered_by`,
		r.MeetingID, r.Version, r.PersonID, r.Answer, r.Reason, r.Words, r.DeputyID, r.DeputyName,
		r.DeputyAgreed, r.At, r.Late, r.EnteredBy)
	if err != nil {
		return fmt.Errorf("respond to meeting %d: %w", r.MeetingID, kindOf(err))
	}
	return nil
}
