package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAFileIsKeptUntilItIsSentAndAWhileAfter(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Коваль")
	want := council.File{Name: "Протокол.pdf", Data: []byte("%PDF\x00\xff")}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if want.ID, err = tx.AddFile(ctx, want, moment); err != nil {
			return err
		}
		_, err = tx.Enqueue(ctx, []council.Notice{{PersonID: p.ID, ChatID: 7, Class: council.Bulk, Key: "paper",
			Message: council.Message{HTML: "paper", Document: &council.Document{StoredID: want.ID}}}}, moment, moment)
		return err
	})
	d.kept(want.ID, want)
	d.prunes(moment.Add(time.Second), 0)

	letters, err := d.db.Claim(t.Context(), 10, true, moment)
	if err != nil || len(letters) != 1 {
		t.Fatal(letters, err)
	}
	fate := council.Fate{Letter: letters[0], MessageID: 5, FileID: "BQAC"}
	if err := d.db.Finish(t.Context(), []council.Fate{fate}, moment); err != nil {
		t.Fatal(err)
	}
	want.TelegramID = "BQAC"
	d.kept(want.ID, want)
	d.prunes(moment, 0)
	d.prunes(moment.Add(time.Second), 1)
	if _, err := d.db.FileByID(t.Context(), want.ID); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("%v, want not found", err)
	}
}

func (d *directory) kept(id int64, want council.File) {
	d.Helper()
	got, err := d.db.FileByID(d.Context(), id)
	if err != nil {
		d.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.Error(diff)
	}
}

func (d *directory) prunes(before time.Time, want int64) {
	d.Helper()
	if got, err := d.db.PruneFiles(d.Context(), before); err != nil || got != want {
		d.Errorf("%d %v pruned, want %d", got, err, want)
	}
}
