package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// BindingOf tells how the person is reached in Telegram. The invitation may
// have expired already: the instant tells.
func (tx *Tx) BindingOf(ctx context.Context, personID int64) (council.Binding, error) {
	var b council.Binding
	var blocked, invited *time.Time
	err := tx.tx.QueryRow(ctx, `
		SELECT coalesce(a.telegram_id, 0), a.blocked_at, i.until, i.made
		FROM (SELECT max(expires_at) FILTER (WHERE used_at IS NULL AND revoked_at IS NULL) AS until, count(*) AS made
			FROM invitation WHERE person_id = $1) i
		LEFT JOIN account a ON a.person_id = $1 AND a.unbound_at IS NULL`,
		personID).Scan(&b.Account, &blocked, &invited, &b.Invited)
	if err != nil {
		return b, fmt.Errorf("find binding of person %d: %w", personID, err)
	}
	b.BlockedAt, b.InvitedUntil = instant(blocked), instant(invited)
	return b, nil
}

// Bind makes the Telegram account the person's only one. Whatever account the
// person had is unbound; its id is returned, 0 when there was none.
func (tx *Tx) Bind(ctx context.Context, account, personID int64, at time.Time) (int64, error) {
	former, err := tx.Unbind(ctx, personID, at)
	if err != nil {
		return 0, err
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO account (telegram_id, person_id, bound_at) VALUES ($1, $2, $3)
		ON CONFLICT (telegram_id) DO UPDATE SET
			person_id = excluded.person_id, bound_at = excluded.bound_at, unbound_at = NULL, blocked_at = NULL`,
		account, personID, at)
	if err != nil {
		return 0, fmt.Errorf("bind person %d: %w", personID, kindOf(err))
	}
	if former == account {
		former = 0
	}
	return former, nil
}

// Unbind takes the person's account away and returns its id, 0 when there is
// none.
func (tx *Tx) Unbind(ctx context.Context, personID int64, at time.Time) (int64, error) {
	var account int64
	err := tx.tx.QueryRow(ctx, `
		UPDATE account SET unbound_at = $2
		WHERE person_id = $1 AND unbound_at IS NULL
		RETURNING telegram_id`, personID, at).Scan(&account)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("unbind person %d: %w", personID, err)
	}
	return account, nil
}

// WasUnbound tells that the account was once taken away from the person: a
// lost phone, which must not come back by its own number.
func (tx *Tx) WasUnbound(ctx context.Context, account, personID int64) (bool, error) {
	var was bool
	err := tx.tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM account WHERE telegram_id = $1 AND person_id = $2 AND unbound_at IS NOT NULL)`,
		account, personID).Scan(&was)
	if err != nil {
		return false, fmt.Errorf("find account: %w", err)
	}
	return was, nil
}

// PersonByPhone finds who in service on the day has the phone.
func (tx *Tx) PersonByPhone(ctx context.Context, phone string, day council.Date) (council.Person, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.phone = $2 AND coalesce(p.to_date, 'infinity') >= $1
		ORDER BY p.to_date DESC NULLS FIRST, p.id DESC LIMIT 1`, day, phone)
	if err != nil {
		return council.Person{}, fmt.Errorf("find person by phone: %w", err)
	}
	p, err := pgx.CollectExactlyOneRow(rows, scanPerson)
	if err != nil {
		return council.Person{}, fmt.Errorf("find person by phone: %w", kindOf(err))
	}
	return p, nil
}

// SetBlocked keeps that the account blocked the bot, SetReachable that it
// takes messages again.
func (tx *Tx) SetBlocked(ctx context.Context, account int64, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE account SET blocked_at = coalesce(blocked_at, $2) WHERE telegram_id = $1`, account, at)
	if err != nil {
		return fmt.Errorf("set account blocked: %w", err)
	}
	return nil
}

// SetReachable keeps that the account takes messages.
func (tx *Tx) SetReachable(ctx context.Context, account int64) error {
	_, err := tx.tx.Exec(ctx, `UPDATE account SET blocked_at = NULL WHERE telegram_id = $1`, account)
	if err != nil {
		return fmt.Errorf("set account reachable: %w", err)
	}
	return nil
}
