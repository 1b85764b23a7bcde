package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestMeetingsCountWhatCalendarsMustShow(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	m := d.meeting(b, today)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SetAgendaItem(ctx, m.ID, council.AgendaItem{Title: "Про бюджет"})
		return err
	})
	seen := func() council.CalendarMeeting {
		t.Helper()
		var got []council.CalendarMeeting
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			got, err = tx.CalendarMeetings(ctx, today)
			return err
		})
		if len(got) != 1 || got[0].Body.Name != b.Name || !cmp.Equal(got[0].Agenda, []string{"Про бюджет"}) || !cmp.Equal(got[0].Meeting, m) {
			t.Fatalf("%+v", got)
		}
		return got[0]
	}
	before := seen()
	steps := []struct {
		change func()
		want   int
	}{
		{func() { m.Day = today.AddDays(1) }, 1},
		{func() { m.State = council.Open }, 1},
		{func() { m.Number = 4 }, 1},
		{func() { m.Venue = "зала" }, 2},
		{func() { m.State = council.Cancelled }, 3},
		{func() { m.State = council.Planned }, 4},
	}
	for i, s := range steps {
		s.change()
		d.update(m)
		after := seen()
		if after.Sequence != s.want || after.ChangedAt.Equal(before.ChangedAt) != (after.Sequence == before.Sequence) {
			t.Errorf("step %d: sequence %d at %s, before %d at %s", i, after.Sequence, after.ChangedAt, before.Sequence, before.ChangedAt)
		}
		before = after
	}
}

func TestRevisionsForCalendars(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	week := council.WeekOf(today)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, w := range []council.Week{week.Previous(), week} {
			if _, err := tx.LockPlan(ctx, w); err != nil {
				return err
			}
			for n := 1; n <= 3; n++ {
				if err := tx.AddRevision(ctx, council.Revision{Week: w, Number: n}); err != nil {
					return err
				}
			}
		}
		latest, err := tx.LatestRevisions(ctx, week.Monday)
		if diff := cmp.Diff(map[council.Week]int{week: 3}, latest); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		after, err := tx.RevisionsAfter(ctx, week, 1)
		if diff := cmp.Diff([]council.Revision{{Week: week, Number: 2}, {Week: week, Number: 3}}, after); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		one, err := tx.Installation(ctx)
		if err != nil || len(one) != 36 {
			t.Errorf("%q %v", one, err)
		}
		return nil
	})
}
