package council_test

import (
	"testing"

	"sereda/council"
)

func TestTriesAreLimitedEachWayForItself(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tries           council.Tries
		heard, recorded bool
	}{
		{nil, true, true},
		{council.Tries{council.ByLink: 4}, true, true},
		{council.Tries{council.ByLink: 5}, false, true},
		{council.Tries{council.ByLink: 20}, false, false},
		{council.Tries{council.ByWords: 20}, true, true},
	}
	for _, tt := range tests {
		if got := tt.tries.Heard(council.ByLink); got != tt.heard {
			t.Errorf("%v: heard = %v", tt.tries, got)
		}
		if got := tt.tries.Recorded(council.ByLink); got != tt.recorded {
			t.Errorf("%v: recorded = %v", tt.tries, got)
		}
	}
}
