package council_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// revisions are a week's plan, agreed an hour apart.
func revisions(entries ...[]council.RevisionEntry) council.PlanHistory {
	h := council.PlanHistory{Week: plannedWeek}
	for i, e := range entries {
		h = h.With(council.Revision{Week: plannedWeek, Number: i + 1, AgreedAt: dueAt.Add(time.Duration(i) * time.Hour),
			Leaders: []council.Leader{{PostID: 7, Title: "Міський голова", Holder: "Тарас ДУБ"}, {PostID: 8, Title: "Секретар ради"}}, Entries: e})
	}
	return h
}

func agreed(t *testing.T, id int64, when, title string, change ...func(*council.RevisionEntry)) council.RevisionEntry {
	e := council.RevisionEntry{Entry: entry(t, when, title)}
	e.ID = id
	for _, c := range change {
		c(&e)
	}
	return e
}

// summary is "entry-1 #2 3h 2026-12-01 10:00 Title", with ✗ before what is
// cancelled.
func summary(events []council.CalendarEvent) []string {
	var lines []string
	for _, e := range events {
		line := fmt.Sprintf("%s #%d %s %s %s %s", e.UID, e.Sequence, e.ChangedAt.Sub(dueAt), e.From, e.Hours, e.Title)
		if e.Cancelled {
			line = "✗ " + line
		}
		lines = append(lines, strings.Join(append([]string{line}, e.Agenda...), "; "))
	}
	return lines
}

func TestWhatCalendarsHold(t *testing.T) {
	t.Parallel()
	whole := council.Access{Person: council.Person{ID: 1}, Roles: []council.Role{council.Organiser}}
	mayor := council.Access{Person: council.Person{ID: 2}, Roles: []council.Role{council.LeaderRole}, Leaders: []int64{7}}
	head := council.Access{Person: council.Person{ID: 3}, Roles: []council.Role{council.Head}, Units: []council.Unit{{ID: 5}}}
	member := council.Access{Person: council.Person{ID: 4}, Seats: []council.Seat{{BodyID: 3, PersonID: 4, Kind: council.MemberSeat}}}
	with := func(post int64) func(*council.RevisionEntry) {
		return func(e *council.RevisionEntry) { e.Leaders = []int64{post} }
	}
	of := func(unit int64) func(*council.RevisionEntry) {
		return func(e *council.RevisionEntry) { e.UnitIDs = []int64{unit} }
	}
	sent := council.Access{Person: council.Person{ID: 6, Surname: "Коваль", Given: "Олена", Patronymic: "Петрівна"}}
	instead := func(e *council.RevisionEntry) {
		e.Instead = []council.StandIn{{Post: 7, PersonID: 6, Name: "Коваль О.П."}}
	}
	named := func(visibility council.Visibility) []council.RevisionEntry {
		responsible := func(name string, v council.Visibility) func(*council.RevisionEntry) {
			return func(e *council.RevisionEntry) { e.Responsible, e.Visibility = name, v }
		}
		return []council.RevisionEntry{agreed(t, 1, "вт 10:00", "Нарада", responsible("начальник коваль О.П.", visibility)),
			agreed(t, 2, "ср 11:00", "Чужа", responsible("Коваленко О.П.", "")), agreed(t, 3, "чт 12:00", "Збори", responsible("Гай Н., Коваль О.П.", ""))}
	}
	sitting := func(e *council.RevisionEntry) { e.MeetingID = 9 }
	meeting := func(sequence, day int, start council.TimeOfDay, state council.MeetingState) council.CalendarMeeting {
		return council.CalendarMeeting{Sequence: sequence, ChangedAt: dueAt.Add(time.Duration(10+sequence) * time.Hour), Agenda: []string{"Про бюджет"},
			BodyMeeting: council.BodyMeeting{Body: council.Body{ID: 3, Name: "Виконком"},
				Meeting: council.Meeting{ID: 9, BodyID: 3, Day: plannedWeek.Day(day), Start: start, State: state}}}
	}
	type entries = []council.RevisionEntry
	tests := []struct {
		name     string
		reader   council.Access
		scope    council.CalendarScope
		plan     council.PlanHistory
		meetings []council.CalendarMeeting
		own      council.Personal
		want     []string
	}{
		{"the whole plan, changed, taken out and put back", whole, council.WholeCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Нарада"), agreed(t, 2, "ср 11:00", "Толока"), agreed(t, 3, "чт", "Ярмарок")},
			entries{agreed(t, 1, "вт 12:00", "Нарада"), agreed(t, 3, "чт", "Ярмарок")},
			entries{agreed(t, 1, "вт 12:00", "Нарада"), agreed(t, 2, "ср 11:00", "Толока")},
		), nil, council.Personal{}, []string{"entry-1 #1 1h0m0s 2026-12-01 12:00 Нарада", "entry-2 #2 2h0m0s 2026-12-02 11:00 Толока", "✗ entry-3 #2 2h0m0s 2026-12-03  Ярмарок"}},
		{"what has no day yet stands in no calendar", whole, council.WholeCalendar, revisions(
			entries{agreed(t, 1, "вт", "Згодом", func(e *council.RevisionEntry) {
				e.Kind, e.From, e.To = council.ToBeAnnounced, council.Date{}, council.Date{}
			})},
		), nil, council.Personal{}, nil},
		{"what changes outside the calendar is no change", whole, council.WholeCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Нарада")},
			entries{agreed(t, 1, "вт 10:00", "Нарада", func(e *council.RevisionEntry) { e.CityWide = true })},
		), nil, council.Personal{}, []string{"entry-1 #0 0s 2026-12-01 10:00 Нарада"}},
		{"a leader who takes part no more", mayor, council.OwnCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Нарада", with(7)), agreed(t, 2, "ср 11:00", "Чужа", with(8))},
			entries{agreed(t, 1, "вт 10:00", "Нарада", with(8)), agreed(t, 2, "ср 11:00", "Чужа", with(8))},
		), nil, council.Personal{}, []string{"✗ entry-1 #1 1h0m0s 2026-12-01 10:00 Нарада"}},
		{"a head's own unit", head, council.OwnCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Наша", of(5)), agreed(t, 2, "ср 11:00", "Чужа", of(6))},
		), nil, council.Personal{}, []string{"entry-1 #0 0s 2026-12-01 10:00 Наша"}},
		{"a head may not have the whole plan", head, council.Subscription{Scope: council.WholeCalendar}.Reads(head), revisions(
			entries{agreed(t, 1, "вт 10:00", "Наша", of(5)), agreed(t, 2, "ср 11:00", "Чужа", of(6))},
		), nil, council.Personal{}, []string{"entry-1 #0 0s 2026-12-01 10:00 Наша"}},
		{"a member's meeting before any plan is agreed", member, council.OwnCalendar, council.PlanHistory{},
			[]council.CalendarMeeting{meeting(0, 4, 600, council.Planned)}, council.Personal{}, []string{"meeting-9 #0 10h0m0s 2026-12-04 10:00 Виконком; Про бюджет"}},
		{"moved after the plan was agreed, for whom the plan told of it", whole, council.WholeCalendar,
			revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting)}),
			[]council.CalendarMeeting{meeting(1, 3, 660, council.Planned)}, council.Personal{}, []string{"meeting-9 #1 11h0m0s 2026-12-03 11:00 Виконком"}},
		{"cancelled", member, council.OwnCalendar, revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting)}),
			[]council.CalendarMeeting{meeting(2, 4, 600, council.Cancelled)}, council.Personal{}, []string{"✗ meeting-9 #2 12h0m0s 2026-12-04 10:00 Виконком; Про бюджет"}},
		{"struck out of the plan, the meeting is on all the same", member, council.OwnCalendar,
			revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting)}, entries{}),
			[]council.CalendarMeeting{meeting(0, 4, 600, council.Planned)}, council.Personal{}, []string{"meeting-9 #0 10h0m0s 2026-12-04 10:00 Виконком; Про бюджет"}},
		{"struck out, for whom only the plan told of it", whole, council.WholeCalendar,
			revisions(entries{agreed(t, 1, "пт 10:00", "Виконком", sitting)}, entries{}),
			[]council.CalendarMeeting{meeting(0, 4, 600, council.Planned)}, council.Personal{}, []string{"✗ meeting-9 #1 10h0m0s 2026-12-04 10:00 Виконком"}},
		{"other bodies' meetings are nobody's business", head, council.OwnCalendar, council.PlanHistory{},
			[]council.CalendarMeeting{meeting(0, 4, 600, council.Planned)}, council.Personal{}, nil},
		{"who goes for a leader, and then does not", sent, council.OwnCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Нарада", with(7)), agreed(t, 2, "ср 11:00", "Концерт", instead)},
			entries{agreed(t, 1, "вт 10:00", "Нарада", instead), agreed(t, 2, "ср 11:00", "Концерт", with(7))},
		), nil, council.Personal{}, []string{"entry-1 #1 1h0m0s 2026-12-01 10:00 Нарада", "✗ entry-2 #1 1h0m0s 2026-12-02 11:00 Концерт"}},
		{"the leader whom somebody stands in for", mayor, council.OwnCalendar, revisions(
			entries{agreed(t, 1, "вт 10:00", "Нарада", with(7))}, entries{agreed(t, 1, "вт 10:00", "Нарада", instead)},
		), nil, council.Personal{}, []string{"✗ entry-1 #1 1h0m0s 2026-12-01 10:00 Нарада"}},
		{"the responsible, where the name is theirs alone", sent, council.OwnCalendar, revisions(named(""), named(council.LeadersOnly)),
			nil, council.Personal{Alone: true}, []string{"✗ entry-1 #1 1h0m0s 2026-12-01 10:00 Нарада", "entry-3 #0 0s 2026-12-03 12:00 Збори"}},
		{"a name that two bear is nobody's", sent, council.OwnCalendar, revisions(named("")), nil, council.Personal{}, nil},
		{"who is sent to a meeting", sent, council.OwnCalendar, council.PlanHistory{},
			[]council.CalendarMeeting{meeting(0, 4, 600, council.Planned)}, council.Personal{Deputises: []int64{9}}, []string{"meeting-9 #0 10h0m0s 2026-12-04 10:00 Виконком; Про бюджет"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			source := council.CalendarSource{Plans: []council.PlanHistory{tt.plan}, Meetings: tt.meetings}
			if diff := cmp.Diff(tt.want, summary(source.Calendar(tt.reader, tt.scope, tt.own))); diff != "" {
				t.Errorf("calendar (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLeadersAndLinksInACalendar(t *testing.T) {
	t.Parallel()
	plan := revisions([]council.RevisionEntry{agreed(t, 1, "вт 10:00", "Нарада", func(e *council.RevisionEntry) { e.Leaders = []int64{7, 8} })})
	remote := council.CalendarMeeting{BodyMeeting: council.BodyMeeting{Body: council.Body{ID: 3, Name: "Комісія"}, Meeting: council.Meeting{
		ID: 9, BodyID: 3, Day: plannedWeek.Day(4), Start: 600, State: council.Planned, Mode: council.Remotely, Venue: "зал", Link: "https://meet.example.org/9"}}}
	source := council.CalendarSource{Plans: []council.PlanHistory{plan}, Meetings: []council.CalendarMeeting{remote}}
	reader := council.Access{Roles: []council.Role{council.Secretary}, Seats: []council.Seat{{BodyID: 3}}}
	got := source.Calendar(reader, council.WholeCalendar, council.Personal{})
	if len(got) != 2 || !cmp.Equal(got[0].Leaders, []string{"Тарас ДУБ", "Секретар ради"}) || got[1].Link != "https://meet.example.org/9" || got[1].Venue != "" {
		t.Errorf("%+v", got)
	}
}

func TestAHistoryKeepsOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	one, two := agreed(t, 1, "вт 10:00", "Нарада"), agreed(t, 2, "ср 11:00", "Толока")
	h := revisions([]council.RevisionEntry{one}, []council.RevisionEntry{one, two}, []council.RevisionEntry{one})
	var kept []string
	for _, e := range h.Entries {
		for _, v := range e {
			kept = append(kept, fmt.Sprintf("%d %v", v.Number, v.Entry != nil))
		}
	}
	if diff := cmp.Diff([]string{"1 true", "2 true", "3 false"}, kept); diff != "" {
		t.Error(diff)
	}
	// Revisions known already change nothing, nor do new ones the old history.
	again := h.With(council.Revision{Week: plannedWeek, Number: 2})
	later := h.With(council.Revision{Week: plannedWeek, Number: 4})
	if diff := cmp.Diff(h, again); diff != "" || later.Number != 4 || later.Entries[0].Latest() != nil || h.Entries[0].Latest() == nil {
		t.Errorf("%s; %+v", diff, later)
	}
}
