package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestGuests(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	m, other := d.meeting(b, today), d.meeting(b, today)
	member := d.person("Аля")
	want := []council.Guest{
		{MeetingID: m.ID, PersonID: member.ID, Name: "Аля Ірина Петрівна", Advisory: true},
		{MeetingID: m.ID, Name: "Кореспондент"},
		{MeetingID: m.ID, Name: "Кореспондент"},
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for i := range want {
			var err error
			if want[i].ID, err = tx.AddGuest(ctx, want[i]); err != nil {
				return err
			}
		}
		return tx.RemoveGuest(ctx, other.ID, want[0].ID)
	})
	err := d.try(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.AddGuest(ctx, want[0]); return err })
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("the same person again: %v", err)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.RemoveGuest(ctx, m.ID, want[1].ID); err != nil {
			return err
		}
		got, err := tx.GuestsOf(ctx, m.ID)
		if diff := cmp.Diff([]council.Guest{want[0], want[2]}, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}
