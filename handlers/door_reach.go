package handlers

import (
	"context"
	"fmt"

	"github.com/go-telegram/bot/models"
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
