package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Standings tells of every unit that exists in the week, or has written
// something for it, where it stands with its plan; in the council's order.
// Who heads a unit and who stands in is that of the day.
func (tx *Tx) Standings(ctx context.Context, week council.Week, day council.Date) ([]council.Standing, error) {
	batch := &pgx.Batch{}
	batch.Queue(standingsOfUnits, week.Monday, week.Sunday())
	batch.Queue(headsOfUnits, day)
	batch.Queue(substitutesOfHeads, day)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()

	found, err := readStandings(results)
	if err != nil {
		return nil, fmt.Errorf("find how units stand in week %s: %w", week, err)
	}
	place := make(map[int64]*council.Standing, len(found))
	for i := range found {
		place[found[i].Unit.ID] = &found[i]
	}
	if err := readHeads(results, place); err != nil {
		return nil, fmt.Errorf("find heads of units: %w", err)
	}
	if err := readSubstitutes(results, place); err != nil {
		return nil, fmt.Errorf("find substitutes of heads: %w", err)
	}
	return found, nil
}

// standingsOfUnits looks at one week's rows only, whatever came before.
const standingsOfUnits = `
	SELECT u.id, u.name, u.kind, u.duty, u.from_date, u.to_date,
		coalesce(s.submitted_at, 'epoch'), coalesce(s.nothing_planned, false), coalesce(s.on_behalf, false),
		coalesce(w.proposed, false),
		(SELECT count(*) FROM entry e WHERE e.submission_id = w.draft AND NOT e.removed)
	FROM unit u
	LEFT JOIN submission s ON s.week = $1 AND s.unit_id = u.id AND s.state = 'submitted'
	LEFT JOIN (
		SELECT unit_id, max(id) FILTER (WHERE state = 'draft') AS draft, bool_or(state = 'proposed') AS proposed
		FROM submission
		WHERE week = $1 AND state IN ('draft', 'proposed')
		GROUP BY unit_id
	) w ON w.unit_id = u.id
	WHERE u.from_date <= $2 AND coalesce(u.to_date, 'infinity') >= $1
		OR s.id IS NOT NULL OR w.unit_id IS NOT NULL
	ORDER BY u.position, u.id`

func readStandings(results pgx.BatchResults) ([]council.Standing, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Standing, error) {
		s := council.Standing{HeadReach: council.NoAccount}
		err := row.Scan(&s.Unit.ID, &s.Unit.Name, &s.Unit.Kind, &s.Unit.Duty, &s.Unit.From, &s.Unit.To,
			&s.SubmittedAt, &s.NothingPlanned, &s.OnBehalf, &s.Proposed, &s.Draft)
		if s.SubmittedAt.Unix() == 0 {
			s.SubmittedAt = time.Time{}
		}
		return s, err
	})
}

const reach = `CASE WHEN a.telegram_id IS NULL THEN 'none' WHEN a.blocked_at IS NOT NULL THEN 'blocked' ELSE 'reachable' END`

const headsOfUnits = `
	SELECT post.unit_id, ` + reach + `, ` + personColumns + `
	FROM post
	JOIN holding h ON h.post_id = post.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
	JOIN person p ON p.id = h.person_id AND coalesce(p.to_date, 'infinity') >= $1
	LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
	WHERE post.kind = 'head'
	ORDER BY h.id`

// readHeads gives each unit its head. Two holders of one post on a day are a
// mistake of the directory; the newer one counts.
func readHeads(results pgx.BatchResults, place map[int64]*council.Standing) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var unit int64
	var reach council.Reach
	var p council.Person
	_, err = pgx.ForEachRow(rows, append([]any{&unit, &reach}, personTargets(&p)...), func() error {
		if s, ok := place[unit]; ok {
			s.Head, s.HeadReach = p, reach
			s.Headship.Head = council.Recipient{PersonID: p.ID, Reachable: reach == council.Reachable}
		}
		return nil
	})
	return err
}

// substitutesOfHeads tells standing deputies, who have a unit and no end, from
// those who stand in for a time.
const substitutesOfHeads = `
	SELECT post.unit_id, s.to_date IS NULL AS standing, s.substitute_id,
		a.telegram_id IS NOT NULL AND a.blocked_at IS NULL AS reachable
	FROM post
	JOIN holding h ON h.post_id = post.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
	JOIN substitution s ON s.absent_id = h.person_id AND (s.unit_id IS NULL OR s.unit_id = post.unit_id)
		AND $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
	JOIN person p ON p.id = s.substitute_id AND coalesce(p.to_date, 'infinity') >= $1
	LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
	WHERE post.kind = 'head'
	ORDER BY s.id`

func readSubstitutes(results pgx.BatchResults, place map[int64]*council.Standing) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var unit int64
	var standing bool
	var r council.Recipient
	_, err = pgx.ForEachRow(rows, []any{&unit, &standing, &r.PersonID, &r.Reachable}, func() error {
		s, ok := place[unit]
		switch {
		case !ok:
		case standing:
			s.Headship.Deputies = append(s.Headship.Deputies, r)
		default:
			s.Headship.Substitutes = append(s.Headship.Substitutes, r)
		}
		return nil
	})
	return err
}
