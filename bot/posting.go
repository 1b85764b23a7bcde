package bot

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Posting has Telegram post updates to the webhook, and sees to it that it goes
// on doing so.
type Posting struct {
	Client      *Client
	URL, Secret string
	Log         *slog.Logger

	contact atomic.Int64
}

// lookAfter is how often Telegram is asked where it posts.
const lookAfter = 30 * time.Second

// LastContact is when Telegram last said that it posts here, in real time.
func (p *Posting) LastContact() time.Time { return time.Unix(0, p.contact.Load()) }

// Run sets the webhook and looks after it until ctx ends.
//
// A webhook that is there already is taken back first: Telegram then begins
// anew with the oldest update. It would repeat what failed while nothing ran
// only after up to two minutes, when others have long overtaken it.
func (p *Posting) Run(ctx context.Context) {
	LeaveWebhook(ctx, p.Client, p.Log)
	p.enter(ctx)
	ticker := time.NewTicker(lookAfter)
	defer ticker.Stop()
	var failed int
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			failed = p.look(ctx, failed)
		}
	}
}

func (p *Posting) enter(ctx context.Context) {
	err := insist(ctx, p.Log, "setWebhook", func(ctx context.Context) error {
		return p.Client.Call(ctx, "setWebhook", &tg.SetWebhookParams{
			URL: p.URL, SecretToken: p.Secret, AllowedUpdates: allowedUpdates, MaxConnections: mostConnections}, nil)
	})
	if err == nil {
		p.contact.Store(time.Now().UnixNano())
	}
}

// look sets the webhook again if it is gone, and tells of what Telegram could
// not post since the failure known last. It returns the last one.
func (p *Posting) look(ctx context.Context, known int) (failed int) {
	limited, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	var info models.WebhookInfo
	if err := p.Client.Call(limited, "getWebhookInfo", struct{}{}, &info); err != nil {
		p.Log.Warn("Telegram does not answer", "method", "getWebhookInfo", "err", err)
		return known
	}
	if info.URL != p.URL {
		p.Log.Warn("Telegram posts elsewhere or nowhere; set again", "url", info.URL)
		p.enter(ctx)
		return known
	}
	p.contact.Store(time.Now().UnixNano())
	if info.LastErrorDate != known {
		p.Log.Warn("Telegram could not post", "err", info.LastErrorMessage, "waiting", info.PendingUpdateCount)
	}
	return info.LastErrorDate
}
