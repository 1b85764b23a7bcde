package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/bot"
	"sereda/council"
	"sereda/simulator"
	"sereda/testkit"
)

var errRefused = errors.New("refused")

// fetching is a fetcher that takes files from everybody but account 13.
func fetching(t *testing.T, tg *simulator.Server) *bot.Fetcher {
	t.Helper()
	f := &bot.Fetcher{
		Client: bot.NewClient(tg.URL(), tg.Token()), Log: testkit.Log(t),
		Known: func(_ context.Context, account int64) (bool, error) { return account != 13, nil },
		Accept: func(_ string, size int64) error {
			if size > 20<<20 {
				return errRefused
			}
			return nil
		},
		Read: func(_ context.Context, name string, data []byte) ([]byte, error) {
			return []byte(name + ": " + string(data)), nil
		},
	}
	f.Prepare()
	t.Cleanup(f.Client.Close)
	return f
}

func TestFilesAreFetchedAndRead(t *testing.T) {
	t.Parallel()
	read := &council.Upload{Name: "plan.xlsx", Content: []byte("plan.xlsx: rows")}
	gone := &council.Upload{Name: "plan.xlsx", Problem: council.ErrNotFetched}
	tests := []struct {
		name string
		from int64
		size int
		fail func(tg *simulator.Server)
		want *council.Upload
	}{
		{name: "a file", want: read},
		{name: "a stranger's is not", from: 13},
		{name: "one of 25 MB is not asked for", size: 25 << 20, want: &council.Upload{Name: "plan.xlsx", Problem: errRefused}},
		{name: "Telegram stumbles", want: read, fail: func(tg *simulator.Server) {
			tg.Fail("getFile", 1, simulator.Failure{Code: 500})
			tg.Fail("getFile", 1, simulator.Failure{HTML: true})
			tg.Fail("getFile", 1, simulator.Failure{CutBefore: true})
		}},
		{name: "Telegram asks to wait", want: read, fail: func(tg *simulator.Server) {
			tg.Fail("getFile", 1, simulator.Failure{RetryAfter: time.Second})
		}},
		{name: "Telegram has lost it", want: gone, fail: func(tg *simulator.Server) {
			tg.Fail("getFile", 1, simulator.Failure{Code: 400, Description: "Bad Request: wrong file_id or the file is temporarily unavailable"})
		}},
		{name: "the file server is down", want: gone, fail: func(tg *simulator.Server) {
			tg.Fail("getFile", 100, simulator.Failure{HTML: true})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tg := simulator.Run(t, simulator.Options{})
			f := fetching(t, tg)
			p := poll(t, tg)
			data := []byte("rows")
			if tt.size > 0 {
				data = make([]byte, tt.size)
			}
			if tt.from == 0 {
				tt.from = 7
			}
			tg.User(tt.from, simulator.UserSpec{}).SendDocument("plan.xlsx", data)
			u := p.next()[0]
			p.answer <- nil
			if tt.fail != nil {
				tt.fail(tg)
			}
			if !f.Wants(u) {
				t.Fatal("not wanted")
			}
			if diff := cmp.Diff(tt.want, f.Fetch(t.Context(), u), cmpopts.EquateErrors()); diff != "" {
				t.Error(diff)
			}
			tg.Forgive()
		})
	}
}

// TestAFileHoldsUpItsChatAlone: others go on meanwhile; what is held up is not
// acknowledged, so that nothing is lost when we are killed.
func TestAFileHoldsUpItsChatAlone(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	gate := make(chan struct{})
	tg.Fail("getFile", 1, simulator.Failure{Gate: gate})
	p := pollWith(t, tg, fetching(t, tg))
	olena, ivan := tg.User(7, simulator.UserSpec{}), tg.User(8, simulator.UserSpec{})
	olena.SendDocument("plan.xlsx", []byte("rows"))
	olena.Send("after the file")
	ivan.Send("one")
	if diff := cmp.Diff([]string{"one"}, texts(p.upTo(1))); diff != "" {
		t.Error(diff)
	}
	ivan.Send("two")
	if diff := cmp.Diff([]string{"two"}, texts(p.upTo(1))); diff != "" {
		t.Error(diff)
	}
	for _, e := range tg.Events(0) {
		if acknowledged(e) {
			t.Errorf("acknowledged update %d behind a file", e.UpdateID)
		}
	}
	close(gate)
	rest := p.upTo(2)
	if diff := cmp.Diff([]string{"", "after the file"}, texts(rest)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&council.Upload{Name: "plan.xlsx", Content: []byte("plan.xlsx: rows")}, rest[0].Upload); diff != "" {
		t.Error(diff)
	}
	tg.Settle(t)
}

// upTo takes so many updates, committed at once.
func (p *polling) upTo(n int) (all []bot.Update) {
	p.Helper()
	for len(all) < n {
		all = append(all, p.next()...)
		p.answer <- nil
	}
	return all
}

// TestAPostedFileHoldsUpItsChatAlone: the same with a webhook.
func TestAPostedFileHoldsUpItsChatAlone(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	p := poll(t, tg)
	tg.User(7, simulator.UserSpec{}).SendDocument("plan.xlsx", []byte("rows"))
	file := p.upTo(1)[0]
	gate := make(chan struct{})
	tg.Fail("getFile", 1, simulator.Failure{Gate: gate})

	q := newQueueWith(t, fetching(t, tg))
	posted := make(chan error, 3)
	post := func(u bot.Update) { go func() { posted <- q.Put(t.Context(), u) }() }
	take := func() string {
		updates := <-q.arrived
		q.answer <- nil
		return textOf(updates[0])
	}
	post(file)
	tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Called && e.Method == "getFile" })
	post(said(file.ID+1, 8, "one"))
	if got := take(); got != "one" {
		t.Errorf("first %q", got)
	}
	close(gate)
	if got := take(); got != "" {
		t.Errorf("then %q", got)
	}
	for range 2 {
		if err := <-posted; err != nil {
			t.Error(err)
		}
	}
}
