package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const submissionColumns = `
	s.id, s.unit_id, s.week, s.version, s.state, s.nothing_planned,
	coalesce(s.submitted_at, 'epoch'), coalesce(s.first_submitted_at, 'epoch'), coalesce(s.submitted_by, 0), s.on_behalf, s.revision`

func scanSubmission(row pgx.CollectableRow) (council.Submission, error) {
	var s council.Submission
	err := row.Scan(&s.ID, &s.UnitID, &s.Week.Monday, &s.Version, &s.State, &s.NothingPlanned,
		&s.SubmittedAt, &s.InForceSince, &s.SubmittedBy, &s.OnBehalf, &s.Revision)
	s.SubmittedAt, s.InForceSince = notEpoch(s.SubmittedAt), notEpoch(s.InForceSince)
	return s, err
}

// SubmissionsOf finds what a unit has for a week that still counts: its draft,
// its submitted plan, its proposal; with their entries in the plan's order.
func (tx *Tx) SubmissionsOf(ctx context.Context, unitID int64, week council.Week) ([]council.Submission, error) {
	batch := &pgx.Batch{}
	queueSubmissions(batch, unitID, week)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	found, err := readSubmissions(results)
	if err != nil {
		return nil, fmt.Errorf("find submissions of unit %d: %w", unitID, err)
	}
	return found, nil
}

// UnitWeek is MovedDeadline and SubmissionsOf in one trip: every turn about a
// unit's plan begins with them.
func (tx *Tx) UnitWeek(ctx context.Context, unitID int64, week council.Week) (moved time.Time, found []council.Submission, err error) {
	batch := &pgx.Batch{}
	batch.Queue(movedDeadline, week.Monday)
	queueSubmissions(batch, unitID, week)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	if moved, err = readMovedDeadline(results.QueryRow()); err == nil {
		found, err = readSubmissions(results)
	}
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("find week %s of unit %d: %w", week, unitID, err)
	}
	return moved, found, nil
}

// queueSubmissions asks for the entries of every version: which of them still
// count may have changed between the two statements.
func queueSubmissions(batch *pgx.Batch, unitID int64, week council.Week) {
	batch.Queue(`
		SELECT `+submissionColumns+`
		FROM submission s
		WHERE s.unit_id = $1 AND s.week = $2 AND s.state IN ('draft', 'submitted', 'proposed')
		ORDER BY s.version`, unitID, week.Monday)
	batch.Queue(`
		SELECT e.submission_id, `+entryColumns+`
		FROM submission s JOIN entry e ON e.submission_id = s.id
		WHERE s.unit_id = $1 AND s.week = $2 AND NOT e.removed`, unitID, week.Monday)
}

func readSubmissions(results pgx.BatchResults) ([]council.Submission, error) {
	rows, _ := results.Query() // its error is the rows'
	found, err := pgx.CollectRows(rows, scanSubmission)
	if err != nil {
		return nil, err
	}
	rows, _ = results.Query()
	return found, readEntries(rows, found)
}

// SubmissionsOfWeek finds every unit's submitted plan of the week, with
// entries, in the units' order.
func (tx *Tx) SubmissionsOfWeek(ctx context.Context, week council.Week) ([]council.Submission, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+submissionColumns+`
		FROM submission s JOIN unit u ON u.id = s.unit_id
		WHERE s.week = $1 AND s.state = 'submitted'
		ORDER BY u.position, u.id`, week.Monday)
	if err != nil {
		return nil, fmt.Errorf("find submissions of week %s: %w", week, err)
	}
	found, err := pgx.CollectRows(rows, scanSubmission)
	if err != nil {
		return nil, fmt.Errorf("find submissions of week %s: %w", week, err)
	}
	return found, tx.fillEntries(ctx, found)
}

// SubmissionByID finds one version of a unit's plan with its entries.
func (tx *Tx) SubmissionByID(ctx context.Context, id int64) (council.Submission, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+submissionColumns+` FROM submission s WHERE s.id = $1`, id)
	if err != nil {
		return council.Submission{}, fmt.Errorf("find submission %d: %w", id, err)
	}
	s, err := pgx.CollectExactlyOneRow(rows, scanSubmission)
	if err != nil {
		return council.Submission{}, fmt.Errorf("find submission %d: %w", id, kindOf(err))
	}
	one := []council.Submission{s}
	err = tx.fillEntries(ctx, one)
	return one[0], err
}

// DraftOf finds the unit's draft for the week or starts one. A plan that is
// submitted stays in force meanwhile: the draft begins as its copy. It is a
// conflict when another device submits, drops or withdraws at the same moment.
func (tx *Tx) DraftOf(ctx context.Context, unitID int64, week council.Week) (council.Submission, error) {
	existing, err := tx.SubmissionsOf(ctx, unitID, week)
	if err != nil {
		return council.Submission{}, err
	}
	for _, s := range existing {
		if s.State == council.Draft {
			return s, nil
		}
	}
	return tx.startDraft(ctx, unitID, week)
}

// startDraft locks the unit's row, for two devices may start at once, starts a
// draft unless there is one by now, and finds it.
func (tx *Tx) startDraft(ctx context.Context, unitID int64, week council.Week) (council.Submission, error) {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT FROM unit WHERE id = $1 FOR NO KEY UPDATE`, unitID)
	batch.Queue(`
		WITH started AS (
			INSERT INTO submission (unit_id, week, version, state)
			SELECT $1, $2, coalesce(max(version), 0) + 1, 'draft'
			FROM submission WHERE unit_id = $1 AND week = $2
			HAVING count(*) FILTER (WHERE state = 'draft') = 0
			RETURNING id
		)
		INSERT INTO entry (submission_id, from_date, to_date, kind, start_minute, end_minute,
			title, venue, responsible, leaders, visibility, submitted_at, source, doubts, origin)
		SELECT started.id, e.from_date, e.to_date, e.kind, e.start_minute, e.end_minute,
			e.title, e.venue, e.responsible, e.leaders, e.visibility, e.submitted_at, e.source, e.doubts, coalesce(e.origin, e.id)
		FROM started, entry e JOIN submission s ON s.id = e.submission_id
		WHERE s.unit_id = $1 AND s.week = $2 AND s.state = 'submitted' AND NOT e.removed
		ORDER BY e.id`, unitID, week.Monday)
	queueSubmissions(batch, unitID, week)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	for _, step := range []string{"lock", "start draft of"} {
		if _, err := results.Exec(); err != nil {
			return council.Submission{}, fmt.Errorf("%s unit %d: %w", step, unitID, kindOf(err))
		}
	}
	found, err := readSubmissions(results)
	if err != nil {
		return council.Submission{}, fmt.Errorf("find draft of unit %d: %w", unitID, err)
	}
	at := slices.IndexFunc(found, func(s council.Submission) bool { return s.State == council.Draft })
	if at < 0 {
		return council.Submission{}, fmt.Errorf("start draft of unit %d: %w", unitID, council.ErrConflict)
	}
	return found[at], nil
}

// DropDraft ends the unit's draft; what was submitted stays in force.
func (tx *Tx) DropDraft(ctx context.Context, unitID int64, week council.Week) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE submission SET state = 'superseded'
		WHERE unit_id = $1 AND week = $2 AND state = 'draft'`, unitID, week.Monday)
	if err != nil {
		return fmt.Errorf("drop draft of unit %d: %w", unitID, err)
	}
	return nil
}

// EndDraft ends a draft of which something else is made. It is a conflict when it
// is no draft any more.
func (tx *Tx) EndDraft(ctx context.Context, id int64) error {
	return tx.one(ctx, "end draft", id, `UPDATE submission SET state = 'superseded' WHERE id = $1 AND state = 'draft'`, id)
}

// Submit makes the draft the unit's plan, or its proposal: what was in that
// place is superseded. Entries submitted for the first time get the instant.
// It is a conflict when the draft is no draft any more.
func (tx *Tx) Submit(ctx context.Context, draft council.Submission) error {
	if err := tx.one(ctx, "change draft", draft.ID, changeDraft, draft.ID); err != nil {
		return err
	}
	_, err := tx.tx.Exec(ctx, `
		UPDATE submission SET first_submitted_at = coalesce((
			SELECT s.first_submitted_at FROM submission s
			WHERE s.unit_id = $2 AND s.week = $3 AND s.state = 'submitted'), $4)
		WHERE id = $1`, draft.ID, draft.UnitID, draft.Week.Monday, draft.SubmittedAt)
	if err != nil {
		return fmt.Errorf("submit %d: %w", draft.ID, err)
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE submission SET state = 'superseded'
		WHERE unit_id = $1 AND week = $2 AND state IN ('proposed', $3) AND id <> $4`,
		draft.UnitID, draft.Week.Monday, draft.State, draft.ID)
	if err != nil {
		return fmt.Errorf("supersede plan of unit %d: %w", draft.UnitID, err)
	}
	tag, err := tx.tx.Exec(ctx, `
		UPDATE submission SET state = $2, nothing_planned = $3, submitted_at = $4, submitted_by = $5, on_behalf = $6
		WHERE id = $1 AND state = 'draft'`,
		draft.ID, draft.State, draft.NothingPlanned, draft.SubmittedAt, draft.SubmittedBy, draft.OnBehalf)
	if err != nil {
		return fmt.Errorf("submit %d: %w", draft.ID, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("submit %d: %w", draft.ID, council.ErrConflict)
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE entry SET submitted_at = $2 WHERE submission_id = $1 AND submitted_at IS NULL`,
		draft.ID, draft.SubmittedAt)
	if err != nil {
		return fmt.Errorf("submit %d: %w", draft.ID, err)
	}
	return nil
}

// Withdraw turns the unit's submitted plan back into its draft, as if it had
// never been submitted; a draft that stood beside it is dropped in its favour.
// It is a conflict when no plan is submitted.
func (tx *Tx) Withdraw(ctx context.Context, unitID int64, week council.Week) error {
	if err := tx.DropDraft(ctx, unitID, week); err != nil {
		return err
	}
	_, err := tx.tx.Exec(ctx, `
		UPDATE entry SET submitted_at = NULL
		FROM submission s
		WHERE entry.submission_id = s.id AND s.unit_id = $1 AND s.week = $2 AND s.state = 'submitted'`, unitID, week.Monday)
	if err != nil {
		return fmt.Errorf("withdraw entries of unit %d: %w", unitID, err)
	}
	tag, err := tx.tx.Exec(ctx, `
		UPDATE submission SET state = 'draft', submitted_at = NULL, first_submitted_at = NULL, nothing_planned = false
		WHERE unit_id = $1 AND week = $2 AND state = 'submitted'`, unitID, week.Monday)
	if err != nil {
		return fmt.Errorf("withdraw plan of unit %d: %w", unitID, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("withdraw plan of unit %d: %w", unitID, council.ErrConflict)
	}
	return nil
}

// Decide accepts or declines a proposal. Accepted, it replaces the plan. One that
// was decided meanwhile is a conflict.
func (tx *Tx) Decide(ctx context.Context, proposal council.Submission, accept bool) error {
	state := council.Declined
	if accept {
		state = council.Submitted
		_, err := tx.tx.Exec(ctx, `
			UPDATE submission SET state = 'superseded'
			WHERE unit_id = $1 AND week = $2 AND state = 'submitted'`, proposal.UnitID, proposal.Week.Monday)
		if err != nil {
			return fmt.Errorf("accept proposal %d: %w", proposal.ID, err)
		}
	}
	tag, err := tx.tx.Exec(ctx, `
		UPDATE submission SET state = $2 WHERE id = $1 AND state = 'proposed'`, proposal.ID, state)
	if err != nil {
		return fmt.Errorf("decide proposal %d: %w", proposal.ID, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("decide proposal %d: %w", proposal.ID, council.ErrConflict)
	}
	return nil
}

// PlansBefore finds the unit's plans in force of weeks before this one, newest
// first, with their entries.
func (tx *Tx) PlansBefore(ctx context.Context, unitID int64, week council.Week, limit int) ([]council.Submission, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+submissionColumns+`
		FROM submission s
		WHERE s.unit_id = $1 AND s.week < $2 AND s.state = 'submitted'
		ORDER BY s.week DESC LIMIT $3`, unitID, week.Monday, limit)
	if err != nil {
		return nil, fmt.Errorf("find earlier plans of unit %d: %w", unitID, err)
	}
	found, err := pgx.CollectRows(rows, scanSubmission)
	if err != nil {
		return nil, fmt.Errorf("find earlier plans of unit %d: %w", unitID, err)
	}
	return found, tx.fillEntries(ctx, found)
}
