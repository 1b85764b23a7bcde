package handlers_test

import (
	"strings"
	"testing"

	"sereda/council"
)

// What was agreed as open to all by mistake is taken from the page for everybody
// by the organiser; a unit has no say in it.
func TestTheOrganiserChangesWhoSeesAnAgreedEntry(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	open := timed(3, 10, "Концерт", w.mayor)
	open.Visibility = council.Public
	w.submitEntries(w.culture, council.Submitted, open)
	w.agreed()
	w.deliver()
	w.told = nil
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	if screen := w.screen(olena); strings.Contains(screen, "Хто бачить") || strings.Contains(screen, "агальноміськ") {
		t.Errorf("a unit is offered\n%s", screen)
	}
	c := w.changes()[0]
	w.refuses("error.forbidden", map[int64][]string{
		olena: {hallPress("zc", c.ID, 1, 1), hallPress("zy", c.ID, 1, 1)}, secretary: {hallPress("zy", c.ID, 1, 1)},
	})

	w.asksFor(organiser, "чт 03.12")
	w.presses(organiser, "Змінити")
	w.sees(organiser, "🌐 Оприлюднюється на сайті", "[⭐ Загальноміський] [👁 Хто бачить]")
	old := w.onScreen(organiser, "Загальноміський")
	w.presses(organiser, "Хто бачить")
	w.sees(organiser, "[✅ 🌐 Усі, на сайті]")
	w.presses(organiser, "Працівники")
	w.sees(organiser, "👁 Було: <s>🌐 Усі, на сайті</s>\n👁 Стало: 👥 Працівники")
	if o := w.pressesData(organiser, old); !o.Alert {
		t.Errorf("the old button answered %q", o.Toast)
	}
	w.presses(organiser, "Загальноміський")
	w.presses(organiser, "Внести зміну")
	if e := w.revision(2).Entries[0]; e.Public || e.Visibility != council.StaffOnly || !e.CityWide {
		t.Errorf("%+v", e)
	}
	if told := w.toldTo("Дуб"); len(told) != 1 || !strings.Contains(told[0], "👁 Стало: 👥 Працівники\n⭐ Тепер загальноміський захід") {
		t.Errorf("the mayor is told %q", told)
	}
	w.opensWeek(organiser, "Історія змін")
	w.sees(organiser, "хто бачить: 🌐 Усі, на сайті → 👥 Працівники", "загальноміський: так")
}
