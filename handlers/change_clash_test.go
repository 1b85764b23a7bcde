package handlers_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// Who asks hears that somebody is taken, and not by what; the organiser sees by
// what before the change is accepted, and after making one at once.
func TestAChangeThatClashesIsPointedOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), timed(3, 10, "Виставка"))
	w.submitEntries(w.schools, council.Submitted, timed(2, 12, "Нарада <шкіл>", w.mayor))
	w.agreed()
	w.told = nil
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити", "День", "ср 02.12")
	w.presses(olena, "Час", "12:00")
	w.sees(olena, "⚠️ Накладки", "• ср 02.12 12:00 «Концерт»: Міський голова — зайнято")
	if screen := w.screen(olena); strings.Contains(screen, "Нарада") {
		t.Errorf("another unit's entry is told:\n%s", screen)
	}
	w.presses(olena, "Надіслати організатору")
	const clash = "\n\n⚠️ Накладки (внести зміну вони не заважають):\n• ср 02.12 одночасно в різних місцях: Дуб Т.І.\n" +
		"   – 12:00 Нарада <шкіл> (Управління освіти)\n   – 12:00 Концерт (Управління культури)"
	if told := w.toldTo("Лис"); len(told) != 1 || !strings.HasSuffix(told[0], clash) {
		t.Errorf("the organiser is told %q", told)
	}
	w.pressesData(organiser, w.button("Лис", "Змінити й прийняти"))
	w.sees(organiser, clash)
	w.presses(organiser, "Час", "14:00")
	if screen := w.screen(organiser); strings.Contains(screen, "Накладки") {
		t.Errorf("nothing clashes any more:\n%s", screen)
	}
	w.presses(organiser, "Прийняти")

	w.asksFor(organiser, "Виставка")
	w.presses(organiser, "Змінити", "Участь", "Міський голова", "День", "ср 02.12")
	w.presses(organiser, "Час", "14:00")
	w.presses(organiser, "Внести зміну")
	w.sees(organiser, "редакція № 3", "⚠️ Накладки", "– 14:00 Концерт", "– 14:00 Виставка")
}

// The organiser lets a clash stand that a change has brought after the agreement,
// or puts it back on the list, as they do before it.
func TestAClashOfAChangeIsListedUntilItIsSettledOrAccepted(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.submitEntries(w.schools, council.Submitted, timed(2, 12, "Нарада", w.mayor))
	w.agreed()
	w.asksFor(organiser, "Концерт")
	w.presses(organiser, "Змінити", "День", "ср 02.12")
	w.presses(organiser, "Час", "12:00")
	if screen := w.screen(organiser); strings.Contains(screen, "[⚠️") {
		t.Errorf("a clash that is not in the plan has a door:\n%s", screen)
	}
	w.presses(organiser, "Внести зміну")
	change := w.changes()[0]
	w.sees(organiser, "[⚠️ ср 02.12 одночасно в різних місцях: Дуб Т.І.]")
	w.says(secretary, "/week")
	w.sees(secretary, "⚠️ 1 накладка", "[⚠️ Накладки · 1]")
	w.presses(secretary, "Накладки", "⚠️")
	if screen := w.screen(secretary); strings.Contains(screen, "Залишити так") {
		t.Errorf("the secretary is offered:\n%s", screen)
	}

	w.presses(organiser, "⚠️", "Залишити так")
	w.sees(organiser, "✅ •")
	w.says(secretary, "/week")
	w.sees(secretary, "[⚠️ Накладки · 0]")
	w.pressesData(organiser, hallPress("zv", change.ID))
	w.presses(organiser, "✅ ср 02.12", "Повернути до переліку")
	w.sees(organiser, "⚠️ •")
	if diff := cmp.Diff([]string{"clash.accepted", "clash.disputed"}, w.clashActions()); diff != "" {
		t.Error(diff)
	}

	w.presses(organiser, "⚠️", "Нарада", "Змінити", "Час", "15:00")
	w.presses(organiser, "Внести зміну")
	w.says(secretary, "/week")
	if screen := w.screen(secretary); strings.Contains(screen, "Накладки") {
		t.Errorf("the settled clash is still on the screen:\n%s", screen)
	}
	if n := w.revision(0).Number; n != 3 {
		t.Errorf("revision %d: letting a clash stand is no change of the plan", n)
	}
}

// clashActions are what the audit log has of the planned week's clashes.
func (w *town) clashActions() []string {
	w.t.Helper()
	return slices.DeleteFunc(w.auditOf(council.AboutPlan(planned)), func(action string) bool { return !strings.HasPrefix(action, "clash.") })
}

// However long the titles are and however much clashes, a request fits into one
// message.
func TestARequestWithManyClashesFitsIntoAMessage(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	long := strings.Repeat("Дуже довга назва ", 11)
	var leaders []int64
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for n := range 8 {
			id, err := tx.AddPerson(ctx, council.Person{Surname: "Заступник" + strconv.Itoa(n)})
			w.must(err)
			w.must(tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Заступник " + strconv.Itoa(n)}, id, council.NewDate(2026, 1, 1)))
		}
		all, err := tx.LeadersOn(ctx, planned.Monday)
		for _, l := range all {
			leaders = append(leaders, l.PostID)
		}
		return err
	})
	busy := timed(3, 8, strings.Repeat("Зовсім інша тема ", 11), leaders...)
	busy.Venue = long
	w.submitEntries(w.schools, council.Submitted, busy)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт "+long, leaders...))
	w.agreed()
	w.told = nil
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити", "День", "чт 03.12")
	w.presses(olena, "Час", "08:00")
	for _, field := range []string{"Місце", "Відповідальний"} {
		w.presses(olena, field)
		w.says(olena, long)
	}
	w.presses(olena, "Надіслати організатору") // what is told is checked by w
	if told := w.toldTo("Лис"); len(told) != 1 || !strings.Contains(told[0], "Накладки") {
		t.Errorf("the organiser is told %q", told)
	}
}
