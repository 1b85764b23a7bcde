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

func TestCopiesAndWhoTookNote(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told, other := d.person("Бондар"), d.person("Гай")
	d.bind(told, 101)
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	key := council.CopyKey(week, 1, told.ID, council.ByTelegram)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LockPlan(ctx, week); err != nil {
			return err
		}
		if err := tx.AddRevision(ctx, council.Revision{Week: week, Number: 1}); err != nil {
			return err
		}
		mine := council.Copy{Week: week, Number: 1, PersonID: told.ID, Channel: council.ByTelegram, Part: council.StaffPart, Key: key}
		return tx.AddCopies(ctx, []council.Copy{mine, mine}, moment)
	})
	holders := func() map[int64]bool {
		var found map[int64]bool
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			found, err = tx.CopyHolders(ctx, week)
			return err
		})
		return found
	}
	d.tell(council.Bulk, told, key)
	if got := holders(); len(got) > 0 {
		t.Errorf("%v have it before it left", got)
	}
	d.send(key, council.Sent, "")
	if diff := cmp.Diff(map[int64]bool{told.ID: true}, holders()); diff != "" {
		t.Error(diff)
	}

	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for n, want := range []bool{true, false} {
			at, first, err := tx.Acknowledge(ctx, week, 1, told.ID, moment.Add(time.Duration(n)*time.Hour))
			if err != nil || first != want || !at.Equal(moment) {
				t.Errorf("time %d: %v, %v, %v", n+1, at, first, err)
			}
		}
		if _, _, err := tx.Acknowledge(ctx, week, 1, other.ID, moment); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("another's: %v", err)
		}
		if _, _, err := tx.Acknowledge(ctx, week, 2, told.ID, moment); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("another revision: %v", err)
		}
		return nil
	})
	if diff := cmp.Diff([]string{"Бондар plan acknowledged 08:00"}, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}

func TestOfALetterSentAgainTheLastCounts(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told := d.person("Бондар")
	d.tell(council.Bulk, told, "nudge:1")
	d.bind(told, 101)
	d.tell(council.Bulk, told, "nudge:1"+council.SentAgain+"1")
	if diff := cmp.Diff([]string{"Бондар nudge waiting"}, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}

func TestAnAgreedPlanIsKeptUntilItsWeekIsOver(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	made := time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LockPlan(ctx, week); err != nil {
			return err
		}
		if err := tx.AddRevision(ctx, council.Revision{Week: week, Number: 1}); err != nil {
			return err
		}
		id, err := tx.AddFile(ctx, council.File{Name: "План.pdf", Data: []byte("%PDF")}, made)
		if err != nil {
			return err
		}
		return tx.AddPaper(ctx, week, 1, council.PlanPaper{Part: council.WholePart, Document: council.Document{StoredID: id}})
	})
	for _, tt := range []struct {
		before string
		gone   int64
	}{{"2026-12-06", 0}, {"2026-12-08", 1}} {
		before, err := time.Parse(time.DateOnly, tt.before)
		if err != nil {
			t.Fatal(err)
		}
		n, err := d.db.PruneFiles(t.Context(), before)
		if err != nil || n != tt.gone {
			t.Errorf("before %s: %d pruned, want %d: %v", tt.before, n, tt.gone, err)
		}
	}
}
