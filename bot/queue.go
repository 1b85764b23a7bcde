package bot

import (
	"cmp"
	"context"
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
	// missing are the numbers jumped over, with how long they are waited for;
	// highest is the highest number seen.
	missing map[int64]time.Time
	highest int64
}

type waiting struct {
	update Update
	done   chan error
}

const (
	// mostTogether bounds a transaction: more would only make the first wait.
	mostTogether = 100
	// linger is how long an update waits for those numbered before it. What
	// another replica got, or Telegram has to send again, never comes.
	linger = 50 * time.Millisecond
	// mostMissing bounds how many are waited for: after a week of silence
	// Telegram goes on from a random number.
	mostMissing = 100
)

// NewQueue commits through commit.
func NewQueue(commit func(ctx context.Context, updates []Update) error) *Queue {
	return &Queue{commit: commit, arrived: make(chan struct{}, 1), missing: map[int64]time.Time{}}
}

// Put hands in one update and waits until it is committed, or ctx ends; it may
// be committed all the same then, and is recognised when it comes again.
func (q *Queue) Put(ctx context.Context, u Update) error {
	w := waiting{update: u, done: make(chan error, 1)}
	q.mu.Lock()
	q.waiting = append(q.waiting, w)
	q.note(u.ID, time.Now().Add(linger))
	q.mu.Unlock()
	select {
	case q.arrived <- struct{}{}:
	default:
	}
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// note keeps which numbers are missing until when. The first update after a
// start may be any of those under way.
func (q *Queue) note(id int64, until time.Time) {
	delete(q.missing, id)
	for n := max(q.highest+1, id-mostMissing); n < id; n++ {
		q.missing[n] = until
	}
	q.highest = max(q.highest, id)
}

// Run commits what is handed in until ctx ends; what still waits then is told
// so, and Telegram will send it again.
func (q *Queue) Run(ctx context.Context) {
	pause := time.NewTimer(linger)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			q.finish(q.takeAll(), ctx.Err())
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

// take removes what may be committed now, in the order of the numbers. When
// nothing may, it tells how long the first has to wait; 0 is for ever.
func (q *Queue) take(now time.Time) (batch []waiting, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return nil, 0
	}
	slices.SortStableFunc(q.waiting, func(a, b waiting) int { return cmp.Compare(a.update.ID, b.update.ID) })
	first := int64(0)
	for id, until := range q.missing {
		switch {
		case !now.Before(until):
			delete(q.missing, id)
		case first == 0 || id < first:
			first, wait = id, until.Sub(now)
		}
	}
	n := 0
	for n < min(len(q.waiting), mostTogether) && (first == 0 || q.waiting[n].update.ID < first) {
		n++
	}
	batch = slices.Clone(q.waiting[:n])
	q.waiting = slices.Delete(q.waiting, 0, n)
	return batch, wait
}

func (q *Queue) takeAll() []waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.waiting
	q.waiting = nil
	return all
}

func (q *Queue) finish(batch []waiting, err error) {
	for _, w := range batch {
		w.done <- err
	}
}
