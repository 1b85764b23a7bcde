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

// claims takes the next order, zero when none is due.
func (d *directory) claims(lease time.Duration) (o council.PaperOrder) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		o, err = tx.ClaimPaper(ctx, lease)
		if errors.Is(err, council.ErrNotFound) {
			o, err = council.PaperOrder{}, nil
		}
		return err
	})
	return o
}

func TestAnOrderedPaperBelongsToOneAttemptAtATime(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Коваль")
	week := council.WeekOf(council.NewDate(2026, 11, 30))
	plan := council.PaperOrder{PersonID: p.ID, ChatID: 7, Paper: council.OrderedPaper{Kind: council.PlanPaperKind, Week: week, Revision: 2}}
	list := council.PaperOrder{PersonID: p.ID, ChatID: 7, Paper: council.OrderedPaper{Kind: council.HandoverKind, What: "План «2»",
		Day: council.NewDate(2026, 11, 27), People: []int64{5, 6}, Keys: []string{"plan:2:5", "plan:2:6"}}}
	elsewhere := plan
	elsewhere.ChatID = 8
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.OrderPaper(ctx, plan, moment), tx.OrderPaper(ctx, list, moment), tx.OrderPaper(ctx, plan, moment.Add(time.Second)),
			tx.OrderPaper(ctx, elsewhere, moment))
	})
	first, second, third := d.claims(time.Hour), d.claims(0), d.claims(time.Hour)
	for i, want := range []council.PaperOrder{plan, list, list} {
		got := []council.PaperOrder{first, second, third}[i]
		want.ID, want.Attempts = got.ID, 1
		if i == 2 {
			want.Attempts = 2 // its lease was over at once
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %d: %s", i, diff)
		}
	}
	if fourth := d.claims(time.Hour); fourth.ChatID != 8 {
		t.Errorf("%+v", fourth)
	}
	if none := d.claims(time.Hour); none.ID != 0 {
		t.Errorf("asked for twice, or claimed twice: %+v", none)
	}

	end := func(o council.PaperOrder) error {
		return d.try(func(ctx context.Context, tx *storage.Tx) error { return tx.EndPaper(ctx, o) })
	}
	if err := end(second); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("ended by an attempt that was taken over: %v", err)
	}
	if err := end(third); err != nil {
		t.Error(err)
	}
	if err := end(third); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.PutOffPaper(ctx, first, -time.Second) })
	if again := d.claims(time.Hour); again.ID != first.ID || again.Attempts != 2 {
		t.Errorf("put off: %+v", again)
	}
}
