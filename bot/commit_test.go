package bot_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/council"
	"sereda/storage"
)

func TestEverythingOfAnUpdateIsOneTransaction(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "one"), pressed(2, 7, "two"), said(3, 8, "three"))
	want := result{
		Deeds:   []string{"one", "two", "three"},
		Replies: []string{`7: one after ""`, `7: two after "one"`, `8: three after ""`},
		Answers: []string{"query 2 ok"},
		Aside:   []string{}, Inbox: 3,
	}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("after the commit (-want +got):\n%s", diff)
	}
	told := []bot.Committed{{Answers: l.answers, Replies: true, Updates: 3}}
	if diff := cmp.Diff(told, l.commits); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// TestTheCommitTellsOfAPlanToBeSpread: its own, and no other's.
func TestTheCommitTellsOfAPlanToBeSpread(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "one"), said(2, 8, "agree"))
	l.must(said(3, 7, "three"))
	told := []bot.Committed{{Replies: true, Spreads: true, Papers: true, Updates: 2}, {Replies: true, Updates: 1}}
	if diff := cmp.Diff(told, l.commits); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestARedeliveredUpdateDoesNothingAndItsButtonIsAnswered(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "one"), pressed(2, 7, "two"))
	first := l.result()
	l.must(pressed(2, 7, "two"), said(1, 7, "one"), said(1, 7, "one"))
	first.Answers = append(first.Answers, "query 2")
	if diff := cmp.Diff(first, l.result()); diff != "" {
		t.Errorf("after the repetition (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"one", "two"}, l.handled()); diff != "" {
		t.Errorf("handled (-want +got):\n%s", diff)
	}
}

func TestTheSameUpdateTwiceInABatch(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "one"), said(1, 7, "one"))
	if diff := cmp.Diff([]string{"one"}, l.handled()); diff != "" {
		t.Errorf("handled (-want +got):\n%s", diff)
	}
}

// TestOneFailingUpdateIsPutAsideAlone: the others of its batch are handled, in
// order; its person is told the number, its button is let go.
func TestOneFailingUpdateIsPutAsideAlone(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.fails["broken"] = -1
	l.must(said(1, 7, "one"), said(2, 8, "broken"), said(3, 7, "three"), pressed(4, 8, "broken"), said(5, 8, "five"))
	want := result{
		Deeds:   []string{"one", "three", "five"},
		Replies: []string{`7: one after ""`, `8: sorry 2`, `7: three after "one"`, `8: sorry 4`, `8: five after ""`},
		Answers: []string{"query 4"},
		Aside:   []string{`2: update 2: a fault: {"text":"broken"}`, `4: update 4: a fault: {}`},
		Inbox:   5,
	}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("after the commit (-want +got):\n%s", diff)
	}
	aside := 0
	for _, c := range l.commits {
		aside += c.PutAside
	}
	if aside != 2 {
		t.Errorf("counted %d put aside", aside)
	}
}

func TestAPassingFaultIsTriedAgain(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.fails["slow"] = 2 // in the batch, and once alone
	l.must(said(1, 7, "slow"), said(2, 7, "two"))
	want := result{Deeds: []string{"slow", "two"}, Replies: []string{`7: slow after ""`, `7: two after "slow"`}, Aside: []string{}, Inbox: 2}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("after the commit (-want +got):\n%s", diff)
	}
}

func TestAPanicIsAFaultLikeAnyOther(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "panic"), said(2, 7, "two"))
	want := result{
		Deeds: []string{"two"}, Replies: []string{`7: sorry 1`, `7: two after ""`},
		Aside: []string{`1: update 1: panic: nil map: {"text":"panic"}`}, Inbox: 2,
	}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("after the commit (-want +got):\n%s", diff)
	}
}

func TestARefusalUndoesTheUpdateAndTellsWhy(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "one"), pressed(2, 7, "refuse"), said(3, 7, "three"))
	want := result{
		Deeds:   []string{"one", "three"},
		Replies: []string{`7: one after ""`, `7: refused`, `7: three after "one"`},
		Answers: []string{"query 2 no"}, Aside: []string{}, Inbox: 3,
	}
	if diff := cmp.Diff(want, l.result()); diff != "" {
		t.Errorf("after the commit (-want +got):\n%s", diff)
	}
}

// TestWhenNobodyCanBeToldItIsPutAsideAllTheSame: an update that cannot be
// decoded must not stop the others because telling of it fails.
func TestWhenNobodyCanBeToldItIsPutAsideAllTheSame(t *testing.T) {
	t.Parallel()
	faults := map[string]func() error{
		"an error": func() error { return errors.New("no administrators") },
		"a panic":  func() error { panic("nil map") },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLine(t)
			l.PutAside = func(context.Context, *storage.Tx, bot.Update) (council.Outcome, error) {
				return council.Outcome{}, fault()
			}
			l.must(bot.Update{ID: 1, ChatID: 7, Problem: "cannot be decoded", Raw: []byte(`{}`)}, said(2, 7, "two"))
			if got := l.result(); len(got.Aside) != 1 || !cmp.Equal(got.Deeds, []string{"two"}) {
				t.Errorf("result: %+v", got)
			}
		})
	}
}

// TestRolesAreReadAnewWhenTheyChange: what one update grants, the next of the
// same batch may use.
func TestRolesAreReadAnewWhenTheyChange(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	l.must(said(1, 7, "who"), said(2, 7, "bind"), said(3, 7, "who"))
	if diff := cmp.Diff([]string{"7: you are ", "7: bound", "7: you are Ткач"}, l.result().Replies); diff != "" {
		t.Errorf("replies (-want +got):\n%s", diff)
	}
}

// TestWhileTheDatabaseIsAwayNothingHappens: its connections die while an update
// is handled. Given again, everything happens once and in order.
func TestWhileTheDatabaseIsAwayNothingHappens(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	away := true
	l.before = func(text string) {
		if text == "two" && away {
			away = false
			l.column(`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		}
	}
	batch := []bot.Update{said(1, 7, "one"), pressed(2, 7, "two"), said(3, 7, "three")}
	if err := l.Commit(t.Context(), batch); !storage.Unavailable(err) {
		t.Fatalf("committed without a database: %v", err)
	}
	nothing := result{Deeds: []string{}, Replies: []string{}, Aside: []string{}}
	if diff := cmp.Diff(nothing, l.result()); diff != "" {
		t.Errorf("during the outage (-want +got):\n%s", diff)
	}
	l.must(batch...)
	if diff := cmp.Diff([]string{"one", "two", "three"}, l.result().Deeds); diff != "" {
		t.Errorf("after the outage (-want +got):\n%s", diff)
	}
}

// TestAStoppedCommitterLeavesUpdatesToTelegram: the end of the context is no
// fault of an update.
func TestAStoppedCommitterLeavesUpdatesToTelegram(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	ctx, stop := context.WithCancel(t.Context())
	l.before = func(string) { stop() }
	if err := l.Commit(ctx, []bot.Update{said(1, 7, "one")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	if got := l.result(); got.Inbox != 0 || len(got.Deeds) != 0 {
		t.Errorf("result: %+v", got)
	}
}

// TestReplicasKeepTheOrderOfAChat: two committers on one database get updates
// of many chats, some of them twice.
func TestReplicasKeepTheOrderOfAChat(t *testing.T) {
	t.Parallel()
	l := newLine(t)
	other := l.committer(l.open())
	var batches [][]bot.Update
	for round := range int64(10) {
		var batch []bot.Update
		for chat := range int64(5) {
			batch = append(batch, said(1+10*round+chat, 5-chat, fmt.Sprint(round)))
		}
		batches = append(batches, batch)
	}
	for _, batch := range batches {
		done := make(chan error, 1)
		go func() { done <- other.Commit(t.Context(), batch) }()
		l.must(batch...)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	for chat := range 5 {
		var want []string
		for round := range 10 {
			before := ""
			if round > 0 {
				before = fmt.Sprint(round - 1)
			}
			want = append(want, fmt.Sprintf("%d after %q", round, before))
		}
		got := l.column(fmt.Sprintf(`SELECT message->>'html' FROM outbox JOIN lane ON lane.id = lane_id WHERE address = '%d' ORDER BY outbox.id`, chat+1))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("chat %d (-want +got):\n%s", chat+1, diff)
		}
	}
}

var _ bot.Conversations = (*memory)(nil)
var _ bot.Conversations = (*storage.Redis)(nil)
