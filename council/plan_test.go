package council_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestARevisionMarksWhatIsPublic(t *testing.T) {
	t.Parallel()
	week := council.WeekOf(council.NewDate(2026, 11, 30))
	entry := func(title string, v council.Visibility) council.PlanEntry {
		return council.PlanEntry{State: council.InPlan, Entry: council.Entry{
			From: week.Monday, To: week.Monday, Kind: council.AllDay, Title: title, Visibility: v}}
	}
	p := council.Plan{Week: week, Entries: []council.PlanEntry{
		entry("а", council.Public), entry("б", council.StaffOnly), entry("в", council.LeadersOnly)}}
	got := map[string]bool{}
	for _, e := range p.Revision(council.Signatory{}, time.Time{}, time.Time{}, nil).Entries {
		got[e.Title] = e.Public
	}
	if diff := cmp.Diff(map[string]bool{"а": true, "б": false, "в": false}, got); diff != "" {
		t.Error(diff)
	}
}

func TestMergingStrikingOutAndPuttingBack(t *testing.T) {
	t.Parallel()
	day := council.NewDate(2026, 11, 30)
	entry := func(id int64, title string, leaders ...int64) council.PlanEntry {
		return council.PlanEntry{State: council.InPlan, Unit: council.Unit{ID: id, Name: title},
			Entry: council.Entry{ID: id, From: day, To: day, Kind: council.AllDay, Title: title, Leaders: leaders}}
	}
	p := council.Plan{Week: council.WeekOf(day), Entries: []council.PlanEntry{entry(1, "а", 7), entry(2, "б", 7, 8), entry(3, "в")}}
	apply := func(written []council.PlanEntry, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range written {
			for i := range p.Entries {
				if p.Entries[i].ID == w.ID {
					p.Entries[i] = w
				}
			}
		}
	}
	one := func(e council.PlanEntry, err error) ([]council.PlanEntry, error) { return []council.PlanEntry{e}, err }
	apply(p.Merge(3, 2))
	apply(p.Merge(2, 1))
	standing := p.InPlan()
	if len(standing) != 1 || len(standing[0].Units()) != 3 {
		t.Fatalf("%+v, want one entry of three units", standing)
	}
	if diff := cmp.Diff([]int64{7, 8}, standing[0].Leaders); diff != "" {
		t.Error(diff)
	}
	if _, err := p.Merge(1, 2); err == nil {
		t.Error("merged into a double")
	}
	apply(one(p.PutBack(2)))
	apply(one(p.StrikeOut(1, "не захід")))
	got := map[int64]council.EntryState{}
	for _, e := range p.Entries {
		got[e.ID] = e.State
	}
	want := map[int64]council.EntryState{1: council.StruckOut, 2: council.InPlan, 3: council.Merged}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e, _ := p.Entry(1); e.Remark != "не захід" {
		t.Errorf("struck out because %q", e.Remark)
	}
}

func TestAnAcceptedClashIsOffTheListUntilAnotherEntryJoins(t *testing.T) {
	t.Parallel()
	clash := council.Clash{Kind: council.VenueTwice, Day: council.NewDate(2026, 12, 1),
		Entries: []council.PlanEntry{{Entry: council.Entry{ID: 12}}, {Entry: council.Entry{ID: 5}}}}
	c := council.Consolidated{Clashes: []council.Clash{clash}}
	c.Accept([]string{"venue:2026-12-01:0:5,12"})
	if len(c.Clashes) != 0 || len(c.Accepted) != 1 {
		t.Errorf("open %d, accepted %d", len(c.Clashes), len(c.Accepted))
	}
	clash.Entries = append(clash.Entries, council.PlanEntry{Entry: council.Entry{ID: 13}})
	c = council.Consolidated{Clashes: []council.Clash{clash}}
	c.Accept([]string{"venue:2026-12-01:0:5,12"})
	if len(c.Clashes) != 1 {
		t.Error("the third entry's clash is not on the list")
	}
}
