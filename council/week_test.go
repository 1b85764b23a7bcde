package council

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWeekOfRunsMondayToSunday(t *testing.T) {
	t.Parallel()
	week := Week{NewDate(2026, time.December, 28)}
	want := [7]Date{
		NewDate(2026, time.December, 28), NewDate(2026, time.December, 29), NewDate(2026, time.December, 30),
		NewDate(2026, time.December, 31), NewDate(2027, time.January, 1), NewDate(2027, time.January, 2),
		NewDate(2027, time.January, 3),
	}
	if diff := cmp.Diff(want, week.Days()); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
	for _, d := range week.Days() {
		if got := WeekOf(d); got != week || !week.Contains(d) {
			t.Errorf("%s lies in the week of %s", d, got)
		}
	}
	if week.Contains(week.Monday.AddDays(-1)) || week.Contains(week.Sunday().AddDays(1)) {
		t.Error("the week holds a day of its neighbours")
	}
	if week.Next().Previous() != week || week.Next().Monday != NewDate(2027, time.January, 4) {
		t.Errorf("the next week is %s", week.Next())
	}
}

func TestNextWeekTurnsAtMidnightOfTheCouncil(t *testing.T) {
	t.Parallel()
	tests := []struct {
		now  string
		want string
	}{
		{"Wed 25.11.2026 12:00", "2026-11-30"},
		{"Sun 29.11.2026 23:59", "2026-11-30"},
		{"Mon 30.11.2026 00:00", "2026-12-07"},
		{"Thu 31.12.2026 23:59", "2027-01-04"},
	}
	for _, tt := range tests {
		t.Run(tt.now, func(t *testing.T) {
			t.Parallel()
			if got := NextWeek(local(t, tt.now).UTC(), kyiv(t)).String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestParseWeek(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{"2026-11-30": true, "2026-12-01": false, "2026-11-31": false, "": false} {
		week, got := ParseWeek(text)
		if got != ok || ok && week.String() != text {
			t.Errorf("%q: %s, %t", text, week, got)
		}
	}
}
