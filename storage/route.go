package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// route writes by e-mail what is to go that way, and answers what is left for
// Telegram, where what has no account to go to stands as failed, and how many
// notices go by e-mail alone. What goes as chosen and was written by either channel
// before is left out. It comes before Telegram's own letters: lanes are locked in
// their order.
func (tx *Tx) route(ctx context.Context, notices []council.Notice, now time.Time) (inTelegram []council.Notice, alone int, err error) {
	if !tx.mails || !slices.ContainsFunc(notices, routed) {
		return notices, 0, nil
	}
	roads, err := tx.roads(ctx, notices)
	if err != nil {
		return nil, 0, err
	}
	var byMail []council.Notice
	for i, n := range notices {
		if !routed(n) {
			inTelegram = append(inTelegram, n)
			continue
		}
		road := roads[i]
		if road.written && n.Message.Mail.IsChosen() {
			continue
		}
		channels := n.Channels(road.Road)
		if slices.Contains(channels, council.ByTelegram) || len(channels) > 0 && !road.Telegram {
			inTelegram = append(inTelegram, n)
		} else if len(channels) > 0 {
			alone++
		}
		if slices.Contains(channels, council.ByMail) {
			n.Key = council.MailKey(n.Key)
			byMail = append(byMail, n)
		}
	}
	return inTelegram, alone, tx.mail(ctx, byMail, now)
}

// routed tells what may go otherwise than in Telegram.
func routed(n council.Notice) bool {
	return n.Mailable() || n.PersonID != 0 && n.Key != "" && n.Message.Mail.IsChosen()
}

type road struct {
	council.Road
	// written tells that the notice is there already.
	written bool
}

// roads are how the notices can reach whom they are for, by their place.
func (tx *Tx) roads(ctx context.Context, notices []council.Notice) (map[int]road, error) {
	places, people, keys, mailKeys := []int{}, []int64{}, []string{}, []string{}
	for i, n := range notices {
		if routed(n) {
			places, people = append(places, i), append(people, n.PersonID)
			keys, mailKeys = append(keys, n.Key), append(mailKeys, council.MailKey(n.Key))
		}
	}
	rows, err := tx.tx.Query(ctx, `
		SELECT u.place, a.telegram_id IS NOT NULL, coalesce(p.email, '') <> '', coalesce(p.channel, ''),
			EXISTS (SELECT FROM outbox o WHERE o.key IN (u.key, u.mail_key))
		FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) AS u (place, person, key, mail_key)
		JOIN person p ON p.id = u.person
		LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL AND a.blocked_at IS NULL`, places, people, keys, mailKeys)
	if err != nil {
		return nil, fmt.Errorf("find how %d notices go: %w", len(places), err)
	}
	found := make(map[int]road, len(places))
	var place int
	var r road
	_, err = pgx.ForEachRow(rows, []any{&place, &r.Telegram, &r.Mail, &r.Wish, &r.written}, func() error {
		found[place] = r
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find how %d notices go: %w", len(places), err)
	}
	return found, nil
}
