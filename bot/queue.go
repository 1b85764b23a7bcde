package bot

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"
)

// Queue lets updates that arrive one by one share a transaction: while one is
// being committed the next ones gather. With a webhook Telegram sends up to
// max_connections at a time.
//
// Telegram posts a chat's messages one after another, but its presses beside
// them, so a press may overtake the message sent before it. Updates are
// numbered in a row: one that comes too soon waits a moment for the missing.
type Queue struct {
	commit func(ctx context.Context, updates []Update) error

	mu      sync.Mutex
	waiting []waiting
	arrived chan struct{}
	ended   chan struct{}
	// opens is when the first after a start may go: those before it may be
	// under way. highest is the highest number seen.
	opens   time.Time
	highest int64
	// missing are the numbers jumped over, each with when it is given up.
	missing map[int64]time.Time
	// patience is how long an update waits for those missing before it. It
	// grows when a missing one comes after all, and shrinks when one never
	// does: another replica got it.
	patience time.Duration
}

// waiting is an update with when it goes even if some before it are missing.
type waiting struct {
	update Update
	until  time.Time
	done   chan error
}

const (
	// mostTogether bounds a transaction: more would only make the first wait.
	mostTogether = 100
	// mostMissing bounds how many are waited for: after a week of silence
	// Telegram goes on from a random number.
	mostMissing = 100

	leastPatience = 5 * time.Millisecond
	mostPatience  = time.Second
	giveUp        = 3 * time.Second
	// opening is how long the first updates after a start gather.
	opening = 250 * time.Millisecond
)

var errEnded = errors.New("no more updates are taken")

// NewQueue commits through commit.
func NewQueue(commit func(ctx context.Context, updates []Update) error) *Queue {
	return &Queue{
		commit: commit, arrived: make(chan struct{}, 1), ended: make(chan struct{}),
		missing: map[int64]time.Time{}, patience: mostPatience,
	}
}

// Put hands in one update and waits until it is committed, or ctx ends; it may
// be committed all the same then, and is recognised when it comes again.
func (q *Queue) Put(ctx context.Context, u Update) error {
	done := q.add(u, time.Now())
	select {
	case q.arrived <- struct{}{}:
	default:
	}
	select {
	case err := <-done:
		return err
	case <-q.ended:
		return errEnded
	case <-ctx.Done():
		return ctx.Err()
	}
}

// add keeps the update, and which numbers before it are missing.
func (q *Queue) add(u Update, now time.Time) <-chan error {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.highest == 0:
		q.opens = now.Add(opening)
	case q.missing[u.ID] != time.Time{}:
		delete(q.missing, u.ID)
		q.patience = min(2*q.patience, mostPatience)
	default:
		q.miss(max(q.highest+1, u.ID-mostMissing), u.ID, now)
	}
	q.highest = max(q.highest, u.ID)
	done := make(chan error, 1)
	q.waiting = append(q.waiting, waiting{u, now.Add(q.patience), done})
	return done
}

// miss notes the numbers from first up to before end as missing.
func (q *Queue) miss(first, end int64, now time.Time) {
	for id := first; id < end; id++ {
		q.missing[id] = now.Add(giveUp)
	}
}

// Run commits what is handed in until ctx ends; what still waits then, or comes
// later, is told so, and Telegram will send it again. It runs once.
func (q *Queue) Run(ctx context.Context) {
	defer close(q.ended)
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.arrived:
		case <-pause.C:
		}
		batch, wait := q.take(time.Now())
		for ; len(batch) > 0; batch, wait = q.take(time.Now()) {
			updates := make([]Update, len(batch))
			for i, w := range batch {
				updates[i] = w.update
			}
			q.finish(batch, q.commit(ctx, updates))
		}
		if wait > 0 {
			pause.Reset(wait)
		}
	}
}

// take removes what may be committed now, in the order of the numbers: all
// before the first missing, and up to the last that has waited long enough.
// When nothing may, it tells how long until something will; 0 is for ever.
func (q *Queue) take(now time.Time) (batch []waiting, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if now.Before(q.opens) {
		return nil, q.opens.Sub(now)
	}
	slices.SortFunc(q.waiting, func(a, b waiting) int { return cmp.Compare(a.update.ID, b.update.ID) })
	missing := q.firstMissing(now)
	n := 0
	for i, w := range q.waiting[:min(len(q.waiting), mostTogether)] {
		if left := w.until.Sub(now); w.update.ID < missing || left <= 0 {
			n = i + 1
		} else if wait == 0 || left < wait {
			wait = left
		}
	}
	batch = slices.Clone(q.waiting[:n])
	q.waiting = slices.Delete(q.waiting, 0, n)
	return batch, wait
}

// firstMissing is the lowest missing number; those that were missing too long
// are given up.
func (q *Queue) firstMissing(now time.Time) int64 {
	first := int64(math.MaxInt64)
	for id, until := range q.missing {
		if now.Before(until) {
			first = min(first, id)
			continue
		}
		delete(q.missing, id)
		q.patience = max(q.patience/2, leastPatience)
	}
	return first
}

// finish tells how the commit ended. What failed will come again, and what
// comes after it waits for it.
func (q *Queue) finish(batch []waiting, err error) {
	if err != nil {
		q.mu.Lock()
		for _, w := range batch {
			q.miss(w.update.ID, w.update.ID+1, time.Now())
		}
		q.mu.Unlock()
	}
	for _, w := range batch {
		w.done <- err
	}
}
