package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// planned is the week that units plan on the directory's today.
var planned = council.Week{Monday: council.NewDate(2026, 11, 30)}

// write gives the unit a version of its plan with some entries; a draft stays one.
func (d *directory) write(u council.Unit, week council.Week, state council.SubmissionState, entries int) {
	d.Helper()
	author := d.person("Автор")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		s, err := tx.DraftOf(ctx, u.ID, week)
		if err != nil {
			return err
		}
		for range entries {
			if _, err := tx.AddEntries(ctx, s.ID, []council.Entry{{Kind: council.ToBeAnnounced, Title: "Захід"}}); err != nil {
				return err
			}
		}
		if state == council.Draft {
			return nil
		}
		s.State, s.SubmittedAt, s.SubmittedBy, s.NothingPlanned = state, moment, author.ID, entries == 0
		return tx.Submit(ctx, s)
	})
}

func (d *directory) standings(week council.Week) []council.Standing {
	d.Helper()
	var found []council.Standing
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.Standings(ctx, week, today)
		return err
	})
	return found
}

func TestStandings(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	silent, drafting, empty, changing := d.unit("Мовчить"), d.unit("Пише"), d.unit("Порожній"), d.unit("Змінює")
	head := d.head(silent, "Коваль")
	d.bind(head, 101)
	stopped := d.head(drafting, "Бондар")
	d.bind(stopped, 102)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.SetBlocked(ctx, 102, moment)
	})
	absent := d.head(empty, "Гай")
	d.write(drafting, planned, council.Draft, 2)
	d.write(drafting, planned.Previous(), council.Submitted, 5)
	d.write(empty, planned, council.Submitted, 0)
	d.write(changing, planned, council.Submitted, 1)
	d.write(changing, planned, council.Proposed, 1)

	type seen struct {
		Unit                         string
		Head                         int64
		Reach                        council.Reach
		Submitted                    time.Time
		Nothing, Proposed            bool
		Draft, Recipients, Reachable int
	}
	var got []seen
	for _, s := range d.standings(planned) {
		got = append(got, seen{s.Unit.Name, s.Head.ID, s.HeadReach, s.SubmittedAt.UTC(), s.NothingPlanned, s.Proposed,
			s.Draft, len(s.Recipients), len(s.Reachable())})
	}
	want := []seen{
		{Unit: "Мовчить", Head: head.ID, Reach: council.Reachable, Recipients: 1, Reachable: 1},
		{Unit: "Пише", Head: stopped.ID, Reach: council.Blocked, Draft: 2, Recipients: 1},
		{Unit: "Порожній", Head: absent.ID, Reach: council.NoAccount, Submitted: moment, Nothing: true, Recipients: 1},
		{Unit: "Змінює", Reach: council.NoAccount, Submitted: moment, Proposed: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStandingsKnowUnitsOfTheWeek(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	ending, gone, wrote := d.unit("Кінчається у вівторок тижня"), d.unit("Скінчився до тижня"), d.unit("Скінчився, та подав")
	d.write(wrote, planned, council.Submitted, 1)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.EndUnit(ctx, ending.ID, planned.Day(1)); err != nil {
			return err
		}
		if err := tx.EndUnit(ctx, wrote.ID, planned.Monday.AddDays(-1)); err != nil {
			return err
		}
		return tx.EndUnit(ctx, gone.ID, planned.Monday.AddDays(-1))
	})
	var got []string
	for _, s := range d.standings(planned) {
		got = append(got, s.Unit.Name)
	}
	if diff := cmp.Diff([]string{"Кінчається у вівторок тижня", "Скінчився, та подав"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestMovedDeadlines(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	at := moment.Add(26 * time.Hour)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for week, to := range map[council.Week]time.Time{planned: at, planned.Next(): at.AddDate(0, 0, 7), planned.Previous(): at} {
			if err := tx.MoveDeadline(ctx, week, to); err != nil {
				return err
			}
		}
		return tx.MoveDeadline(ctx, planned.Next(), time.Time{})
	})
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		moved, err := tx.MovedDeadlines(ctx, planned.Monday)
		if diff := cmp.Diff(council.Moved{planned: at}, moved); diff != "" {
			t.Error(diff)
		}
		if err != nil {
			return err
		}
		for week, want := range map[council.Week]time.Time{planned: at, planned.Next(): {}, planned.Next().Next(): {}} {
			got, err := tx.MovedDeadline(ctx, week)
			if err != nil || !got.Equal(want) {
				t.Errorf("week %s: %s %v, want %s", week, got, err, want)
			}
		}
		return nil
	})
}
