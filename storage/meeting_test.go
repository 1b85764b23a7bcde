package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// meeting keeps an extraordinary meeting of the body on the day.
func (d *directory) meeting(b council.Body, day council.Date) council.Meeting {
	d.Helper()
	m := council.Meeting{BodyID: b.ID, Version: 1, State: council.Planned, Day: day, Start: 10 * 60, Mode: council.InPerson}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		m.ID, err = tx.AddMeeting(ctx, m)
		return err
	})
	return m
}

func (d *directory) update(m council.Meeting) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateMeeting(ctx, m) })
}

func TestAMeetingIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b, chair, clerk := d.body(committee()), d.person("Голова"), d.person("Писар")
	want := council.Meeting{
		BodyID: b.ID, Version: 1, State: council.Planned, Day: today, Start: 0, Venue: "зала", Mode: council.Mixed,
		Link: "https://example.org/1", OpenToPublic: true, Ground: "аварія", EnteredBy: clerk.ID,
	}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		want.ID, err = tx.AddMeeting(ctx, want)
		return err
	})
	check := func() {
		t.Helper()
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.LockMeeting(ctx, want.ID)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	}
	check()
	want.Version, want.State, want.Day, want.Start, want.Venue = 2, council.Closed, today.AddDays(1), 23*60+59, ""
	want.Mode, want.Link, want.OpenToPublic, want.Ground = council.Remotely, "", false, "інша"
	want.Number, want.ChairedBy, want.EnteredAfter, want.Invited = 7, chair.ID, true, 2
	want.OpenedAt, want.ClosedAt = moment, moment.Add(time.Hour)
	d.update(want)
	check()
	err := d.try(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.MeetingByID(ctx, want.ID+1); return err })
	if !errors.Is(err, council.ErrNotFound) {
		t.Errorf("an unknown meeting: %v", err)
	}
}

func TestRegularMeetingsAppearOnce(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := committee()
	b.Cadence = council.Cadence{Kind: council.EveryWeek, Weekday: time.Friday}
	b = d.body(b)
	appear := func(from, to council.Date) []council.Meeting {
		var added []council.Meeting
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			added, err = tx.AddRegularMeetings(ctx, b.RegularMeetings(from, to, council.Calendar{}))
			return err
		})
		return added
	}
	first := appear(today, today.AddDays(13))
	if len(first) != 2 {
		t.Fatalf("%d meetings, want 2", len(first))
	}
	// Moved to another day, and cancelled: neither comes again.
	moved, cancelled := first[0], first[1]
	moved.Day, moved.Version = moved.Day.AddDays(-1), 2
	cancelled.State = council.Cancelled
	d.update(moved)
	d.update(cancelled)
	third := appear(today, today.AddDays(20))
	if len(third) != 1 {
		t.Fatalf("%d new meetings, want 1", len(third))
	}
	want := []council.Meeting{moved, cancelled, third[0]}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		got, err := tx.MeetingsBetween(ctx, today, today.AddDays(30))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	again := b.RegularMeetings(today, today.AddDays(6), council.Calendar{})[0]
	err := d.try(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.AddMeeting(ctx, again); return err })
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("the same regular meeting: %v", err)
	}
}

func TestNumbersFollowBodyAndYear(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	other := committee()
	other.Name = "Комісія"
	other = d.body(other)
	for _, kept := range []struct {
		body   council.Body
		day    council.Date
		number int
	}{
		{b, council.NewDate(2026, 1, 1), 1}, {b, council.NewDate(2026, 12, 31), 2}, {b, council.NewDate(2025, 12, 31), 50},
		{other, today, 9}, {b, today, 0},
	} {
		m := d.meeting(kept.body, kept.day)
		m.Number = kept.number
		d.update(m)
	}
	for year, want := range map[int]int{2025: 51, 2026: 3, 2027: 1} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.NextNumber(ctx, b.ID, year)
			if got != want {
				t.Errorf("%d: number %d, want %d", year, got, want)
			}
			return err
		})
	}
}

func TestTwoClosedAtOnceGetTwoNumbers(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	meetings := []council.Meeting{d.meeting(b, today), d.meeting(b, today), d.meeting(b, today), d.meeting(b, today)}
	var wait sync.WaitGroup
	for _, m := range meetings {
		wait.Go(func() {
			err := d.try(func(ctx context.Context, tx *storage.Tx) (err error) {
				if m.Number, err = tx.NextNumber(ctx, b.ID, 2026); err != nil {
					return err
				}
				return tx.UpdateMeeting(ctx, m)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		got, err := tx.NextNumber(ctx, b.ID, 2026)
		if got != 5 {
			t.Errorf("the next number is %d, want 5", got)
		}
		return err
	})
}
