package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// plan is the week's plan as it is kept.
func (w *town) plan() council.Plan {
	w.t.Helper()
	var p council.Plan
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		p, err = tx.PlanOf(ctx, planned)
		return err
	})
	return p
}

// entryTitled is the plan's entry of the title, in whatever state.
func (w *town) entryTitled(title string) council.PlanEntry {
	w.t.Helper()
	for _, e := range w.plan().Entries {
		if e.Title == title {
			return e
		}
	}
	w.t.Fatalf("no entry %q in the plan", title)
	return council.PlanEntry{}
}

// opensEntry opens the card of an entry on Tuesday from the week's screen.
func (w *town) opensEntry(account int64, title string) {
	w.t.Helper()
	w.says(account, "/week")
	w.presses(account, "вт 01.12", "Заходи по одному")
	w.presses(account, title)
}

// auditOf are the actions that the log has about the subject.
func (w *town) auditOf(subject string) []string {
	w.t.Helper()
	var actions []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		records, err := tx.Records(ctx, at("пн 00:00"))
		for _, r := range records {
			if r.Subject == subject {
				actions = append(actions, r.Action)
			}
		}
		return err
	})
	return actions
}

func TestTheOrganiserFormsThePlanEntryByEntry(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), timed(1, 12, "Виставка"))
	w.opensEntry(organiser, "Концерт")
	w.sees(organiser, "Концерт\n🗓", "Управління культури", "👥 Для працівників", "[День] [Час] [Назва]", "[⭐ Загальноміський] [👁 Хто бачить]")

	w.presses(organiser, "Час")
	w.says(organiser, "11:30")
	w.sees(organiser, "вівторок, 1 грудня, 11:30", "[Як подав підрозділ]")
	w.presses(organiser, "Назва")
	w.says(organiser, "Концерт <хору>")
	w.presses(organiser, "Місце")
	w.says(organiser, "сесійна зала")
	w.presses(organiser, "керівництва", "✅ Міський голова", "Загальноміський", "Хто бачить", "на сайті")
	w.sees(organiser, "Концерт <хору>", "сесійна зала", "не бере участі", "🌐 Оприлюднюється на сайті", "⭐ Загальноміський захід")
	got := w.entryTitled("Концерт <хору>")
	if !got.Edited || !got.CityWide || got.Visibility != council.Public || len(got.Leaders) != 0 || got.Venue != "сесійна зала" || got.Hours.String() != "11:30" {
		t.Errorf("the plan has %+v", got)
	}
	want := []string{"entry.edited", "entry.edited", "entry.edited", "entry.edited", "entry.city_wide", "entry.visibility"}
	if diff := cmp.Diff(want, w.auditOf(council.AboutPlanEntry(got.ID))); diff != "" {
		t.Error(diff)
	}

	w.presses(organiser, "Як подав підрозділ")
	w.sees(organiser, "Концерт\n🗓", "Міський голова", "⭐ Загальноміський захід")
	if len(w.told) != 0 {
		t.Errorf("told %v", w.told)
	}
}

func TestTheUnitsNewWordsAreOfferedBesideTheOrganisersEdit(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.opensEntry(organiser, "Концерт")
	w.presses(organiser, "Місце")
	w.says(organiser, "парк")
	w.says(olena, "/plan")
	w.presses(olena, "Змінити план", "Змінити захід", "Концерт", "Назва")
	w.says(olena, "Концерт хору")
	w.presses(olena, "До плану", "Подати план")

	w.opensEntry(organiser, "✍️ 10:00 Концерт")
	w.sees(organiser, "Підрозділ тим часом змінив свій захід", "Концерт хору\n🗓", "📍 парк")
	w.presses(organiser, "Взяти нові слова")
	got := w.entryTitled("Концерт хору")
	if got.Edited || got.Offered != nil || got.Venue != "" {
		t.Errorf("%+v", got)
	}
}

func TestADoubleIsMergedAndStandsAgain(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"), timed(2, 10, "Репетиція"))
	w.submitEntries(w.schools, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.says(organiser, "/week")
	w.presses(organiser, "Накладки")
	w.sees(organiser, "[⚠️ вт 01.12 той самий захід подали кілька підрозділів]")
	w.presses(organiser, "⚠️", "10:00 Концерт")
	first := w.screen(organiser)
	w.presses(organiser, "Об’єднати")
	w.sees(organiser, "[вт 01.12 10:00 Концерт]\n[ср 02.12 10:00 Репетиція]")
	w.presses(organiser, "Концерт")
	w.sees(organiser, "🔗 Також: ", "Керівництво: Міський голова")
	entries := w.plan().InPlan()
	if len(entries) != 2 || len(entries[0].Units()) != 2 {
		t.Fatalf("%s\n%+v, want one concert of two units", first, entries)
	}
	w.says(organiser, "/week")
	w.sees(organiser, "У плані 2 заходи", "[✂️ Вилучені · 1]")
	w.presses(organiser, "Вилучені", "🔗 10:00 Концерт", "Повернути до плану")
	if n := len(w.plan().InPlan()); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
}

func TestTheUnitIsToldWhyItsEntryIsStruckOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Прибирання"), timed(1, 12, "Концерт"))
	w.opensEntry(organiser, "Прибирання")
	w.presses(organiser, "Викреслити")
	w.says(organiser, "Не <загальний> захід")
	w.sees(organiser, "✂️ Викреслено: Не <загальний> захід", "[↩️ Повернути до плану]")
	want := []string{"✂️ Захід викреслено із зведеного плану на 30 листопада – 6 грудня.\nвівторок, 1 грудня, 10:00: Прибирання\nПричина: Не <загальний> захід"}
	if diff := cmp.Diff(want, w.toldTo("Коваль")); diff != "" {
		t.Error(diff)
	}
	w.presses(organiser, "Повернути до плану")
	if got := w.toldTo("Коваль"); len(got) != 2 {
		t.Errorf("told %q", got)
	}
	if n := len(w.plan().InPlan()); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
}

func TestTwoOrganisersDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Organiser, 0, council.NewDate(2026, 1, 1))
	})
	w.opensEntry(organiser, "Концерт")
	w.opensEntry(admin, "Концерт")
	w.presses(admin, "Назва") // asked before the other's edit
	w.presses(organiser, "Місце")
	w.says(organiser, "парк")
	w.says(admin, "Концерт хору")
	w.sees(admin, "Захід тим часом хтось змінив")
	w.presses(admin, "Відкрити захід")
	w.sees(admin, "Концерт\n🗓", "📍 парк")

	w.opensEntry(organiser, "Концерт")
	w.presses(admin, "Загальноміський")
	if o := w.presses(organiser, "Викреслити"); !o.Alert || !strings.Contains(o.Toast, "тим часом хтось змінив") {
		t.Errorf("an old button answered %q", o.Toast)
	}
	w.sees(organiser, "⭐ Загальноміський захід")
	if got := w.entryTitled("Концерт"); got.Venue != "парк" || !got.CityWide || got.State != council.InPlan {
		t.Errorf("%+v", got)
	}
}

func TestTheOrganiserAddsEntriesOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/week")
	w.presses(organiser, "Додати захід")
	w.says(organiser, "колись щось")
	w.says(organiser, "вт 10:00 Нарада за участю: міський голова")
	w.sees(organiser, "🏢 Додав організатор", "Керівництво: Міський голова", "вівторок, 1 грудня, 10:00")
	w.presses(organiser, "Час", "12:00")
	if got := w.plan().InPlan(); len(got) != 1 || got[0].Hours.String() != "12:00" || got[0].Unit.ID != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAClashIsListedUntilItIsSettledOrAccepted(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.submitEntries(w.schools, council.Submitted, timed(1, 10, "Нарада", w.mayor))
	w.says(organiser, "/week")
	w.sees(organiser, "⚠️ 1 накладка", "[⚠️ Накладки · 1]")
	w.presses(organiser, "Накладки", "⚠️", "Залишити так")
	w.sees(organiser, "✅ •")
	w.says(secretary, "/week")
	w.sees(secretary, "[⚠️ Накладки · 0]")
	w.presses(organiser, "✅", "Повернути до переліку")
	w.sees(organiser, "⚠️ •")
	w.presses(organiser, "⚠️", "Нарада", "Час", "15:00")
	w.says(organiser, "/week")
	if screen := w.screen(organiser); strings.Contains(screen, "Накладки") {
		t.Errorf("the settled clash is still on the screen:\n%s", screen)
	}
}

func TestOnlyTheOrganiserForms(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.says(mayor, "/week")
	e := w.entryTitled("Концерт")
	forbidden := w.app.Texts.Label("error.forbidden")
	for _, account := range []int64{mayor, secretary, olena, admin} {
		for _, data := range []string{
			hallPress("fc", weekOf, e.ID, 1, 1), hallPress("fx", weekOf, e.ID, 1), hallPress("fv", weekOf, e.ID, 1, 3), hallPress("fb", weekOf, e.ID, 1),
			hallPress("fm", weekOf, e.ID, 1), hallPress("fn", weekOf), hallPress("fzy", weekOf, 1), hallPress("fq", 0, weekOf, e.ID, 1, 0), hallPress("fqd", 0, weekOf, e.ID, 1, 2),
		} {
			if o := w.pressesData(account, data); o.Toast != forbidden {
				t.Errorf("%s by %d: %q", data, account, o.Toast)
			}
		}
	}
	if o := w.pressesData(olena, hallPress("fe", weekOf, e.ID)); o.Toast != forbidden {
		t.Errorf("a head sees the card: %q", o.Toast)
	}
	if o := w.pressesData(organiser, hallPress("fg", weekOf, e.ID, 1)); o.Toast != forbidden {
		t.Errorf("the organiser returns: %q", o.Toast)
	}
}

// returnedAskingWhere sends the plan for agreement and has the secretary return
// an entry of Tuesday.
func (w *town) returnedAskingWhere(title string) {
	w.t.Helper()
	w.sentForAgreement()
	w.opensEntry(secretary, title)
	w.presses(secretary, "Повернути захід")
	w.says(secretary, "Де саме?")
}

// weekOf is the planned week as buttons carry it.
var weekOf = int64(planned.Monday.DaysSince(council.NewDate(2024, 1, 1)))

func TestAReturnedEntryIsMendedByItsUnitAndReachesThePlan(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"), timed(1, 15, "Виставка"))
	w.now = at("чт 11:00") // after the deadline
	w.returnedAskingWhere("Концерт")
	w.sees(secretary, "↩️ Повернуто із зауваженням: Де саме?", "[✅ Зняти зауваження]")
	told := w.toldTo("Коваль")
	if len(told) != 1 || !strings.Contains(told[0], "Зауваження: Де саме?") {
		t.Fatalf("the unit was told %q", told)
	}
	if told := w.toldTo("Лис"); len(told) != 1 || !strings.Contains(told[0], "Управління культури") {
		t.Errorf("the organiser was told %q", told)
	}
	w.says(secretary, "/week")
	w.sees(secretary, "[↩️ На виправленні · 1]")
	if o := w.presses(secretary, "Погодити"); !o.Alert || !strings.Contains(o.Toast, "ще 1 захід") {
		t.Errorf("agreed with an entry returned: %q", o.Toast)
	}

	w.pressesData(olena, w.button("Коваль", "Виправити"))
	w.sees(olena, "Концерт", "[Місце]")
	w.presses(olena, "Місце")
	w.says(olena, "парк")
	w.presses(olena, "До плану", "Подати план")
	w.sees(olena, "Виправлене подано чт 26.11 об 11:00")
	got := w.entryTitled("Концерт")
	if got.Venue != "парк" || got.Remark != "" {
		t.Errorf("the plan has %+v", got)
	}
	if told := w.toldTo("Сова"); !strings.Contains(told[0], "виправлено (Управління культури)") {
		t.Errorf("the secretary was told %q", told)
	}
	w.says(secretary, "/week")
	w.presses(secretary, "Погодити")
	w.sees(secretary, "План погоджено, редакція № 1")
	if o := w.pressesData(olena, w.button("Коваль", "Виправити")); !strings.Contains(o.Toast, "не потребує виправлення") {
		t.Errorf("an old button answered %q", o.Toast)
	}
}

func TestAMendingThatChangesMoreIsAProposal(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"), timed(1, 15, "Виставка"))
	w.now = at("чт 11:00")
	w.returnedAskingWhere("Концерт")
	w.pressesData(olena, w.button("Коваль", "Виправити"))
	w.presses(olena, "Місце")
	w.says(olena, "парк")
	w.presses(olena, "До плану", "Змінити захід", "Виставка", "Назва")
	w.says(olena, "Велика виставка")
	w.presses(olena, "До плану", "Подати план")
	if got := w.titles(w.culture, council.Proposed); len(got) != 2 {
		t.Errorf("proposed %q", got)
	}
	if got := w.entryTitled("Концерт"); got.Venue != "" || got.Remark == "" {
		t.Errorf("the plan has %+v", got)
	}
}

func TestTheOrganiserMendsAReturnedEntryAndTheSecretaryHears(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.returnedAskingWhere("Концерт")
	w.opensEntry(organiser, "↩️ 10:00 Концерт")
	w.presses(organiser, "Місце")
	w.says(organiser, "парк")
	if got := w.entryTitled("Концерт"); got.Remark != "" || got.Venue != "парк" {
		t.Errorf("%+v", got)
	}
	told := w.toldTo("Сова")
	if !strings.Contains(told[0], "виправлено") {
		t.Errorf("the secretary was told %q", told)
	}
}

// button is the data of the button whose label contains the words, under the
// latest notice to the person that has one.
func (w *town) button(surname, words string) string {
	w.t.Helper()
	data := ""
	for _, n := range w.told {
		for _, row := range n.Message.Buttons {
			for _, b := range row {
				if n.PersonID == w.people[surname] && strings.Contains(b.Text, words) {
					data = b.Data
				}
			}
		}
	}
	if data == "" {
		w.t.Fatalf("nobody offered %s %q", surname, words)
	}
	return data
}
