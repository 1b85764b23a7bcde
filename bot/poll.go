package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"
)

// allowedUpdates are the kinds Sereda answers. They are said with every call:
// the server remembers the last setting.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// pollTimeout is how long the server may hold a call with nothing to tell; it
// answers after 50 s at the latest.
const pollTimeout = 50 * time.Second

// Poller receives by getUpdates. The offset moves only after the commit, so
// what is not committed is given again.
type Poller struct {
	Client *Client
	Commit func(ctx context.Context, updates []Update) error
	// Files brings the files of updates; nil is none.
	Files *Fetcher
	Log   *slog.Logger

	healthy atomic.Pointer[time.Time]
}

// LastContact is when the server last answered, in real time; zero before.
func (p *Poller) LastContact() time.Time {
	if at := p.healthy.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

// Run polls until ctx ends. Errors are waited out with a growing pause, or as
// long as the server asks.
func (p *Poller) Run(ctx context.Context) {
	var offset int64 // after the last update that was given
	kept := newHoldback(p.Files)
	defer kept.fetches.Wait()
	pause := newBackoff(200*time.Millisecond, 15*time.Second)
	// The first call, and the first after a failure, is answered at once: it is
	// known then whether the server is there.
	hold := time.Duration(0)
	for ctx.Err() == nil {
		if len(kept.held) > 0 {
			// Telegram gives what is kept again, at once and every time.
			kept.pause(ctx)
			hold = 0
			if !p.commit(ctx, kept.release()) {
				return
			}
		}
		raws, err := p.fetch(ctx, kept.before(offset), hold)
		if err != nil {
			if ctx.Err() == nil {
				p.Log.Warn("getUpdates failed", "err", err)
				pause.wait(ctx, retryAfter(err))
			}
			hold = 0
			continue
		}
		now := time.Now()
		p.healthy.Store(&now)
		hold = pollTimeout
		updates, last := p.decode(raws)
		if len(raws) > 0 && last == 0 {
			pause.wait(ctx, 0) // nothing of it moves the offset
			continue
		}
		pause.reset()
		if !p.commit(ctx, kept.sift(ctx, updates)) {
			return
		}
		if last > 0 {
			offset = last + 1
		}
	}
}

func (p *Poller) fetch(ctx context.Context, offset int64, hold time.Duration) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, pollTimeout+15*time.Second)
	defer cancel()
	params := struct {
		Offset  int64    `json:"offset,omitempty"`
		Limit   int      `json:"limit"`
		Timeout int      `json:"timeout"`
		Allowed []string `json:"allowed_updates"`
	}{offset, mostTogether, int(hold / time.Second), allowedUpdates}
	var raws []json.RawMessage
	err := p.Client.Call(ctx, "getUpdates", params, &raws)
	return raws, err
}

func (p *Poller) decode(raws []json.RawMessage) (updates []Update, last int64) {
	for _, raw := range raws {
		u, err := decode(raw)
		if err != nil {
			p.Log.Error("update without a number", "err", err)
			continue
		}
		updates = append(updates, u)
		last = max(last, u.ID)
	}
	return updates, last
}

// commit tries until the database takes the updates; false when ctx ended
// first.
func (p *Poller) commit(ctx context.Context, updates []Update) bool {
	pause := newBackoff(100*time.Millisecond, 5*time.Second)
	for len(updates) > 0 {
		err := p.Commit(ctx, updates)
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		p.Log.Warn("updates wait for the database", "updates", len(updates), "err", err)
		pause.wait(ctx, 0)
	}
	return true
}

func retryAfter(err error) time.Duration {
	var api *APIError
	if errors.As(err, &api) {
		return api.RetryAfter
	}
	return 0
}
