package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// finishAndDivert writes fates, and what failed for good by one channel goes by
// the other, so that nobody falls between. hold is until when what is not urgent
// waits in Telegram.
func (tx *Tx) finishAndDivert(ctx context.Context, fates []council.Fate, at, hold time.Time) error {
	if err := tx.lockMailLanes(ctx, fates, at); err != nil {
		return err
	}
	batch := &pgx.Batch{}
	failed := finishing(batch, fates, at)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return err
	}
	byMail, inTelegram, err := tx.undelivered(ctx, failed())
	if err != nil {
		return err
	}
	if err := tx.mail(ctx, byMail, at); err != nil {
		return err
	}
	if _, err := tx.enqueue(ctx, inTelegram, at, hold); err != nil {
		return err
	}
	return tx.divertCopies(ctx, slices.Concat(byMail, inTelegram), at)
}

// lockMailLanes locks the lanes by which letters of Telegram may go instead:
// lanes are locked in their order, accounts, and the directory with them, before.
func (tx *Tx) lockMailLanes(ctx context.Context, fates []council.Fate, at time.Time) error {
	var people, chats []int64
	for _, f := range fates {
		if f.Ending == council.Failed && f.Letter.ChatID != 0 {
			people = append(people, f.Letter.PersonID)
		}
		if f.Blocked {
			chats = append(chats, f.Letter.ChatID)
		}
	}
	batch := &pgx.Batch{}
	batch.Queue(`SELECT FROM account WHERE telegram_id = ANY($1) ORDER BY telegram_id FOR UPDATE`, chats)
	queueAccounts(batch, chats, at)
	batch.Queue(`
		INSERT INTO lane (channel, address)
		SELECT DISTINCT $2, email FROM person
		WHERE email <> '' AND (id = ANY($1) OR id IN (SELECT person_id FROM account WHERE telegram_id = ANY($3) AND unbound_at IS NULL))
		ORDER BY email
		ON CONFLICT (channel, address) DO UPDATE SET waiting = lane.waiting`, people, mailChannel, chats)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("lock lanes of e-mail: %w", err)
	}
	return nil
}

// undelivered are the failed letters that can go by the other channel and have
// not: news for a person whom that channel may reach.
func (tx *Tx) undelivered(ctx context.Context, ids []int64) (byMail, inTelegram []council.Notice, err error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT o.person_id, o.class, o.about, o.key, o.message, l.channel, coalesce(p.email, '') <> '', a.telegram_id IS NOT NULL
		FROM outbox o
		JOIN lane l ON l.id = o.lane_id
		JOIN person p ON p.id = o.person_id
		LEFT JOIN account a ON a.person_id = p.id AND a.unbound_at IS NULL AND a.blocked_at IS NULL
		WHERE o.id = ANY($1) AND o.state = 'failed' AND o.key IS NOT NULL
		ORDER BY o.id`, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("find letters that failed: %w", err)
	}
	var n council.Notice
	var channel council.Channel
	var mail, telegram bool
	_, err = pgx.ForEachRow(rows, []any{&n.PersonID, &n.Class, &n.About, &n.Key, &n.Message, &channel, &mail, &telegram}, func() error {
		other := n
		switch {
		case !n.Mailable():
		case channel == council.ByTelegram && mail:
			other.Key = council.MailKey(n.Key)
			byMail = append(byMail, other)
		case channel == council.ByMail && telegram:
			other.Key = council.TelegramKey(n.Key)
			inTelegram = append(inTelegram, other)
		}
		n = council.Notice{} // JSON is read over what is there
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("find letters that failed: %w", err)
	}
	return byMail, inTelegram, nil
}

// divertCopies keeps that copies of a plan go by another channel too.
func (tx *Tx) divertCopies(ctx context.Context, notices []council.Notice, at time.Time) error {
	var was, now, channels []string
	for _, n := range notices {
		first, _, _ := strings.Cut(n.Key, council.SentAgain)
		if inTelegram := council.TelegramKey(first); inTelegram != first {
			was, now, channels = append(was, inTelegram), append(now, first), append(channels, mailChannel)
		} else {
			was, now, channels = append(was, council.MailKey(first)), append(now, first), append(channels, telegramChannel)
		}
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO plan_copy (week, number, person_id, channel, part, key, made_at)
		SELECT c.week, c.number, c.person_id, d.channel, c.part, d.now, $4
		FROM unnest($1::text[], $2::text[], $3::text[]) AS d (was, now, channel)
		JOIN plan_copy c ON c.key = d.was
		ON CONFLICT DO NOTHING`, was, now, channels, at)
	if err != nil {
		return fmt.Errorf("divert copies: %w", err)
	}
	return nil
}
