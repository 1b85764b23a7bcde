package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// Invite keeps an invitation's hash and revokes the person's earlier ones that
// still wait. PersonID 0 makes the first administrator's.
func (tx *Tx) Invite(ctx context.Context, hash []byte, i council.Invitation, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE invitation SET revoked_at = $2
		WHERE person_id IS NOT DISTINCT FROM nullif($1::bigint, 0) AND used_at IS NULL AND revoked_at IS NULL`,
		i.PersonID, at)
	if err != nil {
		return fmt.Errorf("revoke invitations of person %d: %w", i.PersonID, err)
	}
	_, err = tx.tx.Exec(ctx, `
		INSERT INTO invitation (hash, person_id, created_at, expires_at)
		VALUES ($1, nullif($2::bigint, 0), $3, $4)`, hash, i.PersonID, at, i.ExpiresAt)
	if err != nil {
		return fmt.Errorf("invite person %d: %w", i.PersonID, kindOf(err))
	}
	return nil
}

// InvitationByHash finds an invitation and locks it, so that of two who open
// one link together the second finds it used.
func (tx *Tx) InvitationByHash(ctx context.Context, hash []byte) (council.Invitation, error) {
	var i council.Invitation
	var used, revoked *time.Time
	err := tx.tx.QueryRow(ctx, `
		SELECT coalesce(person_id, 0), expires_at, used_at, revoked_at
		FROM invitation WHERE hash = $1
		FOR UPDATE`, hash).Scan(&i.PersonID, &i.ExpiresAt, &used, &revoked)
	if err != nil {
		return i, fmt.Errorf("find invitation: %w", kindOf(err))
	}
	i.UsedAt, i.RevokedAt = instant(used), instant(revoked)
	return i, nil
}

// UseInvitation marks the invitation as used.
func (tx *Tx) UseInvitation(ctx context.Context, hash []byte, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `UPDATE invitation SET used_at = $2 WHERE hash = $1`, hash, at)
	if err != nil {
		return fmt.Errorf("use invitation: %w", err)
	}
	return nil
}

// RevokeInvitations ends the links of the person that still wait.
func (tx *Tx) RevokeInvitations(ctx context.Context, personID int64, at time.Time) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE invitation SET revoked_at = $2
		WHERE person_id = $1 AND used_at IS NULL AND revoked_at IS NULL`, personID, at)
	if err != nil {
		return fmt.Errorf("revoke invitations of person %d: %w", personID, err)
	}
	return nil
}

// instant is zero for NULL.
func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
