package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sereda/simulator"
)

// visitor is a member who has the measured conversation: each update is sent
// when the answer to the last has come.
type visitor struct {
	member
	sights chan sight
	titles int
}

// conversation is a new entry, from the plan's screen to the end: eight
// updates, five of them presses.
var conversation = []func(v *visitor, last simulator.Message){
	func(v *visitor, _ simulator.Message) { v.user.Send("/plan") },
	pressing("ea"),
	pressing("ed"),
	func(v *visitor, _ simulator.Message) { v.user.Send("10:30") },
	func(v *visitor, _ simulator.Message) {
		v.titles++
		v.user.Send("Нарада з питань благоустрою " + letters(v.titles))
	},
	pressing("en"),
	pressing("er"),
	pressing("en"),
}

func pressing(do string) func(v *visitor, last simulator.Message) {
	return func(v *visitor, last simulator.Message) {
		if found := buttons(last, do); len(found) > 0 {
			v.user.PressData(last, found[0])
		}
	}
}

var errNoAnswer = errors.New("no answer within 30 s")

// converse has one conversation; after each answer the visitor thinks, up to so
// long. It returns how long each answer took, as the person sees it.
func (v *visitor) converse(ctx context.Context, thought time.Duration) ([]time.Duration, error) {
	v.forget()
	took := make([]time.Duration, 0, len(conversation))
	var last simulator.Message
	for i, act := range conversation {
		sent := time.Now()
		act(v, last)
		s, err := v.next(ctx)
		if err != nil {
			return nil, err
		}
		last = s.Message
		took = append(took, s.at.Sub(sent))
		if thought > 0 && i < len(conversation)-1 {
			if err := pause(ctx, rand.N(thought)); err != nil {
				return nil, err
			}
		}
	}
	return took, nil
}

// forget passes over what came so far.
func (v *visitor) forget() {
	for len(v.sights) > 0 {
		<-v.sights
	}
}

func (v *visitor) next(ctx context.Context) (sight, error) {
	limit := time.NewTimer(30 * time.Second)
	defer limit.Stop()
	select {
	case s := <-v.sights:
		return s, nil
	case <-limit.C:
		return sight{}, errNoAnswer
	case <-ctx.Done():
		return sight{}, ctx.Err()
	}
}

// saturate has every visitor converse once, so many at a time, and returns
// how long that took.
func saturate(ctx context.Context, visitors []*visitor, atOnce int) (time.Duration, error) {
	defer keepGarbage()()
	began := time.Now()
	var next atomic.Int64
	var group sync.WaitGroup
	failed := make(chan error, atOnce)
	for range atOnce {
		group.Go(func() {
			for n := next.Add(1); n <= int64(len(visitors)); n = next.Add(1) {
				if _, err := visitors[n-1].converse(ctx, 0); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	group.Wait()
	return time.Since(began), first(failed)
}

// steady begins conversations at random, so many a second in the mean, whatever
// becomes of the others, and returns how long the answers took.
func steady(ctx context.Context, visitors []*visitor, perSecond int, lasting time.Duration) ([]time.Duration, error) {
	defer keepGarbage()()
	const thought = 800 * time.Millisecond
	var mu sync.Mutex
	var all []time.Duration
	var group sync.WaitGroup
	n := int(lasting.Seconds()) * perSecond
	failed := make(chan error, n)
	for i := range n {
		between := time.Duration(rand.ExpFloat64() * float64(time.Second) / float64(perSecond))
		if err := pause(ctx, between); err != nil {
			return nil, err
		}
		group.Go(func() {
			took, err := visitors[i%len(visitors)].converse(ctx, thought)
			if err != nil {
				failed <- err
			}
			mu.Lock()
			all = append(all, took...)
			mu.Unlock()
		})
	}
	group.Wait()
	return all, first(failed)
}

func first(failed chan error) error {
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// quantile is the value below which so large a part lies.
func quantile[T int | float64 | time.Duration](values []T, part float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}

func median[T int | float64 | time.Duration](values []T) T { return quantile(values, 0.5) }
