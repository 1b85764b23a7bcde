package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// posting is a queue with what it has committed so far, batch by batch. Before
// its start 10 was handled last, unless a test says otherwise; handled is what
// has a row.
type posting struct {
	queue   *Queue
	recent  []int64
	mu      sync.Mutex
	fail    error
	handled []int64
	batches [][]int64
	back    []int64
	lasts   time.Duration // how long a commit takes
}

func newPosting(t *testing.T) *posting {
	t.Helper()
	p := &posting{recent: []int64{9, 10}}
	p.queue = NewQueue(nil, p.commit, p)
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go p.queue.Run(ctx)
	return p
}

func (p *posting) commit(_ context.Context, updates []Update) error {
	time.Sleep(p.lasts)
	p.mu.Lock()
	defer p.mu.Unlock()
	var batch []int64
	for _, u := range updates {
		batch = append(batch, u.ID)
	}
	p.batches = append(p.batches, batch)
	if p.fail == nil {
		p.handled = append(p.handled, batch...)
	}
	return p.fail
}

func (p *posting) Recent(context.Context, time.Duration) ([]int64, error) { return p.recent, nil }

func (p *posting) Among(_ context.Context, ids []int64) (found []int64, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !slices.Contains(p.handled, id) }), nil
}

// failWith has commits fail from now on.
func (p *posting) failWith(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = err
}

// elsewhere has another replica handle updates.
func (p *posting) elsewhere(ids ...int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.handled = append(p.handled, ids...)
}

// pass lets time pass; nothing here waits for a real clock.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// put hands in updates of the chat, one after another in time.
func (p *posting) put(t *testing.T, chat int64, ids ...int64) {
	t.Helper()
	for _, id := range ids {
		go func() {
			if p.queue.Put(t.Context(), Update{ID: id, ChatID: chat}) != nil {
				p.mu.Lock()
				defer p.mu.Unlock()
				p.back = append(p.back, id)
			}
		}()
		synctest.Wait()
	}
}

func (p *posting) expect(t *testing.T, want ...[]int64) {
	t.Helper()
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if diff := cmp.Diff(want, p.batches); diff != "" {
		t.Errorf("committed otherwise (-want +got):\n%s", diff)
	}
}

func (p *posting) expectBack(t *testing.T, want ...int64) {
	t.Helper()
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.Sort(p.back)
	if diff := cmp.Diff(want, p.back); diff != "" {
		t.Errorf("sent back otherwise (-want +got):\n%s", diff)
	}
	p.back = nil
}

func TestQueueTakesUpdatesByTheirNumbers(t *testing.T) {
	t.Parallel()
	tests := map[string]func(t *testing.T, p *posting){
		"what comes in order goes at once": func(t *testing.T, p *posting) {
			p.put(t, 1, 11, 12)
			p.expect(t, []int64{11}, []int64{12})
		},
		"a press that overtakes a message waits for it": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			p.expect(t)
			p.put(t, 1, 11)
			p.expect(t, []int64{11, 12})
		},
		"the missing may be of any chat": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			p.put(t, 2, 13)
			p.put(t, 2, 11)
			p.expect(t, []int64{11, 12, 13})
		},
		"what came too soon goes back after a moment, and waits there": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			pass(hold)
			p.expectBack(t, 12)
			p.put(t, 1, 11)
			p.expect(t, []int64{11})
			p.put(t, 1, 12)
			p.expect(t, []int64{11}, []int64{12})
		},
		"only its own chat waits for what went back": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			pass(hold)
			p.put(t, 2, 11)
			p.put(t, 1, 13)
			p.put(t, 2, 14)
			p.expect(t, []int64{11}, []int64{14})
			p.put(t, 1, 12)
			p.expect(t, []int64{11}, []int64{14}, []int64{12, 13})
		},
		"the hold begins again with every commit, up to two seconds": func(t *testing.T, p *posting) {
			p.put(t, 2, 12) // sent back, so that others of its chat wait
			pass(hold)
			p.put(t, 3, 11)
			p.put(t, 2, 13)
			p.expectBack(t, 12)
			for id := int64(14); id < 60; id++ {
				p.put(t, 3, id)
				pass(hold / 2)
				if id == 14+37 { // 1.9 s
					p.expectBack(t)
				}
			}
			p.expectBack(t, 13)
		},
		"what never comes is given up": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			for range 15 {
				pass(time.Second)
				p.put(t, 1, 12)
			}
			p.expect(t, []int64{12})
		},
		"what another replica handled is not waited for": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			p.elsewhere(11)
			pass(lookAgain)
			p.expect(t, []int64{12})
		},
		"what comes after it was given up goes at once": func(t *testing.T, p *posting) {
			p.put(t, 1, 12)
			pass(goneAfter)
			p.put(t, 1, 12, 11)
			p.expect(t, []int64{12}, []int64{11})
		},
		"what a kill cut off is waited for": func(t *testing.T, p *posting) {
			p.recent = []int64{5, 6, 8, 9} // 7 had been posted and not committed
			p.put(t, 1, 10)
			p.expect(t)
			p.put(t, 1, 7)
			p.expect(t, []int64{7, 10})
		},
		"what came while nothing ran is waited for": func(t *testing.T, p *posting) {
			p.put(t, 1, 14, 13, 11, 12)
			p.expect(t, []int64{11}, []int64{12, 13, 14})
		},
		"the very first gather": func(t *testing.T, p *posting) {
			p.recent = nil
			p.put(t, 1, 7, 5)
			p.expect(t)
			p.put(t, 1, 6)
			pass(opening)
			p.expect(t, []int64{5, 6, 7})
		},
		"after a week of silence the numbers begin elsewhere": func(t *testing.T, p *posting) {
			p.put(t, 1, 11)
			pass(7 * 24 * time.Hour)
			p.put(t, 1, 3)
			pass(opening)
			p.put(t, 1, 5)
			p.expect(t, []int64{11}, []int64{3})
			p.put(t, 1, 4)
			p.expect(t, []int64{11}, []int64{3}, []int64{4, 5})
		},
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { do(t, newPosting(t)) })
		})
	}
}

// TestQueueBeginsWithWhatWasHandled: while nothing waits nobody was asked what
// was handled before, so what comes the next moment may not go yet.
func TestQueueBeginsWithWhatWasHandled(t *testing.T) {
	t.Parallel()
	p := &posting{recent: []int64{9, 10}}
	q := NewQueue(nil, p.commit, p)
	begins := func(want bool) {
		t.Helper()
		if begun, err := q.begin(t.Context()); begun != want || err != nil {
			t.Errorf("begun: %t, %v; want %t", begun, err, want)
		}
	}
	begins(false)
	q.add(Update{ID: 12, ChatID: 1}, time.Time{})
	begins(true)
	begins(true)
}

func TestQueueWaitsForWhatFailed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPosting(t)
		p.failWith(errors.New("no database"))
		p.put(t, 1, 11)
		p.expectBack(t, 11)
		p.failWith(nil)
		p.put(t, 1, 12) // the press after a message that will be posted again
		p.put(t, 2, 13)
		p.put(t, 1, 11)
		p.expect(t, []int64{11}, []int64{13}, []int64{11, 12})
	})
}

// TestWhatWaitsForItsTransactionIsNotTooSoon: a slow commit sends nobody back.
func TestWhatWaitsForItsTransactionIsNotTooSoon(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPosting(t)
		p.lasts = 3 * time.Second
		for id := range int64(250) {
			p.put(t, id, 11+id)
		}
		pass(time.Minute)
		p.expectBack(t)
		var sizes []int
		for _, b := range p.batches {
			sizes = append(sizes, len(b))
		}
		if diff := cmp.Diff([]int{1, 100, 100, 49}, sizes); diff != "" {
			t.Errorf("batches (-want +got):\n%s", diff)
		}
	})
}
