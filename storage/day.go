package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// RevisionsOver are the latest revisions of the weeks in which the days
// from..to lie, both inclusive, in order. A week that was never agreed has none.
func (tx *Tx) RevisionsOver(ctx context.Context, from, to council.Date) ([]council.Revision, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT ON (week) snapshot FROM plan_revision
		WHERE week BETWEEN $1 AND $2
		ORDER BY week, number DESC`, council.WeekOf(from).Monday, to)
	if err != nil {
		return nil, fmt.Errorf("find revisions of %s to %s: %w", from, to, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Revision, error) {
		var r council.Revision
		return r, row.Scan(&r)
	})
	if err != nil {
		return nil, fmt.Errorf("find revisions of %s to %s: %w", from, to, err)
	}
	return found, nil
}

// AssistantsOn are who assists the leaders on the day, by the leader's post, in
// the order of their ids.
func (tx *Tx) AssistantsOn(ctx context.Context, day council.Date) (map[int64][]int64, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT g.post_id, p.id
		FROM role_grant g JOIN person p ON p.id = g.person_id
		WHERE g.role = 'assistant' AND g.post_id IS NOT NULL AND $1 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
			AND coalesce(p.to_date, 'infinity') >= $1
		ORDER BY 1, 2`, day)
	if err != nil {
		return nil, fmt.Errorf("find assistants: %w", err)
	}
	found := map[int64][]int64{}
	var post, person int64
	if _, err = pgx.ForEachRow(rows, []any{&post, &person}, func() error {
		found[post] = append(found[post], person)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("find assistants: %w", err)
	}
	return found, nil
}
