package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// noticed puts a message before the person that no update of theirs caused.
func (w *town) noticed(account int64, m council.Message) {
	w.t.Helper()
	w.wellFormed(m)
	w.message++
	c := w.chat(account)
	c.screen, c.screenID = m, w.message
}

func TestReminders(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	due := council.Occurrence{Kind: council.Remind, Week: planned, Deadline: at("ср 12:00")}

	w.noticed(olena, composer(t).Reminder(due, council.Standing{Unit: w.culture, Draft: 2}))
	want := `⏰ Управління культури: план на 30 листопада – 6 грудня ще не подано.
Строк — ср 25.11 о 12:00.
У чернетці вже є 2 заходи — лишилося подати.
[📝 Заповнити план]
[🚫 Нічого не заплановано]`
	if diff := cmp.Diff(want, w.screen(olena)); diff != "" {
		t.Error(diff)
	}
	w.presses(olena, "Заповнити план")
	w.sees(olena, "Управління культури", "30 листопада – 6 грудня")

	due.Kind = council.Chase
	w.noticed(olena, composer(t).Reminder(due, council.Standing{Unit: w.culture}))
	w.sees(olena, "досі не подано", "Строк минув ср 25.11 о 12:00")

	due.Kind = council.Ask
	w.noticed(petro, composer(t).Question(due, w.water))
	w.sees(petro, "Чи має КП «Водоканал» що подати до плану на 30 листопада – 6 грудня?", "[📝 Так, внести план]")
	w.presses(petro, "Нічого не заплановано")
	if diff := cmp.Diff([]string{}, w.titles(w.water, council.Submitted)); diff != "" {
		t.Errorf("the answer is no submission: %s", diff)
	}
}

func TestTheListAtTheDeadline(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.now = at("ср 12:00")
	var missing []council.Standing
	for n := range 10 {
		missing = append(missing, council.Standing{Unit: council.Unit{ID: int64(n + 1), Name: fmt.Sprintf("Підрозділ %d", n+1)}})
	}
	missing[0].Unit = w.culture
	w.noticed(secretary, composer(t).MissingList(planned, w.now, council.Roll{Missing: missing, Owed: 12, OwedIn: 2}))
	w.sees(secretary, "Не подали 10 підрозділів:", "1. Управління культури\nкерівника не призначено", "8. Підрозділ 8",
		"… і ще 2 підрозділи — у списку.", "[🔔 1] [🔔 2] [🔔 3] [🔔 4]\n[🔔 5] [🔔 6] [🔔 7] [🔔 8]", "[🔔 Нагадати всім · 10]")
	if strings.Contains(w.screen(secretary), "9. ") {
		t.Error("the list is longer than a page")
	}
	if got := w.presses(secretary, "🔔 1"); got.Toast != "Нагадування: 1 підрозділу" {
		t.Errorf("%q, want the unit nudged", got.Toast)
	}
	if got := w.presses(secretary, "Відкрити список"); got.Notices[0].Message.Edit != 0 {
		t.Error("the list at the deadline is worth keeping, yet is overwritten")
	}
	w.sees(secretary, "Хто не подав план")

	w.noticed(secretary, composer(t).MissingList(planned, w.now, council.Roll{Owed: 12, OwedIn: 12}))
	w.sees(secretary, "Подали всі, хто мав подати")
}
