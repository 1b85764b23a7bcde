package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestWhoHasACopy(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told, away := d.person("Бондар"), d.person("Гай")
	d.bind(told, 101)
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	key := func(p council.Person) string { return council.CopyKey(week, 1, p.ID, council.ByTelegram) }
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LockPlan(ctx, week); err != nil {
			return err
		}
		if err := tx.AddRevision(ctx, council.Revision{Week: week, Number: 1}); err != nil {
			return err
		}
		var copies []council.Copy
		for _, p := range []council.Person{told, away, told} {
			copies = append(copies, council.Copy{Week: week, Number: 1, PersonID: p.ID, Channel: council.ByTelegram, Part: council.StaffPart, Key: key(p)})
		}
		return tx.AddCopies(ctx, copies, moment)
	})
	holders := func(want ...int64) {
		t.Helper()
		found := map[int64]bool{}
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			found, err = tx.CopyHolders(ctx, week)
			return err
		})
		wanted := map[int64]bool{}
		for _, id := range want {
			wanted[id] = true
		}
		if diff := cmp.Diff(wanted, found); diff != "" {
			t.Error(diff)
		}
	}
	d.ask(told, key(told))
	d.ask(away, key(away))
	holders() // nobody before it has left
	d.send(key(told), council.Sent, "")
	holders(told.ID)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, _, err := tx.Acknowledge(ctx, key(away), away.ID, moment)
		return err
	})
	holders(told.ID, away.ID) // who says so has it
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
