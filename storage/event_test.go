package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/council"
	"sereda/storage"
)

// planned is an agreed plan of the week with events of the titles.
func (d *directory) planned(week council.Week, number int, titles ...string) council.Revision {
	d.Helper()
	var r council.Revision
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		p, err := tx.LockPlan(ctx, week)
		if err != nil {
			return err
		}
		var fresh []council.PlanEntry
		for _, title := range titles {
			fresh = append(fresh, council.PlanEntry{State: council.InPlan, Entry: council.Entry{
				From: week.Monday, To: week.Monday, Kind: council.AllDay, Title: title, Visibility: council.StaffOnly}})
		}
		if err := tx.WritePlanEntries(ctx, week, fresh...); err != nil {
			return err
		}
		if p, err = tx.PlanOf(ctx, week); err != nil {
			return err
		}
		p.Number = number
		r = p.Revision(council.Signatory{}, moment, moment, nil)
		return tx.AddRevision(ctx, r)
	})
	return r
}

func TestWhatUnitsSayOfEvents(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	r := d.planned(council.WeekOf(today), 1, "концерт", "виставка")
	first, second := r.Entries[0].ID, r.Entries[1].ID
	head, other := d.person("Аля"), d.person("Боря")
	words := council.EventMaterial{EntryID: first, Kind: council.Brief, Words: "слова", PersonID: head.ID, At: moment}
	photo := council.EventMaterial{EntryID: first, Kind: council.News, FileID: "BQAC", Picture: true, PersonID: head.ID, At: moment}
	file := council.EventMaterial{EntryID: second, Kind: council.Announcement, Name: "афіша.pdf", FileID: "BQAD", PersonID: other.ID, At: moment}
	later := council.Promise{EntryID: first, Kind: council.Announcement, Day: today, PersonID: head.ID, At: moment}
	never := council.Promise{EntryID: first, Kind: council.Announcement, PersonID: other.ID, At: moment}
	moved := council.EventOutcome{EntryID: first, Outcome: council.MovedAway, PersonID: head.ID, At: moment}
	held := council.EventOutcome{EntryID: first, Outcome: council.Held, PersonID: other.ID, At: moment}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		for _, m := range []*council.EventMaterial{&words, &photo, &file} {
			if m.ID, err = tx.AddEventMaterial(ctx, *m); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetPromise(ctx, later), tx.SetPromise(ctx, never), tx.SetOutcome(ctx, moved), tx.SetOutcome(ctx, held))
	})
	for name, tt := range map[string]struct {
		entries []int64
		want    council.EventRecords
	}{
		"of one": {[]int64{first}, council.EventRecords{Sent: []council.EventMaterial{words, photo},
			Promises: []council.Promise{never}, Outcomes: []council.EventOutcome{held}}},
		"of another": {[]int64{second}, council.EventRecords{Sent: []council.EventMaterial{file}}},
		"of none":    {nil, council.EventRecords{}},
	} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.EventRecordsOf(ctx, tt.entries)
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			return err
		})
	}
	err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		return tx.SetOutcome(ctx, council.EventOutcome{EntryID: 999, Outcome: council.Held, PersonID: head.ID, At: moment})
	})
	if err == nil {
		t.Error("an unknown event was answered for")
	}
}

func TestTheLatestRevisionsOverDays(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	week := council.WeekOf(today)
	d.planned(week, 1, "концерт")
	d.planned(week, 2, "виставка")
	d.planned(week.Next().Next(), 1, "згодом")
	for _, tt := range []struct {
		from, to council.Date
		want     []string
	}{
		{today, today, []string{"2026-11-23 2"}},
		{week.Sunday(), week.Next().Next().Monday, []string{"2026-11-23 2", "2026-12-07 1"}},
		{week.Next().Monday, week.Next().Sunday(), nil},
	} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			found, err := tx.RevisionsOver(ctx, tt.from, tt.to)
			var got []string
			for _, r := range found {
				got = append(got, r.Week.String()+" "+string(rune('0'+r.Number)))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s to %s: %s", tt.from, tt.to, diff)
			}
			return err
		})
	}
}

func TestWhoAssistsLeaders(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.leader("Міський голова", "Дуб")
	d.leader("Секретар ради", "Бук")
	now, next := d.person("Аля"), d.person("Боря")
	var leaders []council.Leader
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if leaders, err = tx.LeadersOn(ctx, today); err != nil {
			return err
		}
		return errors.Join(tx.GrantRole(ctx, now.ID, council.Assistant, leaders[0].PostID, start),
			tx.GrantRole(ctx, next.ID, council.Assistant, leaders[0].PostID, today.AddDays(1)))
	})
	for day, want := range map[council.Date]map[int64][]int64{
		today:             {leaders[0].PostID: {now.ID}},
		today.AddDays(1):  {leaders[0].PostID: {now.ID, next.ID}},
		start.AddDays(-1): {},
	} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.AssistantsOn(ctx, day)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", day, diff)
			}
			return err
		})
	}
}
