package council

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestQuarters(t *testing.T) {
	t.Parallel()
	holidays := Calendar{Holidays: []Date{NewDate(2026, 10, 5), NewDate(2027, 1, 1)}}
	for _, tt := range []struct {
		day, first, last, reports, summary string
	}{
		{"2026-01-01", "2026-01-01", "2026-03-31", "2026-04-03", "2026-04-10"}, // 5 April is a Sunday
		{"2026-06-30", "2026-04-01", "2026-06-30", "2026-07-03", "2026-07-10"}, // so is 5 July
		{"2026-08-15", "2026-07-01", "2026-09-30", "2026-10-02", "2026-10-09"}, // a holiday on Monday the 5th
		{"2026-12-31", "2026-10-01", "2026-12-31", "2027-01-05", "2027-01-08"},
	} {
		day, err := ParseDate(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		q := QuarterOf(day)
		got := []string{q.First().String(), q.Last().String(), q.ReportsDue(holidays).String(), q.SummaryDue(holidays).String()}
		if diff := cmp.Diff([]string{tt.first, tt.last, tt.reports, tt.summary}, got); diff != "" {
			t.Errorf("%s: %s", tt.day, diff)
		}
		if QuarterOf(q.After()).Before() != q || QuarterOf(q.Last()) != q {
			t.Errorf("%s: the quarters beside %v", tt.day, q)
		}
	}
}

func TestTheTimetableOfAnAssignment(t *testing.T) {
	t.Parallel()
	zone := kyiv(t)
	given := time.Date(2026, 10, 20, 12, 0, 0, 0, zone)
	for _, tt := range []struct {
		name  string
		a     Assignment
		until Date
		want  []string
	}{
		{"over the clock change it stays the hour of papers", Assignment{State: Given, GivenAt: given, Due: NewDate(2026, 10, 26)}, NewDate(2026, 11, 3), []string{
			"soon 23.10 09:00 +0300 till 26.10 09:00", "due 26.10 09:00 +0200 till 27.10 00:00",
			"overdue 27.10 09:00 +0200 till 03.11 09:00", "overdue 03.11 09:00 +0200 till 10.11 09:00"}},
		{"given on the day itself after the hour", Assignment{State: Given, GivenAt: given, Due: NewDate(2026, 10, 20)}, NewDate(2026, 10, 21), []string{
			"overdue 21.10 09:00 +0300 till 28.10 09:00"}},
		{"returned: owed again", Assignment{State: Accepted, GivenAt: given, Due: NewDate(2026, 10, 22)}, NewDate(2026, 10, 22), []string{
			"soon 21.10 09:00 +0300 till 22.10 09:00", "due 22.10 09:00 +0300 till 23.10 00:00"}},
		{"reported", Assignment{State: Reported, GivenAt: given, Due: NewDate(2026, 10, 22)}, NewDate(2026, 12, 1), nil},
		{"done", Assignment{State: Done, GivenAt: given, Due: NewDate(2026, 10, 22)}, NewDate(2026, 12, 1), nil},
		{"taken back", Assignment{State: Dropped, GivenAt: given, Due: NewDate(2026, 10, 22)}, NewDate(2026, 12, 1), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range (AssignmentTimetable{Zone: zone}).Occurrences(AssignmentCard{Assignment: tt.a}, tt.until) {
				got = append(got, fmt.Sprintf("%s %s till %s", o.Kind[len("assignment_"):], o.At.Format("02.01 15:04 -0700"), o.Until.Format("02.01 15:04")))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNothingIsDueBetweenTheHours(t *testing.T) {
	t.Parallel()
	table := AssignmentTimetable{Zone: time.UTC}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		after, until time.Time
		want         bool
	}{
		{at(24, 7), at(24, 8), false}, {at(24, 8), at(24, 9), true}, {at(24, 9), at(24, 23), false},
		{at(24, 9), at(25, 8), false}, {at(24, 9), at(25, 9), true}, {at(24, 9), at(29, 3), true},
	} {
		if got := table.MayBeDue(tt.after, tt.until); got != tt.want {
			t.Errorf("%s to %s: %v", tt.after, tt.until, got)
		}
	}
}

func TestSummaryOfAQuarter(t *testing.T) {
	t.Parallel()
	today := NewDate(2027, 1, 8)
	q := Quarter{2026, 4}
	at := func(d Date) time.Time { return d.At(23*60, time.UTC) }
	card := func(doer int64, surname, unit string, state AssignmentState, due, reported Date) AssignmentCard {
		a := AssignmentCard{Doer: Person{ID: doer, Surname: surname}, Unit: unit,
			Assignment: Assignment{DoerID: doer, State: state, Due: due}}
		if !reported.IsZero() {
			a.ReportedAt = at(reported)
		}
		return a
	}
	due := NewDate(2026, 12, 1)
	got := SumUp(q, []AssignmentCard{
		card(1, "Яр", "", Given, due, Date{}),
		card(2, "Їжак", "Культура", Done, due, due),
		card(2, "Їжак", "Культура", Reported, due, due.AddDays(1)),
		card(3, "Ґава", "Культура", Accepted, due, Date{}),
		card(4, "Адам", "Архів", Given, NewDate(2027, 1, 8), Date{}),
	}, today, time.UTC)
	want := AssignmentSummary{Quarter: q, AssignmentTally: AssignmentTally{Given: 5, InTime: 1, Late: 1, Overdue: 2, Ahead: 1, Unconfirmed: 1},
		Doers: []DoerTally{
			{Person{ID: 4, Surname: "Адам"}, "Архів", AssignmentTally{Given: 1, Ahead: 1}},
			{Person{ID: 3, Surname: "Ґава"}, "Культура", AssignmentTally{Given: 1, Overdue: 1}},
			{Person{ID: 2, Surname: "Їжак"}, "Культура", AssignmentTally{Given: 2, InTime: 1, Late: 1, Unconfirmed: 1}},
			{Person{ID: 1, Surname: "Яр"}, "", AssignmentTally{Given: 1, Overdue: 1}},
		}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
