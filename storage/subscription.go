package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Subscribe keeps a new address of the person's calendar. The one of the same
// scope that worked until now is revoked.
func (tx *Tx) Subscribe(ctx context.Context, s council.Subscription) error {
	if _, err := tx.RevokeSubscriptions(ctx, s.PersonID, s.Scope, s.MadeAt); err != nil {
		return err
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO subscription (secret_hash, person_id, scope, made_at) VALUES ($1, $2, $3, $4)`,
		s.SecretHash, s.PersonID, s.Scope, s.MadeAt)
	if err != nil {
		return fmt.Errorf("subscribe person %d: %w", s.PersonID, kindOf(err))
	}
	return nil
}

// RevokeSubscriptions ends the person's addresses of the scope, of all for an
// empty one, and tells how many worked.
func (tx *Tx) RevokeSubscriptions(ctx context.Context, personID int64, scope council.CalendarScope, at time.Time) (int, error) {
	done, err := tx.tx.Exec(ctx, `
		UPDATE subscription SET revoked_at = $3
		WHERE person_id = $1 AND $2 IN ('', scope) AND revoked_at IS NULL`, personID, scope, at)
	if err != nil {
		return 0, fmt.Errorf("revoke subscriptions of person %d: %w", personID, err)
	}
	return int(done.RowsAffected()), nil
}

// SubscriptionsOf are all addresses the person ever had, the oldest first.
func (tx *Tx) SubscriptionsOf(ctx context.Context, personID int64) ([]council.Subscription, error) {
	return tx.subscriptions(ctx, `person_id = $1 ORDER BY made_at, secret_hash`, personID)
}

// SubscriptionBy is the one with the secret's hash; council.ErrNotFound when
// there never was one.
func (tx *Tx) SubscriptionBy(ctx context.Context, secretHash []byte) (council.Subscription, error) {
	found, err := tx.subscriptions(ctx, `secret_hash = $1`, secretHash)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("find subscription: %w", council.ErrNotFound)
	}
	if err != nil {
		return council.Subscription{}, err
	}
	return found[0], nil
}

func (tx *Tx) subscriptions(ctx context.Context, which string, argument any) ([]council.Subscription, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT secret_hash, person_id, scope, made_at, revoked_at FROM subscription WHERE `+which, argument)
	if err != nil {
		return nil, fmt.Errorf("find subscriptions: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Subscription, error) {
		var s council.Subscription
		var revoked *time.Time
		err := row.Scan(&s.SecretHash, &s.PersonID, &s.Scope, &s.MadeAt, &revoked)
		s.RevokedAt = instant(revoked)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("find subscriptions: %w", err)
	}
	return found, nil
}
