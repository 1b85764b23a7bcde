package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"sereda/council"
)

// keptPause is the pause between two questions for updates while some are kept.
const keptPause = 100 * time.Millisecond

// holdback keeps the updates whose files are being fetched, and those of the
// same chats behind them, while all others go on. They are not acknowledged:
// Telegram gives them again, and everything after them, and what was seen is
// left out.
type holdback struct {
	fetcher *Fetcher
	// arrived hears that a file is there.
	arrived chan struct{}
	fetches sync.WaitGroup

	held []heldUpdate
	// seen are the updates from the first held one on.
	seen map[int64]bool
}

// heldUpdate is an update with where its file will come from; nil for one that
// merely stands behind another.
type heldUpdate struct {
	update Update
	file   <-chan *council.Upload
}

func newHoldback(f *Fetcher) *holdback {
	return &holdback{fetcher: f, arrived: make(chan struct{}, 1), seen: map[int64]bool{}}
}

// sift returns those of the updates, and of those kept, that may be committed.
func (h *holdback) sift(ctx context.Context, updates []Update) []Update {
	if len(h.held) == 0 && !slices.ContainsFunc(updates, h.fetcher.Wants) {
		return updates
	}
	for _, u := range updates {
		if h.seen[u.ID] {
			continue
		}
		h.seen[u.ID] = true
		h.held = append(h.held, heldUpdate{u, h.fetch(ctx, u)})
	}
	return h.release()
}

// fetch begins to fetch an update's file, if it has one.
func (h *holdback) fetch(ctx context.Context, u Update) <-chan *council.Upload {
	if !h.fetcher.Wants(u) {
		return nil
	}
	file := make(chan *council.Upload, 1)
	h.fetches.Go(func() {
		file <- h.fetcher.Fetch(ctx, u)
		select {
		case h.arrived <- struct{}{}:
		default:
		}
	})
	return file
}

// pause waits for a file, or for a moment in which other updates may come.
func (h *holdback) pause(ctx context.Context) {
	timer := time.NewTimer(keptPause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-h.arrived:
	case <-timer.C:
	}
}

// release takes out what need not wait any longer, in its order.
func (h *holdback) release() (ready []Update) {
	waits := map[int64]bool{} // chats
	h.held = slices.DeleteFunc(h.held, func(u heldUpdate) bool {
		if waits[u.update.ChatID] {
			return false
		}
		if u.file != nil {
			select {
			case u.update.Upload = <-u.file:
			default:
				waits[u.update.ChatID] = true
				return false
			}
		}
		ready = append(ready, u.update)
		return true
	})
	if len(h.held) == 0 {
		clear(h.seen)
	}
	return ready
}

// before is the offset that acknowledges nothing that is still kept.
func (h *holdback) before(offset int64) int64 {
	for _, u := range h.held {
		offset = min(offset, u.update.ID)
	}
	return offset
}
