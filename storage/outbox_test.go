package storage_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// morning is when what is held at the moment of these tests may leave.
var morning = moment.Add(12 * time.Hour)

func TestOrderWithinAnAddressAndClass(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(1, council.Bulk, "bulk 1"), note(1, council.Urgent, "urgent 1"), note(1, council.Reply, "reply 1"))
	m.enqueue(moment, note(1, council.Reply, "reply 2"), note(1, council.Bulk, "bulk 2"), note(1, council.Urgent, "urgent 2"))
	want := []string{"reply 1", "reply 2", "urgent 1", "urgent 2", "bulk 1", "bulk 2"}
	if diff := cmp.Diff(want, m.drain(moment)); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if n := m.waiting(); n != 0 {
		t.Errorf("the counters end at %d", n)
	}
}

func TestOneLetterOfAnAddressAtATime(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(1, council.Reply, "first"), note(1, council.Reply, "second"))
	first := m.claimOne(false, moment)
	if more := m.claim(false, moment); len(more) != 0 {
		t.Fatalf("claimed %q before the first was done", more[0].Message.HTML)
	}
	m.finish(council.Fate{Letter: first})
	if second := m.claimOne(false, moment); second.Message.HTML != "second" {
		t.Errorf("then came %q", second.Message.HTML)
	}
}

func TestHeldBulkNeverBlocksAReply(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(morning, note(1, council.Bulk, "held"))
	if n := len(m.claim(true, moment)); n != 0 {
		t.Fatal("sent in quiet hours")
	}
	m.enqueue(morning, note(1, council.Reply, "reply"), note(1, council.Urgent, "urgent"))
	if diff := cmp.Diff([]string{"reply", "urgent"}, m.drain(moment)); diff != "" {
		t.Errorf("at night (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string(nil), m.drain(morning.Add(-time.Second))); diff != "" {
		t.Errorf("a second before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"held"}, m.drain(morning)); diff != "" {
		t.Errorf("in the morning (-want +got):\n%s", diff)
	}
}

func TestARetryMovesItsLaneAndNothingElse(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(1, council.Reply, "slow"), note(2, council.Reply, "first"), note(2, council.Reply, "second"))
	for _, l := range m.claim(false, moment) {
		if l.ChatID == 1 {
			m.finish(council.Fate{Letter: l, Ending: council.Retry, After: time.Hour})
		} else {
			m.finish(council.Fate{Letter: l})
		}
	}
	if l := m.claimOne(false, moment); l.Message.HTML != "second" {
		t.Errorf("then came %q", l.Message.HTML)
	}
	ahead := one[float64](m, `SELECT extract(epoch FROM next_at - now())::float8 FROM lane WHERE address = '1'`)
	if ahead < 3500 || ahead > 3600 {
		t.Errorf("the lane waits %v s, want an hour", ahead)
	}
	// A new reply must not wake a lane that Telegram told to wait.
	m.enqueue(moment, note(1, council.Reply, "impatient"))
	if n := len(m.claim(false, moment)); n != 0 {
		t.Error("429 was not obeyed")
	}
}

func TestABlockedAccountGetsNothingMore(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	gone, other := m.bound("Ткач", 1), m.bound("Бойчук", 2)
	m.enqueue(morning,
		council.Notice{PersonID: gone.ID, Class: council.Urgent, Message: council.Message{HTML: "first"}},
		council.Notice{PersonID: gone.ID, Class: council.Urgent, Message: council.Message{HTML: "waiting"}},
		council.Notice{PersonID: gone.ID, Class: council.Bulk, Message: council.Message{HTML: "held"}},
		council.Notice{PersonID: other.ID, Class: council.Urgent, Message: council.Message{HTML: "other"}})
	for _, l := range m.claim(false, moment) {
		if l.ChatID == 1 {
			m.finish(council.Fate{Letter: l, Ending: council.Failed, Reason: "blocked", Blocked: true})
		} else {
			m.finish(council.Fate{Letter: l})
		}
	}
	m.enqueue(moment, council.Notice{PersonID: gone.ID, Class: council.Bulk, Message: council.Message{HTML: "later"}})
	want := []letterRow{
		{"first", "failed", "blocked"}, {"waiting", "failed", "blocked"}, {"held", "failed", "blocked"},
		{"other", "sent", ""}, {"later", "failed", "blocked"},
	}
	if diff := cmp.Diff(want, m.letters()); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
	if blocked := one[[]int64](m, `SELECT array_agg(telegram_id) FROM account WHERE blocked_at = $1`, moment); !slices.Equal(blocked, []int64{1}) {
		t.Errorf("blocked accounts: %v", blocked)
	}
	if n := m.waiting(); n != 0 {
		t.Errorf("the counters end at %d", n)
	}
}

// TestWhoSpeaksIsReachable: a first /start says nothing of being unblocked, and
// what says so may come after it.
func TestWhoSpeaksIsReachable(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	p := m.bound("Ткач", 1)
	// As every update of theirs does, before and after the block.
	speak := func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.LockChats(ctx, []int64{1}, nil, []int64{1}, council.DateOf(moment))
		return err
	}
	m.do(speak)
	m.do(func(ctx context.Context, tx *storage.Tx) error { return tx.SetBlocked(ctx, 1, moment) })
	// A screen that others' presses change is no word of its viewer.
	m.enqueue(moment, council.Notice{PersonID: p.ID, ChatID: 1, Message: council.Message{HTML: "board", Edit: 7, Live: true}})
	if diff := cmp.Diff([]letterRow{{"board", "failed", "blocked"}}, m.letters()); diff != "" {
		t.Errorf("a board (-want +got):\n%s", diff)
	}
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := speak(ctx, tx); err != nil {
			return err
		}
		reply := council.Notice{PersonID: p.ID, ChatID: 1, Message: council.Message{HTML: "reply"}}
		_, err := tx.Enqueue(ctx, []council.Notice{reply}, moment, moment)
		return err
	})
	m.enqueue(moment, council.Notice{PersonID: p.ID, Class: council.Bulk, Message: council.Message{HTML: "bulk"}})
	if diff := cmp.Diff([]string{"reply", "bulk"}, m.drain(moment)); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

func TestWhoHasNoAccountIsOnTheListOfWhoWasTold(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	p := m.person("Ткач")
	if n := m.enqueue(moment, council.Notice{PersonID: p.ID, Class: council.Bulk, Key: "k", Message: council.Message{HTML: "text"}}); n != 1 {
		t.Errorf("%d rows", n)
	}
	if diff := cmp.Diff([]letterRow{{"text", "failed", "no account"}}, m.letters()); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
}

func TestNothingIsToldTwice(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	twice := func(text string) council.Notice {
		n := note(1, council.Urgent, text)
		n.Key = "remind:7"
		return n
	}
	if n := m.enqueue(moment, twice("one"), twice("two")); n != 1 {
		t.Errorf("in one breath: %d rows", n)
	}
	if n := m.enqueue(moment, twice("three"), note(1, council.Urgent, "other")); n != 1 {
		t.Errorf("while it waits: %d rows", n)
	}
	want := []string{"one", "other"}
	if diff := cmp.Diff(want, m.drain(moment)); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if n := m.enqueue(moment, twice("four")); n != 0 {
		t.Errorf("after it was sent: %d rows", n)
	}
}

// TestAKilledSendersLettersAreClaimedAgain: and when it was only slow, it does
// not disturb who took over.
func TestAKilledSendersLettersAreClaimedAgain(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(1, council.Reply, "letter"), note(1, council.Reply, "next"))
	m.db.Lease = -time.Second // is over at once
	late := m.claimOne(false, moment)
	m.db.Lease = time.Hour
	heir := m.claimOne(false, moment)
	if diff := cmp.Diff(late.Message, heir.Message); diff != "" || heir.Fence <= late.Fence {
		t.Fatalf("claimed again with fence %d after %d (-late +heir):\n%s", heir.Fence, late.Fence, diff)
	}
	lease := func() string { return one[string](m, `SELECT next_at::text || failures FROM lane`) }
	before := lease()
	m.finish(council.Fate{Letter: late, Ending: council.Retry, After: 2 * time.Hour})
	m.finish(council.Fate{Letter: late, MessageID: 10})
	if after := lease(); after != before {
		t.Errorf("the late one moved the lane from %s to %s", before, after)
	}
	m.finish(council.Fate{Letter: heir, MessageID: 11})
	if id := one[int64](m, `SELECT message_id FROM outbox WHERE id = $1`, heir.ID); id != 10 {
		t.Errorf("the fate written first is overwritten: message %d", id)
	}
	if n := m.waiting(); n != 1 {
		t.Errorf("%d wait, want the next one alone", n)
	}
	if diff := cmp.Diff([]string{"next"}, m.drain(moment)); diff != "" {
		t.Errorf("then (-want +got):\n%s", diff)
	}
}

func TestSendersAtOnceClaimNothingTwice(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	var notices []council.Notice
	for chat := range int64(40) {
		for n := range 5 {
			notices = append(notices, note(chat+1, council.Reply, fmt.Sprint(n)))
		}
	}
	m.enqueue(moment, notices...)
	var mu sync.Mutex
	texts := map[int64][]string{} // by chat
	count := 0
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for {
				letters, err := m.db.Claim(t.Context(), 7, false, moment)
				if err != nil {
					t.Error(err)
					return
				}
				var fates []council.Fate
				mu.Lock()
				for _, l := range letters {
					texts[l.ChatID] = append(texts[l.ChatID], l.Message.HTML)
					count++
					fates = append(fates, council.Fate{Letter: l})
				}
				all := count >= len(notices)
				mu.Unlock()
				if err := m.db.Finish(t.Context(), fates, moment); err != nil {
					t.Error(err)
				}
				if all {
					return
				}
			}
		})
	}
	senders.Wait()
	for chat, got := range texts {
		if diff := cmp.Diff([]string{"0", "1", "2", "3", "4"}, got); diff != "" {
			t.Errorf("chat %d (-want +got):\n%s", chat, diff)
		}
	}
	if n := m.waiting(); n != 0 {
		t.Errorf("the counters end at %d", n)
	}
}

// TestAChatsPace: a person who taps quickly waits for nothing; a flood to one
// chat is slowed to one a second.
func TestAChatsPace(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	var flood []council.Notice
	for range 60 {
		flood = append(flood, note(1, council.Reply, "text"))
	}
	m.enqueue(moment, flood...)
	if sent := len(m.drain(moment)); sent < 30 || sent > 45 {
		t.Errorf("%d left at once, want about 30", sent)
	}
}

func TestWaitingLetters(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(morning, note(1, council.Reply, "now"), note(2, council.Bulk, "held"))
	for at, want := range map[time.Time]int{moment: 1, morning: 2} {
		if got, err := m.db.WaitingLetters(t.Context(), at); got != want || err != nil {
			t.Errorf("at %v: %d, %v; want %d", at, got, err, want)
		}
	}
}

// TestAReasonFromOutside: what Telegram says must never keep a fate from being
// written.
func TestAReasonFromOutside(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(1, council.Reply, "text"))
	m.finish(council.Fate{Letter: m.claimOne(false, moment), Ending: council.Failed, Reason: "Bad\x00Request\xff"})
	if diff := cmp.Diff([]letterRow{{"text", "failed", "Bad\uFFFDRequest\uFFFD"}}, m.letters()); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
}

func TestASecretIsForgottenOnceItIsSent(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	secret, plain := note(1, council.Reply, "https://example.org/secret"), note(1, council.Reply, "привіт")
	secret.Message.Secret = true
	m.enqueue(moment, secret, plain)
	kept := func() (secrets, plains int) {
		t.Helper()
		err := m.sql.QueryRow(t.Context(), `
			SELECT count(*) FILTER (WHERE message::text LIKE '%secret%'), count(*) FILTER (WHERE message::text LIKE '%привіт%')
			FROM outbox`).Scan(&secrets, &plains)
		if err != nil {
			t.Fatal(err)
		}
		return secrets, plains
	}
	if secrets, plains := kept(); secrets != 1 || plains != 1 {
		t.Errorf("waiting: %d, %d", secrets, plains)
	}
	for range 2 {
		if err := m.db.Finish(t.Context(), []council.Fate{{Letter: m.claimOne(false, moment), Ending: council.Sent, MessageID: 5}}, moment); err != nil {
			t.Fatal(err)
		}
	}
	if secrets, plains := kept(); secrets != 0 || plains != 1 {
		t.Errorf("sent: %d, %d", secrets, plains)
	}
}
