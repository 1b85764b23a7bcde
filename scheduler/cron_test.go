package scheduler

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func kyiv(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// firings are what the line gives from..to, in the zone.
func firings(t testing.TB, line string, from, to time.Time) []time.Time {
	t.Helper()
	schedule, err := ParseSchedule(line, kyiv(t))
	if err != nil {
		t.Fatal(err)
	}
	var found []time.Time
	for at := schedule.Next(from); at.Before(to); at = schedule.Next(at) {
		if len(found) > 0 && !at.After(found[len(found)-1]) {
			t.Fatalf("%q: %s comes after %s", line, at, found[len(found)-1])
		}
		found = append(found, at.In(kyiv(t)))
	}
	return found
}

func TestClockChanges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		line string
		day  string
		want []string
	}{
		{"the skipped hour comes an hour later on the wall", "30 3 * * *", "2027-03-28", []string{"04:30 +03"}},
		{"its first minute too", "0 3 * * *", "2027-03-28", []string{"04:00 +03"}},
		{"two named hours that meet fire once", "30 3,4 * * *", "2027-03-28", []string{"04:30 +03"}},
		{"the doubled hour is used once, the first time", "30 3 * * *", "2027-10-31", []string{"03:30 +03"}},
		{"noon on the short day", "0 12 * * *", "2027-03-28", []string{"12:00 +03"}},
		{"noon on the long day", "0 12 * * *", "2027-10-31", []string{"12:00 +02"}},
		{"a line of that very date", "30 3 28 3 *", "2027-03-28", []string{"04:30 +03"}},
		{"the other days are as written", "30 3 * * *", "2027-03-29", []string{"03:30 +03"}},
		{"real time where no hour is named: 23 hours", "0 * 28 3 *", "2027-03-28", []string{"23"}},
		{"real time where no hour is named: 25 hours", "0 * 31 10 *", "2027-10-31", []string{"25"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			from, err := time.ParseInLocation(time.DateOnly, tt.day, kyiv(t))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, at := range firings(t, tt.line, from.Add(-1), from.AddDate(0, 0, 1)) {
				got = append(got, at.Format("15:04 -07"))
			}
			if len(got) > 20 {
				got = []string{fmt.Sprint(len(got))}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("firings (-want +got):\n%s", diff)
			}
		})
	}
}

// Every half hour of the night, noon and the day's end, ten years long: exactly
// one firing a local day.
func TestOnceALocalDay(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, kyiv(t))
	to := from.AddDate(10, 0, 0)
	for _, half := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 24, 47} {
		line := fmt.Sprintf("%d %d * * *", half%2*30, half/2)
		next := from
		for _, at := range firings(t, line, from.Add(-1), to) {
			if at.Format(time.DateOnly) != next.Format(time.DateOnly) {
				t.Fatalf("%q fires at %s, want once on %s", line, at, next.Format(time.DateOnly))
			}
			next = next.AddDate(0, 0, 1)
		}
		if !next.Equal(to) {
			t.Errorf("%q stops at %s", line, next)
		}
	}
}

// From wherever one looks in the nights of the changes, the next firing is the
// first one after that moment.
func TestNextFromEveryMinute(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"30 3 * * *", "*/20 3 * * *", "0,45 2,3,4 * * *", "15 * * * *"} {
		schedule, err := ParseSchedule(line, kyiv(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, noon := range []time.Time{
			time.Date(2027, time.March, 27, 12, 0, 0, 0, kyiv(t)),
			time.Date(2027, time.October, 30, 12, 0, 0, 0, kyiv(t)),
		} {
			all := firings(t, line, noon, noon.AddDate(0, 0, 3))
			for now := noon; now.Before(noon.AddDate(0, 0, 1)); now = now.Add(time.Minute) {
				for !all[0].After(now) {
					all = all[1:]
				}
				if got := schedule.Next(now.UTC()); !got.Equal(all[0]) {
					t.Fatalf("%q after %s: %s, want %s", line, now, got, all[0])
				}
			}
		}
	}
}

func TestLinesThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, line string }{
		{"31 February", "0 0 31 2 *"},
		{"a zone of its own", "CRON_TZ=Asia/Tokyo 0 12 * * WED"},
		{"a zone and nothing else", "TZ=UTC"},
		{"an interval", "@every 24h"},
		{"a shortcut", "  @daily"},
		{"four fields", "0 12 * WED"},
		{"seconds", "0 0 12 * * WED"},
		{"hour 24", "0 24 * * *"},
		{"no such weekday", "0 12 * * СР"},
		{"no value in a list", ", 12 * * *"},
		{"nothing", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if schedule, err := ParseSchedule(tt.line, kyiv(t)); err == nil || schedule != nil {
				t.Errorf("%q is taken: %v, %v", tt.line, schedule, err)
			}
		})
	}
}

func TestALeapDayIsADay(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, kyiv(t))
	got := firings(t, "0 9 29 2 *", from, from.AddDate(4, 0, 0))
	if len(got) != 1 || got[0].Format(time.DateOnly) != "2028-02-29" {
		t.Errorf("29 February within four years: %v", got)
	}
}
