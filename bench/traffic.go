package main

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"sereda/simulator"
)

// traffic is when the bot sent or edited a message, by chat; answers to buttons
// are no messages.
type traffic map[int64][]time.Time

// overhear collects the traffic from now on; stop ends that and gives it.
func overhear(ctx context.Context, telegram *simulator.Server) (stop func() traffic) {
	ctx, cancel := context.WithCancel(ctx)
	heard, from := make(chan traffic, 1), telegram.Mark()
	go func() {
		t := traffic{}
		for e := range telegram.Follow(ctx, from) {
			message := strings.HasPrefix(e.Method, "send") || strings.HasPrefix(e.Method, "editMessage")
			if e.Kind == simulator.Called && message {
				t[e.ChatID] = append(t[e.ChatID], time.Now())
			}
		}
		heard <- t
	}()
	return func() traffic {
		cancel()
		return <-heard
	}
}

// busiest is the most that went to one chat in any time so long.
func (t traffic) busiest(lasting time.Duration) int {
	most := 0
	for times := range maps.Values(t) {
		for i, begin := range times {
			end, _ := slices.BinarySearchFunc(times, begin.Add(lasting), time.Time.Compare)
			most = max(most, end-i)
		}
	}
	return most
}
