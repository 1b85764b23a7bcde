package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const entryColumns = `
	e.id, e.from_date, e.to_date, e.kind, e.start_minute, e.end_minute, e.title, e.venue,
	e.responsible, e.leaders, e.visibility, coalesce(e.submitted_at, 'epoch'), e.source, e.doubts, coalesce(e.origin, e.id)`

// entryRow is what a row of entryColumns has that an entry keeps otherwise.
type entryRow struct {
	start, end     *int16
	source, doubts []byte
}

func (r *entryRow) targets(e *council.Entry) []any {
	return []any{&e.ID, &e.From, &e.To, &e.Kind, &r.start, &r.end, &e.Title, &e.Venue,
		&e.Responsible, &e.Leaders, &e.Visibility, &e.SubmittedAt, &r.source, &r.doubts, &e.Origin}
}

func (r *entryRow) finish(e *council.Entry) error {
	e.Hours = council.Hours{Start: timeOfDay(r.start), End: timeOfDay(r.end)}
	if e.SubmittedAt.Unix() == 0 {
		e.SubmittedAt = time.Time{}
	}
	if err := json.Unmarshal(r.source, &e.Source); err != nil {
		return fmt.Errorf("source of entry %d: %w", e.ID, err)
	}
	if string(r.doubts) == "[]" {
		return nil // as most are
	}
	if err := json.Unmarshal(r.doubts, &e.Doubts); err != nil {
		return fmt.Errorf("doubts of entry %d: %w", e.ID, err)
	}
	return nil
}

// readingOf is where an entry came from and what is in doubt about it, as its
// row keeps them.
func readingOf(e council.Entry) (source, doubts []byte, err error) {
	if source, err = json.Marshal(e.Source); err != nil {
		return nil, nil, fmt.Errorf("write source of entry %d: %w", e.ID, err)
	}
	if len(e.Doubts) == 0 {
		return source, []byte("[]"), nil
	}
	if doubts, err = json.Marshal(e.Doubts); err != nil {
		return nil, nil, fmt.Errorf("write doubts of entry %d: %w", e.ID, err)
	}
	return source, doubts, nil
}

func timeOfDay(minute *int16) *council.TimeOfDay {
	if minute == nil {
		return nil
	}
	t := council.TimeOfDay(*minute)
	return &t
}

func minuteOf(t *council.TimeOfDay) *int16 {
	if t == nil {
		return nil
	}
	m := int16(*t)
	return &m
}

// fillEntries reads the entries of all the submissions at once.
func (tx *Tx) fillEntries(ctx context.Context, submissions []council.Submission) error {
	if len(submissions) == 0 {
		return nil
	}
	ids := make([]int64, len(submissions))
	for i, s := range submissions {
		ids[i] = s.ID
	}
	rows, err := tx.tx.Query(ctx, `
		SELECT e.submission_id, `+entryColumns+`
		FROM entry e WHERE e.submission_id `+among("$1")+` AND NOT e.removed`, ids)
	if err != nil {
		return fmt.Errorf("find entries: %w", err)
	}
	return readEntries(rows, submissions)
}

// readEntries gives each submission its entries, in the plan's order. Those of
// other versions are left out.
func readEntries(rows pgx.Rows, submissions []council.Submission) error {
	place := make(map[int64]int, len(submissions))
	for i, s := range submissions {
		place[s.ID] = i
	}
	_, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var submission int64
		var e council.Entry
		var r entryRow
		err := row.Scan(append([]any{&submission}, r.targets(&e)...)...)
		at, wanted := place[submission]
		if err != nil || !wanted {
			return struct{}{}, err
		}
		err = r.finish(&e)
		submissions[at].Entries = append(submissions[at].Entries, e)
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("find entries: %w", err)
	}
	for i := range submissions {
		slices.SortFunc(submissions[i].Entries, council.CompareEntries)
	}
	return nil
}

// AddEntries puts entries into a draft and returns their ids. A draft takes
// up to council.MaxEntries; more is a conflict, after which the transaction must
// be given up.
func (tx *Tx) AddEntries(ctx context.Context, submissionID int64, entries []council.Entry) ([]int64, error) {
	batch := &pgx.Batch{}
	queueDraft(batch, submissionID, len(entries))
	for _, e := range entries {
		source, doubts, err := readingOf(e)
		if err != nil {
			return nil, err
		}
		batch.Queue(`
			INSERT INTO entry (submission_id, from_date, to_date, kind, start_minute, end_minute,
				title, venue, responsible, leaders, visibility, source, doubts)
			SELECT s.id, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::bigint[], '{}'), coalesce(nullif($11, ''), 'staff'), $12, $13
			FROM submission s
			WHERE s.id = $1 AND s.state = 'draft'
			RETURNING id`,
			submissionID, e.From, e.To, e.Kind, minuteOf(e.Hours.Start), minuteOf(e.Hours.End),
			e.Title, e.Venue, e.Responsible, e.Leaders, e.Visibility, source, doubts)
	}
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	if err := readDraft(results, submissionID, len(entries)); err != nil {
		return nil, err
	}
	ids := make([]int64, len(entries))
	for i := range ids {
		if err := results.QueryRow().Scan(&ids[i]); err != nil {
			return nil, fmt.Errorf("add entry to draft %d: %w", submissionID, conflictIfNone(err))
		}
	}
	return ids, nil
}

// changeDraft locks a draft and raises its revision, before its entries change or
// it is submitted: whoever comes meanwhile waits, and a screen of before is told
// from one of now.
const changeDraft = `UPDATE submission SET revision = revision + 1 WHERE id = $1 AND state = 'draft'`

// queueDraft locks a draft whose entries the rest of the batch changes. With more
// entries to come those in it are counted, once it is locked.
func queueDraft(batch *pgx.Batch, submissionID int64, more int) {
	batch.Queue(changeDraft, submissionID)
	if more > 0 {
		batch.Queue(`SELECT count(*) FROM entry WHERE submission_id = $1 AND NOT removed`, submissionID)
	}
}

// readDraft answers queueDraft. It is a conflict when it is no draft any more, or
// when more entries would be too many. The rest of the batch is carried out by
// then, so that after a conflict the transaction must be given up.
func readDraft(results pgx.BatchResults, submissionID int64, more int) error {
	tag, err := results.Exec()
	if err != nil {
		return fmt.Errorf("change draft %d: %w", submissionID, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("change draft %d: %w", submissionID, council.ErrConflict)
	}
	if more == 0 {
		return nil
	}
	var held int
	if err := results.QueryRow().Scan(&held); err != nil {
		return fmt.Errorf("count entries of draft %d: %w", submissionID, err)
	}
	if held+more > council.MaxEntries {
		return fmt.Errorf("change draft %d: %d entries and %d more: %w", submissionID, held, more, council.ErrConflict)
	}
	return nil
}

// UpdateEntry changes an entry of a draft; of anything else it is a conflict.
// What is changed is submitted anew, so its instant of submitting is taken off.
func (tx *Tx) UpdateEntry(ctx context.Context, submissionID int64, e council.Entry) error {
	return tx.UpdateEntries(ctx, submissionID, []council.Entry{e})
}

// UpdateEntries changes several entries of a draft, or none.
func (tx *Tx) UpdateEntries(ctx context.Context, submissionID int64, entries []council.Entry) error {
	batch := &pgx.Batch{}
	queueDraft(batch, submissionID, 0)
	for _, e := range entries {
		source, doubts, err := readingOf(e)
		if err != nil {
			return err
		}
		batch.Queue(`
			UPDATE entry SET from_date = $3, to_date = $4, kind = $5, start_minute = $6, end_minute = $7,
				title = $8, venue = $9, responsible = $10, leaders = coalesce($11::bigint[], '{}'),
				source = $12, doubts = $13, submitted_at = NULL
			FROM submission s
			WHERE entry.id = $1 AND entry.submission_id = $2 AND s.id = $2 AND s.state = 'draft'
			RETURNING entry.id`,
			e.ID, submissionID, e.From, e.To, e.Kind, minuteOf(e.Hours.Start), minuteOf(e.Hours.End),
			e.Title, e.Venue, e.Responsible, e.Leaders, source, doubts)
	}
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	if err := readDraft(results, submissionID, 0); err != nil {
		return err
	}
	for _, e := range entries {
		var id int64
		if err := results.QueryRow().Scan(&id); err != nil {
			return fmt.Errorf("update entry %d: %w", e.ID, conflictIfNone(err))
		}
	}
	return nil
}

// RemoveEntries takes entries out of a draft; those that are gone already are
// no error. It returns how many it removed. They can be restored.
func (tx *Tx) RemoveEntries(ctx context.Context, submissionID int64, ids []int64) (int, error) {
	return tx.setRemoved(ctx, submissionID, ids, true)
}

// RestoreEntry puts a removed entry back into its draft.
func (tx *Tx) RestoreEntry(ctx context.Context, submissionID, id int64) error {
	_, err := tx.setRemoved(ctx, submissionID, []int64{id}, false)
	return err
}

func (tx *Tx) setRemoved(ctx context.Context, submissionID int64, ids []int64, removed bool) (int, error) {
	more := 0
	if !removed {
		more = len(ids)
	}
	batch := &pgx.Batch{}
	queueDraft(batch, submissionID, more)
	batch.Queue(`
		UPDATE entry SET removed = $3
		FROM submission s
		WHERE entry.id = ANY($1) AND entry.submission_id = $2 AND s.id = $2 AND s.state = 'draft'
			AND entry.removed <> $3`,
		ids, submissionID, removed)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	if err := readDraft(results, submissionID, more); err != nil {
		return 0, err
	}
	tag, err := results.Exec()
	if err != nil {
		return 0, fmt.Errorf("remove entries of draft %d: %w", submissionID, err)
	}
	return int(tag.RowsAffected()), nil
}

// RecentVenues are the venues the unit used last, newest first, each with an
// entry that has it.
func (tx *Tx) RecentVenues(ctx context.Context, unitID int64, limit int) ([]council.Entry, error) {
	return tx.recent(ctx, "venue", unitID, limit)
}

// RecentResponsibles are the responsible persons as the unit wrote them last,
// newest first, each with an entry that names them.
func (tx *Tx) RecentResponsibles(ctx context.Context, unitID int64, limit int) ([]council.Entry, error) {
	return tx.recent(ctx, "responsible", unitID, limit)
}

// recent looks at the unit's newest submissions only, so that years of history
// cost nothing. column is one of ours, never a person's text.
func (tx *Tx) recent(ctx context.Context, column string, unitID int64, limit int) ([]council.Entry, error) {
	rows, err := tx.tx.Query(ctx, `
		WITH newest AS (
			SELECT id FROM submission WHERE unit_id = $1 ORDER BY week DESC, version DESC LIMIT 10
		)
		SELECT max(e.id) AS id, e.`+column+`
		FROM entry e JOIN newest n ON n.id = e.submission_id
		WHERE e.`+column+` <> ''
		GROUP BY e.`+column+`
		ORDER BY id DESC LIMIT $2`, unitID, limit)
	if err != nil {
		return nil, fmt.Errorf("find recent %ss of unit %d: %w", column, unitID, err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Entry, error) {
		var e council.Entry
		target := &e.Venue
		if column == "responsible" {
			target = &e.Responsible
		}
		return e, row.Scan(&e.ID, target)
	})
}

func conflictIfNone(err error) error {
	if kindOf(err) == council.ErrNotFound {
		return council.ErrConflict
	}
	return err
}
