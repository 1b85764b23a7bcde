package council

import (
	"testing"
	"time"
)

// Against a walk through every instant of two days: AtHands takes the first
// moment that shows the hands, or, when none does, goes by the old offset.
func TestAtHandsAroundClockChanges(t *testing.T) {
	t.Parallel()
	tests := []struct{ zone, day string }{
		{"Europe/Kyiv", "2027-03-28"},
		{"Europe/Kyiv", "2027-10-31"},
		{"America/New_York", "2027-03-14"},
		{"America/New_York", "2027-11-07"},
		{"Australia/Lord_Howe", "2027-04-04"},
		{"Australia/Lord_Howe", "2027-10-03"},
	}
	for _, tt := range tests {
		t.Run(tt.zone+" "+tt.day, func(t *testing.T) {
			t.Parallel()
			zone, err := time.LoadLocation(tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			midnight, err := time.ParseInLocation(time.DateOnly, tt.day, zone)
			if err != nil {
				t.Fatal(err)
			}
			first := map[time.Time]time.Time{}
			for at := midnight; at.Before(midnight.AddDate(0, 0, 2)); at = at.Add(time.Minute) {
				if _, seen := first[Hands(at)]; !seen {
					first[Hands(at)] = at
				}
			}
			_, offset := midnight.Zone()
			skipped := 0
			for hands := Hands(midnight); hands.Before(Hands(midnight).AddDate(0, 0, 1)); hands = hands.Add(time.Minute) {
				want, shown := first[hands]
				if !shown {
					want = hands.Add(-time.Duration(offset) * time.Second)
					skipped++
				}
				if got := AtHands(hands, zone); !got.Equal(want) {
					t.Fatalf("%s on the clock is %s, want %s", hands.Format("15:04"), got, want.In(zone))
				}
			}
			if spring := len(first) < 2*24*60; spring != (skipped > 0) {
				t.Errorf("%d minutes skipped", skipped)
			}
		})
	}
}
