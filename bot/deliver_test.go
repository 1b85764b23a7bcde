package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

// post is a line with Telegram behind it, and senders that tests start.
type post struct {
	*line
	tg  *simulator.Server
	now atomic.Pointer[time.Time] // the council's

	unreachable chan int64
	endings     chan []council.Fate
}

func newPost(t *testing.T) *post {
	t.Helper()
	p := &post{line: newLine(t), tg: simulator.Run(t, simulator.Options{}),
		unreachable: make(chan int64, 100), endings: make(chan []council.Fate, 1000)}
	p.now.Store(&moment)
	return p
}

// free lets every mass message leave at once.
type free struct{}

func (free) Wait(ctx context.Context) error { return ctx.Err() }

// sender is one with its own connections; it does not run yet.
func (p *post) sender() *bot.Sender {
	client := bot.NewClient(p.tg.URL(), p.tg.Token())
	p.Cleanup(client.Close)
	s := &bot.Sender{
		Client: client, Outbox: p.open(), Limiter: free{}, Clock: func() time.Time { return *p.now.Load() },
		Unreachable: func(_ context.Context, chat int64) error { p.unreachable <- chat; return nil },
		Ended:       func(fates []council.Fate) { p.endings <- fates },
		Log:         slog.New(slog.DiscardHandler),
	}
	s.Prepare()
	return s
}

// run starts a sender; stop ends it and waits, as the test's end does.
func (p *post) run(s *bot.Sender) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(p.Context()))
	ended := make(chan struct{})
	go func() { s.Run(ctx); close(ended) }()
	stop = func() { cancel(); <-ended }
	p.Cleanup(stop)
	return stop
}

// user is a person who has started the bot.
func (p *post) user(id int64) *simulator.User {
	u := p.tg.User(id, simulator.UserSpec{})
	u.Start("")
	return u
}

func note(chat int64, class council.Class, text string) council.Notice {
	return council.Notice{ChatID: chat, Class: class, Message: council.Message{HTML: text}}
}

// enqueue writes notices; bulk waits until hold.
func (p *post) enqueue(hold time.Time, notices ...council.Notice) {
	p.Helper()
	err := p.db.InTx(p.Context(), func(tx *storage.Tx) error {
		_, err := tx.Enqueue(p.Context(), notices, moment, hold)
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
}

// settle waits until nothing waits in the outbox any more.
func (p *post) settle() {
	p.Helper()
	late := time.After(20 * time.Second)
	for len(p.column(`SELECT id::text FROM outbox WHERE state = 'waiting'`)) > 0 || p.column(`SELECT coalesce(sum(waiting), 0)::text FROM lane`)[0] != "0" {
		select {
		case <-p.endings:
		case <-late:
			p.Fatalf("letters wait: %v; lanes: %v", p.column(`SELECT message::text FROM outbox WHERE state = 'waiting'`), p.column(`SELECT lane::text FROM lane`))
		}
	}
}

// texts are the bot's messages in a person's chat.
func received(u *simulator.User) []string {
	var all []string
	for _, m := range u.Messages() {
		if m.From.IsBot {
			all = append(all, m.Text)
		}
	}
	return all
}

func TestLettersLeaveInOrderAndChatsDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	slow, quick := p.user(1), p.user(2)
	gate := make(chan struct{})
	p.tg.Fail("sendMessage", 1, simulator.Failure{Gate: gate, ChatID: 1})
	p.enqueue(moment, note(1, council.Reply, "a"), note(1, council.Reply, "b"), note(2, council.Reply, "a"), note(2, council.Reply, "b"), note(1, council.Reply, "c"))
	p.run(p.sender())
	quick.Receive(t)
	quick.Receive(t)
	if got := received(slow); len(got) > 0 {
		t.Errorf("past the gate: %v", got)
	}
	close(gate)
	p.settle()
	want := [][]string{{"a", "b", "c"}, {"a", "b"}}
	if diff := cmp.Diff(want, [][]string{received(slow), received(quick)}); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	ids := p.column(`SELECT message_id::text FROM outbox WHERE state = 'sent' AND sent_at IS NOT NULL`)
	if len(ids) != 5 {
		t.Errorf("sent with message ids %v", ids)
	}
}

// closed lets no mass message leave.
type closed struct{}

func (closed) Wait(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

// TestAReplyOvertakesABroadcast: even one that is claimed and waits for the
// limit of mass messages. Stopping the sender does not lose it.
func TestAReplyOvertakesABroadcast(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	var broadcast []council.Notice
	for chat := range int64(50) {
		p.user(1 + chat)
		broadcast = append(broadcast, note(1+chat, council.Bulk, "bulk"))
	}
	olena := p.user(99)
	p.enqueue(moment, broadcast...)
	s := p.sender()
	s.Limiter = closed{}
	stop := p.run(s)
	p.enqueue(moment, note(99, council.Reply, "reply"))
	if m := olena.Receive(t); m.Text != "reply" {
		t.Errorf("received %q", m.Text)
	}
	stop()
	p.run(p.sender())
	p.settle()
	if n := p.tg.Counts()["sendMessage"]; n != (simulator.Count{OK: 51}) {
		t.Errorf("calls: %+v", n)
	}
}

// TestABroadcastStandsInTheWayOfOneChat: of those it is for, everybody but the
// one who is next gets their answer first.
func TestABroadcastStandsInTheWayOfOneChat(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	const chats = 20
	var broadcast, replies []council.Notice
	for chat := range int64(chats) {
		p.user(1 + chat)
		broadcast = append(broadcast, note(1+chat, council.Bulk, "bulk"))
		replies = append(replies, note(1+chat, council.Reply, "reply"))
	}
	p.enqueue(moment, broadcast...)
	s := p.sender()
	line := standing{came: make(chan struct{}, chats)}
	s.Limiter = line
	stop := p.run(s)
	<-line.came
	p.enqueue(moment, replies...)
	for answered := 0; answered < chats-1; answered += len(<-p.endings) {
	}
	if more := len(line.came); more > 0 {
		t.Errorf("%d more letters wait for the limit", more)
	}
	stop()
	p.run(p.sender())
	p.settle()
	got := map[string]int{}
	for chat := range int64(chats) {
		got[strings.Join(received(p.tg.User(1+chat, simulator.UserSpec{})), " ")]++
	}
	if diff := cmp.Diff(map[string]int{"reply bulk": chats}, got); diff != "" {
		t.Errorf("what chats received (-want +got):\n%s", diff)
	}
}

// standing lets no mass message leave, and tells who comes to wait.
type standing struct{ came chan struct{} }

func (s standing) Wait(ctx context.Context) error {
	s.came <- struct{}{}
	<-ctx.Done()
	return ctx.Err()
}

// TestHeldBulkLeavesWhenTheCouncilsClockPasses and never blocks a reply.
func TestHeldBulkLeavesWhenTheCouncilsClockPasses(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	olena := p.user(1)
	morning := moment.Add(12 * time.Hour)
	p.enqueue(morning, note(1, council.Bulk, "held"))
	p.enqueue(morning, note(1, council.Reply, "reply"))
	p.run(p.sender())
	if m := olena.Receive(t); m.Text != "reply" {
		t.Errorf("at night: %q", m.Text)
	}
	p.now.Store(&morning)
	if m := olena.Receive(t); m.Text != "held" {
		t.Errorf("in the morning: %q", m.Text)
	}
	p.settle()
}

// TestTwoSendersNeverSendALetterTwice: each with connections of its own.
func TestTwoSendersNeverSendALetterTwice(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	var notices []council.Notice
	var want []string
	for n := range 8 {
		want = append(want, fmt.Sprint(n))
		for chat := range int64(20) {
			notices = append(notices, note(1+chat, council.Class(n%2), fmt.Sprint(n)))
		}
	}
	slices.SortStableFunc(want, func(a, b string) int { return int(a[0]-'0')%2 - int(b[0]-'0')%2 })
	var people []*simulator.User
	for chat := range int64(20) {
		people = append(people, p.user(1+chat))
	}
	p.enqueue(moment, notices...)
	p.run(p.sender())
	p.run(p.sender())
	p.settle()
	for _, u := range people {
		if diff := cmp.Diff(want, received(u)); diff != "" {
			t.Errorf("chat %d (-want +got):\n%s", u.ID(), diff)
		}
	}
}

// TestSendersShareTheBulkLimit through Redis.
func TestSendersShareTheBulkLimit(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	var notices []council.Notice
	for chat := range int64(30) {
		p.user(1 + chat)
		notices = append(notices, note(1+chat, council.Bulk, "bulk"))
	}
	p.enqueue(moment, notices...)
	server := miniredis.RunT(t)
	began := time.Now()
	for range 2 {
		redis, err := storage.OpenRedis("redis://"+server.Addr(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { redis.Close() })
		s := p.sender()
		s.Limiter = storage.NewLimiter(redis, 40)
		p.run(s)
	}
	p.settle()
	if took, least := time.Since(began), 500*time.Millisecond; took < least {
		t.Errorf("30 messages took %v, want at least %v", took, least)
	}
}

// TestAStoppedSenderWaitsForItsCalls and writes their fates.
func TestAStoppedSenderWaitsForItsCalls(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.user(1)
	gate := make(chan struct{})
	p.tg.Fail("sendMessage", 1, simulator.Failure{Gate: gate})
	p.enqueue(moment, note(1, council.Reply, "under way"))
	mark := p.tg.Mark()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	s := p.sender()
	go func() { s.Run(ctx); close(ended) }()
	p.tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	cancel()
	close(gate)
	<-ended
	if diff := cmp.Diff([]string{"sent"}, p.column(`SELECT state FROM outbox`)); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
}
