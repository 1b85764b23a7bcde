package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestALeaderSendsSomebodyInstead(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.says(mayor, "/start")
	w.presses(mayor, "Зміни до плану")
	w.presses(mayor, "30 листопада")
	if screen := w.screen(mayor); strings.Contains(screen, "Нарада") {
		t.Errorf("an entry without the mayor is offered:\n%s", screen)
	}
	w.presses(mayor, "Концерт")
	w.presses(mayor, "Не буде: Дуб")
	w.says(mayor, "Бондар П.І., начальник управління")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	e := w.revision(2).Entries[0]
	if diff := cmp.Diff([]council.StandIn{{Post: w.mayor, PersonID: w.people["Бондар"], Name: "Бондар П.І."}}, e.Instead); diff != "" || len(e.Leaders) != 0 {
		t.Errorf("leaders %v, instead %s", e.Leaders, diff)
	}
	notice := "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2.\n\n✏️ Змінено: Концерт\n👤 Було: <s>Дуб Т.І.</s>\n👤 Стало: Бондар П.І. (замість: Дуб Т.І.)\n🗓 вт 01.12, 10:00"
	for _, surname := range []string{"Коваль", "Бондар"} {
		if diff := cmp.Diff([]string{notice}, w.toldTo(surname)); diff != "" {
			t.Errorf("%s: %s", surname, diff)
		}
	}

	w.told = nil
	w.asksFor(mayor, "Концерт")
	w.presses(mayor, "Замість (Дуб")
	w.presses(mayor, "Усе ж буде: Дуб")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	e = w.revision(3).Entries[0]
	if len(e.Instead) != 0 || !cmp.Equal(e.Leaders, []int64{w.mayor}) {
		t.Errorf("leaders %v, instead %v", e.Leaders, e.Instead)
	}
	if told := w.toldTo("Бондар"); len(told) != 1 || !strings.Contains(told[0], "Було: <s>Бондар П.І. (замість: Дуб Т.І.)</s>") {
		t.Errorf("who was to go is told %q", told)
	}
}

// Who has left is told no more of where they were to go.
func TestWhoHasLeftIsNotToldOfAChange(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.says(mayor, "/start")
	w.presses(mayor, "Зміни до плану")
	w.presses(mayor, "30 листопада")
	w.presses(mayor, "Концерт")
	w.presses(mayor, "Не буде: Дуб")
	w.says(mayor, "Бондар П.І.")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		last := council.DateOf(w.now).AddDays(-1)
		return tx.EndPerson(ctx, w.people["Бондар"], last, council.DateOf(w.now), w.now)
	})
	w.told = nil
	w.asksFor(mayor, "Концерт")
	w.presses(mayor, "Замість (Дуб")
	w.presses(mayor, "Усе ж буде: Дуб")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if told := w.toldTo("Бондар"); len(told) != 0 {
		t.Errorf("who has left is told %q", told)
	}
	if told := w.toldTo("Коваль"); len(told) != 1 || !strings.Contains(told[0], "Було: <s>Бондар П.І. (замість: Дуб Т.І.)</s>") {
		t.Errorf("the unit is told %q", told)
	}
}

// Another leader who goes instead is in what is: nothing says it again.
func TestAnotherLeaderGoesInstead(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Секретар ради"}, w.people["Сова"], council.NewDate(2026, 1, 1))
	})
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.deliver()
	w.told = nil
	w.asksFor(mayor, "Концерт")
	w.presses(mayor, "Не буде: Дуб", "Секретар ради")
	const what = "\n\n✏️ Змінено: Концерт\n👤 Було: <s>Дуб Т.І.</s>\n👤 Стало: Сова Н.І.\n🗓 вт 01.12, 10:00"
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	w.isTold(map[string]string{
		"Лис":    "📨 Дуб Т.І. просить змінити план на 30 листопада – 6 грудня." + what,
		"Дуб":    "✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2." + what,
		"Сова":   "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
		"Коваль": "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
	})
}

// An assistant does what the leader may, and both know what became of it.
func TestAnAssistantAsksForTheLeader(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Assistant, w.mayor, council.NewDate(2026, 1, 1))
	})
	w.says(admin, "/start")
	w.presses(admin, "Зміни до плану")
	w.presses(admin, "30 листопада")
	if screen := w.screen(admin); strings.Contains(screen, "Нарада") {
		t.Errorf("an entry without the mayor is offered:\n%s", screen)
	}
	w.presses(admin, "Концерт")
	w.presses(admin, "Не буде: Дуб")
	w.presses(admin, "Ніхто")
	w.sees(admin, "чекає на рішення організатора")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if e := w.revision(2).Entries[0]; len(e.Leaders) != 0 || len(e.Instead) != 0 {
		t.Errorf("leaders %v, instead %v", e.Leaders, e.Instead)
	}
	const what = "\n\n✏️ Змінено: Концерт\n👤 Було: <s>Дуб Т.І.</s>\n👤 Стало: —\n🗓 вт 01.12, 10:00"
	w.isTold(map[string]string{
		"Кіт":    "✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2." + what,
		"Дуб":    "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
		"Коваль": "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
	})
}

func TestWhoGoesInsteadIsChosenOrStaysInWords(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	instead := func() { // of the organiser: done at once
		w.asksFor(organiser, "вт 01.12")
		w.presses(organiser, "Не буде: Дуб")
	}
	instead()
	w.says(organiser, "Дуб Т.І.")
	w.sees(organiser, "Це та сама особа")
	instead()
	w.says(organiser, "бонд")
	w.sees(organiser, "Кого Ви маєте на увазі: «бонд»")
	w.presses(organiser, "Бондар П.І.")
	if got := w.revision(2).Entries[0].Instead; len(got) != 1 || got[0].PersonID != w.people["Бондар"] {
		t.Errorf("instead %v", got)
	}
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Замість (Дуб")
	w.says(organiser, "Гість <з Києва>")
	w.sees(organiser, "Було: <s>Бондар П.І. (замість: Дуб Т.І.)</s>", "Гість <з Києва> (замість: Дуб Т.І.)",
		"⚠️ Гість <з Києва>: у довіднику немає, повідомлення не надійде.")
	if diff := cmp.Diff([]council.StandIn{{Post: w.mayor, Name: "Гість <з Києва>"}}, w.revision(3).Entries[0].Instead); diff != "" {
		t.Error(diff)
	}

	id := w.entryTitled("Концерт").ID
	for _, data := range []string{hallPress("zip", weekOf, id, w.mayor, w.people["Бондар"]), hallPress("zin", weekOf, id, w.mayor)} {
		if o := w.pressesData(organiser, data); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("%s without a question: %q", data, o.Toast)
		}
		if o := w.pressesData(petro, data); o.Toast != w.app.Texts.Label("error.forbidden") {
			t.Errorf("%s by another unit: %q", data, o.Toast)
		}
	}
	if n := w.revision(0).Number; n != 3 {
		t.Errorf("%d revisions", n)
	}
}
