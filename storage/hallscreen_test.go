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

func TestAHallScreenOpensInOneBrowser(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	clerk := d.person("Писар")
	m := d.meeting(d.body(committee()), today)
	s := council.NewHallScreen("secret", m.ID, clerk.ID, moment.Add(time.Hour), moment)
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.AddHallScreen(ctx, s) })

	open := func(browser string, now time.Time) error {
		return d.db.OpenHallScreen(t.Context(), s.SecretHash, council.SecretHash(browser), now)
	}
	if err := open("late", s.ExpiresAt); !errors.Is(err, council.ErrConflict) {
		t.Errorf("an expired one: %v", err)
	}
	if err := open("first", moment); err != nil {
		t.Fatal(err)
	}
	if err := open("second", moment); !errors.Is(err, council.ErrConflict) {
		t.Errorf("a second browser: %v", err)
	}
	got, err := d.db.HallScreen(t.Context(), s.SecretHash)
	if err != nil {
		t.Fatal(err)
	}
	s.Browser, got.ExpiresAt = council.SecretHash("first"), got.ExpiresAt.In(s.ExpiresAt.Location())
	if diff := cmp.Diff(s, got); diff != "" {
		t.Error(diff)
	}
	if _, err := d.db.HallScreen(t.Context(), council.SecretHash("another")); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("another secret: %v", err)
	}
	for _, c := range []struct {
		before time.Time
		want   int64
	}{{s.ExpiresAt, 0}, {s.ExpiresAt.Add(time.Second), 1}} {
		if n, err := d.db.PruneHallScreens(t.Context(), c.before); err != nil || n != c.want {
			t.Errorf("%d %v pruned, want %d", n, err, c.want)
		}
	}
}
