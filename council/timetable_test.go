package council

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// weekly is a schedule of one weekday and hour, by the wall clock.
type weekly struct {
	weekday time.Weekday
	clock   TimeOfDay
	zone    *time.Location
}

func (s weekly) Next(t time.Time) time.Time {
	for d := DateOf(t.In(s.zone)); ; d = d.AddDays(1) {
		if at := d.At(s.clock, s.zone); d.Weekday() == s.weekday && at.After(t) {
			return at
		}
	}
}

func kyiv(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// regulation is the timetable of the regulation (3.16, 3.19).
func regulation(t testing.TB) Timetable {
	zone := kyiv(t)
	return Timetable{
		Zone:     zone,
		Deadline: weekly{time.Wednesday, 12 * 60, zone},
		Digest:   weekly{time.Thursday, 15 * 60, zone},
		Reminders: []Reminder{
			{Ask, -45 * time.Hour},
			{Remind, -21 * time.Hour},
			{Remind, -3 * time.Hour},
			{Remind, -time.Hour},
			{Missing, 0},
			{Chase, 21 * time.Hour},
		},
		Grace: time.Hour,
	}
}

// local reads "Wed 25.11.2026 12:00" in Kyiv and refuses a wrong weekday.
func local(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("Mon 02.01.2006 15:04", text, kyiv(t))
	if err != nil {
		t.Fatal(err)
	}
	if written := text[:3]; at.Format("Mon") != written {
		t.Fatalf("%s is a %s", text, at.Format("Monday"))
	}
	return at
}

func days(t testing.TB, texts ...string) []Date {
	t.Helper()
	var found []Date
	for _, text := range texts {
		found = append(found, DateOf(local(t, text+" 00:00")))
	}
	return found
}

func weekFrom(t testing.TB, monday string) Week {
	t.Helper()
	week, ok := ParseWeek(monday)
	if !ok {
		t.Fatalf("%s is no Monday", monday)
	}
	return week
}

// listed writes occurrences the way the tables below do.
func listed(occurrences []Occurrence) []string {
	var lines []string
	for _, o := range occurrences {
		line := fmt.Sprintf("%s %s", o.At.Format("Mon 02.01 15:04"), o.Kind)
		if o.Offset != 0 {
			line += fmt.Sprintf(" %+d", o.Offset/time.Hour)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestOccurrencesOfAWeek(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		week     string
		holidays []string
		working  []string
		moved    string
		want     []string
	}{
		{
			name: "a usual week keeps the regulation's hours", week: "2026-11-30",
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "the week of New Year's Day is planned in December", week: "2027-01-04",
			want: []string{
				"Mon 28.12 15:00 ask -45",
				"Tue 29.12 15:00 remind -21",
				"Wed 30.12 09:00 remind -3",
				"Wed 30.12 11:00 remind -1",
				"Wed 30.12 12:00 missing",
				"Thu 31.12 09:00 chase +21",
				"Thu 31.12 15:00 digest",
			},
		},
		{
			name: "a Wednesday off moves the deadline to Tuesday and the offsets with it", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026"},
			want: []string{
				"Fri 20.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Tue 24.11 09:00 remind -3",
				"Tue 24.11 11:00 remind -1",
				"Tue 24.11 12:00 missing",
				// Wednesday 09:00 is off as well.
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a Thursday off moves the digest alone, and leaves no time to chase", week: "2026-11-30",
			holidays: []string{"Thu 26.11.2026"},
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Wed 25.11 15:00 digest",
			},
		},
		{
			name: "Wednesday and Thursday off move both to Tuesday, the deadline first", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026", "Thu 26.11.2026"},
			want: []string{
				"Fri 20.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Tue 24.11 09:00 remind -3",
				"Tue 24.11 11:00 remind -1",
				"Tue 24.11 12:00 missing",
				"Tue 24.11 15:00 digest",
			},
		},
		{
			name: "Monday to Thursday off move all to the week before", week: "2026-11-30",
			holidays: []string{"Mon 23.11.2026", "Tue 24.11.2026", "Wed 25.11.2026", "Thu 26.11.2026"},
			want: []string{
				"Wed 18.11 15:00 ask -45",
				"Thu 19.11 15:00 remind -21",
				"Fri 20.11 09:00 remind -3",
				"Fri 20.11 11:00 remind -1",
				"Fri 20.11 12:00 missing",
				"Fri 20.11 15:00 digest",
			},
		},
		{
			name: "a moved working Saturday takes what Monday to Thursday off push back", week: "2026-11-30",
			holidays: []string{"Mon 23.11.2026", "Tue 24.11.2026", "Wed 25.11.2026", "Thu 26.11.2026"},
			working:  []string{"Sat 21.11.2026"},
			want: []string{
				"Thu 19.11 15:00 ask -45",
				"Fri 20.11 15:00 remind -21",
				"Sat 21.11 09:00 remind -3",
				"Sat 21.11 11:00 remind -1",
				"Sat 21.11 12:00 missing",
				"Sat 21.11 15:00 digest",
			},
		},
		{
			name: "a Tuesday off moves only the reminder of that day", week: "2026-11-30",
			holidays: []string{"Tue 24.11.2026"},
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a deadline moved by hand takes the offsets along, the digest stays", week: "2026-11-30",
			moved: "Tue 24.11.2026 17:00",
			want: []string{
				"Fri 20.11 20:00 ask -45",
				"Mon 23.11 20:00 remind -21",
				"Tue 24.11 14:00 remind -3",
				"Tue 24.11 16:00 remind -1",
				"Tue 24.11 17:00 missing",
				"Wed 25.11 14:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a deadline moved to Thursday leaves no time to chase", week: "2026-11-30",
			moved: "Thu 26.11.2026 12:00",
			want: []string{
				"Tue 24.11 15:00 ask -45",
				"Wed 25.11 15:00 remind -21",
				"Thu 26.11 09:00 remind -3",
				"Thu 26.11 11:00 remind -1",
				"Thu 26.11 12:00 missing",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a day off on which the organiser puts the deadline is worked", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026"}, moved: "Wed 25.11.2026 12:00",
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "offsets count by the wall clock across the night of 28 March 2027", week: "2027-04-05",
			moved: "Mon 29.03.2027 12:00",
			want: []string{
				"Fri 26.03 15:00 ask -45",
				"Fri 26.03 15:00 remind -21",
				"Mon 29.03 09:00 remind -3",
				"Mon 29.03 11:00 remind -1",
				"Mon 29.03 12:00 missing",
				"Tue 30.03 09:00 chase +21",
				"Thu 01.04 15:00 digest",
			},
		},
		{
			name: "and across the night of 31 October 2027, on a worked weekend", week: "2027-11-08",
			working: []string{"Sat 30.10.2027", "Sun 31.10.2027"}, moved: "Mon 01.11.2027 12:00",
			want: []string{
				"Sat 30.10 15:00 ask -45",
				"Sun 31.10 15:00 remind -21",
				"Mon 01.11 09:00 remind -3",
				"Mon 01.11 11:00 remind -1",
				"Mon 01.11 12:00 missing",
				"Tue 02.11 09:00 chase +21",
				"Thu 04.11 15:00 digest",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := regulation(t)
			table.Calendar = Calendar{Holidays: days(t, tt.holidays...), WorkingDays: days(t, tt.working...)}
			week := weekFrom(t, tt.week)
			moved := Moved{}
			if tt.moved != "" {
				moved[week] = local(t, tt.moved).UTC()
			}

			got := table.Occurrences(week, moved)
			if diff := cmp.Diff(tt.want, listed(got)); diff != "" {
				t.Errorf("occurrences (-want +got):\n%s", diff)
			}
			for _, o := range got {
				if o.Subject() != tt.week {
					t.Errorf("%s is about %s, want %s", o.Kind, o.Subject(), tt.week)
				}
			}
		})
	}
}

func TestRemindersPushedOntoOneMomentAreOne(t *testing.T) {
	t.Parallel()
	table := regulation(t)
	table.Deadline = weekly{time.Tuesday, 12 * 60, table.Zone}
	// Noon of Saturday, Sunday and Monday.
	table.Reminders = []Reminder{{Remind, -72 * time.Hour}, {Remind, -48 * time.Hour}, {Remind, -24 * time.Hour}}

	want := []string{"Fri 20.11 12:00 remind -48", "Mon 23.11 12:00 remind -24", "Thu 26.11 15:00 digest"}
	if diff := cmp.Diff(want, listed(table.Occurrences(weekFrom(t, "2026-11-30"), nil))); diff != "" {
		t.Errorf("occurrences (-want +got):\n%s", diff)
	}
}

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
			if diff := cmp.Diff(tt.wantOfTheWeek, listed(got)); diff != "" {
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
					run = append(run, strings.Join(strings.Fields(listed([]Occurrence{o})[0])[3:], " "))
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
		if diff := cmp.Diff(listed(once), listed(twice)); diff != "" {
			t.Fatalf("%v, %v, %v with %v (-once +twice):\n%s", a, b, c, table.Calendar, diff)
		}
	}
}

// Due looks only at weeks near the two moments; nothing it leaves out may fall
// between them, however far days off push it.
func TestDueMissesNothingOfAnyWeek(t *testing.T) {
	t.Parallel()
	table := regulation(t)
	table.Reminders = append(table.Reminders, Reminder{Remind, -168 * time.Hour}, Reminder{Missing, 168 * time.Hour})
	// Two breaks, as long as breaks may be, around one worked day.
	for n := range 2*LongestBreak - 4 {
		if d := NewDate(2027, time.May, 1).AddDays(n); n != LongestBreak {
			table.Calendar.Holidays = append(table.Calendar.Holidays, d)
		}
	}
	hand := weekFrom(t, "2029-01-01")
	moved := Moved{hand: local(t, "Mon 03.05.2027 12:00")}

	var want []string
	for week := weekFrom(t, "2027-01-04"); week.Monday.Year < 2028; week = week.Next() {
		want = append(want, listed(table.Occurrences(week, moved))...)
	}
	for _, o := range table.Occurrences(hand, moved) {
		if o.At.Year() == 2027 {
			want = append(want, listed([]Occurrence{o})...)
		}
	}
	var got []string
	for at := local(t, "Tue 01.12.2026 00:00"); at.Year() < 2028; at = at.Add(6 * time.Hour) {
		for _, o := range table.Due(at, at.Add(6*time.Hour), moved) {
			if o.Week.Monday.Year == 2027 || o.Week == hand {
				got = append(got, listed([]Occurrence{o})...)
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
	if diff := cmp.Diff(want, listed(got)); diff != "" {
		t.Errorf("upcoming (-want +got):\n%s", diff)
	}
	if got := (Timetable{Zone: kyiv(t)}).Upcoming(local(t, "Thu 26.11.2026 09:00"), 2, nil); len(got) != 0 {
		t.Errorf("an empty timetable has %v ahead", got)
	}
}
