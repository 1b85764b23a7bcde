package bot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// posting is a queue with what it has committed so far, batch by batch. Its
// first update was number 10 and is through.
type posting struct {
	queue   *Queue
	fail    error
	mu      sync.Mutex
	batches [][]int64
}

func newPosting(t *testing.T) *posting {
	t.Helper()
	p := &posting{}
	p.queue = NewQueue(nil, func(_ context.Context, updates []Update) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		var batch []int64
		for _, u := range updates {
			batch = append(batch, u.ID)
		}
		p.batches = append(p.batches, batch)
		return p.fail
	})
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go p.queue.Run(ctx)
	p.put(t, 10)
	pass(opening)
	return p
}

// pass lets time pass; nothing here waits for a real clock.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// put hands in updates, one after another in time.
func (p *posting) put(t *testing.T, ids ...int64) {
	t.Helper()
	for _, id := range ids {
		go func() { _ = p.queue.Put(t.Context(), Update{ID: id}) }()
		synctest.Wait()
	}
}

func (p *posting) expect(t *testing.T, want ...[]int64) {
	t.Helper()
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if diff := cmp.Diff(append([][]int64{{10}}, want...), p.batches); diff != "" {
		t.Errorf("committed otherwise (-want +got):\n%s", diff)
	}
}

func TestQueueTakesUpdatesByTheirNumbers(t *testing.T) {
	t.Parallel()
	tests := map[string]func(t *testing.T, p *posting){
		"what comes in order goes at once": func(t *testing.T, p *posting) {
			p.put(t, 11, 12)
			p.expect(t, []int64{11}, []int64{12})
		},
		"a press that overtakes a message waits for it": func(t *testing.T, p *posting) {
			p.put(t, 12)
			p.expect(t)
			p.put(t, 11)
			p.expect(t, []int64{11, 12})
		},
		"a message that comes after its chat's last is answered is waited for": func(t *testing.T, p *posting) {
			p.put(t, 11, 13) // 12 is a message of the same chat as 11, 13 a press
			pass(mostPatience / 2)
			p.put(t, 12)
			p.expect(t, []int64{11}, []int64{12, 13})
		},
		"nothing waits for what does not come": func(t *testing.T, p *posting) {
			p.put(t, 12)
			pass(mostPatience)
			p.expect(t, []int64{12})
		},
		"what comes too late goes at once": func(t *testing.T, p *posting) {
			p.put(t, 12)
			pass(mostPatience)
			p.put(t, 11)
			p.expect(t, []int64{12}, []int64{11})
		},
		"numbers that never come are waited for ever less": func(t *testing.T, p *posting) {
			p.put(t, 12)
			pass(giveUp)
			p.put(t, 13, 15)
			pass(mostPatience / 2)
			p.expect(t, []int64{12}, []int64{13}, []int64{15})
		},
		"after a week of silence the numbers begin elsewhere": func(t *testing.T, p *posting) {
			p.put(t, 900_000_000)
			pass(mostPatience)
			p.expect(t, []int64{900_000_000})
		},
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { do(t, newPosting(t)) })
		})
	}
}

func TestQueueWaitsForWhatFailed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPosting(t)
		p.fail = errors.New("no database")
		p.put(t, 11)
		p.fail = nil
		p.put(t, 12) // the press after a message that will be posted again
		p.put(t, 11)
		p.expect(t, []int64{11}, []int64{11, 12})
	})
}

func TestQueueWaitsAMomentAfterAStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got []int64
		q := NewQueue(nil, func(_ context.Context, updates []Update) error {
			for _, u := range updates {
				got = append(got, u.ID)
			}
			return nil
		})
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go q.Run(ctx)
		for _, id := range []int64{7, 6} {
			go func() { _ = q.Put(t.Context(), Update{ID: id}) }()
			synctest.Wait()
		}
		pass(opening)
		if diff := cmp.Diff([]int64{6, 7}, got); diff != "" {
			t.Errorf("committed otherwise (-want +got):\n%s", diff)
		}
	})
}
