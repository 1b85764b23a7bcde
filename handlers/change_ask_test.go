package handlers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestAUnitAsksToMoveAndThoseConcernedAreToldOnce(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.sees(olena, "Концерт\n🗓 вівторок, 1 грудня, 10:00", "Що змінити?")
	if screen := w.screen(olena); strings.Contains(screen, "Надіслати") || strings.Contains(screen, "Змінено") {
		t.Errorf("before anything is changed:\n%s", screen)
	}
	w.presses(olena, "День")
	w.presses(olena, "ср 02.12")
	w.presses(olena, "Час")
	w.presses(olena, "15:00")
	w.sees(olena, "ще не надіслана", moveOfTheConcert)
	w.presses(olena, "Надіслати організатору")
	w.sees(olena, "чекає на рішення організатора", "[↩️ Відкликати]")
	if diff := cmp.Diff([]string{"📨 Коваль О.П. (Управління культури) просить змінити план на 30 листопада – 6 грудня.\n\n" + moveOfTheConcert}, w.toldTo("Лис")); diff != "" {
		t.Error(diff)
	}
	if got := w.revision(0).Number; got != 1 {
		t.Errorf("asking made revision %d", got)
	}

	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	w.sees(organiser, "Зміну внесено до плану", "редакція № 2")
	r := w.revision(2)
	e := r.Entries[1] // moved behind Wednesday's meeting
	if e.Title != "Концерт" || e.From != planned.Day(2) || e.Hours.String() != "15:00" || e.Sequence != 1 || r.AgreedBy.Name != "Надія СОВА" || r.ChangedBy.Name != "Ірина ЛИС" {
		t.Errorf("revision %+v", r)
	}
	if old := w.revision(1); old.Entries[0].From != planned.Day(1) {
		t.Errorf("the first revision is another now: %+v", old)
	}
	notice := "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2.\n\n" + moveOfTheConcert
	for surname, want := range map[string][]string{
		"Дуб": {notice}, "Гай": nil, "Бондар": nil, "Сова": nil,
		"Коваль": {"✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2.\n\n" + moveOfTheConcert},
	} {
		if diff := cmp.Diff(want, w.toldTo(surname)); diff != "" {
			t.Errorf("%s: %s", surname, diff)
		}
	}
	c := w.changes()[0]
	if c.State != council.ChangeAccepted || c.Kind != council.MoveEntry || c.Number != 2 || c.Told || c.UnitID != w.culture.ID || c.DecidedBy != w.people["Лис"] {
		t.Errorf("%+v", c)
	}

	if o := w.pressesData(organiser, w.button("Лис", "Прийняти")); !o.Alert {
		t.Errorf("accepted twice: %q", o.Toast)
	}
	if n := w.revision(0).Number; n != 2 {
		t.Errorf("%d revisions", n)
	}
}

func TestAUnitAddsAnEntry(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.says(olena, "/start")
	w.presses(olena, "Зміни до плану")
	w.presses(olena, "30 листопада")
	w.presses(olena, "Додати захід")
	w.says(olena, "вт 10:00 Виставка за участю: міський голова")
	w.presses(olena, "Надіслати організатору")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	r := w.revision(2)
	e := r.Entries[0]
	if len(r.Entries) != 3 || e.Title != "Виставка за участю: міський голова" || e.ID == 0 {
		t.Fatalf("%+v", r.Entries)
	}
	if diff := cmp.Diff([]string{"Управління культури"}, e.Units); diff != "" {
		t.Error(diff)
	}
	if told := w.toldTo("Дуб"); len(told) != 1 || !strings.Contains(told[0], "➕ Додано: Виставка") {
		t.Errorf("the mayor was told %q", told)
	}
}

func TestWhoHeadsTwoUnitsSaysForWhichToAdd(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.says(petro, "/start")
	w.presses(petro, "Зміни до плану", "30 листопада", "Додати захід")
	w.sees(petro, "Для якого підрозділу", "[Управління освіти]", "[КП «Водоканал»]")
	w.presses(petro, "КП «Водоканал»")
	w.says(petro, "вт 10:00 Промивання мереж")
	w.presses(petro, "Надіслати організатору")
	if told := w.toldTo("Лис"); len(told) != 1 || !strings.Contains(told[0], "Бондар П.І. (КП «Водоканал») просить") {
		t.Errorf("the organiser is told %q", told)
	}
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if e := w.entryTitled("Промивання мереж"); e.Unit.ID != w.water.ID {
		t.Errorf("the entry is of %+v", e.Unit)
	}
	if screen := w.pressesData(olena, hallPress("zn", weekOf, w.water.ID)); strings.Contains(screen.Toast, "Водоканал") {
		t.Errorf("another's unit: %+v", screen)
	}
	w.says(olena, "ср 10:00 Чужий захід")
	if c := w.changes()[1]; c.UnitID != w.culture.ID {
		t.Errorf("asked for another's unit: %+v", c)
	}
}

func TestNobodyChangesWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	concert, meeting := w.entryTitled("Концерт").ID, w.entryTitled("Нарада").ID
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	c := w.changes()[0]
	w.refuses("error.forbidden", map[int64][]string{
		petro: {hallPress("ze", weekOf, concert), hallPress("zm", weekOf, concert), hallPress("zx", weekOf, concert), hallPress("zv", c.ID),
			hallPress("zs", c.ID, 2), hallPress("zd", c.ID, 2), hallPress("fq", 1, weekOf, c.ID, 2, 0)},
		mayor:     {hallPress("zm", weekOf, meeting), hallPress("za", c.ID, 2), hallPress("zj", c.ID, 2)},
		olena:     {hallPress("za", c.ID, 2), hallPress("zm", weekOf, meeting)},
		secretary: {hallPress("zh"), hallPress("za", c.ID, 2)},
	})
}

// A draft is its author's, and so is what was taken back: to the organiser, who
// decides what is asked, neither is there, whatever button names it.
func TestAnothersDraftIsAsIfItWereNotThere(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити", "Місце")
	w.says(olena, "палац")
	c := w.changes()[0]
	named := func(version int64) map[int64][]string {
		return map[int64][]string{organiser: {hallPress("zv", c.ID), hallPress("zs", c.ID, version), hallPress("zd", c.ID, version),
			hallPress("za", c.ID, version), hallPress("za", c.ID, version+1), hallPress("zj", c.ID, version),
			hallPress("zc", c.ID, version, 1), hallPress("zy", c.ID, version), hallPress("fq", 1, weekOf, c.ID, version, 0)}}
	}
	w.refuses("error.gone", named(2))
	w.presses(olena, "Не змінювати")
	w.refuses("error.gone", named(3))
	w.pressesData(olena, hallPress("zv", c.ID))
	w.sees(olena, "палац")
}
