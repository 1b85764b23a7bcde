package council_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// plannedWeek is 30 November to 6 December 2026, due on Wednesday 25 November.
var (
	plannedWeek = council.Week{Monday: council.NewDate(2026, 11, 30)}
	dueAt       = time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
)

func TestConsolidatePutsEveryEntryInItsPlace(t *testing.T) {
	t.Parallel()
	standings := []council.Standing{{Unit: council.Unit{ID: 1, Name: "Культура"}}, {Unit: council.Unit{ID: 2, Name: "Освіта"}}}
	c := council.Consolidate(plannedWeek, standings,
		council.Gather(plannedWeek, standings, []council.Submission{
			{UnitID: 1, State: council.Submitted, Entries: []council.Entry{
				entry(t, "вт 14:00", "друга година дня"),
				entry(t, "вт", "увесь вівторок", func(e *council.Entry) { e.Kind = council.AllDay }),
				entry(t, "вт..чт 09:00", "три дні"),
				entry(t, "пн..нд", "протягом тижня", func(e *council.Entry) { e.Kind = council.DuringWeek }),
				{Kind: council.ToBeAnnounced, Title: "ще невідомо"},
			}},
			{UnitID: 2, State: council.Submitted, Entries: []council.Entry{
				entry(t, "вт 09:00", "рано", func(e *council.Entry) { e.SubmittedAt = dueAt.Add(time.Minute) }),
				entry(t, "вт 09:00", "перед строком", func(e *council.Entry) { e.SubmittedAt = dueAt }),
				{From: council.NewDate(2026, 12, 8), To: council.NewDate(2026, 12, 8), Kind: council.Timed, Title: "поза тижнем"},
			}},
			{UnitID: 2, State: council.Draft, Entries: []council.Entry{entry(t, "ср 10:00", "чернетка")}},
			{UnitID: 1, State: council.Proposed, Entries: []council.Entry{entry(t, "ср 10:00", "пропозиція")}},
		}), dueAt, nil)

	want := []string{
		"2026-12-01: увесь вівторок (Культура)",
		"2026-12-01: перед строком (Освіта)",
		"2026-12-01: рано (Освіта) late",
		"2026-12-01: друга година дня (Культура)",
		"periods: протягом тижня (Культура)",
		"periods: три дні (Культура)",
		"periods: поза тижнем (Освіта)",
		"unknown: ще невідомо (Культура)",
	}
	if diff := cmp.Diff(want, sketch(c)); diff != "" {
		t.Error(diff)
	}
	if got := len(c.On(council.NewDate(2026, 12, 2))); got != 2 {
		t.Errorf("Wednesday has %d entries, want those of the two periods", got)
	}
}

func TestWithoutADeadlineNothingIsLate(t *testing.T) {
	t.Parallel()
	standings := []council.Standing{{SubmittedAt: dueAt, InForceSince: dueAt}}
	c := council.Consolidate(plannedWeek, standings, council.Gather(plannedWeek, standings, []council.Submission{
		{State: council.Submitted, Entries: []council.Entry{entry(t, "ср 12:00", "захід", func(e *council.Entry) { e.SubmittedAt = dueAt })}},
	}), time.Time{}, nil)
	if len(c.Late) > 0 || c.Days[2][0].Late {
		t.Errorf("late: %v %v", c.Late, c.Days[2])
	}
}

func TestLeadersWeeksFollowThePlan(t *testing.T) {
	t.Parallel()
	mayor, deputy := council.Leader{PostID: 7, Title: "Міський голова"}, council.Leader{PostID: 8, Title: "Заступник"}
	with := func(posts ...int64) func(*council.Entry) { return func(e *council.Entry) { e.Leaders = posts } }
	c := council.Consolidate(plannedWeek, nil, council.Gather(plannedWeek, nil, []council.Submission{
		{UnitID: 1, State: council.Submitted, Entries: []council.Entry{
			entry(t, "ср 12:00", "пізніше", with(7)), entry(t, "вт 12:00", "раніше", with(8, 7)), entry(t, "вт 13:00", "без керівництва"),
		}},
	}), dueAt, []council.Leader{mayor, deputy, {PostID: 9, Title: "Секретар"}})

	got := map[string][]string{}
	for _, l := range c.Leaders {
		got[l.Leader.Title] = []string{}
		for _, e := range l.Entries {
			got[l.Leader.Title] = append(got[l.Leader.Title], e.Title)
		}
	}
	want := map[string][]string{"Міський голова": {"раніше", "пізніше"}, "Заступник": {"раніше"}, "Секретар": {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRollOf(t *testing.T) {
	t.Parallel()
	must, ifNeed, none := council.MustSubmit, council.IfNeedBe, council.NoPlan
	standing := func(name string, duty council.Duty, at time.Time, nothing bool) council.Standing {
		return council.Standing{Unit: council.Unit{Name: name, Duty: duty}, SubmittedAt: at, InForceSince: at, NothingPlanned: nothing}
	}
	r := council.RollOf([]council.Standing{
		standing("мовчить", must, time.Time{}, false),
		standing("вчасно", must, dueAt, false),
		standing("запізно", must, dueAt.Add(time.Second), false),
		standing("порожній і пізній", must, dueAt.Add(time.Hour), true),
		standing("за потреби мовчить", ifNeed, time.Time{}, false),
		standing("за потреби нічого", ifNeed, dueAt, true),
		standing("не подає", none, time.Time{}, false),
	}, dueAt)

	names := func(list []council.Standing) string {
		var all []string
		for _, s := range list {
			all = append(all, s.Unit.Name)
		}
		return strings.Join(all, ", ")
	}
	got := []string{names(r.Missing), names(r.Late), names(r.Nothing), names(r.Silent), fmt.Sprint(r.Submitted, r.Owed, r.OwedIn)}
	want := []string{"мовчить", "запізно, порожній і пізній", "порожній і пізній, за потреби нічого", "за потреби мовчить", "4 4 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// sketch is one line an entry.
func sketch(c council.Consolidated) []string {
	var lines []string
	add := func(where string, entries []council.PlanEntry) {
		for _, e := range entries {
			line := fmt.Sprintf("%s: %s (%s)", where, e.Title, e.Unit.Name)
			if e.Late {
				line += " late"
			}
			lines = append(lines, line)
		}
	}
	for n, day := range plannedWeek.Days() {
		add(day.String(), c.Days[n])
	}
	add("periods", c.Periods)
	add("unknown", c.ToBeAnnounced)
	return lines
}

var dayNames = []string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"}

// entry is a timed one of the planned week: "вт 10:00-11:00", "вт", "вт..чт 09:00".
func entry(t *testing.T, when, title string, more ...func(*council.Entry)) council.Entry {
	t.Helper()
	day := func(name string) council.Date {
		for n, d := range dayNames {
			if d == name {
				return plannedWeek.Day(n)
			}
		}
		t.Fatalf("no day %q", name)
		return council.Date{}
	}
	clock := func(text string) *council.TimeOfDay {
		at, err := council.ParseTimeOfDay(text)
		if err != nil {
			t.Fatal(err)
		}
		return &at
	}
	days, hours, timed := strings.Cut(when, " ")
	from, to, several := strings.Cut(days, "..")
	e := council.Entry{Kind: council.Timed, From: day(from), To: day(from), Title: title}
	if several {
		e.To = day(to)
	}
	if timed {
		start, end, ends := strings.Cut(hours, "-")
		e.Hours.Start = clock(start)
		if ends {
			e.Hours.End = clock(end)
		}
	}
	for _, change := range more {
		change(&e)
	}
	return e
}
