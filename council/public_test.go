package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestWhatEverybodyMaySee(t *testing.T) {
	t.Parallel()
	public := func(e *council.RevisionEntry) {
		e.Public, e.Responsible, e.Leaders, e.Units = true, "Гук Н., 067 123-45-67", []int64{7}, []string{"Культура"}
	}
	sitting := func(e *council.RevisionEntry) { e.MeetingID = 9 }
	meeting := func(change func(*council.Meeting)) []council.CalendarMeeting {
		m := council.Meeting{ID: 9, BodyID: 3, Day: plannedWeek.Day(4), Start: 600, State: council.Planned, OpenToPublic: true, Invited: 1,
			Mode: council.Mixed, Link: "https://meet.example.org/9"}
		change(&m)
		return []council.CalendarMeeting{{ChangedAt: dueAt, Agenda: []string{"Про допомогу Гук Н."},
			BodyMeeting: council.BodyMeeting{Body: council.Body{ID: 3, Name: "Виконком"}, Meeting: m}}}
	}
	as := func(*council.Meeting) {}
	type entries = []council.RevisionEntry
	tests := []struct {
		name     string
		plan     council.PlanHistory
		meetings []council.CalendarMeeting
		want     []string
	}{
		{"what is marked", revisions(entries{agreed(t, 1, "вт 10:00", "Ярмарок", public), agreed(t, 2, "ср 10:00", "Нарада")}), nil,
			[]string{"entry-1 #0 0s 2026-12-01 10:00 Ярмарок"}},
		{"called off", revisions(entries{agreed(t, 1, "вт 10:00", "Ярмарок", public)}, entries{}), nil,
			[]string{"✗ entry-1 #1 1h0m0s 2026-12-01 10:00 Ярмарок"}},
		{"public no more", revisions(entries{agreed(t, 1, "вт 10:00", "Візит", public)}, entries{agreed(t, 1, "вт 10:00", "Візит")}), nil, nil},
		{"public no more, then called off", revisions(entries{agreed(t, 1, "вт 10:00", "Візит", public)}, entries{agreed(t, 1, "вт 10:00", "Візит")}, entries{}), nil, nil},
		{"a sitting to which people were invited", council.PlanHistory{}, meeting(as), []string{"meeting-9 #0 0s 2026-12-04 10:00 Виконком"}},
		{"one that nobody knows of", council.PlanHistory{}, meeting(func(m *council.Meeting) { m.Invited = 0 }), nil},
		{"the same in an agreed plan", revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting, public)}), meeting(func(m *council.Meeting) { m.Invited = 0 }),
			[]string{"meeting-9 #0 0s 2026-12-04 10:00 Виконком"}},
		{"the plan does not say that it is public", revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting)}), meeting(as), nil},
		{"closed", council.PlanHistory{}, meeting(func(m *council.Meeting) { m.OpenToPublic = false }), nil},
		{"closed after the plan was agreed", revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting, public)}),
			meeting(func(m *council.Meeting) { m.OpenToPublic = false }), nil},
		{"cancelled", council.PlanHistory{}, meeting(func(m *council.Meeting) { m.State = council.Cancelled }), []string{"✗ meeting-9 #0 0s 2026-12-04 10:00 Виконком"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := council.CalendarSource{Plans: []council.PlanHistory{tt.plan}, Meetings: tt.meetings}.Public()
			if diff := cmp.Diff(tt.want, summary(got)); diff != "" {
				t.Errorf("public (-want +got):\n%s", diff)
			}
			for _, e := range got {
				if len(e.Leaders)+len(e.Units)+len(e.Agenda) > 0 || e.Responsible+e.Link != "" {
					t.Errorf("nobody's business: %+v", e)
				}
			}
		})
	}
}
