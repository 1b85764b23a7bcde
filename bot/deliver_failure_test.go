package bot_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

// TestAFailedCallIsTriedAgain: nothing is lost, the order is kept, and only a
// call whose connection was cut after it was carried out may be repeated.
func TestAFailedCallIsTriedAgain(t *testing.T) {
	t.Parallel()
	once := []string{"one", "two"}
	tests := []struct {
		name    string
		failure simulator.Failure
		want    []string
	}{
		{"a fault of theirs", simulator.Failure{Code: 500}, once},
		{"a proxy's page", simulator.Failure{HTML: true}, once},
		{"a proxy's page with the code of a refusal", simulator.Failure{HTML: true, Code: 403}, once},
		{"cut before", simulator.Failure{CutBefore: true}, once},
		{"cut after", simulator.Failure{CutAfter: true}, []string{"one", "one", "two"}},
		{"too many requests", simulator.Failure{Code: 429, RetryAfter: time.Second}, once},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPost(t)
			olena, petro := p.user(1), p.user(2)
			tt.failure.ChatID = 1
			p.tg.Fail("sendMessage", 1, tt.failure)
			p.enqueue(moment, note(1, council.Reply, "one"), note(1, council.Reply, "two"), note(2, council.Reply, "other"))
			began := time.Now()
			p.run(p.sender())
			petro.Receive(t)
			other := time.Since(began)
			p.settle()
			if took := time.Since(began); took < time.Second || other > took {
				t.Errorf("tried again after %v, the other chat got its letter after %v", took, other)
			}
			if diff := cmp.Diff(tt.want, received(olena)); diff != "" {
				t.Errorf("received (-want +got):\n%s", diff)
			}
		})
	}
}

// TestADayOfTelegramsOwnErrorsEndsALetter, and the next of its address goes.
func TestADayOfTelegramsOwnErrorsEndsALetter(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	olena := p.user(1)
	p.tg.Fail("sendMessage", 1, simulator.Failure{Code: 500, ChatID: 1})
	p.enqueue(moment, note(1, council.Reply, "cursed"), note(1, council.Reply, "next"))
	p.column(`UPDATE lane SET failures = 1440 RETURNING id::text`)
	p.run(p.sender())
	p.settle()
	if diff := cmp.Diff([]string{"next"}, received(olena)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"failed", "sent"}, p.column(`SELECT state FROM outbox ORDER BY id`)); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

// TestWhoCannotBeReached: the account is marked, what waits for it is given up,
// somebody is told; others get theirs.
func TestWhoCannotBeReached(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		arrange func(p *post)
	}{
		{"blocked the bot", func(p *post) { p.user(1).Block() }},
		{"deleted the account", func(p *post) { p.user(1).Deactivate() }},
		{"never spoke to it", func(p *post) { p.tg.User(1, simulator.UserSpec{}) }},
		{"is unknown", func(*post) {}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPost(t)
			p.must(said(1, 1, "bind"))
			tt.arrange(p)
			petro := p.user(2)
			p.enqueue(moment, note(1, council.Urgent, "urgent"), note(1, council.Bulk, "bulk"), note(2, council.Urgent, "other"))
			p.run(p.sender())
			petro.Receive(t)
			p.settle()
			want := []string{"bound failed blocked", "urgent failed blocked", "bulk failed blocked", "other sent "}
			got := p.column(`SELECT concat(message->>'html', ' ', state, ' ', reason) FROM outbox ORDER BY id`)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("letters (-want +got):\n%s", diff)
			}
			if blocked := p.column(`SELECT telegram_id::text FROM account WHERE blocked_at = '2026-11-25 08:00Z'`); !cmp.Equal(blocked, []string{"1"}) {
				t.Errorf("blocked: %v", blocked)
			}
			if len(p.unreachable) != 1 || <-p.unreachable != 1 {
				t.Error("nobody, or somebody else, was told")
			}
		})
	}
}

// TestAnEdit that cannot be made any more becomes a new message; one that
// changes nothing is done.
func TestAnEdit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		text    string
		arrange func(p *post, u *simulator.User, screen int)
		want    []string
	}{
		{"changes the message", "new", func(*post, *simulator.User, int) {}, []string{"new"}},
		{"that changes nothing", "old", func(*post, *simulator.User, int) {}, []string{"old"}},
		{"of a deleted message", "new", func(_ *post, u *simulator.User, screen int) { u.Delete(screen) }, []string{"new"}},
		{"that is not allowed", "new", func(p *post, _ *simulator.User, _ int) {
			p.tg.Fail("editMessageText", 1, simulator.Failure{Code: 400, Description: "Bad Request: message can't be edited"})
		}, []string{"old", "new"}},
		{"of what is no message", "new", func(p *post, _ *simulator.User, _ int) {
			p.tg.Fail("editMessageText", 1, simulator.Failure{Code: 400, Description: "Bad Request: MESSAGE_ID_INVALID"})
		}, []string{"old", "new"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPost(t)
			olena := p.user(1)
			p.enqueue(moment, note(1, council.Reply, "old"))
			p.run(p.sender())
			screen := olena.Receive(t)
			tt.arrange(p, olena, screen.ID)
			edit := note(1, council.Reply, tt.text)
			edit.Message.Edit = screen.ID
			p.enqueue(moment, edit)
			p.settle()
			if diff := cmp.Diff(tt.want, received(olena)); diff != "" {
				t.Errorf("the chat (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"sent", "sent"}, p.column(`SELECT state FROM outbox WHERE message_id > 0 ORDER BY id`)); diff != "" {
				t.Errorf("letters (-want +got):\n%s", diff)
			}
		})
	}
}

// TestARefusedLetterIsGivenUp with Telegram's reason, and the next one leaves.
func TestARefusedLetterIsGivenUp(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	olena := p.user(1)
	p.tg.Fail("sendMessage", 1, simulator.Failure{Code: 400, Description: "Bad Request: message is too long"})
	p.enqueue(moment, note(1, council.Reply, "long"), note(1, council.Reply, "short"))
	p.run(p.sender())
	p.settle()
	if diff := cmp.Diff([]string{"short"}, received(olena)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Bad Request: message is too long"}, p.column(`SELECT reason FROM outbox WHERE state = 'failed'`)); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

// TestAKilledSendersLetterIsSentByAnother once its lease has run out.
func TestAKilledSendersLetterIsSentByAnother(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	olena := p.user(1)
	p.enqueue(moment, note(1, council.Reply, "one"), note(1, council.Reply, "two"))
	p.db.Lease = 300 * time.Millisecond
	if letters, err := p.db.Claim(t.Context(), 10, false, moment); len(letters) != 1 || err != nil {
		t.Fatalf("claimed %d, %v", len(letters), err)
	}
	p.run(p.sender())
	p.settle()
	if diff := cmp.Diff([]string{"one", "two"}, received(olena)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// flaky is an outbox whose fates cannot be written for a while.
type flaky struct {
	bot.Outbox
	failures atomic.Int32
}

func (f *flaky) Finish(ctx context.Context, fates []council.Fate, at time.Time) error {
	if f.failures.Add(-1) >= 0 {
		return errors.New("the database is away")
	}
	return f.Outbox.Finish(ctx, fates, at)
}

// TestAFateIsWrittenAfterAnOutage: a fate lost is a message repeated.
func TestAFateIsWrittenAfterAnOutage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		lease    time.Duration
		failures int32
		stopped  bool
	}{
		{"short", time.Minute, 3, false},
		{"longer than the lease", time.Second, 8, false}, // tried for two seconds and more
		{"while the sender is stopped", time.Minute, 3, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPost(t)
			olena := p.user(1)
			p.enqueue(moment, note(1, council.Reply, "one"))
			db := p.open()
			db.Lease = tt.lease
			outbox := &flaky{Outbox: db}
			outbox.failures.Store(tt.failures)
			s := p.sender()
			s.Outbox = outbox
			stop := p.run(s)
			olena.Receive(t)
			if tt.stopped {
				stop()
			}
			p.settle()
			if diff := cmp.Diff([]string{"one"}, received(olena)); diff != "" {
				t.Errorf("received (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTheOrganisersAreToldBeforeTheFateIsWritten: were the fate written first,
// a crash in between would leave them untold.
func TestTheOrganisersAreToldBeforeTheFateIsWritten(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.enqueue(moment, note(1, council.Reply, "one"))
	s := p.sender()
	state := make(chan string, 1)
	s.Unreachable = func(context.Context, int64) error {
		state <- p.column(`SELECT state FROM outbox`)[0]
		return errors.New("cannot be told")
	}
	p.run(s)
	if got := <-state; got != "waiting" {
		t.Errorf("told when the letter was %s", got)
	}
	p.settle()
}

var _ bot.Outbox = (*storage.DB)(nil)
