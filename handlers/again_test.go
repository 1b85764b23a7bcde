package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// submittedBefore gives the unit a submitted plan of so many weeks ago.
func (w *town) submittedBefore(unit council.Unit, weeks int, entries ...council.Entry) {
	w.t.Helper()
	week := council.Week{Monday: planned.Monday.AddDays(-7 * weeks)}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		draft, err := tx.DraftOf(ctx, unit.ID, week)
		w.must(err)
		for i := range entries {
			entries[i].From, entries[i].To = entries[i].From.AddDays(-7*weeks), entries[i].To.AddDays(-7*weeks)
		}
		_, err = tx.AddEntries(ctx, draft.ID, entries)
		w.must(err)
		draft.State, draft.SubmittedAt, draft.SubmittedBy = council.Submitted, w.now, w.people["Коваль"]
		return tx.Submit(ctx, draft)
	})
}

func (w *town) on(day int, title string, leaders ...int64) council.Entry {
	ten := council.TimeOfDay(600)
	return council.Entry{From: planned.Day(day), To: planned.Day(day), Kind: council.Timed, Hours: council.Hours{Start: &ten},
		Title: title, Venue: "зала", Leaders: leaders}
}

func TestLastWeekAgain(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.app.Timetable.Calendar.Holidays = []council.Date{planned.Day(3)}
	w.says(olena, "/plan")
	if o := w.presses(olena, "Як минулого тижня"); !strings.HasPrefix(o.Toast, "Немає чого повторити") {
		t.Errorf("without a past: %q", o.Toast)
	}
	w.submittedBefore(w.culture, 2, w.on(4, "Апаратна"))
	w.submittedBefore(w.culture, 1, w.on(1, "Нарада", w.mayor, 4711), w.on(2, "Ювілей"), w.on(3, "Навчання"), w.on(4, "Апаратна"))
	w.submittedBefore(w.schools, 1, w.on(1, "Чуже"))

	w.says(olena, "/plan")
	w.presses(olena, "Як минулого тижня")
	w.sees(olena, "Не пропоную, бо цього разу це вихідний:\n• четвер, 3 грудня, 10:00: Навчання",
		"[✅ 🔁 пт 04.12 10:00 Апаратна]\n[✅ вт 01.12 10:00 Нарада]\n[✅ ср 02.12 10:00 Ювілей]\n[➕ Додати 3 заходи]")
	screen := *w.chat(olena)
	w.presses(olena, "Ювілей")
	w.sees(olena, "[⬜ ср 02.12 10:00 Ювілей]\n[➕ Додати 2 заходи]")
	w.chat(olena).screen = screen.screen
	w.presses(olena, "Ювілей") // a double tap sets the same
	w.sees(olena, "[⬜ ср 02.12 10:00 Ювілей]")
	take := *w.chat(olena)
	w.presses(olena, "Додати 2 заходи")
	w.sees(olena, "До чернетки додано 2 заходи", "1. 10:00 Нарада", "👤 Міський голова", "2. 10:00 Апаратна")
	got := w.draft(w.culture)
	want := []council.Entry{w.on(1, "Нарада", w.mayor), w.on(4, "Апаратна")}
	want[1].Leaders = []int64{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	w.chat(olena).screen = take.screen
	if o := w.presses(olena, "Додати 2 заходи"); o.Toast != "Перелік змінився. Ось чинний" {
		t.Errorf("pressed twice: %q", o.Toast)
	}
	if got := w.draft(w.culture); len(got) != 2 {
		t.Errorf("added twice: %d entries", len(got))
	}
	w.presses(olena, "До плану")
	w.presses(olena, "Подати план")
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Нарада", "Апаратна"}) {
		t.Errorf("submitted %v", got)
	}
}
