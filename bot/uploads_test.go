package bot_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sereda/council"
	"sereda/simulator"
)

// crowd is an outbox of many lanes with a letter each: all are claimed at once.
type crowd struct {
	outbox
	mass []council.Letter
	done sync.WaitGroup
}

func (c *crowd) Claim(_ context.Context, limit int, bulk bool, _ time.Time) ([]council.Letter, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !bulk {
		return nil, nil
	}
	n := min(limit, len(c.mass))
	claimed := c.mass[:n]
	c.mass = c.mass[n:]
	return claimed, nil
}

func (c *crowd) Finish(_ context.Context, fates []council.Fate, _ time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range fates {
		c.fates = append(c.fates, f)
		c.done.Done()
	}
	return nil
}

// crowdFor has a letter with the same file for each of so many people.
func crowdFor(tg *simulator.Server, people int, data []byte) *crowd {
	c := &crowd{outbox: outbox{files: map[int64]council.File{3: {ID: 3, Name: "План.pdf", Data: data}}}}
	for id := range int64(people) {
		person(tg, 100+id)
		l := letter(1+id, 100+id, council.Document{StoredID: 3})
		l.Class, l.LaneID = council.Bulk, id
		c.mass = append(c.mass, l)
	}
	c.done.Add(people)
	return c
}

func TestLettersThatLeaveTogetherCarryTheFileOnce(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	const people = 30
	c := crowdFor(tg, people, noise(300_000))
	stop := send(t, tg, c)
	c.done.Wait()
	stop()
	uploads := 0
	for _, f := range c.fates {
		if f.Ending != council.Sent {
			t.Errorf("letter %d: %s", f.Letter.ID, f.Reason)
		}
		if f.FileID != "" {
			uploads++
		}
	}
	if uploads != 1 {
		t.Errorf("%d uploads", uploads)
	}
}

// turnstile counts who was let through while it was shut to all but the first.
type turnstile struct {
	open    atomic.Bool
	through atomic.Int32
	early   atomic.Int32
}

func (s *turnstile) Wait(context.Context) error {
	if s.through.Add(1) > 1 && !s.open.Load() {
		s.early.Add(1)
	}
	return nil
}

// TestWhoWaitsForTheFileHasNoPermissionYet: those given while the file is on its
// way would all be used when it has come, more in that second than is allowed.
func TestWhoWaitsForTheFileHasNoPermissionYet(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	const people = 10
	c := crowdFor(tg, people, noise(1000))
	gate := make(chan struct{})
	tg.Fail("sendDocument", 1, simulator.Failure{Gate: gate})
	mark := tg.Mark()
	limit := &turnstile{}
	stop := sendLimited(t, tg, c, limit)
	tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called && e.Method == "sendDocument" })
	limit.open.Store(true)
	close(gate)
	c.done.Wait()
	stop()
	if n, early := limit.through.Load(), limit.early.Load(); n != people || early > 0 {
		t.Errorf("%d were let through, %d of them too early", n, early)
	}
}
