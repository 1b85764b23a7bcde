package simulator_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func TestLimitedLogKeepsTheLatestAndCountsAll(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{LogLimit: 10, History: 5})
	u := tg.User(7, simulator.UserSpec{})
	u.Start("")
	for i := range 50 {
		post(t, tg, "sendMessage", fmt.Sprintf(`{"chat_id":7,"text":"%d"}`, i))
	}
	post(t, tg, "sendMessage", `{"chat_id":9,"text":"x"}`)
	if diff := cmp.Diff(map[string]simulator.Count{"sendMessage": {OK: 50, Failed: 1}}, tg.Counts()); diff != "" {
		t.Error(diff)
	}
	events, messages := tg.Events(0), u.Messages()
	if n := len(events); n < 10 || n > 20 || events[n-1].Seq != tg.Mark() {
		t.Errorf("%d events to %d", n, tg.Mark())
	}
	if n := len(messages); n < 5 || n > 10 || messages[n-1].Text != "49" {
		t.Errorf("%d messages", n)
	}
	if got := len(tg.Events(tg.Mark() - 3)); got != 3 {
		t.Errorf("%d events after the last but three", got)
	}
}

func TestFollowSeesEverythingInOrder(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan []int64)
	go func() {
		var seen []int64
		for e := range tg.Follow(ctx, 0) {
			if seen = append(seen, e.Seq); len(seen) == 20 {
				break
			}
		}
		done <- seen
	}()
	u := tg.User(7, simulator.UserSpec{})
	for range 10 {
		u.Send("x")
	}
	for i, seq := range <-done {
		if seq != int64(i+1) {
			t.Fatalf("event %d at place %d", seq, i+1)
		}
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tg.Wait(ctx, 0, func(simulator.Event) bool { return true }); err == nil {
		t.Error("an event out of nothing")
	}
}

func TestCallsKeepTheirParameters(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	mark := tg.Mark()
	post(t, tg, "sendMessage", hello)
	e := tg.WaitCall(t, mark, "sendMessage")
	if e.Text() != "x" || e.ChatID != 7 || e.Message.ID != 2 || !e.OK || len(tg.Calls("sendMessage")) != 1 {
		t.Errorf("%+v", e)
	}
}
