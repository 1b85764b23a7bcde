package bot_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/council"
	"sereda/simulator"
)

// ledger is a database that only remembers what is enqueued.
type ledger struct{ enqueued []string }

func (l *ledger) InTx(_ context.Context, work func(tx *ledger) error) error { return work(l) }
func (*ledger) Unavailable(error) bool                                      { return false }
func (*ledger) LockChats(context.Context, []int64, []int64, []int64, council.Date) (council.Locked, error) {
	return council.Locked{Handled: map[int64]bool{}}, nil
}
func (*ledger) ConversationsOf(context.Context, []int64) (map[int64][]byte, error) { return nil, nil }
func (*ledger) AccessOf(context.Context, []int64, council.Date) (map[int64]council.Access, error) {
	return nil, nil
}
func (*ledger) Record([]council.Received, time.Time) {}
func (l *ledger) Post(_ context.Context, notices []council.Notice, _, _ time.Time, _ int) (func() []council.Letter, error) {
	for _, n := range notices {
		l.enqueued = append(l.enqueued, n.Message.HTML)
	}
	return func() []council.Letter { return nil }, nil
}

type forgetful struct{}

func (forgetful) Read(context.Context, []int64) map[int64]council.Remembered { return nil }
func (forgetful) Write(context.Context, map[int64]council.Remembered)        {}

// Sixty members check in within a second: what is committed together shows on
// each board once.
func TestBoardsFollowOnceForABatch(t *testing.T) {
	t.Parallel()
	l := &ledger{}
	c := &bot.Committer[*ledger]{
		Store: l, Conversations: forgetful{}, Clock: func() time.Time { return moment }, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
		Hold:      func(now time.Time) time.Time { return now },
		Committed: func(bot.Committed) {},
		Handle: func(_ context.Context, _ *ledger, u bot.Update) (council.Outcome, error) {
			return council.Outcome{Boards: []int64{7 + u.ID%2}, Notices: []council.Notice{{Message: council.Message{HTML: "reply"}}}}, nil
		},
		Boards: func(_ context.Context, _ *ledger, meetings []int64) ([]council.Notice, error) {
			var edits []council.Notice
			for range meetings {
				edits = append(edits, council.Notice{Message: council.Message{HTML: "board"}})
			}
			return edits, nil
		},
	}
	var updates []bot.Update
	for id := int64(1); id <= 4; id++ {
		updates = append(updates, bot.Update{ID: id, ChatID: id, From: id, Model: &models.Update{ID: id}})
	}
	if err := c.Commit(t.Context(), updates); err != nil {
		t.Fatal(err)
	}
	want := []string{"reply", "reply", "reply", "reply", "board", "board"}
	if diff := cmp.Diff(want, l.enqueued); diff != "" {
		t.Error(diff)
	}
}

// Who deleted a board does not get it back with every press of others; a
// screen of one's own comes anew.
func TestADeletedBoardStaysDeleted(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	person(tg, 7)
	edit := func(id int64, live bool) council.Letter {
		return council.Letter{ID: id, ChatID: 7, Message: council.Message{HTML: "облік", Edit: 999, Live: live}}
	}
	o := &outbox{letters: []council.Letter{edit(1, true), edit(2, false)}}
	o.deliver(t, tg)
	type fate struct {
		Ending council.Ending
		Gone   bool
	}
	var fates []fate
	for _, f := range o.fates {
		fates = append(fates, fate{f.Ending, f.Gone})
	}
	if diff := cmp.Diff([]fate{{council.Failed, true}, {council.Sent, false}}, fates); diff != "" {
		t.Error(diff)
	}
}
