package bot

import (
	"context"
	"log/slog"
	"time"

	tg "github.com/go-telegram/bot"

	"sereda/council"
)

// Me is the bot as Telegram knows it.
type Me struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
}

// WhoAmI asks for the bot's own name, until Telegram answers or ctx ends. A
// refused token is an error at once.
func WhoAmI(ctx context.Context, client *Client, log *slog.Logger) (Me, error) {
	var me Me
	err := insist(ctx, log, "getMe", func(ctx context.Context) error {
		return client.Call(ctx, "getMe", struct{}{}, &me)
	})
	return me, err
}

// Introduce sets the menu that everybody sees who has none of their own.
func Introduce(ctx context.Context, client *Client, menu []council.Command, log *slog.Logger) {
	_ = insist(ctx, log, "setMyCommands", func(ctx context.Context) error {
		return client.Call(ctx, "setMyCommands", &menuParams{menuOf(menu), menuScope{Type: "all_private_chats"}}, nil)
	})
}

// mostConnections is how many updates Telegram may post at once: as many as it
// allows.
const mostConnections = 100

// LeaveWebhook takes a webhook back, so that updates can be polled. What waits
// is kept.
func LeaveWebhook(ctx context.Context, client *Client, log *slog.Logger) {
	_ = insist(ctx, log, "deleteWebhook", func(ctx context.Context) error {
		return client.Call(ctx, "deleteWebhook", &tg.DeleteWebhookParams{}, nil)
	})
}

// insist calls until it succeeds, is refused for good or ctx ends.
func insist(ctx context.Context, log *slog.Logger, what string, call func(ctx context.Context) error) error {
	pause := newBackoff(250*time.Millisecond, 30*time.Second)
	for {
		limited, cancel := context.WithTimeout(ctx, sendTimeout)
		err := call(limited)
		cancel()
		if err == nil || ctx.Err() != nil || refusedForGood(err) {
			if refusedForGood(err) {
				log.Error("refused", "method", what, "err", err)
			}
			return err
		}
		log.Warn("Telegram does not answer", "method", what, "err", err)
		pause.wait(ctx, retryAfter(err))
	}
}
