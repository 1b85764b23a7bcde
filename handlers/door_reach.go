package handlers

import (
	"context"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// reachability notices that a person blocked the bot or let it write again.
// The organisers are told once a day: somebody has to phone that person.
func (a *App) reachability(ctx context.Context, t *turn, u *models.ChatMemberUpdated) error {
	if u.Chat.Type != models.ChatTypePrivate {
		return nil
	}
	switch u.NewChatMember.Type {
	case models.ChatMemberTypeBanned:
		return t.blocked(ctx, u.From.ID)
	case models.ChatMemberTypeMember:
		return t.store.SetReachable(ctx, u.From.ID)
	}
	return nil
}

// Unreachable is the same for an account that refused a message, which Telegram
// does not announce when the account is gone or never spoke to the bot. access
// is whose account it is; what is returned is to be enqueued.
func (a *App) Unreachable(ctx context.Context, store Store, access council.Access, now time.Time) ([]council.Notice, error) {
	t := &turn{app: a, store: store, Request: Request{Access: access, Now: now}}
	err := t.blocked(ctx, access.Account)
	return t.out.Notices, err
}

func (t *turn) blocked(ctx context.Context, account int64) error {
	if err := t.store.SetBlocked(ctx, account, t.Now); err != nil {
		return err
	}
	if !t.Access.Known() {
		return nil
	}
	person := t.Access.Person
	return t.tellKeepers(ctx, person.ID, fmt.Sprintf("blocked:%d:%s", person.ID, t.today()),
		t.txt("door.blocked", map[string]any{"Name": person.Full(), "Position": person.Position, "Phone": person.Phone}))
}
