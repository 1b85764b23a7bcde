package bot

import (
	"context"
	"sync"
)

// Queue lets updates that arrive one by one share a transaction: while one is
// being committed the next ones gather. With a webhook Telegram sends up to
// max_connections at a time.
type Queue struct {
	commit func(ctx context.Context, updates []Update) error

	mu      sync.Mutex
	waiting []waiting
	arrived chan struct{}
}

type waiting struct {
	update Update
	done   chan error
}

// mostTogether bounds a transaction: more would only make the first wait.
const mostTogether = 100

// NewQueue commits through commit.
func NewQueue(commit func(ctx context.Context, updates []Update) error) *Queue {
	return &Queue{commit: commit, arrived: make(chan struct{}, 1)}
}

// Put hands in one update and waits until it is committed, or ctx ends; it may
// be committed all the same then, and is recognised when it comes again.
func (q *Queue) Put(ctx context.Context, u Update) error {
	w := waiting{update: u, done: make(chan error, 1)}
	q.mu.Lock()
	q.waiting = append(q.waiting, w)
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

// Run commits what is handed in until ctx ends; what still waits then is told
// so, and Telegram will send it again.
func (q *Queue) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			q.finish(q.take(), ctx.Err())
			return
		case <-q.arrived:
		}
		for batch := q.take(); len(batch) > 0; batch = q.take() {
			updates := make([]Update, len(batch))
			for i, w := range batch {
				updates[i] = w.update
			}
			q.finish(batch, q.commit(ctx, updates))
		}
	}
}

func (q *Queue) take() []waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(len(q.waiting), mostTogether)
	batch := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return batch
}

func (q *Queue) finish(batch []waiting, err error) {
	for _, w := range batch {
		w.done <- err
	}
}
