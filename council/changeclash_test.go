package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestAChangeBringsClashesIntoTheAgreedPlan(t *testing.T) {
	t.Parallel()
	const mayor, deputy = 7, 8
	leaders := []council.Leader{{PostID: mayor, Title: "голова"}, {PostID: deputy, Title: "заступник"}}
	event := func(id, unit int64, when, title, venue string, posts ...int64) council.RevisionEntry {
		e := council.RevisionEntry{Entry: entry(t, when, title), UnitIDs: []int64{unit}, Units: []string{"а"}}
		e.ID, e.Venue, e.Leaders = id, venue, posts
		return e
	}
	concert := event(1, 1, "вт 10:00", "Концерт", "парк", mayor)
	r := council.Revision{Week: plannedWeek, Leaders: leaders, Entries: []council.RevisionEntry{concert,
		event(2, 2, "вт 10:30", "Нарада", "зала", mayor), event(3, 2, "ср 15:00", "Прийом", "зала", deputy), event(4, 2, "чт 11:00", "Ярмарок", "площа")}}
	as := func(change func(e *council.RevisionEntry)) council.Change {
		now := concert
		change(&now)
		return council.Change{EntryID: 1, Was: &concert, Now: &now}
	}
	for name, tt := range map[string]struct {
		change council.Change
		want   []string
	}{
		"what clashed already is no news": {as(func(e *council.RevisionEntry) { e.Title = "Хор" }), nil},
		"moved out of the way": {as(func(e *council.RevisionEntry) {
			e.Entry = event(1, 1, "пт 10:00", "Концерт", "парк", mayor).Entry
		}), nil},
		"moved to a hall that is taken": {as(func(e *council.RevisionEntry) {
			e.Entry = event(1, 1, "ср 15:30", "Концерт", "Зала", mayor).Entry
		}),
			[]string{"venue 2026-12-02: Прийом, Концерт"}},
		"another leader, who is elsewhere then": {as(func(e *council.RevisionEntry) {
			e.Entry = event(1, 1, "ср 15:30", "Концерт", "парк", deputy).Entry
		}),
			[]string{"leader заступник 2026-12-02: Прийом, Концерт"}},
		"another hall beside the known clash of the leader": {as(func(e *council.RevisionEntry) { e.Venue = "зала" }), []string{"venue 2026-12-01: Концерт, Нарада"}},
		"added, though it is there": {council.Change{Kind: council.AddEntry, Now: new(event(0, 1, "чт 11:00", "ярмарок", "Площа"))},
			[]string{"event 2026-12-03: Ярмарок, ярмарок"}},
		"cancelled": {council.Change{EntryID: 1, Was: &concert}, nil},
	} {
		if diff := cmp.Diff(tt.want, clashTexts(tt.change.Clashes(r))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
