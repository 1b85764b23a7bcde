package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// NoticesByKey are the notices about a subject as they were written first, in
// the order of their writing, to be sent once more.
func (tx *Tx) NoticesByKey(ctx context.Context, about string, keys []string) ([]council.Notice, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT person_id, class, about, key, coalesce(supersedes, ''), message
		FROM outbox WHERE about = $1 AND key = ANY($2)
		ORDER BY id`, about, keys)
	if err != nil {
		return nil, fmt.Errorf("find notices about %s: %w", about, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Notice, error) {
		var n council.Notice
		return n, row.Scan(&n.PersonID, &n.Class, &n.About, &n.Key, &n.Supersedes, &n.Message)
	})
	if err != nil {
		return nil, fmt.Errorf("find notices about %s: %w", about, err)
	}
	return found, nil
}

// ReceiptsFor are the people with the units they head on the day, by name.
func (tx *Tx) ReceiptsFor(ctx context.Context, people []int64, day council.Date) ([]council.Receipt, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT array(
			SELECT u.name FROM holding h JOIN post ON post.id = h.post_id AND post.kind = 'head' JOIN unit u ON u.id = post.unit_id
			WHERE h.person_id = p.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
			ORDER BY u.position, u.id),
			`+personColumns+`
		FROM person p WHERE p.id = ANY($2)`, day, people)
	if err != nil {
		return nil, fmt.Errorf("find people to hand over to: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Receipt, error) {
		var r council.Receipt
		return r, row.Scan(append([]any{&r.Units}, personTargets(&r.Person)...)...)
	})
	if err != nil {
		return nil, fmt.Errorf("find people to hand over to: %w", err)
	}
	slices.SortStableFunc(found, func(a, b council.Receipt) int { return council.CompareNames(a.Person.Full(), b.Person.Full()) })
	return found, nil
}
