package handlers_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// changes are those of the week's plan.
func (w *town) changes() []council.Change {
	w.t.Helper()
	var found []council.Change
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.ChangesOf(ctx, planned)
		return err
	})
	return found
}

// newAgreedTown is the town with an agreed plan: culture's concert on Tuesday
// with the mayor, schools' meeting on Wednesday.
func newAgreedTown(t *testing.T) *town {
	t.Helper()
	w := newTown(t)
	concert := timed(1, 10, "Концерт", w.mayor)
	concert.Visibility, concert.Venue = council.StaffOnly, "парк"
	w.submitEntries(w.culture, council.Submitted, concert)
	w.submitEntries(w.schools, council.Submitted, timed(2, 12, "Нарада"))
	w.now = at("чт 11:00")
	w.agreed()
	w.deliver()
	w.told = nil
	return w
}

// asksFor opens the concert's change.
func (w *town) asksFor(account int64, title string) {
	w.t.Helper()
	w.says(account, "/start")
	w.presses(account, "Зміни до плану")
	w.presses(account, "30 листопада")
	w.presses(account, title)
}

// opensWeek goes from the planned week's screen by a button.
func (w *town) opensWeek(account int64, button string) {
	w.t.Helper()
	w.says(account, "/week")
	w.presses(account, button)
}

const moveOfTheConcert = `🔁 Перенесено: Концерт
🗓 Було: <s>вт 01.12, 10:00</s>
🗓 Стало: ср 02.12, 15:00`

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

func TestTheOrganiserEditsARequestAndAccepts(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	w.presses(olena, "Надіслати організатору")
	w.pressesData(organiser, w.button("Лис", "Змінити й прийняти"))
	w.presses(organiser, "Місце")
	w.says(organiser, "палац <культури>")
	if o := w.pressesData(organiser, w.button("Лис", "✅ Прийняти")); !o.Alert {
		t.Errorf("the old button accepted: %q", o.Toast)
	}
	w.presses(organiser, "Прийняти")
	if got := w.revision(2).Entries[0].Venue; got != "палац <культури>" {
		t.Errorf("venue %q", got)
	}
}

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
}

func TestADeclinedRequestIsAnswered(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Скасувати захід")
	w.says(olena, "Дощ")
	w.pressesData(organiser, w.button("Лис", "Відхилити"))
	w.says(organiser, "Є зала")
	want := []string{"✖️ Зміну до плану на 30 листопада – 6 грудня не прийнято: Є зала\n\n❌ Скасовано: Концерт\n🗓 вт 01.12, 10:00\n📍 парк\n👤 Дуб Т.І.\n💬 Дощ"}
	if diff := cmp.Diff(want, w.toldTo("Коваль")); diff != "" {
		t.Error(diff)
	}
	if n := w.revision(0).Number; n != 1 {
		t.Errorf("%d revisions", n)
	}
}

func TestAChangeOfAnEntryCancelledASecondAgoHasAPlainAnswer(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	w.asksFor(deputy, "Концерт")
	w.asksFor(mayor, "Концерт")
	w.presses(olena, "Надіслати організатору")
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Скасувати захід")
	w.says(organiser, "Дощ")
	w.sees(organiser, "Зміну внесено", "редакція № 2")
	if n := len(w.revision(2).Entries); n != 1 {
		t.Errorf("%d entries left", n)
	}

	if o := w.presses(mayor, "Не буде"); !o.Alert || !strings.Contains(o.Toast, "його скасовано") {
		t.Errorf("the mayor was answered %q", o.Toast)
	}
	o := w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if !o.Alert || !strings.Contains(o.Toast, "його скасовано") {
		t.Errorf("the organiser was answered %q", o.Toast)
	}
	w.opensWeek(organiser, "Історія змін")
	w.sees(organiser, "Лис І.О. — скасовано: Концерт\nпримітка: Дощ; редакція №: 2\n")
	told := strings.Join(w.toldTo("Коваль"), "\n")
	if !strings.Contains(told, "❌ Скасовано: Концерт") || !strings.Contains(told, "не прийнято: Цього заходу вже немає в плані") {
		t.Errorf("the unit was told %q", told)
	}
	if n := w.revision(0).Number; n != 2 {
		t.Errorf("%d revisions", n)
	}
}

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
	for surname, want := range map[string]string{
		"Лис":    "📨 Дуб Т.І. просить змінити план на 30 листопада – 6 грудня." + what,
		"Дуб":    "✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2." + what,
		"Сова":   "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
		"Коваль": "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
	} {
		if diff := cmp.Diff([]string{want}, w.toldTo(surname)); diff != "" {
			t.Errorf("%s: %s", surname, diff)
		}
	}
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
	for surname, want := range map[string]string{
		"Кіт":    "✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2." + what,
		"Дуб":    "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
		"Коваль": "🔔 Зміна в плані на 30 листопада – 6 грудня, редакція № 2." + what,
	} {
		if diff := cmp.Diff([]string{want}, w.toldTo(surname)); diff != "" {
			t.Errorf("%s: %s", surname, diff)
		}
	}
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

func TestWhatIsTodayOrTomorrowEverybodyHearsAtOnce(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.now = planned.Monday.At(9*60, kyiv)
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Час")
	w.presses(organiser, "11:00")
	w.presses(organiser, "Внести зміну")
	classes := map[string]council.Class{}
	for _, n := range w.told {
		if strings.HasPrefix(n.Key, "change:") {
			for surname, id := range w.people {
				if id == n.PersonID {
					classes[surname] = n.Class
				}
			}
		}
	}
	want := map[string]council.Class{"Дуб": council.Urgent, "Коваль": council.Urgent, "Бондар": council.Bulk}
	if diff := cmp.Diff(want, classes); diff != "" {
		t.Error(diff)
	}
	if !w.changes()[0].Told {
		t.Error("the evening would tell it again")
	}
}

func TestTheOldTimesRemindersAreWithdrawn(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	id := w.entryTitled("Концерт").ID
	var left int
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, []council.Notice{{PersonID: w.people["Коваль"], Class: council.Bulk, About: council.AboutPlanEntry(id),
			Key: "event_eve:1", Message: council.Message{HTML: "Завтра концерт"}}}, w.now, w.now)
		return err
	})
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Час")
	w.presses(organiser, "11:00")
	w.presses(organiser, "Внести зміну")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, council.AboutPlanEntry(id), "")
		for _, d := range all {
			if d.State == council.Waiting {
				left++
			}
		}
		return err
	})
	if left != 0 {
		t.Errorf("%d reminders of the old hour still wait", left)
	}
}

func TestAMeetingsEntryIsChangedThroughItsMeeting(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, planned.Day(4))
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 11:00")
	w.agreed()
	w.told = nil
	e := w.entryTitled("Виконавчий комітет")
	w.asksFor(organiser, "Виконавчий комітет")
	if screen := w.screen(organiser); strings.Contains(screen, "Скасувати захід") || !strings.Contains(screen, "Докладніше") {
		t.Errorf("a meeting's entry offers\n%s", screen)
	}
	if o := w.pressesData(organiser, hallPress("zm", weekOf, e.ID)); !strings.Contains(o.Toast, "у самому засіданні") {
		t.Errorf("answered %q", o.Toast)
	}

	w.pressesData(organiser, hallPress("gx", m.ID, int64(m.Version), 1))
	r := w.revision(0)
	if r.Number != 2 || len(r.Entries) != 1 {
		t.Fatalf("revision %d with %+v", r.Number, r.Entries)
	}
	c := w.changes()[0]
	if c.Kind != council.CancelEntry || c.EntryID != e.ID || c.Was == nil || c.Now != nil {
		t.Errorf("%+v", c)
	}
	for surname := range w.people {
		for _, text := range w.toldTo(surname) {
			if strings.Contains(text, "Зміна в плані") {
				t.Errorf("%s is told twice: %s", surname, text)
			}
		}
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

// refuses presses each button as the account: the answer is the text alone, and
// nothing is shown.
func (w *town) refuses(key string, presses map[int64][]string) {
	w.t.Helper()
	for account, all := range presses {
		for _, data := range all {
			o := w.pressesData(account, data)
			if diff := cmp.Diff(council.Outcome{Toast: w.app.Texts.Label(key)}, o); diff != "" {
				w.t.Errorf("%s by %d: %s", data, account, diff)
			}
		}
	}
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

// atOnce are accounts pressing the same button in transactions of the same
// time; it answers how many were told that others were quicker.
func (w *town) atOnce(data string, accounts ...int64) int {
	w.t.Helper()
	alerts := make(chan bool, len(accounts))
	var begun sync.WaitGroup
	begun.Add(len(accounts))
	for i, account := range accounts {
		go func() {
			var o council.Outcome
			err := w.db.InTx(w.t.Context(), func(tx *storage.Tx) error {
				access, err := tx.AccessOf(w.t.Context(), []int64{account}, council.DateOf(w.now.In(kyiv)))
				begun.Done()
				begun.Wait()
				if err != nil {
					return err
				}
				update := &models.Update{ID: int64(9000 + i), CallbackQuery: &models.CallbackQuery{
					ID: "press", From: models.User{ID: account}, Data: data}}
				o, err = w.app.Handle(w.t.Context(), tx, handlers.Request{Update: update, Access: access[account], Now: w.now})
				return err
			})
			if err != nil {
				w.t.Error(err)
			}
			alerts <- o.Alert
		}()
	}
	late := 0
	for range accounts {
		if <-alerts {
			late++
		}
	}
	return late
}

// Two transactions at the same time: the second waits for the plan's lock, and
// then sees that the request is decided.
func TestTwoAcceptancesAtOnceMakeOneRevision(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Скасувати захід")
	w.says(olena, "Дощ")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Organiser, 0, council.NewDate(2026, 1, 1))
	})
	if late := w.atOnce(w.button("Лис", "✅ Прийняти"), organiser, admin); late != 1 {
		t.Errorf("%d were told that it was decided, want one", late)
	}
	if n := w.revision(0).Number; n != 2 {
		t.Errorf("revision %d, want 2", n)
	}
}

// A meeting that nobody was told of follows its body's schedule; the agreed plan
// in which it stands follows it, and those concerned are told once.
func TestAnAgreedPlanFollowsABodysSchedule(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, planned.Day(4))
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 11:00")
	w.agreed()
	w.deliver()
	follows := func(do func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error)) {
		t.Helper()
		w.told = nil
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			if done, err := do(ctx, tx, m); err != nil || !done {
				t.Fatalf("the meeting followed: %t, %v", done, err)
			}
			notices, err := w.app.FollowSchedule(ctx, tx, []council.Meeting{m}, w.now)
			w.told = append(w.told, notices...)
			return err
		})
	}
	once := func(want string) {
		t.Helper()
		for surname, times := range map[string]int{"Дуб": 1, "Лис": 0} { // the chair takes part, the others hear in the evening
			if told := w.toldTo(surname); len(told) != times || times > 0 && !strings.Contains(told[0], want) {
				t.Errorf("%s is told %q", surname, told)
			}
		}
	}

	m.Day, m.RegularOn = planned.Day(3), planned.Day(3)
	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.FollowCadence(ctx, m)
	})
	once("🔁 Перенесено: Виконавчий комітет\n🗓 Було: <s>пт 04.12, 10:00</s>\n🗓 Стало: чт 03.12, 10:00")
	r := w.revision(0)
	if r.Number != 2 || r.ChangedBy.PersonID != 0 || r.AgreedBy.Name != "Надія СОВА" || len(r.Entries) != 2 {
		t.Errorf("revision %+v", r)
	}

	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.DropUntold(ctx, m)
	})
	once("❌ Скасовано: Виконавчий комітет")
	if got := w.meeting(m.ID).State; got != council.Cancelled {
		t.Errorf("a meeting of an agreed plan is %q", got)
	}
	if r := w.revision(0); r.Number != 3 || len(r.Entries) != 1 {
		t.Errorf("revision %+v", r)
	}

	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.FollowCadence(ctx, m)
	})
	once("➕ Додано: Виконавчий комітет")
	var kinds []council.ChangeKind
	for _, c := range w.changes() {
		kinds = append(kinds, c.Kind)
		if c.AskedBy != 0 || c.DecidedBy != 0 || c.State != council.ChangeAccepted {
			t.Errorf("%+v", c)
		}
	}
	if diff := cmp.Diff([]council.ChangeKind{council.MoveEntry, council.CancelEntry, council.AddEntry}, kinds); diff != "" {
		t.Error(diff)
	}
}
