package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/simulator"
	"sereda/testkit"
)

// polling is a poller whose commits a test answers one by one.
type polling struct {
	*testing.T
	tg      *simulator.Server
	poller  *bot.Poller
	arrived chan []bot.Update
	answer  chan error
	stop    func()
}

// poll starts a poller; it is stopped with the test.
func poll(t *testing.T, tg *simulator.Server) *polling {
	t.Helper()
	return pollWith(t, tg, nil)
}

// pollWith starts a poller that fetches files.
func pollWith(t *testing.T, tg *simulator.Server, files *bot.Fetcher) *polling {
	t.Helper()
	p := &polling{T: t, tg: tg, arrived: make(chan []bot.Update), answer: make(chan error)}
	client := bot.NewClient(tg.URL(), tg.Token())
	p.poller = &bot.Poller{Client: client, Files: files, Log: testkit.Log(t), Commit: func(ctx context.Context, updates []bot.Update) error {
		select {
		case p.arrived <- updates:
			select {
			case err := <-p.answer:
				return err
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() { p.poller.Run(ctx); close(ended) }()
	p.stop = func() { cancel(); <-ended; client.Close() }
	t.Cleanup(p.stop)
	return p
}

// next is the next batch; the poller waits for the answer to it.
func (p *polling) next() []bot.Update {
	p.Helper()
	select {
	case updates := <-p.arrived:
		return updates
	case <-time.After(20 * time.Second):
		p.Fatal("no updates came")
		return nil
	}
}

func texts(updates []bot.Update) []string {
	var all []string
	for _, u := range updates {
		all = append(all, textOf(u))
	}
	return all
}

func acknowledged(e simulator.Event) bool { return e.Kind == simulator.Acknowledged }

func TestTheOffsetMovesOnlyAfterTheCommit(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	p := poll(t, tg)
	olena := tg.User(7, simulator.UserSpec{})
	olena.Send("one")
	olena.Send("two")
	batch := p.next()
	for len(batch) < 2 { // the first may have come alone
		p.answer <- nil
		batch = append(batch, p.next()...)
	}
	p.answer <- errors.New("the database is away")
	again := p.next()
	if diff := cmp.Diff("two", texts(again)[len(again)-1]); diff != "" {
		t.Errorf("given again (-want +got):\n%s", diff)
	}
	for _, e := range tg.Events(0) {
		if acknowledged(e) && e.UpdateID == again[0].ID {
			t.Error("acknowledged before it was committed")
		}
	}
	p.answer <- nil
	tg.Settle(t)
}

// TestKilledBetweenTheCommitAndTheNextPoll: Telegram repeats the update, its
// row is found, nothing happens twice.
func TestKilledBetweenTheCommitAndTheNextPoll(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	tg := simulator.Run(t, simulator.Options{})
	tg.User(7, simulator.UserSpec{}).Send("one")

	p := poll(t, tg)
	l.must(p.next()...)
	p.stop()
	if slices.ContainsFunc(tg.Events(0), acknowledged) {
		t.Fatal("acknowledged already")
	}
	next := poll(t, tg)
	l.must(next.next()...)
	next.answer <- nil
	tg.Settle(t)
	want := result{Deeds: []string{"one"}, Replies: []string{`7: one after ""`}, Aside: []string{}, Inbox: 1}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("in the end (-want +got):\n%s", diff)
	}
}

// TestBadAnswersAreWaitedOut: whatever the server says instead of updates.
func TestBadAnswersAreWaitedOut(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		failure simulator.Failure
		wait    time.Duration
	}{
		{"a proxy's page", simulator.Failure{HTML: true}, 0},
		{"too many requests", simulator.Failure{Code: 429, RetryAfter: time.Second}, time.Second},
		{"another poller", simulator.Failure{Code: 409}, 0},
		{"a fault of theirs", simulator.Failure{Code: 500}, 0},
		{"cut before anything happened", simulator.Failure{CutBefore: true}, 0},
		{"cut after it happened", simulator.Failure{CutAfter: true}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tg := simulator.Run(t, simulator.Options{})
			tg.User(7, simulator.UserSpec{}).Send("one")
			tg.Fail("getUpdates", 2, tt.failure)
			began := time.Now()
			p := poll(t, tg)
			if diff := cmp.Diff([]string{"one"}, texts(p.next())); diff != "" {
				t.Errorf("came (-want +got):\n%s", diff)
			}
			if took := time.Since(began); took < 2*tt.wait {
				t.Errorf("came back after %v, was told to wait twice %v", took, tt.wait)
			}
			p.answer <- nil
			tg.Settle(t)
		})
	}
}

// TestTheServerIsGone and comes back: cut connections, then nobody there.
func TestTheServerIsGone(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	p := poll(t, tg)
	mark := tg.Mark()
	tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	tg.SetDown(true)
	tg.User(7, simulator.UserSpec{}).Send("one")
	tg.SetDown(false)
	if diff := cmp.Diff([]string{"one"}, texts(p.next())); diff != "" {
		t.Errorf("came (-want +got):\n%s", diff)
	}
	p.answer <- nil
	tg.WaitFor(t, mark, acknowledged)
}

func TestUpdatesThatWaitedAreCommittedTogether(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	olena := tg.User(7, simulator.UserSpec{})
	for range 250 {
		olena.Send("text")
	}
	p := poll(t, tg)
	var sizes []int
	var last int64
	for range 3 {
		batch := p.next()
		sizes = append(sizes, len(batch))
		for _, u := range batch {
			if u.ID <= last {
				t.Errorf("%d after %d", u.ID, last)
			}
			last = u.ID
		}
		p.answer <- nil
	}
	if diff := cmp.Diff([]int{100, 100, 50}, sizes); diff != "" {
		t.Errorf("batches (-want +got):\n%s", diff)
	}
}

// TestNobodyWaitsForAnothersTransaction: one that lasts holds up its chat and
// the acknowledgement of what came after it, and nothing else.
func TestNobodyWaitsForAnothersTransaction(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	client := bot.NewClient(tg.URL(), tg.Token())
	t.Cleanup(client.Close)
	gate, done := make(chan struct{}), make(chan string, 10)
	poller := &bot.Poller{Client: client, Log: testkit.Log(t), Commit: func(_ context.Context, updates []bot.Update) error {
		for _, text := range texts(updates) {
			if text == "lasts" {
				<-gate
			}
			done <- text
		}
		return nil
	}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { poller.Run(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })

	olena, ivan := tg.User(7, simulator.UserSpec{}), tg.User(8, simulator.UserSpec{})
	olena.Send("lasts")
	olena.Send("after it")
	for _, text := range []string{"one", "two", "three"} {
		ivan.Send(text)
		if got := <-done; got != text {
			t.Fatalf("beside it: %q, want %q", got, text)
		}
	}
	if slices.ContainsFunc(tg.Events(0), acknowledged) {
		t.Error("acknowledged behind a transaction that lasts")
	}
	close(gate)
	if diff := cmp.Diff([]string{"lasts", "after it"}, []string{<-done, <-done}); diff != "" {
		t.Errorf("in its chat (-want +got):\n%s", diff)
	}
	tg.Settle(t)
}

// TestThePollerKnowsSoonWhetherTelegramIsThere: a long poll with nothing to
// tell would leave it unknown for most of a minute.
func TestThePollerKnowsSoonWhetherTelegramIsThere(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	p := poll(t, tg)
	if at := p.poller.LastContact(); !at.IsZero() && tg.Counts()["getUpdates"].OK == 0 {
		t.Errorf("contact at %v with a server that has not answered", at)
	}
	tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Called && e.Params["timeout"] == 50.0 })
	if p.poller.LastContact().IsZero() {
		t.Error("no contact")
	}
}

// TestStrangeUpdatesStopNobody: what the library cannot decode is put aside
// with its text; its person is told, its button let go, the next one handled.
func TestStrangeUpdatesStopNobody(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	tg := simulator.Run(t, simulator.Options{})
	inject := func(raw string) { tg.Inject(json.RawMessage(raw)) }
	inject(`{"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,"first_name":"x"},
		"paid_media":{"star_count":1,"paid_media":[{"type":"live_photo"}]}}}`)
	inject(`{"callback_query":{"id":"77","chat_instance":"1","from":{"id":6,"is_bot":false,"first_name":"x"},
		"message":{"message_id":1,"date":1,"chat":{"id":6,"type":"private"},"paid_media":{"star_count":1,"paid_media":[{"type":"live_photo"}]}}}}`)
	inject(`{"message":"of a kind unknown"}`)
	tg.User(7, simulator.UserSpec{}).Send("one")
	p := poll(t, tg)
	for l.result().Inbox < 4 {
		l.must(p.next()...)
		p.answer <- nil
	}
	tg.Settle(t)
	got := l.result()
	if len(got.Aside) != 3 {
		t.Errorf("put aside: %v", got.Aside)
	}
	got.Aside = nil
	slices.Sort(got.Replies) // chats go side by side
	want := result{Deeds: []string{"one"}, Replies: []string{"5: sorry 1", "6: sorry 2", `7: one after ""`}, Answers: []string{"77"}, Inbox: 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the rest (-want +got):\n%s", diff)
	}
}
