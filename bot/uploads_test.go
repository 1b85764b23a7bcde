package bot_test

import (
	"context"
	"sync"
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

func TestLettersThatLeaveTogetherCarryTheFileOnce(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	c := &crowd{outbox: outbox{files: map[int64]council.File{3: {ID: 3, Name: "План.pdf", Data: noise(300_000)}}}}
	const people = 30
	for id := range int64(people) {
		person(tg, 100+id)
		l := letter(1+id, 100+id, council.Document{StoredID: 3})
		l.Class, l.LaneID = council.Bulk, id
		c.mass = append(c.mass, l)
	}
	c.done.Add(people)
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
