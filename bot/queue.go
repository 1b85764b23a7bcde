package bot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"sereda/council"
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
	files  *Fetcher

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

// waiting is an update with when it goes even if some before it are missing:
// patience after it came, or after the last of its chat was answered, for only
// then does Telegram post that chat's next message.
type waiting struct {
	update Update
	until  time.Time
	done   chan error
	// file tells that its file is still to come; its chat waits.
	file bool
}

const (
	// mostTogether bounds a transaction: more would only make the first wait.
	mostTogether = 100
	// mostMissing bounds how many are waited for: after a week of silence
	// Telegram goes on from a random number.
	mostMissing = 100

	leastPatience = 5 * time.Millisecond
	mostPatience  = 100 * time.Millisecond
	giveUp        = 2 * time.Second
	// opening is how long the first updates after a start gather.
	opening = 250 * time.Millisecond
)

var errEnded = errors.New("no more updates are taken")

// NewQueue commits through commit, once files has brought what the updates
// bring; nil brings nothing.
func NewQueue(files *Fetcher, commit func(ctx context.Context, updates []Update) error) *Queue {
	return &Queue{
		commit: commit, files: files, arrived: make(chan struct{}, 1), ended: make(chan struct{}),
		missing: map[int64]time.Time{}, patience: mostPatience,
	}
}

// Put hands in one update and waits until it is committed, or ctx ends; it may
// be committed all the same then, and is recognised when it comes again.
func (q *Queue) Put(ctx context.Context, u Update) error {
	done := q.add(u, time.Now())
	if q.files.Wants(u) {
		q.bring(done, q.files.Fetch(ctx, u))
	}
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
func (q *Queue) add(u Update, now time.Time) chan error {
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
	q.waiting = append(q.waiting, waiting{u, now.Add(q.patience), done, q.files.Wants(u)})
	return done
}

// bring gives the update with that answer its file.
func (q *Queue) bring(done chan error, file *council.Upload) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range q.waiting {
		if w := &q.waiting[i]; w.done == done {
			w.update.Upload, w.file = file, false
		}
	}
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

// take removes what may be committed now, in the order of the numbers. When
// nothing may, it tells how long until something will; 0 is for ever.
func (q *Queue) take(now time.Time) (batch []waiting, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if now.Before(q.opens) {
		return nil, q.opens.Sub(now)
	}
	slices.SortFunc(q.waiting, func(a, b waiting) int { return cmp.Compare(a.update.ID, b.update.ID) })
	missing := q.stillMissing(now)
	// Of each chat: the number up to which it is in order, and whether a later
	// one has to wait.
	reached, held := map[int64]int64{}, map[int64]bool{}
	q.waiting = slices.DeleteFunc(q.waiting, func(w waiting) bool {
		chat, left := w.update.ChatID, w.until.Sub(now)
		if w.file {
			held[chat] = true
			return false
		}
		inOrder := len(missing) == 0 || w.update.ID < missing[0]
		inOrder = inOrder || left <= 0 && (reached[chat] == 0 || !between(missing, reached[chat], w.update.ID))
		if len(batch) == mostTogether || held[chat] || !inOrder {
			held[chat] = true
			if left > 0 && (wait == 0 || left < wait) {
				wait = left
			}
			return false
		}
		reached[chat] = w.update.ID
		batch = append(batch, w)
		return true
	})
	return batch, wait
}

// between tells that one of the sorted numbers lies between the two.
func between(numbers []int64, after, before int64) bool {
	i, _ := slices.BinarySearch(numbers, after)
	return i < len(numbers) && numbers[i] < before
}

// stillMissing are the missing numbers, sorted; those that were missing too
// long are given up.
func (q *Queue) stillMissing(now time.Time) []int64 {
	for id, until := range q.missing {
		if !now.Before(until) {
			delete(q.missing, id)
			q.patience = max(q.patience/2, leastPatience)
		}
	}
	return slices.Sorted(maps.Keys(q.missing))
}

// finish tells how the commit ended. What failed will come again, and what
// comes after it waits for it.
func (q *Queue) finish(batch []waiting, err error) {
	q.mu.Lock()
	now, answered := time.Now(), map[int64]bool{}
	for _, w := range batch {
		answered[w.update.ChatID] = true
		if err != nil {
			q.miss(w.update.ID, w.update.ID+1, now)
		}
	}
	for i, w := range q.waiting {
		if answered[w.update.ChatID] {
			q.waiting[i].until = now.Add(q.patience)
		}
	}
	q.mu.Unlock()
	for _, w := range batch {
		w.done <- err
	}
}
