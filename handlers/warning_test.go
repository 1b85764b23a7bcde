package handlers_test

import (
	"strings"
	"testing"

	"sereda/council"
)

func TestWhatDoesNotFitIsToldAtOnceAndKeepsNothingOut(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.app.WorkHours = council.WorkHours{From: 8 * 60, To: 17 * 60}
	w.says(petro, "вт 10:00 Таємна зустріч ?Мала зала")
	w.presses(petro, "Управління освіти")
	w.presses(petro, "Усе правильно")
	w.presses(petro, "Подати план")
	w.meets(w.committee, planned.Day(3))

	w.says(olena, "вт 10:30 Нарада ?Мала зала\nчт 11:00 Прийом: міський голова\nпт 19:00 Концерт\nсб 12:00 Ярмарок")
	w.sees(olena, "Зверніть увагу", "вт 01.12 10:30 «Нарада»: Мала зала — зайнято",
		"пт 04.12 19:00 «Концерт»: поза робочим часом (08:00–17:00)", "сб 05.12 12:00 «Ярмарок»: вихідний день")
	if strings.Contains(w.screen(olena), "Таємна") {
		t.Error("told by what the hall is taken")
	}
	w.presses(olena, "Усе правильно")
	w.presses(olena, "Подати план")
	w.sees(olena, "План подано", "Мала зала — зайнято")
	if strings.Contains(w.screen(olena), "Таємна") {
		t.Error("told by what the hall is taken")
	}
}

func TestAnEntryByButtonsTellsWhoIsTaken(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	for _, title := range []string{"Нарада, міський голова", "Зустріч, міський голова"} {
		w.presses(olena, "➕")
		w.presses(olena, "вт 01.12")
		w.presses(olena, "10:00")
		w.says(olena, title)
		w.presses(olena, "Пропустити")
		w.presses(olena, "Пропустити")
		w.presses(olena, "Готово")
	}
	w.sees(olena, "«Зустріч, міський голова»: Міський голова тоді ж бере участь у вашому заході «Нарада, міський голова»")
}
