package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5/pgconn"

	"sereda/council"
	"sereda/storage"
)

// receive handles updates as the committer does.
func (m *mail) receive(at time.Time, received ...council.Received) {
	m.Helper()
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		var chats, ids []int64
		for _, r := range received {
			chats, ids = append(chats, r.ChatID), append(ids, r.UpdateID)
		}
		if _, err := tx.LockChats(ctx, chats, ids, nil, council.DateOf(moment)); err != nil {
			return err
		}
		tx.Record(received, at)
		return nil
	})
}

// TestTheChatsRowIsTheLock: an update that waits for another of its chat sees
// what that one did.
func TestTheChatsRowIsTheLock(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.receive(moment, council.Received{UpdateID: 1, ChatID: 7})
	second := make(chan council.Locked, 1)
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LockChats(ctx, []int64{7}, []int64{2}, nil, council.DateOf(moment)); err != nil {
			return err
		}
		go func() {
			var seen council.Locked
			err := m.db.InTx(t.Context(), func(tx *storage.Tx) (err error) {
				seen, err = tx.LockChats(t.Context(), []int64{7}, []int64{2, 3}, nil, council.DateOf(moment))
				return err
			})
			if err != nil {
				t.Error(err)
			}
			second <- seen
		}()
		eventually(t, "the second waits", func() bool {
			return one[int](m, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
		})
		tx.Record([]council.Received{{UpdateID: 2, ChatID: 7, Conversation: []byte("step")}}, moment)
		return nil
	})
	want := council.Locked{
		Chats: []council.Chat{{ID: 7, ConversationUpdate: 2}}, Handled: map[int64]bool{2: true}, Access: map[int64]council.Access{}}
	if diff := cmp.Diff(want, <-second); diff != "" {
		t.Errorf("the second saw (-want +got):\n%s", diff)
	}
}

func TestConversationsStandInTheirUpdatesRows(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.receive(moment,
		council.Received{UpdateID: 1, ChatID: 7, Conversation: []byte("first")},
		council.Received{UpdateID: 2, ChatID: 7, Conversation: []byte("second")},
		council.Received{UpdateID: 3, ChatID: 7},
		council.Received{UpdateID: 4, ChatID: 8, Conversation: []byte{}})
	var locked council.Locked
	var states map[int64][]byte
	m.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if locked, err = tx.LockChats(ctx, []int64{7, 8, 9}, nil, nil, council.DateOf(moment)); err != nil {
			return err
		}
		states, err = tx.ConversationsOf(ctx, []int64{2, 4})
		return err
	})
	if diff := cmp.Diff([]council.Chat{{ID: 7, ConversationUpdate: 2}, {ID: 8, ConversationUpdate: 4}, {ID: 9}}, locked.Chats); diff != "" {
		t.Errorf("chats (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int64][]byte{2: []byte("second"), 4: nil}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

// TestWhatIsPutAsideKeepsItsText whatever bytes it is made of.
func TestWhatIsPutAsideKeepsItsText(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.receive(moment, council.Received{UpdateID: 1, ChatID: 7, Problem: "bad \x00", Raw: "{\"a\":\"\xff\x00\"}"})
	got := [2]string{one[string](m, `SELECT problem FROM inbox`), one[string](m, `SELECT raw FROM inbox`)}
	if diff := cmp.Diff([2]string{"bad \uFFFD", "{\"a\":\"\uFFFD\uFFFD\"}"}, got); diff != "" {
		t.Errorf("row (-want +got):\n%s", diff)
	}
}

// TestWhatWasHandledLast is what the next start waits between.
func TestWhatWasHandledLast(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.receive(moment.Add(-time.Hour), council.Received{UpdateID: 1, ChatID: 7})
	m.receive(moment.Add(-time.Minute), council.Received{UpdateID: 5, ChatID: 7})
	m.receive(moment, council.Received{UpdateID: 8, ChatID: 8}, council.Received{UpdateID: 7, ChatID: 7})
	recent := func(since time.Time) []int64 {
		ids, err := m.db.RecentUpdates(t.Context(), since)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	among, err := m.db.HandledAmong(t.Context(), []int64{1, 2, 8})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(among)
	got := [][]int64{recent(moment.Add(-24 * time.Hour)), recent(moment.Add(time.Second)), among}
	if diff := cmp.Diff([][]int64{{8, 7, 5}, {}, {1, 8}}, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("handled (-want +got):\n%s", diff)
	}
}

func TestPruningTheInbox(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	old, young := moment.Add(-72*time.Hour), moment.Add(-time.Hour)
	m.receive(old,
		council.Received{UpdateID: 1, ChatID: 7, Conversation: []byte("left behind")},
		council.Received{UpdateID: 2, ChatID: 7},
		council.Received{UpdateID: 3, ChatID: 7, Conversation: []byte("stands")},
		council.Received{UpdateID: 4, ChatID: 7, Problem: "broken", Raw: "{}"})
	m.receive(young, council.Received{UpdateID: 5, ChatID: 7})
	if n, err := m.db.PruneInbox(t.Context(), moment.Add(-48*time.Hour)); n != 2 || err != nil {
		t.Errorf("pruned %d, %v", n, err)
	}
	left := one[[]int64](m, `SELECT array_agg(update_id ORDER BY update_id) FROM inbox`)
	if diff := cmp.Diff([]int64{3, 4, 5}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

// TestUnavailable: whether to wait, or to look for the fault in the question.
func TestUnavailable(t *testing.T) {
	t.Parallel()
	code := func(c string) error { return fmt.Errorf("ask: %w", &pgconn.PgError{Code: c}) }
	_, refused := pgconn.Connect(t.Context(), "host=/nowhere user=x database=x")
	tests := []struct {
		name string
		err  error
		want bool
	}{
		{"nothing wrong", nil, false},
		{"no server", refused, true},
		{"the server shuts down", code("57P01"), true},
		{"it crashed", code("57P02"), true},
		{"it starts", code("57P03"), true},
		{"too many connections", code("53300"), true},
		{"the disk is full", code("53100"), true},
		{"a standby", code("25006"), true},
		{"a deadlock, even repeatedly", code("40P01"), true},
		{"one statement cancelled", code("57014"), false},
		{"unique", code("23505"), false},
		{"a text with a null byte", code("22021"), false},
		{"a fault of ours", errors.New("nil map"), false},
		{"no time left", context.DeadlineExceeded, true},
	}
	for _, tt := range tests {
		if got := storage.Unavailable(tt.err); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
