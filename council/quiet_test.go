package council

import (
	"testing"
	"time"
)

func TestQuietHoursRelease(t *testing.T) {
	t.Parallel()
	night := QuietHours{From: 20 * 60, To: 7 * 60}
	short := QuietHours{From: 22 * 60, To: 3*60 + 30}
	lunch := QuietHours{From: 13 * 60, To: 14 * 60}
	tests := []struct {
		name  string
		quiet QuietHours
		now   string
		want  string
	}{
		{"by day nothing waits", night, "Wed 25.11.2026 12:00", "Wed 25.11.2026 12:00"},
		{"the last minute before", night, "Wed 25.11.2026 19:59", "Wed 25.11.2026 19:59"},
		{"the first moment waits till morning", night, "Wed 25.11.2026 20:00", "Thu 26.11.2026 07:00"},
		{"after midnight too", night, "Thu 26.11.2026 00:30", "Thu 26.11.2026 07:00"},
		{"the end is free", night, "Thu 26.11.2026 07:00", "Thu 26.11.2026 07:00"},
		{"over New Year", night, "Thu 31.12.2026 23:59", "Fri 01.01.2027 07:00"},
		{"the short night of 28 March 2027", night, "Sat 27.03.2027 21:00", "Sun 28.03.2027 07:00"},
		{"the long night of 31 October 2027", night, "Sat 30.10.2027 21:00", "Sun 31.10.2027 07:00"},
		{"an end in the skipped hour is an hour later", short, "Sun 28.03.2027 02:00", "Sun 28.03.2027 04:30"},
		{"within one day", lunch, "Wed 25.11.2026 13:30", "Wed 25.11.2026 14:00"},
		{"before it", lunch, "Wed 25.11.2026 12:59", "Wed 25.11.2026 12:59"},
		{"equal ends are no quiet hours", QuietHours{}, "Wed 25.11.2026 00:00", "Wed 25.11.2026 00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tt.quiet.Release(local(t, tt.now).UTC(), kyiv(t))
			if !got.Equal(local(t, tt.want)) {
				t.Errorf("released %s, want %s", got.In(kyiv(t)), tt.want)
			}
		})
	}
}

func TestReleaseIsNeverEarlierAndNeverQuiet(t *testing.T) {
	t.Parallel()
	zone := kyiv(t)
	for _, quiet := range []QuietHours{{20 * 60, 7 * 60}, {22 * 60, 3*60 + 30}, {60, 3*60 + 30}, {3*60 + 15, 3*60 + 45}} {
		for _, day := range []string{"Sat 27.03.2027 12:00", "Sat 30.10.2027 12:00"} {
			start := local(t, day)
			for now := start; now.Before(start.AddDate(0, 0, 2)); now = now.Add(5 * time.Minute) {
				got := quiet.Release(now, zone)
				if got.Before(now) || !quiet.Release(got, zone).Equal(got) {
					t.Fatalf("%v: %s released at %s", quiet, now, got)
				}
			}
		}
	}
}
