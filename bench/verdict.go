package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/storage"
)

// judge adds what stands wrong in the database to everybody's tallies: each
// update must have had its effect, once.
func (s *stage) judge(ctx context.Context, people []*person) (tally, error) {
	var total tally
	week := council.NextWeek(s.clock.Now(), zone())
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		for _, p := range people {
			submissions, err := tx.SubmissionsOf(ctx, p.unit, week)
			if err != nil {
				return err
			}
			p.compare(submissions)
			total.add(p.tally)
		}
		return nil
	})
	if err != nil {
		return total, err
	}
	unrecorded, err := s.unrecorded(ctx, total.updates)
	total.lost += unrecorded
	return total, err
}

// compare holds the unit's plan against what its head wrote.
func (p *person) compare(submissions []council.Submission) {
	var draft council.Submission
	for _, s := range submissions {
		if s.State == council.Draft {
			draft = s
		}
	}
	found := map[string]int{}
	for _, e := range draft.Entries {
		want, known := p.entries[e.Title]
		found[e.Title]++
		switch {
		case !known:
			// Undone in vain: the press was handled before its message.
			p.tally.outOfOrder++
			progress("person %d: %q should not be there", p.number, e.Title)
		case found[e.Title] > 1:
			p.tally.doubled++
			progress("person %d: %q is there %d times", p.number, e.Title, found[e.Title])
		case e.Venue != want.venue || e.Hours.Start == nil || int(*e.Hours.Start) != want.minute:
			p.tally.lost++
			progress("person %d: %q lacks an answer: %+v", p.number, e.Title, e)
		}
	}
	for title := range p.entries {
		if found[title] == 0 {
			p.tally.lost++
			progress("person %d: %q is not there", p.number, title)
		}
	}
	switch versions := draft.Version - 1; {
	case len(p.entries) == 0:
	case versions > p.submits:
		p.tally.doubled += versions - p.submits
	case versions < p.submits:
		p.tally.lost += p.submits - versions
	}
}

// unrecorded counts the updates without a row and the letters that never left.
func (s *stage) unrecorded(ctx context.Context, updates int) (int, error) {
	conn, err := pgx.Connect(ctx, s.dsn())
	if err != nil {
		return 0, err
	}
	defer conn.Close(ctx)
	var received, aside, unsent int
	err = conn.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM inbox WHERE problem IS NOT NULL),
			(SELECT count(*) FROM outbox WHERE state <> 'sent')`).Scan(&received, &aside, &unsent)
	if err != nil {
		return 0, fmt.Errorf("count rows: %w", err)
	}
	if received != updates || aside+unsent > 0 {
		progress("%d updates, %d rows, %d put aside, %d letters unsent", updates, received, aside, unsent)
	}
	return max(updates-received, 0) + aside + unsent, nil
}
