package storage

import (
	"context"
	"fmt"

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
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()

	found, err := readStandings(results)
	if err != nil {
		return nil, fmt.Errorf("find how units stand in week %s: %w", week, err)
	}
	if err := readHeads(results, found); err != nil {
		return nil, fmt.Errorf("find heads of units: %w", err)
	}
	if err := results.Close(); err != nil {
		return nil, fmt.Errorf("find how units stand in week %s: %w", week, err)
	}
	return found, tx.fillRecipients(ctx, found, day)
}

func (tx *Tx) fillRecipients(ctx context.Context, standings []council.Standing, day council.Date) error {
	units := make([]int64, len(standings))
	for i, s := range standings {
		units[i] = s.Unit.ID
	}
	recipients, err := tx.HeadsOf(ctx, units, day)
	if err != nil {
		return err
	}
	for i, id := range units {
		standings[i].Recipients = recipients[id]
	}
	return nil
}

// standingsOfUnits looks at one week's rows only, whatever came before.
const standingsOfUnits = `
	SELECT u.id, u.name, u.kind, u.duty, u.from_date, u.to_date,
		coalesce(s.submitted_at, 'epoch'), coalesce(s.first_submitted_at, 'epoch'), coalesce(s.nothing_planned, false), coalesce(s.on_behalf, false),
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
			&s.SubmittedAt, &s.InForceSince, &s.NothingPlanned, &s.OnBehalf, &s.Proposed, &s.Draft)
		s.SubmittedAt, s.InForceSince = notEpoch(s.SubmittedAt), notEpoch(s.InForceSince)
		return s, err
	})
}

const headsOfUnits = `
	SELECT post.unit_id,
		CASE WHEN a.telegram_id IS NULL THEN 'none' WHEN a.blocked_at IS NOT NULL THEN 'blocked' ELSE 'reachable' END,
		` + personColumns + `
	FROM post
	JOIN holding h ON h.post_id = post.id AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
	JOIN person p ON p.id = h.person_id AND coalesce(p.to_date, 'infinity') >= $1
	LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL
	WHERE post.kind = 'head'
	ORDER BY h.id`

// readHeads gives each unit its head. Two holders of one post on a day are a
// mistake of the directory; the newer one counts.
func readHeads(results pgx.BatchResults, standings []council.Standing) error {
	place := make(map[int64]int, len(standings))
	for i, s := range standings {
		place[s.Unit.ID] = i
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var unit int64
	var reach council.Reach
	var p council.Person
	_, err = pgx.ForEachRow(rows, append([]any{&unit, &reach}, personTargets(&p)...), func() error {
		if i, ok := place[unit]; ok {
			standings[i].Head, standings[i].HeadReach = p, reach
		}
		return nil
	})
	return err
}
