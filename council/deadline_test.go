package council

import (
	"errors"
	"testing"
	"time"
)

// never is a line without a firing.
type never struct{}

func (never) Next(time.Time) time.Time { return time.Time{} }

// hourly fires too often for a deadline.
type hourly struct{}

func (hourly) Next(t time.Time) time.Time { return t.Truncate(time.Hour).Add(time.Hour) }

func TestDeadlineOf(t *testing.T) {
	t.Parallel()
	zone := kyiv(t)
	tests := []struct {
		name     string
		schedule Schedule
		holidays []string
		week     string
		want     string
	}{
		{"Wednesday noon before the week", weekly{time.Wednesday, 720, zone}, nil, "2026-11-30", "Wed 25.11.2026 12:00"},
		{"the Monday before belongs to it", weekly{time.Monday, 0, zone}, nil, "2026-11-30", "Mon 23.11.2026 00:00"},
		{"a Sunday line comes on Friday", weekly{time.Sunday, 720, zone}, nil, "2026-11-30", "Fri 27.11.2026 12:00"},
		{"after the change to summer time", weekly{time.Wednesday, 720, zone}, nil, "2027-04-05", "Wed 31.03.2027 12:00"},
		{"after the change to winter time", weekly{time.Wednesday, 720, zone}, nil, "2027-11-08", "Wed 03.11.2027 12:00"},
		{"holidays over New Year", weekly{time.Wednesday, 720, zone}, []string{"Wed 30.12.2026", "Tue 29.12.2026"}, "2027-01-04", "Mon 28.12.2026 12:00"},
		{"of many firings the last", hourly{}, nil, "2026-11-30", "Fri 27.11.2026 23:00"},
		{"a line that never fires", never{}, nil, "2026-11-30", ""},
		{"no line", nil, nil, "2026-11-30", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := Timetable{Zone: zone, Deadline: tt.schedule, Calendar: Calendar{Holidays: days(t, tt.holidays...)}}
			got, ok := table.DeadlineOf(weekFrom(t, tt.week), nil)
			if ok != (tt.want != "") {
				t.Fatalf("found = %t", ok)
			}
			if ok && !got.Equal(local(t, tt.want)) {
				t.Errorf("deadline %s, want %s", got, tt.want)
			}
		})
	}
}

func TestCheckMove(t *testing.T) {
	t.Parallel()
	now := local(t, "Tue 24.11.2026 10:00")
	tests := []struct {
		name string
		to   string
		want error
	}{
		{"later, before the digest", "Thu 26.11.2026 14:59", nil},
		{"earlier than it was", "Tue 24.11.2026 17:00", nil},
		{"now", "Tue 24.11.2026 10:00", ErrMomentPassed},
		{"the past", "Mon 23.11.2026 12:00", ErrMomentPassed},
		{"the digest's own hour", "Thu 26.11.2026 15:00", ErrAfterDigest},
		{"the planned week", "Mon 30.11.2026 12:00", ErrAfterDigest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := regulation(t).CheckMove(weekFrom(t, "2026-11-30"), local(t, tt.to), now)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
