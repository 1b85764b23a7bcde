package bot

import (
	"context"
	"errors"
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
// numbered in a row: one that comes too soon is held until none before it that
// could be of its chat is missing ([absences]). When that takes longer than a
// moment it is sent back, and Telegram keeps it and posts it again: nothing is
// taken out of its order, and none that wait can keep all the connections from
// what they wait for.
type Queue struct {
	files   *Fetcher
	commit  func(ctx context.Context, updates []Update) error
	handled Handled

	mu      sync.Mutex
	waiting []waiting
	arrived chan struct{}
	ended   chan struct{}
	absent  absences
	// begun tells that what was handled before the start is known; opens is
	// when the very first may go, as nothing was.
	begun bool
	opens time.Time
	// committed is when the last commit ended, looked when the absent were
	// last asked for.
	committed, looked time.Time
}

// Handled tells what other replicas, and this one before its start, handled.
type Handled interface {
	// Recent are the numbers of the updates handled last: in the minute before
	// the very last of them, and none when that was longer ago than within.
	Recent(ctx context.Context, within time.Duration) ([]int64, error)
	// Among are those of the numbers that are handled.
	Among(ctx context.Context, updates []int64) ([]int64, error)
}

// waiting is an update with when it came.
type waiting struct {
	update Update
	since  time.Time
	done   chan error
	// file tells that its file is still to come; its chat waits.
	file bool
}

const (
	// mostTogether bounds a transaction: more would only make the first wait.
	mostTogether = 100
	// hold is how long one that came too soon is kept after it came and after
	// each commit, for only then does Telegram post a chat's next message;
	// longestHold is how long at all.
	hold        = 100 * time.Millisecond
	longestHold = 2 * time.Second
	// lookAgain is how often the absent are asked for while one waits.
	lookAgain = 20 * time.Millisecond
	// opening is how long the first updates of all gather.
	opening = 250 * time.Millisecond
	// silence is after how long Telegram may number anew: a week, it says.
	silence = 6 * 24 * time.Hour
)

var (
	errEnded = errors.New("no more updates are taken")
	errEarly = errors.New("one before it has not come yet")
)

// NewQueue commits through commit, once files has brought what the updates
// bring; nil brings nothing.
func NewQueue(files *Fetcher, commit func(ctx context.Context, updates []Update) error, handled Handled) *Queue {
	return &Queue{files: files, commit: commit, handled: handled, arrived: make(chan struct{}, 1), ended: make(chan struct{})}
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

// add keeps the update.
func (q *Queue) add(u Update, now time.Time) chan error {
	q.mu.Lock()
	defer q.mu.Unlock()
	done := make(chan error, 1)
	q.waiting = append(q.waiting, waiting{u, now, done, q.files.Wants(u)})
	if q.begun {
		q.note(u.ID, now)
	}
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

// note takes the number down; after a long silence the row begins with it.
func (q *Queue) note(id int64, now time.Time) {
	if q.absent.highest == 0 || now.Sub(q.absent.latest) > silence {
		q.absent, q.opens = absences{}, now.Add(opening)
	}
	q.absent.came(id, now)
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
		begun, err := q.begin(ctx)
		if err != nil {
			q.refuse(err)
		}
		if !begun {
			continue
		}
		if wait := q.work(ctx); wait > 0 {
			pause.Reset(wait)
		}
	}
}

// begin learns, once something waits, what was handled before the start, and
// tells whether it is known: without it no order is.
func (q *Queue) begin(ctx context.Context) (begun bool, err error) {
	q.mu.Lock()
	begun, idle := q.begun, len(q.waiting) == 0
	q.mu.Unlock()
	if begun || idle {
		return begun, nil
	}
	recent, err := q.handled.Recent(ctx, silence)
	if err != nil {
		return false, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.begun = true
	now := time.Now()
	for _, id := range slices.Sorted(slices.Values(recent)) {
		q.absent.came(id, now)
	}
	for _, w := range q.waiting {
		q.note(w.update.ID, now)
	}
	return true, nil
}

// work commits what may be committed and sends back what waited too long. It
// tells when to look again; 0 is when something comes.
func (q *Queue) work(ctx context.Context) time.Duration {
	for {
		batch, wait := q.take(time.Now())
		if len(batch) > 0 {
			q.finish(batch, q.commit(ctx, updatesOf(batch)))
			continue
		}
		if wait == 0 || !q.look(ctx) {
			return wait
		}
	}
}

func updatesOf(batch []waiting) []Update {
	updates := make([]Update, len(batch))
	for i, w := range batch {
		updates[i] = w.update
	}
	return updates
}

// look asks whether another replica has handled what is absent here, and tells
// that it has.
func (q *Queue) look(ctx context.Context) bool {
	q.mu.Lock()
	now, absent := time.Now(), q.absent.numbers()
	due := now.Sub(q.looked) >= lookAgain && len(absent) > 0
	if due {
		q.looked = now
	}
	q.mu.Unlock()
	if !due {
		return false
	}
	// Without the database nothing is known, and nothing can be committed.
	found, _ := q.handled.Among(ctx, absent)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.absent.found(found)
	return len(found) > 0
}

// finish tells how the commit ended. What failed will come again, and what
// comes after it in its chat waits for it.
func (q *Queue) finish(batch []waiting, err error) {
	q.mu.Lock()
	q.committed = time.Now()
	if err != nil {
		for _, w := range batch {
			q.absent.sentBack(w.update, q.committed)
		}
	}
	q.mu.Unlock()
	for _, w := range batch {
		w.done <- err
	}
}

// refuse sends everything back.
func (q *Queue) refuse(err error) {
	q.mu.Lock()
	all := q.waiting
	q.waiting = nil
	q.mu.Unlock()
	for _, w := range all {
		w.done <- err
	}
}
