package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// planEntries reads the plan's entries in the order in which they joined it.
func (tx *Tx) planEntries(ctx context.Context, week council.Week) ([]council.PlanEntry, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT e.id, e.version, e.state, coalesce(e.unit_id, 0), coalesce(u.name, b.name, ''), coalesce(e.origin, 0),
			coalesce(e.meeting_id, 0), e.content, e.seen, e.offered, e.edited, e.city_wide, coalesce(e.into_id, 0), e.remark, e.sequence
		FROM plan_entry e
		LEFT JOIN unit u ON u.id = e.unit_id
		LEFT JOIN meeting m ON m.id = e.meeting_id
		LEFT JOIN body b ON b.id = m.body_id
		WHERE e.week = $1
		ORDER BY e.id`, week.Monday)
	if err != nil {
		return nil, fmt.Errorf("find plan entries of week %s: %w", week, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.PlanEntry, error) {
		var e council.PlanEntry
		var id, origin int64
		err := row.Scan(&id, &e.Version, &e.State, &e.Unit.ID, &e.Unit.Name, &origin,
			&e.MeetingID, &e.Entry, &e.Seen, &e.Offered, &e.Edited, &e.CityWide, &e.Into, &e.Remark, &e.Sequence)
		e.ID, e.Origin = id, origin
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("find plan entries of week %s: %w", week, err)
	}
	return found, nil
}

// WritePlanEntries adds entries without an ID and changes the others, whose
// Version must be the one that stands: otherwise it is a conflict. The plan
// must exist.
func (tx *Tx) WritePlanEntries(ctx context.Context, week council.Week, entries ...council.PlanEntry) error {
	if len(entries) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	batch.Queue(`UPDATE plan SET version = version + 1 WHERE week = $1`, week.Monday)
	for _, e := range entries {
		queuePlanEntry(batch, week, e)
	}
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	for range batch.Len() {
		tag, err := results.Exec()
		if err != nil {
			return fmt.Errorf("write plan entries of week %s: %w", week, kindOf(err))
		}
		if tag.RowsAffected() != 1 {
			return fmt.Errorf("write plan entries of week %s: %w", week, council.ErrConflict)
		}
	}
	return nil
}

func queuePlanEntry(batch *pgx.Batch, week council.Week, e council.PlanEntry) {
	if e.ID == 0 {
		batch.Queue(`
			INSERT INTO plan_entry (week, state, unit_id, origin, meeting_id, content, seen, city_wide, sequence)
			VALUES ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), nullif($5::bigint, 0), $6, $7, $8, $9)`,
			week.Monday, e.State, e.Unit.ID, e.Origin, e.MeetingID, e.Entry, e.Seen, e.CityWide, e.Sequence)
		return
	}
	batch.Queue(`
		UPDATE plan_entry SET version = version + 1, state = $4, content = $5, seen = $6, offered = $7, edited = $8,
			city_wide = $9, into_id = nullif($10::bigint, 0), remark = $11, sequence = $12
		WHERE id = $1 AND week = $2 AND version = $3`,
		e.ID, week.Monday, e.Version, e.State, e.Entry, e.Seen, e.Offered, e.Edited,
		e.CityWide, e.Into, e.Remark, e.Sequence)
}
