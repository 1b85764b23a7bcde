package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const assignmentColumns = `
	a.id, a.meeting_id, a.text, a.doer_id, a.due, a.state, a.report, a.file_id, a.given_by, a.given_at, a.reported_at, a.remark,
	p.id, p.surname, p.given, p.patronymic, coalesce(p.phone, ''), coalesce(unit.name, ''), m.body_id, b.name, m.day`

// A doer's unit is that of the post held last, as a head before any other.
const assignmentSource = `
	assignment a
	JOIN person p ON p.id = a.doer_id
	JOIN meeting m ON m.id = a.meeting_id
	JOIN body b ON b.id = m.body_id
	LEFT JOIN LATERAL (
		SELECT u.name
		FROM holding h JOIN post ON post.id = h.post_id JOIN unit u ON u.id = post.unit_id
		WHERE h.person_id = a.doer_id
		ORDER BY coalesce(h.to_date, 'infinity') DESC, post.kind = 'head' DESC, h.id LIMIT 1) unit ON true`

func scanAssignment(row pgx.CollectableRow) (council.AssignmentCard, error) {
	var a council.AssignmentCard
	var reported *time.Time
	err := row.Scan(&a.ID, &a.MeetingID, &a.Text, &a.DoerID, &a.Due, &a.State, &a.Report, &a.FileID, &a.GivenBy, &a.GivenAt, &reported, &a.Remark,
		&a.Doer.ID, &a.Doer.Surname, &a.Doer.Given, &a.Doer.Patronymic, &a.Doer.Phone, &a.Unit, &a.BodyID, &a.Body, &a.Held)
	a.ReportedAt = instant(reported)
	return a, err
}

// AddAssignment keeps what a meeting told someone to do and returns the id.
func (tx *Tx) AddAssignment(ctx context.Context, a council.Assignment) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO assignment (meeting_id, text, doer_id, due, state, report, file_id, given_by, given_at, reported_at, remark)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		RETURNING id`, a.MeetingID, a.Text, a.DoerID, a.Due, a.State, a.Report, a.FileID, a.GivenBy, a.GivenAt,
		stamp(a.ReportedAt), a.Remark).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add assignment of meeting %d: %w", a.MeetingID, kindOf(err))
	}
	return id, nil
}

// UpdateAssignment writes text, doer, date, state, report and remark as they
// are now.
func (tx *Tx) UpdateAssignment(ctx context.Context, a council.Assignment) error {
	return tx.one(ctx, "update assignment", a.ID, `
		UPDATE assignment
		SET text = $2, doer_id = $3, due = $4, state = $5, report = $6, file_id = $7, reported_at = $8, remark = $9
		WHERE id = $1`, a.ID, a.Text, a.DoerID, a.Due, a.State, a.Report, a.FileID, stamp(a.ReportedAt), a.Remark)
}

// LockAssignment finds an assignment and keeps others from changing it until
// the transaction ends.
func (tx *Tx) LockAssignment(ctx context.Context, id int64) (council.AssignmentCard, error) {
	found, err := tx.assignments(ctx, `a.id = $1`, `FOR UPDATE OF a`, id)
	if err != nil {
		return council.AssignmentCard{}, fmt.Errorf("find assignment %d: %w", id, err)
	}
	if len(found) == 0 {
		return council.AssignmentCard{}, fmt.Errorf("find assignment %d: %w", id, council.ErrNotFound)
	}
	return found[0], nil
}

// AssignmentsOf finds all that the person was told to do, by date.
func (tx *Tx) AssignmentsOf(ctx context.Context, doerID int64) ([]council.AssignmentCard, error) {
	found, err := tx.assignments(ctx, `a.doer_id = $1 AND a.state <> 'dropped'`, ``, doerID)
	if err != nil {
		return nil, fmt.Errorf("find assignments of person %d: %w", doerID, err)
	}
	return found, nil
}

// AssignmentsAt finds all that was given at the meeting, by date.
func (tx *Tx) AssignmentsAt(ctx context.Context, meetingID int64) ([]council.AssignmentCard, error) {
	found, err := tx.assignments(ctx, `a.meeting_id = $1 AND a.state <> 'dropped'`, ``, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find assignments of meeting %d: %w", meetingID, err)
	}
	return found, nil
}

// AssignmentsOpen finds all that is not done, by date.
func (tx *Tx) AssignmentsOpen(ctx context.Context) ([]council.AssignmentCard, error) {
	found, err := tx.assignments(ctx, `a.state IN ('given', 'accepted', 'reported')`, ``)
	if err != nil {
		return nil, fmt.Errorf("find open assignments: %w", err)
	}
	return found, nil
}

// AssignmentsBetween finds all that is due on the days from..to, both
// inclusive, by date: those of a quarter (11.10).
func (tx *Tx) AssignmentsBetween(ctx context.Context, from, to council.Date) ([]council.AssignmentCard, error) {
	found, err := tx.assignments(ctx, `a.due BETWEEN $1 AND $2 AND a.state <> 'dropped'`, ``, from, to)
	if err != nil {
		return nil, fmt.Errorf("find assignments: %w", err)
	}
	return found, nil
}

// assignments reads those for which the condition, one of ours, holds.
func (tx *Tx) assignments(ctx context.Context, condition, lock string, args ...any) ([]council.AssignmentCard, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+assignmentColumns+`
		FROM `+assignmentSource+`
		WHERE `+condition+`
		ORDER BY a.due, a.id `+lock, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanAssignment)
}
