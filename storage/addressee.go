package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Addressees are those to whom an agreed plan goes on the day (3.20, 3.21), by
// name: the leadership with whoever stands in and the assistants, the members
// of the executive committee, the heads with whoever stands in these days.
func (tx *Tx) Addressees(ctx context.Context, day council.Date) ([]council.Addressee, error) {
	batch := &pgx.Batch{}
	batch.Queue(addressed, day)
	batch.Queue(`
		SELECT CASE WHEN a.telegram_id IS NULL THEN 'none' WHEN a.blocked_at IS NOT NULL THEN 'blocked' ELSE 'reachable' END,
			`+personColumns+`
		FROM person p LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
		WHERE p.id IN (SELECT person_id FROM (`+addressed+`) x) AND coalesce(p.to_date, 'infinity') >= $1`, day)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	found, err := readAddressees(results)
	if err != nil {
		return nil, fmt.Errorf("find to whom the plan goes: %w", err)
	}
	return found, results.Close()
}

// addressed gives a row for each reason to get the plan.
const addressed = `
	WITH held AS (
		SELECT h.person_id, post.kind, post.id AS post_id, post.unit_id
		FROM post JOIN holding h ON h.post_id = post.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		WHERE post.kind IN ('leader', 'head') AND $1 BETWEEN post.from_date AND coalesce(post.to_date, 'infinity')
			AND (post.unit_id IS NULL OR EXISTS (
				SELECT FROM unit u WHERE u.id = post.unit_id AND $1 BETWEEN u.from_date AND coalesce(u.to_date, 'infinity')))
	)
	SELECT person_id, kind, CASE kind WHEN 'leader' THEN post_id ELSE unit_id END AS of FROM held
	UNION
	SELECT s.substitute_id, kind, CASE kind WHEN 'leader' THEN post_id ELSE held.unit_id END
	FROM held JOIN substitution s ON s.absent_id = held.person_id AND $1 BETWEEN s.from_date AND s.to_date
		AND (s.unit_id IS NULL OR s.unit_id = held.unit_id)
	UNION
	SELECT person_id, 'leader', post_id
	FROM role_grant WHERE role = 'assistant' AND post_id IS NOT NULL AND $1 BETWEEN from_date AND coalesce(to_date, 'infinity')
	UNION
	SELECT x.holder_id, 'member', 0
	FROM (` + seatHolders + ` AND b.kind = 'committee' AND s.kind <> 'invited') x
	WHERE x.holder_id IS NOT NULL`

func readAddressees(results pgx.BatchResults) ([]council.Addressee, error) {
	byID := map[int64]*council.Addressee{}
	rows, _ := results.Query() // its error is the rows'
	var person, of int64
	var kind string
	_, err := pgx.ForEachRow(rows, []any{&person, &kind, &of}, func() error {
		a := byID[person]
		if a == nil {
			a = &council.Addressee{}
			byID[person] = a
		}
		switch kind {
		case "leader":
			a.Posts = append(a.Posts, of)
		case "head":
			a.Units = append(a.Units, of)
		default:
			a.Member = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, _ = results.Query()
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Addressee, error) {
		var p council.Person
		var reach council.Reach
		if err := row.Scan(append([]any{&reach}, personTargets(&p)...)...); err != nil {
			return council.Addressee{}, err
		}
		a := *byID[p.ID]
		a.Person, a.Reach = p, reach
		slices.Sort(a.Posts)
		slices.Sort(a.Units)
		return a, nil
	})
	slices.SortStableFunc(found, func(a, b council.Addressee) int { return council.CompareNames(a.Person.Full(), b.Person.Full()) })
	return found, err
}
