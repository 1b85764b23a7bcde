package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/storage"
)

// post writes notices with the commit, claiming for up to room lanes, and
// returns the texts of the letters it claimed.
func (m *mail) post(room int, notices ...council.Notice) (letters []council.Letter, texts []string) {
	m.Helper()
	var claimed func() []council.Letter
	m.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		claimed, err = tx.Post(ctx, notices, moment, moment, room)
		return err
	})
	for _, l := range claimed() {
		texts = append(texts, l.Message.HTML)
	}
	return claimed(), texts
}

func TestWhatIsPostedIsClaimedWhereItsLaneIsIdle(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.enqueue(moment, note(3, council.Reply, "earlier"))
	letters, texts := m.post(10,
		note(1, council.Reply, "first"), note(1, council.Reply, "second"),
		note(2, council.Bulk, "bulk"), note(3, council.Reply, "later"))
	if diff := cmp.Diff([]string{"first"}, texts); diff != "" {
		t.Fatalf("claimed (-want +got):\n%s", diff)
	}
	if l := m.claimOne(false, moment); l.Message.HTML != "earlier" {
		t.Errorf("claimed %q of another, want the letter that waited", l.Message.HTML)
	}
	m.finish(council.Fate{Letter: letters[0], MessageID: 1})
	if l := m.claimOne(false, moment); l.Message.HTML != "second" {
		t.Errorf("after the first came %q", l.Message.HTML)
	}
}

func TestNoMoreIsClaimedThanThereIsRoomFor(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	if _, texts := m.post(1, note(1, council.Reply, "one"), note(2, council.Reply, "two")); len(texts) != 1 {
		t.Errorf("claimed %v with room for one", texts)
	}
	if l := m.claimOne(false, moment); l.Message.HTML != "two" {
		t.Errorf("left to others: %q", l.Message.HTML)
	}
	if _, texts := m.post(0, note(3, council.Reply, "three")); len(texts) != 0 {
		t.Errorf("claimed %v with no room", texts)
	}
}

// TestAnErrorPassedOverUndoesEverything: Postgres has given the transaction up,
// whatever its work says.
func TestAnErrorPassedOverUndoesEverything(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	err := m.db.InTx(t.Context(), func(tx *storage.Tx) error {
		if _, err := tx.Enqueue(t.Context(), []council.Notice{note(1, council.Reply, "lost")}, moment, moment); err != nil {
			return err
		}
		_, err := tx.Bind(t.Context(), 7, 404, moment) // nobody has that number
		if err == nil {
			t.Error("bound to nobody")
		}
		return nil
	})
	if !errors.Is(err, pgx.ErrTxCommitRollback) {
		t.Errorf("committed: %v", err)
	}
	if diff := cmp.Diff([]letterRow{}, m.letters()); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
}

func TestWhatIsLeftForTheCommitIsUndoneWithIt(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	refused := errors.New("refused")
	err := m.db.InTx(t.Context(), func(tx *storage.Tx) error {
		tx.Record([]council.Received{{UpdateID: 1, ChatID: 7}}, moment)
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("ended with %v", err)
	}
	m.do(func(_ context.Context, tx *storage.Tx) error {
		tx.Record([]council.Received{{UpdateID: 2, ChatID: 7}}, moment)
		return nil
	})
	err = m.db.InTx(t.Context(), func(tx *storage.Tx) error {
		tx.Record([]council.Received{{UpdateID: 3, ChatID: 7}, {UpdateID: 2, ChatID: 7}}, moment)
		return nil
	})
	if err == nil {
		t.Error("the same update was recorded twice")
	}
	if n := one[int](m, `SELECT count(*)::int FROM inbox`); n != 1 {
		t.Errorf("%d updates recorded, want one", n)
	}
}
