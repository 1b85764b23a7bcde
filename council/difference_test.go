package council_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestWhatANewVersionChanges(t *testing.T) {
	t.Parallel()
	day := council.NewDate(2026, time.December, 1)
	hour := func(h int) council.Hours {
		start := council.TimeOfDay(60 * h)
		return council.Hours{Start: &start}
	}
	entry := func(title string, h int) council.Entry {
		return council.Entry{From: day, To: day, Kind: council.Timed, Hours: hour(h), Title: title}
	}
	old := council.Submission{Entries: []council.Entry{entry("Нарада", 9), entry("Нарада", 9), entry("Прийом", 10)}}
	same := council.Submission{Entries: []council.Entry{entry("Прийом", 10), entry("Нарада", 9), entry("Нарада", 9)}}
	if d := same.Compare(old); !d.Empty() {
		t.Errorf("the same entries in another order differ: %+v", d)
	}
	changed := council.Submission{Entries: []council.Entry{entry("Нарада", 9), entry("Прийом", 11)}}
	want := council.Difference{
		Added:   []council.Entry{entry("Прийом", 11)},
		Removed: []council.Entry{entry("Нарада", 9), entry("Прийом", 10)},
	}
	if diff := cmp.Diff(want, changed.Compare(old)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
