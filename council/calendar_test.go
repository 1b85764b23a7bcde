package council

import (
	"testing"
	"time"
)

func TestCalendar(t *testing.T) {
	t.Parallel()
	calendar := Calendar{
		Holidays:    days(t, "Fri 25.12.2026", "Mon 28.12.2026", "Fri 01.01.2027"),
		WorkingDays: days(t, "Sat 19.12.2026"),
	}
	tests := []struct {
		name                string
		day                 string
		working             bool
		onOrBefore, onAfter string
		previous, next      string
	}{
		{"a usual Wednesday", "Wed 23.12.2026", true, "Wed 23.12.2026", "Wed 23.12.2026", "Tue 22.12.2026", "Thu 24.12.2026"},
		{"a Sunday after a worked Saturday", "Sun 20.12.2026", false, "Sat 19.12.2026", "Mon 21.12.2026", "Sat 19.12.2026", "Mon 21.12.2026"},
		{"the worked Saturday", "Sat 19.12.2026", true, "Sat 19.12.2026", "Sat 19.12.2026", "Fri 18.12.2026", "Mon 21.12.2026"},
		{"a holiday before a weekend and a holiday", "Fri 25.12.2026", false, "Thu 24.12.2026", "Tue 29.12.2026", "Thu 24.12.2026", "Tue 29.12.2026"},
		{"New Year's Day", "Fri 01.01.2027", false, "Thu 31.12.2026", "Mon 04.01.2027", "Thu 31.12.2026", "Mon 04.01.2027"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := days(t, tt.day)[0]
			if got := calendar.IsWorking(d); got != tt.working {
				t.Errorf("working = %t", got)
			}
			for name, pair := range map[string][2]Date{
				"on or before": {calendar.WorkingDayOnOrBefore(d), days(t, tt.onOrBefore)[0]},
				"on or after":  {calendar.WorkingDayOnOrAfter(d), days(t, tt.onAfter)[0]},
				"previous":     {calendar.PreviousWorkingDay(d), days(t, tt.previous)[0]},
				"next":         {calendar.NextWorkingDay(d), days(t, tt.next)[0]},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: %s, want %s", name, pair[0], pair[1])
				}
			}
		})
	}
}

func TestHolidaysAreWorkedByDefault(t *testing.T) {
	t.Parallel()
	for _, d := range days(t, "Thu 24.08.2028", "Fri 01.01.2027") {
		if !(Calendar{}).IsWorking(d) {
			t.Errorf("%s is off", d)
		}
	}
}

func TestASearchForAWorkingDayEnds(t *testing.T) {
	t.Parallel()
	var endless Calendar
	for n := range 400 {
		endless.Holidays = append(endless.Holidays, NewDate(2026, time.January, 1).AddDays(n))
	}
	d := NewDate(2026, time.July, 1)
	if got := endless.WorkingDayOnOrBefore(d); got != d {
		t.Errorf("found %s in a year without working days", got)
	}
}
