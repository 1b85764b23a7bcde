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

// committee has every rule set, so that none can be lost on the way.
func committee() council.Body {
	return council.Body{
		Name: "Виконком", Kind: council.Committee, Venue: "зала засідань", Mode: council.Mixed, Start: 10 * 60,
		Cadence: council.Cadence{Kind: council.EveryOtherWeek, Weekday: time.Friday, Nth: -1,
			Anchor: council.NewDate(2026, 11, 27), DayOff: council.BeforeDayOff},
		Quorum:       council.QuorumRule{Kind: council.TwoThirds, OfAppointed: true, Number: 7},
		RemoteCounts: true, ShowReasons: true, OpenToPublic: true,
		AnswerAhead: 25 * time.Hour, Reminders: []time.Duration{48 * time.Hour, 90 * time.Minute},
		Notice:      council.NoticeRule{Lead: 3 * time.Hour, PreviousFriday: true},
		MinutesDays: 10, Publish: true, Signatories: []string{"Міський голова", "Секретар виконкому"},
		From: start,
	}
}

// body keeps a body and gives it its id.
func (d *directory) body(b council.Body) council.Body {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		b.ID, err = tx.AddBody(ctx, b)
		return err
	})
	return b
}

func TestABodyKeepsEveryRule(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	want := d.body(committee())
	check := func() {
		t.Helper()
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.BodyByID(ctx, want.ID)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	}
	check()

	want = council.Body{
		ID: want.ID, Name: "Нарада", Kind: council.Conference, Start: 16*60 + 30,
		Cadence:     council.Cadence{Kind: council.NoCadence},
		Mode:        council.InPerson,
		Quorum:      council.QuorumRule{Kind: council.NoQuorum},
		DeputiesMay: true, DeputiesCount: true, RecordedByOrganiser: true,
		Reminders: []time.Duration{}, Signatories: []string{}, From: start,
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateBody(ctx, want) })
	check()
}

func TestABodysNameIsItsOwnWhileItExists(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	first := d.body(committee())
	again := committee()
	again.Name = "ВИКОНКОМ"
	add := func() error {
		return d.try(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.AddBody(ctx, again); return err })
	}
	if err := add(); !errors.Is(err, council.ErrConflict) {
		t.Errorf("the same name: %v", err)
	}
	other := committee()
	other.Name = "Комісія"
	other = d.body(other)
	other.Name = "виконком"
	err := d.try(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateBody(ctx, other) })
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("renamed to the same name: %v", err)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndBody(ctx, first.ID, today) })
	if err := add(); err != nil {
		t.Errorf("after the first has ended: %v", err)
	}
}

func TestBodiesEndWithTheirSeats(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	member := d.person("Член")
	d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PersonID: member.ID, Votes: true, From: start})
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndBody(ctx, b.ID, today) })
	for day, want := range map[council.Date]int{start.AddDays(-1): 0, start: 1, today: 1, today.AddDays(1): 0} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			bodies, err := tx.BodiesOn(ctx, day)
			if err != nil {
				return err
			}
			seats, err := tx.SeatsOfPerson(ctx, member.ID, day)
			if len(bodies) != want || len(seats) != want {
				t.Errorf("on %s %d bodies and %d seats, want %d", day, len(bodies), len(seats), want)
			}
			return err
		})
	}
}

func TestTheCompositionIsThatOfTheDay(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, c := range []council.Composition{{Total: 30, From: start}, {Total: 28, From: today}, {Total: 25, From: today}} {
			if err := tx.SetComposition(ctx, b.ID, c); err != nil {
				return err
			}
		}
		for day, want := range map[council.Date]int{start.AddDays(-1): 0, start: 30, today.AddDays(-1): 30, today: 25} {
			got, err := tx.CompositionOn(ctx, b.ID, day)
			if err != nil {
				return err
			}
			if got != want {
				t.Errorf("on %s %d, want %d", day, got, want)
			}
		}
		return nil
	})
}
