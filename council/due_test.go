package council

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDueIsAfterTheLastLookUntilNow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		after, until  string
		wantOfTheWeek []string
	}{
		{"nothing between two firings", "Wed 25.11.2026 09:00", "Wed 25.11.2026 10:59", nil},
		{"the last look's own moment is done", "Wed 25.11.2026 11:00", "Wed 25.11.2026 11:30", nil},
		{"this very moment is due", "Wed 25.11.2026 10:59", "Wed 25.11.2026 11:00", []string{"Wed 25.11 11:00 remind -1"}},
		{"looking back gives nothing", "Wed 25.11.2026 12:30", "Wed 25.11.2026 08:00", nil},
		{
			"an outage over a deadline", "Wed 25.11.2026 08:00", "Thu 26.11.2026 08:00",
			[]string{"Wed 25.11 09:00 remind -3", "Wed 25.11 11:00 remind -1", "Wed 25.11 12:00 missing"},
		},
		{
			"an outage of two weeks", "Wed 25.11.2026 11:59", "Wed 09.12.2026 11:59",
			[]string{
				"Wed 25.11 12:00 missing", "Thu 26.11 09:00 chase +21", "Thu 26.11 15:00 digest",
				"Mon 30.11 15:00 ask -45", "Tue 01.12 15:00 remind -21",
				"Wed 02.12 09:00 remind -3", "Wed 02.12 11:00 remind -1", "Wed 02.12 12:00 missing",
				"Thu 03.12 09:00 chase +21", "Thu 03.12 15:00 digest",
				"Mon 07.12 15:00 ask -45", "Tue 08.12 15:00 remind -21",
				"Wed 09.12 09:00 remind -3", "Wed 09.12 11:00 remind -1",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := regulation(t).Due(local(t, tt.after).UTC(), local(t, tt.until).UTC(), nil)
			if diff := cmp.Diff(tt.wantOfTheWeek, noted(got)); diff != "" {
				t.Errorf("due (-want +got):\n%s", diff)
			}
		})
	}
}

func TestVerdictAfterAnOutage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		back string
		run  []string
	}{
		{"Mon 23.11.2026 15:00", []string{"ask -45"}},
		{"Mon 23.11.2026 16:00", nil},
		{"Wed 25.11.2026 09:59", []string{"remind -3"}},
		{"Wed 25.11.2026 11:59", []string{"remind -1"}},
		{"Wed 25.11.2026 12:00", []string{"missing"}},
		{"Thu 26.11.2026 14:59", []string{"missing", "chase +21"}},
		{"Thu 26.11.2026 15:00", []string{"missing", "digest"}},
		{"Sun 06.12.2026 23:59", []string{"missing", "digest"}},
		{"Mon 07.12.2026 00:00", nil},
	}
	for _, tt := range tests {
		t.Run("back on "+tt.back, func(t *testing.T) {
			t.Parallel()
			now := local(t, tt.back)
			var run []string
			for _, o := range regulation(t).Occurrences(weekFrom(t, "2026-11-30"), nil) {
				if !o.At.After(now) && o.Verdict(now) == Run {
					run = append(run, strings.Join(strings.Fields(noted([]Occurrence{o})[0])[3:], " "))
				}
			}
			if diff := cmp.Diff(tt.run, run); diff != "" {
				t.Errorf("still run (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAReminderLateByLessThanTheGraceEndsWithTheDeadline(t *testing.T) {
	t.Parallel()
	table := regulation(t)
	table.Grace = 5 * time.Hour
	for _, o := range table.Occurrences(weekFrom(t, "2026-11-30"), nil) {
		if o.Kind == Remind && o.Verdict(local(t, "Wed 25.11.2026 12:00")) == Run {
			t.Errorf("reminder of %s runs at the deadline", o.At)
		}
	}
}

// Whatever the calendar and the moves, two looks that meet find what one look
// over both finds: nothing twice, nothing lost.
func TestTwoLooksFindWhatOneFinds(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(2026, 11))
	start := local(t, "Mon 01.03.2027 00:00")
	for range 200 {
		table := regulation(t)
		moved := Moved{}
		for range random.IntN(60) {
			table.Calendar.Holidays = append(table.Calendar.Holidays, DateOf(start).AddDays(random.IntN(300)))
		}
		for range random.IntN(10) {
			week := WeekOf(DateOf(start).AddDays(random.IntN(300)))
			moved[week] = week.Monday.AddDays(-random.IntN(9)).At(TimeOfDay(random.IntN(1440)), table.Zone)
		}
		moment := func() time.Time { return start.Add(time.Duration(random.IntN(300*24*60)) * time.Minute) }
		looks := []time.Time{moment(), moment(), moment()}
		slices.SortFunc(looks, time.Time.Compare)
		a, b, c := looks[0], looks[1], looks[2]

		once := table.Due(a, c, moved)
		twice := append(table.Due(a, b, moved), table.Due(b, c, moved)...)
		if diff := cmp.Diff(noted(once), noted(twice)); diff != "" {
			t.Fatalf("%v, %v, %v with %v (-once +twice):\n%s", a, b, c, table.Calendar, diff)
		}
	}
}

// Due looks only at weeks near the two moments; nothing it leaves out may fall
// between them, however far days off push it.
func TestDueMissesNothingOfAnyWeek(t *testing.T) {
	t.Parallel()
	table := regulation(t)
	table.Deadline = weekly{time.Monday, 12 * 60, table.Zone}
	table.Reminders = append(table.Reminders, Reminder{Remind, -168 * time.Hour}, Reminder{Missing, 168 * time.Hour})
	// Two breaks, as long as breaks may be: the deadline of 21 June falls back
	// to 31 May, its earliest reminder from 24 May to 3 May.
	for n := range LongestBreak {
		table.Calendar.Holidays = append(table.Calendar.Holidays,
			NewDate(2027, time.May, 4).AddDays(n), NewDate(2027, time.June, 1).AddDays(n))
	}
	hand := weekFrom(t, "2029-01-01")
	moved := Moved{hand: local(t, "Mon 03.05.2027 12:00")}

	var want []string
	for week := weekFrom(t, "2027-01-04"); week.Monday.Year < 2028; week = week.Next() {
		want = append(want, noted(table.Occurrences(week, moved))...)
	}
	for _, o := range table.Occurrences(hand, moved) {
		if o.At.Year() == 2027 {
			want = append(want, noted([]Occurrence{o})...)
		}
	}
	var got []string
	for at := local(t, "Tue 01.12.2026 00:00"); at.Year() < 2028; at = at.Add(6 * time.Hour) {
		for _, o := range table.Due(at, at.Add(6*time.Hour), moved) {
			if o.Week.Monday.Year == 2027 || o.Week == hand {
				got = append(got, noted([]Occurrence{o})...)
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("due by small looks (-every week +got):\n%s", diff)
	}
}

func TestUpcoming(t *testing.T) {
	t.Parallel()
	want := []string{"Thu 26.11 15:00 digest", "Mon 30.11 15:00 ask -45"}
	got := regulation(t).Upcoming(local(t, "Thu 26.11.2026 09:00"), 2, nil)
	if diff := cmp.Diff(want, noted(got)); diff != "" {
		t.Errorf("upcoming (-want +got):\n%s", diff)
	}
	if got := (Timetable{Zone: kyiv(t)}).Upcoming(local(t, "Thu 26.11.2026 09:00"), 2, nil); len(got) != 0 {
		t.Errorf("an empty timetable has %v ahead", got)
	}
}
