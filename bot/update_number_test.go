package bot

import (
	"testing"
)

// TestTheNumberOfAnUpdate is read wherever it stands; most servers put it first.
func TestTheNumberOfAnUpdate(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]int64{
		`{"update_id":7,"message":{"update_id":8}}`: 7,
		`{"update_id":7}`: 7,
		`{"message":{"update_id":8},"update_id": 7}`: 7,
		"{\n\t\"update_id\": 7\n}":                   7,
		`{"update_id":}`:                             0,
		`{"update_id":"7"}`:                          0,
		`{"update_id":7.5}`:                          0,
		`{"message":{}}`:                             0,
		`[]`:                                         0,
	} {
		if got := numberOf([]byte(raw)); got != want {
			t.Errorf("%s: %d, want %d", raw, got, want)
		}
	}
}
