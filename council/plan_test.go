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
