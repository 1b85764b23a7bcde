package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestWhatAMessageMade(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	u := d.unit("Культура")
	author := d.person("Автор")
	from := func(message, line int, text string) council.Entry {
		return council.Entry{Kind: council.ToBeAnnounced, Title: text,
			Source: council.Source{ChatID: 101, MessageID: message, Line: line, Text: text, Read: 7}}
	}
	made := func(message int) (council.Made, error) {
		var m council.Made
		err := d.try(func(ctx context.Context, tx *storage.Tx) (err error) {
			m, err = tx.MadeBy(ctx, 101, message)
			return err
		})
		return m, err
	}
	var draft council.Submission
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		var err error
		if draft, err = tx.DraftOf(ctx, u.ID, planned); err != nil {
			return err
		}
		ids, err := tx.AddEntries(ctx, draft.ID, []council.Entry{from(5, 1, "а"), from(5, 2, "б"), from(6, 0, "назва")})
		if err != nil {
			return err
		}
		_, err = tx.RemoveEntries(ctx, draft.ID, ids[1:2])
		return err
	})
	want := council.Made{UnitID: u.ID, Week: planned, State: council.Draft, Removed: []council.Source{from(5, 2, "б").Source}}
	got, err := made(5)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("a draft: %v\n%s", err, diff)
	}
	for _, message := range []int{6, 7} { // an answer by buttons, and nothing
		if _, err := made(message); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("message %d: %v", message, err)
		}
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		draft.State, draft.SubmittedAt, draft.SubmittedBy = council.Submitted, moment, author.ID
		return tx.Submit(ctx, draft)
	})
	if got, err := made(5); err != nil || got.State != council.Submitted {
		t.Errorf("submitted: %v, %v", got, err)
	}
}
