package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const assignmentColumns = `
	a.id, a.meeting_id, a.text, a.doer_id, a.due, a.state, a.report, a.file_id, a.given_by, a.given_at`

// AddAssignment keeps what a meeting told someone to do and returns the id.
func (tx *Tx) AddAssignment(ctx context.Context, a council.Assignment) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO assignment (meeting_id, text, doer_id, due, state, report, file_id, given_by, given_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		RETURNING id`, a.MeetingID, a.Text, a.DoerID, a.Due, a.State, a.Report, a.FileID, a.GivenBy, a.GivenAt).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add assignment of meeting %d: %w", a.MeetingID, kindOf(err))
	}
	return id, nil
}

// UpdateAssignment writes text, doer, date, state and report as they are now.
func (tx *Tx) UpdateAssignment(ctx context.Context, a council.Assignment) error {
	return tx.one(ctx, "update assignment", a.ID, `
		UPDATE assignment SET text = $2, doer_id = $3, due = $4, state = $5, report = $6, file_id = $7
		WHERE id = $1`, a.ID, a.Text, a.DoerID, a.Due, a.State, a.Report, a.FileID)
}

// AssignmentByID finds an assignment.
func (tx *Tx) AssignmentByID(ctx context.Context, id int64) (council.Assignment, error) {
	found, err := tx.assignments(ctx, `a.id = $1`, id)
	if err != nil {
		return council.Assignment{}, fmt.Errorf("find assignment %d: %w", id, err)
	}
	if len(found) == 0 {
		return council.Assignment{}, fmt.Errorf("find assignment %d: %w", id, council.ErrNotFound)
	}
	return found[0], nil
}

// AssignmentsOf finds all that the person was told to do, by date.
func (tx *Tx) AssignmentsOf(ctx context.Context, doerID int64) ([]council.Assignment, error) {
	found, err := tx.assignments(ctx, `a.doer_id = $1`, doerID)
	if err != nil {
		return nil, fmt.Errorf("find assignments of person %d: %w", doerID, err)
	}
	return found, nil
}

// AssignmentsOpen finds all that is not done, by date.
func (tx *Tx) AssignmentsOpen(ctx context.Context) ([]council.Assignment, error) {
	found, err := tx.assignments(ctx, `a.state <> 'done'`)
	if err != nil {
		return nil, fmt.Errorf("find open assignments: %w", err)
	}
	return found, nil
}

// AssignmentsBetween finds all that is due on the days from..to, both
// inclusive, by date: those of a quarter (11.10).
func (tx *Tx) AssignmentsBetween(ctx context.Context, from, to council.Date) ([]council.Assignment, error) {
	found, err := tx.assignments(ctx, `a.due BETWEEN $1 AND $2`, from, to)
	if err != nil {
		return nil, fmt.Errorf("find assignments: %w", err)
	}
	return found, nil
}

// assignments reads those for which the condition, one of ours, holds.
func (tx *Tx) assignments(ctx context.Context, condition string, args ...any) ([]council.Assignment, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+assignmentColumns+`
		FROM assignment a WHERE `+condition+`
		ORDER BY a.due, a.id`, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[council.Assignment])
}
