package handlers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// A first plan that comes when the week is agreed is not lost: its entries go to
// the organiser as requests.
func TestAPlanThatComesAfterTheAgreementIsSentAsRequests(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.submitEntries(w.schools, council.Draft, timed(2, 12, "Нарада"), timed(3, 9, "Олімпіада"))
	w.now = at("чт 11:00")
	w.says(petro, "/plan")
	w.presses(petro, "Управління освіти")
	submit := w.onScreen(petro, "Подати план")
	w.agreed()
	w.told = nil
	w.pressesData(petro, hallPress("pl", w.schools.ID, weekOf))
	w.sees(petro, "План тижня вже погоджено")
	w.presses(petro, "Подати план")
	w.sees(petro, "План на 30 листопада – 6 грудня вже погоджено", "2 заходи надіслано організаторові заявками", "[🔁 Зміни до плану]")
	asked := w.toldTo("Лис")
	if len(asked) != 2 || !strings.Contains(asked[0], "Бондар П.І. (Управління освіти) просить") || !strings.Contains(asked[0], "➕ Додано: Нарада") {
		t.Errorf("the organiser is told %q", asked)
	}
	if got := w.titles(w.schools, council.Submitted); len(got) != 0 {
		t.Errorf("submitted to an agreed week: %q", got)
	}
	if o := w.pressesData(petro, submit); !o.Alert || len(w.changes()) != 2 {
		t.Errorf("a second tap: %q, %d requests", o.Toast, len(w.changes()))
	}
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	r := w.revision(2)
	if len(r.Entries) != 2 || r.Entries[1].Title != "Олімпіада" || !cmp.Equal(r.Entries[1].Units, []string{"Управління освіти"}) {
		t.Errorf("revision %+v", r.Entries)
	}
}

// A new version of a plan that is in an agreed week changes nothing in it, and
// says so; neither does what waited for a decision.
func TestANewVersionAfterTheAgreementGoesByRequests(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.now = at("чт 11:00")
	change := func(title string) {
		w.says(olena, "/plan")
		w.presses(olena, "Змінити план", "Змінити захід", "Концерт", "Назва")
		w.says(olena, title)
		w.presses(olena, "До плану")
	}
	change("Концерт хору")
	w.presses(olena, "Подати план")
	w.sees(olena, "Зміни надіслано організатору")
	waits := w.button("Лис", "Прийняти")
	change("Концерт оркестру")
	w.agreed()
	w.told = nil

	w.presses(olena, "Подати план")
	w.sees(olena, "вже погоджено, редакція № 1", "Чернетка лишається", "[🔁 Зміни до плану]")
	o := w.pressesData(organiser, waits)
	if !o.Alert || !strings.Contains(o.Toast, "План уже погоджено") {
		t.Errorf("accepted into an agreed week: %q", o.Toast)
	}
	if told := w.toldTo("Коваль"); len(told) != 0 {
		t.Errorf("the head is told %q", told)
	}
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Концерт"}) {
		t.Errorf("in force is %q", got)
	}
	w.pressesData(organiser, strings.TrimSuffix(waits, "1")+"0")
	if told := w.toldTo("Коваль"); len(told) != 1 || !strings.Contains(told[0], "відхилено") {
		t.Errorf("declined, the head is told %q", told)
	}

	w.pressesData(olena, hallPress("pd", w.culture.ID, weekOf)) // the draft is dropped
	w.pressesData(olena, hallPress("pl", w.culture.ID, weekOf))
	if screen := w.screen(olena); !strings.Contains(screen, "[🔁 Зміни до плану]") || strings.Contains(screen, "Змінити план") {
		t.Errorf("of the agreed week:\n%s", screen)
	}
}
