package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAPlanByButtons(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.sees(olena, "План на 30 листопада – 6 грудня", "Управління культури", "Ще не подано · подати до ср 25.11 о 12:00", "Заходів ще немає")
	w.presses(olena, "Додати захід", "вт 01.12", "10:00")
	w.says(olena, "Відкриття виставки за участю: міський голова <b>та</b> гості")
	w.presses(olena, "Пропустити", "Коваль О.П.")
	w.sees(olena, "Хто з керівництва бере участь?", "✅ Міський голова")
	w.presses(olena, "Готово")
	w.sees(olena, "Додано до чернетки", "вівторок, 1 грудня, 10:00", "<b>та</b>", "не вказано", "Коваль О.П.", "Керівництво: Міський голова")
	w.presses(olena, "До плану")
	o := w.presses(olena, "Подати план")
	if o.Toast != "Прийнято" {
		t.Errorf("toast %q", o.Toast)
	}
	w.sees(olena, "План подано вт 24.11 о 10:00", "1 захід", "До ср 25.11 о 12:00 його можна змінити")

	start := council.TimeOfDay(10 * 60)
	want := []council.Submission{{
		UnitID: w.culture.ID, Week: planned, Version: 1, State: council.Submitted,
		SubmittedAt: w.now, InForceSince: w.now, SubmittedBy: w.people["Коваль"],
		Entries: []council.Entry{{
			From: planned.Day(1), To: planned.Day(1), Kind: council.Timed, Hours: council.Hours{Start: &start},
			Title: "Відкриття виставки за участю: міський голова <b>та</b> гості", Responsible: "Коваль О.П.",
			Leaders: []int64{w.mayor}, Visibility: council.StaffOnly, SubmittedAt: w.now,
			Source: council.Source{ChatID: olena},
		}},
	}}
	if diff := cmp.Diff(want, w.submissions(w.culture)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(w.told) != 0 {
		t.Errorf("a plan in time is nobody's news: %v", w.told)
	}
}

// submissions are the unit's for the planned week, without their ids.
func (w *town) submissions(unit council.Unit) []council.Submission {
	w.t.Helper()
	var found []council.Submission
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var err error
		found, err = tx.SubmissionsOf(ctx, unit.ID, planned)
		return err
	})
	for i := range found {
		found[i].ID, found[i].Revision = 0, 0
		found[i].SubmittedAt = found[i].SubmittedAt.In(kyiv)
		found[i].InForceSince = found[i].InForceSince.In(kyiv)
		for j := range found[i].Entries {
			e := &found[i].Entries[j]
			e.ID, e.Origin = 0, 0
			if !e.SubmittedAt.IsZero() {
				e.SubmittedAt = e.SubmittedAt.In(kyiv)
			}
		}
	}
	return found
}

func TestADraftSurvivesEverything(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.presses(olena, "Додати захід")
	w.says(olena, "01.12")
	w.says(olena, "10:30")
	w.chats[olena].conversation = nil // Redis emptied, the rows pruned
	w.says(olena, "/plan")
	w.sees(olena, "1. 10:30 (без назви)", "1 захід без дня або назви")
	w.presses(olena, "Подати план")
	w.sees(olena, "1. 10:30 (без назви)") // an alert, and the screen stays
	w.presses(olena, "Змінити захід", "10:30", "Назва")
	w.says(olena, "Нарада")
	w.sees(olena, "Нарада", "Що змінити?") // back to the entry, not to the next question
	w.says(deputy, "/plan")                // another person, another device
	w.sees(deputy, "1. 10:30 Нарада")
	w.presses(deputy, "Подати план")
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Нарада"}) {
		t.Errorf("submitted %v", got)
	}
}

func TestCancelLeavesTheQuestionAndKeepsTheDraft(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.presses(olena, "Додати захід", "ср 02.12")
	w.says(olena, "/cancel")
	w.sees(olena, "План на 30 листопада", "(без назви)")
	w.says(olena, "10:00")
	w.sees(olena, "Не зрозуміло") // the question is not waiting any more
	if got := w.titles(w.culture, council.Draft); !cmp.Equal(got, []string{""}) {
		t.Errorf("draft %q", got)
	}
}

func TestWrongDaysAndTimesAreExplained(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.presses(olena, "Додати захід")
	for _, c := range []struct{ typed, answer string }{
		{"31.02", "Такого дня немає в календарі"},
		{"24.11", "вівторок, 24 листопада — поза тижнем 30 листопада – 6 грудня"},
		{"колись", "Не вдалося зрозуміти день «колись»"},
		{strings.Repeat("ж", 10_000), "Не вдалося зрозуміти день"},
	} {
		w.says(olena, c.typed)
		w.sees(olena, c.answer, "[пн 30.11]")
	}
	w.presses(olena, "пт 04.12")
	for _, c := range []struct{ typed, answer string }{
		{"25:00", "Такого часу не буває"},
		{"вранці", "Не вдалося зрозуміти час «вранці»"},
	} {
		w.says(olena, c.typed)
		w.sees(olena, c.answer, "[08:00]")
	}
	w.says(olena, "18:45")
	w.says(olena, strings.Repeat("довго ", 200))
	w.sees(olena, "Задовго: 1199 знаків, а вміщується 500")
	w.says(olena, "Концерт 🎻 \u202eшиворіт")
	w.sees(olena, "Де?")
	if got := w.titles(w.culture, council.Draft); !cmp.Equal(got, []string{"Концерт 🎻 \u202eшиворіт"}) {
		t.Errorf("draft %q", got)
	}
}

func TestAfterTheDeadlineAPlanIsTakenAndMarkedLate(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.now = at("ср 14:05")
	w.says(olena, "/plan")
	w.sees(olena, "Строк минув ср 25.11 о 12:00")
	w.presses(olena, "Нічого не заплановано")
	w.sees(olena, "Прийнято ср 25.11 о 14:05, із запізненням")
	want := []string{"🕓 Подано із запізненням ср 25.11 о 14:05\nУправління культури (Коваль О.П.), 30 листопада – 6 грудня: нічого не заплановано."}
	if diff := cmp.Diff(want, w.toldTo("Лис")); diff != "" {
		t.Errorf("organiser: -want +got\n%s", diff)
	}
}

func TestAChangeAfterTheDeadlineIsAProposal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answer          string
		submitted, told string
	}{
		{"Прийняти", "Нова назва", "Зміни прийнято"},
		{"Відхилити", "Стара назва", "Зміни відхилено"},
	} {
		t.Run(c.answer, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.says(olena, "вт 10:00 Стара назва")
			w.presses(olena, "До плану", "Подати план")
			w.now = at("ср 15:00")
			w.says(olena, "/plan")
			w.presses(olena, "Змінити план")
			w.sees(olena, "Це чернетка змін")
			w.presses(olena, "Змінити захід", "Стара назва", "Назва")
			w.says(olena, "Нова назва")
			w.presses(olena, "До плану", "Подати план")
			w.sees(olena, "Зміни надіслано організатору", "чинним лишається поданий раніше план")
			if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Стара назва"}) {
				t.Errorf("before the decision %v is in force", got)
			}
			w.chat(organiser).screen = w.told[0].Message
			w.sees(organiser, "➖ <s>вівторок, 1 грудня, 10:00: Стара назва</s>", "➕ вівторок, 1 грудня, 10:00: Нова назва")
			w.presses(organiser, c.answer)
			w.sees(organiser, c.told)
			if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{c.submitted}) {
				t.Errorf("after the decision %v is in force", got)
			}
			if told := w.toldTo("Коваль"); len(told) != 1 || !strings.Contains(told[0], c.told) {
				t.Errorf("the head was told %q", told)
			}
			w.chat(organiser).screen = w.told[0].Message
			if o := w.presses(organiser, c.answer); !o.Alert {
				t.Error("a second decision is not pointed out")
			}
		})
	}
}

func TestWithdrawingUntilTheDeadline(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану", "Подати план", "До плану")
	old := w.chat(olena).screen
	w.presses(olena, "Відкликати")
	w.sees(olena, "Ще не подано", "10:00 Нарада")
	if got := w.titles(w.culture, council.Submitted); got != nil {
		t.Errorf("withdrawn, and still %v", got)
	}
	w.presses(olena, "Подати план")
	w.now = at("ср 12:01")
	w.chat(olena).screen = old
	if o := w.presses(olena, "Відкликати"); !o.Alert || !strings.Contains(o.Toast, "Строк минув") {
		t.Errorf("withdrawing after the deadline: %+v", o)
	}
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Нарада"}) {
		t.Errorf("submitted %v", got)
	}
}

func TestDoubleTapSubmitsOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану")
	screen := w.chat(olena).screen
	w.presses(olena, "Подати план")
	w.chat(olena).screen = screen
	if o := w.presses(olena, "Подати план"); o.Toast != "План уже подано" {
		t.Errorf("the second tap: %q", o.Toast)
	}
	if got := w.submissions(w.culture); len(got) != 1 || got[0].Version != 1 {
		t.Errorf("two taps left %+v", got)
	}
}

func TestSubmittingWhatSomebodyElseChangedMeanwhile(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану")
	w.says(deputy, "ср 10:00 Ще одна нарада")
	if o := w.presses(olena, "Подати план"); !o.Alert || !strings.Contains(o.Toast, "змінили на іншому пристрої") {
		t.Errorf("submitted unseen: %+v", o)
	}
	w.sees(olena, "Ще одна нарада")
	w.presses(olena, "Подати план")
	if got := w.titles(w.culture, council.Submitted); len(got) != 2 {
		t.Errorf("submitted %v", got)
	}
}

func TestWhoHeadsTwoUnitsChooses(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(petro, "/plan")
	w.sees(petro, "Для якого підрозділу план?", "[Управління освіти]", "[КП «Водоканал»]")
	w.presses(petro, "Водоканал")
	w.sees(petro, "Подається за потреби")
	w.says(petro, "вт 10:00 Нарада\nср 11:00 Зустріч")
	w.sees(petro, "Для якого він підрозділу?")
	w.presses(petro, "Управління освіти")
	w.sees(petro, "Прочитано й додано до чернетки 2 заходи")
	if got := w.titles(w.schools, council.Draft); !cmp.Equal(got, []string{"Нарада", "Зустріч"}) {
		t.Errorf("schools have %v", got)
	}
	w.presses(petro, "Скасувати це додавання")
	if got := w.titles(w.schools, council.Draft); len(got) != 0 {
		t.Errorf("undone, and still %v", got)
	}
}

func TestNothingOfAListIsDropped(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.presses(olena, "списком")
	w.says(olena, "вт 10:00 Нарада\nщось незрозуміле\n24.11 10:00 Не той тиждень")
	w.sees(olena, "Прочитано й додано до чернетки 1 захід", "2 рядки не прочитано",
		"«щось незрозуміле» — Не вдалося прочитати", "поза тижнем")
	w.says(olena, "ср 09:00 Друга частина") // a long plan comes in several messages
	w.presses(olena, "До плану")
	w.sees(olena, "10:00 Нарада", "09:00 Друга частина", "День не вказано", "щось незрозуміле", "2 заходи без дня або назви")
	if o := w.presses(olena, "Подати план"); !o.Alert {
		t.Error("an unfinished plan was submitted")
	}
	w.presses(olena, "Змінити захід", "незрозуміле", "Вилучити", "Повернути", "Змінити захід", "незрозуміле", "День", "чт 03.12")
	w.sees(olena, "четвер, 3 грудня", "Що змінити?")
}

func TestStrangeThingsHaveAnAnswer(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, c := range []struct{ typed, answer string }{
		{"/nosuch", "Такої команди немає"},
		{"/plan@sereda_bot", "План на 30 листопада"},
		{"добрий день", "Не зрозуміло"},
		{"/help", "Що вміє Середа"},
	} {
		w.says(olena, c.typed)
		w.sees(olena, c.answer)
	}
	for _, data := range []string{"zz", "pl:", "pl:zz:!!", "", "ee:1:2:3", strings.Repeat("x", 64)} {
		if o := w.pressesData(olena, data); len(o.Notices) == 0 && o.Toast == "" {
			t.Errorf("button %q has no answer", data)
		}
	}
}

func TestButtonsOfSomebodyElseChangeNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану")
	for _, row := range w.chat(olena).screen.Buttons {
		for _, b := range row {
			o := w.pressesData(petro, b.Data)
			if strings.HasPrefix(b.Data, "p") && o.Toast != "На жаль, вам це недоступно. Якщо так не має бути, зверніться до організаційного відділу." {
				t.Errorf("%s: %q", b.Text, o.Toast)
			}
		}
	}
	if got := w.titles(w.culture, council.Draft); !cmp.Equal(got, []string{"Нарада"}) {
		t.Errorf("draft %v", got)
	}
	if got := w.titles(w.culture, council.Submitted); got != nil {
		t.Errorf("submitted %v", got)
	}
}

func TestButtonsOfLastWeek(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану")
	w.now = at("пн 09:00").AddDate(0, 0, 7)
	o := w.presses(olena, "Подати план")
	if o.Toast != "Це кнопка минулого тижня. Ось план на наступний" {
		t.Errorf("toast %q", o.Toast)
	}
	w.sees(olena, "План на 7–13 грудня")
}

func TestTheOrganiserEntersAPlanOnBehalf(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.now = at("ср 13:00")
	w.says(organiser, "/missing")
	w.presses(organiser, "Внести за 1")
	w.sees(organiser, "Управління культури")
	w.presses(organiser, "Нічого не заплановано")
	got := w.submissions(w.culture)
	if len(got) != 1 || !got[0].OnBehalf || !got[0].NothingPlanned || got[0].SubmittedBy != w.people["Лис"] {
		t.Errorf("recorded as %+v", got)
	}
}

func TestRolesAreAskedOnEveryPath(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, command := range []string{"/plan", "/missing", "/week", "/people"} {
		w.says(mayor, command)
		refused := strings.Contains(w.screen(mayor), "вам це недоступно")
		if want := command != "/week"; refused != want {
			t.Errorf("the mayor says %s: refused %v", command, refused)
		}
	}
}

func TestAPlanInTimeStaysInTimeWhenItIsChangedLater(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану", "Подати план")
	w.now = at("ср 15:00")
	w.says(organiser, "/missing")
	w.sees(organiser, "Подали 1 з 2", "Із запізненням · 0")
	w.says(olena, "/plan")
	w.presses(olena, "Змінити план")
	if o := w.presses(olena, "Подати план"); o.Toast != "Змін немає: чинним лишається поданий план" {
		t.Errorf("a version without a change: %q", o.Toast)
	}
	w.presses(olena, "Змінити план")
	w.says(olena, "ср 11:00 Зустріч")
	w.presses(olena, "До плану", "Подати план")
	w.chat(organiser).screen = w.told[len(w.told)-1].Message
	w.presses(organiser, "Прийняти")
	w.says(organiser, "/missing")
	w.sees(organiser, "Із запізненням · 0")
	got := w.submissions(w.culture)
	deadline := at("ср 12:00")
	if len(got) != 1 || got[0].Late(deadline) || got[0].Entries[0].Late(deadline) || !got[0].Entries[1].Late(deadline) {
		t.Errorf("late is the new entry alone, got %+v", got)
	}
}

func TestWhatCannotBeHandledIsToldToItsSenderAndTheAdministrators(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var o council.Outcome
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var err error
		o, err = w.app.PutAside(ctx, tx, 17, olena, olena, w.now)
		return err
	})
	if len(o.Notices) != 2 || o.Notices[0].ChatID != olena || !strings.Contains(o.Notices[0].Message.HTML, "№ 17") ||
		o.Notices[1].PersonID != w.people["Кіт"] || !strings.Contains(o.Notices[1].Message.HTML, "№ 17") {
		t.Errorf("told %+v", o.Notices)
	}
}

func TestNothingPlannedInsteadOfASubmittedPlanIsAskedAbout(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	reminder := w.chat(olena).screen // its button stays in the chat
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану", "Подати план")
	w.chat(olena).screen = reminder
	w.presses(olena, "Нічого не заплановано")
	w.sees(olena, "У плані 1 захід. Подати замість нього «нічого не заплановано»?")
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Нарада"}) {
		t.Errorf("before the answer %v is in force", got)
	}
	w.presses(olena, "Так, нічого не заплановано")
	got := w.submissions(w.culture)
	if len(got) != 1 || !got[0].NothingPlanned || len(got[0].Entries) != 0 {
		t.Errorf("submitted %+v", got)
	}
}

func TestSubmittingWhatAnotherDeviceReworded(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада")
	w.presses(olena, "До плану")
	w.says(deputy, "/plan")
	w.presses(deputy, "Змінити захід", "Нарада", "Назва")
	w.says(deputy, "Зовсім інше")
	if o := w.presses(olena, "Подати план"); !o.Alert {
		t.Error("submitted unseen")
	}
	w.sees(olena, "Зовсім інше")
}

func TestAListWhileAQuestionIsOpen(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/plan")
	w.presses(olena, "Додати захід", "вт 01.12", "10:00")
	w.says(olena, "вт 10:00 Нарада\nср 11:00 Зустріч")
	w.sees(olena, "додано до чернетки 2 заходи")
	w.says(olena, "чт 9:00 Звіт") // and the next message goes on with it
	if got := w.titles(w.culture, council.Draft); !cmp.Equal(got, []string{"", "Нарада", "Зустріч", "Звіт"}) {
		t.Errorf("the draft has %q", got)
	}
}

func TestAListInSeveralMessagesBeforeItsUnitIsKnown(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(petro, "вт 10:00 Урок")
	w.says(petro, "ср 11:00 Свято")
	w.presses(petro, "Управління освіти")
	if got := w.titles(w.schools, council.Draft); !cmp.Equal(got, []string{"Урок", "Свято"}) {
		t.Errorf("the draft has %q", got)
	}
}
