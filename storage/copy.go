package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AddCopies keeps who gets a copy of a revision; what is there stays. at is the
// council's instant.
func (tx *Tx) AddCopies(ctx context.Context, copies []council.Copy, at time.Time) error {
	if len(copies) == 0 {
		return nil
	}
	var weeks []council.Date
	var numbers, people []int64
	var channels, parts, keys []string
	for _, c := range copies {
		weeks, numbers, people = append(weeks, c.Week.Monday), append(numbers, int64(c.Number)), append(people, c.PersonID)
		channels, parts, keys = append(channels, string(c.Channel)), append(parts, string(c.Part)), append(keys, c.Key)
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO plan_copy (week, number, person_id, channel, part, key, made_at)
		SELECT *, $7 FROM unnest($1::date[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[])
		ON CONFLICT DO NOTHING`, weeks, numbers, people, channels, parts, keys, at)
	if err != nil {
		return fmt.Errorf("add %d copies: %w", len(copies), kindOf(err))
	}
	return nil
}

// CopyHolders are the people whom a copy of the week's plan has reached, of
// whatever revision, and those who said so themselves.
func (tx *Tx) CopyHolders(ctx context.Context, week council.Week) (map[int64]bool, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT c.person_id
		FROM plan_copy c
		LEFT JOIN outbox o ON o.about = $2 AND split_part(o.key, $3, 1) = c.key AND o.state = 'sent'
		LEFT JOIN receipt r ON r.key = c.key
		WHERE c.week = $1 AND (o.id IS NOT NULL OR r.acknowledged_at IS NOT NULL)`, week.Monday, council.AboutWeek(week), council.SentAgain)
	if err != nil {
		return nil, fmt.Errorf("find who has the plan of week %s: %w", week, err)
	}
	found := map[int64]bool{}
	var person int64
	_, err = pgx.ForEachRow(rows, []any{&person}, func() error {
		found[person] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find who has the plan of week %s: %w", week, err)
	}
	return found, nil
}
