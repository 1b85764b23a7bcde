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
// what is not committed is given again. While updates are being committed more
// are asked for: who writes now waits for nobody else's transaction.
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

// Run polls until ctx ends, then waits for what is under way. Errors are waited
// out with a growing pause, or as long as the server asks.
func (p *Poller) Run(ctx context.Context) {
	given := newTray(p.Files, p.commit)
	given.start(ctx)
	defer given.work.Wait()
	failing := newBackoff(200*time.Millisecond, 15*time.Second)
	// The first call, and the first after a failure, is answered at once: it is
	// known then whether the server is there.
	contact, pause := false, beside
	for ctx.Err() == nil {
		hold := time.Duration(0)
		if contact && given.open() == 0 {
			hold = pollTimeout
		}
		raws, err := p.fetch(ctx, given.offset(), hold)
		if contact = err == nil; !contact {
			if ctx.Err() == nil {
				p.Log.Warn("getUpdates failed", "err", err)
				failing.wait(ctx, retryAfter(err))
			}
			continue
		}
		p.healthy.Store(new(time.Now()))
		updates, strange := p.decode(raws, given.knows)
		if strange > 0 && strange == len(raws) {
			failing.wait(ctx, 0) // nothing of it moves the offset
			continue
		}
		failing.reset()
		given.put(ctx, updates)
		pause = min(2*pause, longestBeside)
		if len(updates) > 0 {
			pause = beside
		}
		given.rest(ctx, pause)
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
	if err == nil && raws == nil {
		err = errors.New("getUpdates: an answer without updates")
	}
	return raws, err
}

// decode reads the updates that are not known; strange are those without a
// number.
func (p *Poller) decode(raws []json.RawMessage, known func(id int64) bool) (updates []Update, strange int) {
	for _, raw := range raws {
		if known(numberOf(raw)) {
			continue
		}
		u, err := decode(raw)
		if err != nil || u.ID == 0 {
			p.Log.Error("update without a number", "err", err)
			strange++
			continue
		}
		updates = append(updates, u)
	}
	return updates, strange
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
