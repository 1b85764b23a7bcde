package council

import (
	"fmt"
	"testing"
	"time"
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

// noted writes occurrences the way the tables below do.
func noted(occurrences []Occurrence) []string {
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
