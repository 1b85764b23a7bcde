package council_test

import (
	"testing"
	"time"

	"sereda/council"
)

func TestTheHallsCode(t *testing.T) {
	t.Parallel()
	secret := []byte("of the council")
	shown := time.Date(2026, 11, 27, 8, 5, 30, 0, time.UTC)
	code := council.HallCode(secret, 7, shown)
	if len(code) != council.HallCodeDigits {
		t.Fatalf("code %q", code)
	}
	for name, test := range map[string]struct {
		secret  string
		meeting int64
		sent    time.Time
		holds   bool
	}{
		"in its minute":             {"of the council", 7, shown.Add(29 * time.Second), true},
		"in the next minute":        {"of the council", 7, shown.Add(89 * time.Second), true},
		"two minutes later":         {"of the council", 7, shown.Add(90 * time.Second), false},
		"before its minute":         {"of the council", 7, shown.Add(-31 * time.Second), false},
		"of another meeting":        {"of the council", 8, shown, false},
		"of another council":        {"of another", 7, shown, false},
		"whatever zone tells it in": {"of the council", 7, shown.In(time.FixedZone("", 3600)), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := council.HallCodeHolds([]byte(test.secret), test.meeting, code, test.sent); got != test.holds {
				t.Errorf("holds: %v", got)
			}
		})
	}
	for _, typed := range []string{"", "12", "12345", "абвг"} {
		if council.HallCodeHolds(secret, 7, typed, shown) {
			t.Errorf("%q holds", typed)
		}
	}
}
