package handlers_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// opens is a person opening somebody's card by the search.
func (w *town) opens(account int64, surname string) {
	w.t.Helper()
	w.says(account, "/people")
	w.says(account, surname)
	w.presses(account, surname)
}

// card is what the directory knows of the person today.
func (w *town) card(surname string) council.PersonCard {
	w.t.Helper()
	var c council.PersonCard
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		c, err = tx.PersonCardOn(ctx, w.people[surname], council.DateOf(w.now.In(kyiv)))
		return err
	})
	return c
}

func TestAPersonIsAddedStepByStep(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/people")
	w.presses(organiser, "➕ Людина")
	w.says(organiser, "Семенко")
	w.sees(organiser, "Не вдалося прочитати. Напишіть прізвище")
	w.says(organiser, "СЕМЕНКО Ганна Дем’янівна")
	w.sees(organiser, "У якому підрозділі працює?", "[Управління культури]")
	w.says(organiser, "освіт")
	w.presses(organiser, "Управління освіти")
	w.sees(organiser, "Напишіть посаду", "Семенко Ганна Дем’янівна")
	w.says(organiser, strings.Repeat("д", 201))
	w.sees(organiser, "від 1 до 200 символів")
	w.says(organiser, "Заступниця начальника")
	w.says(organiser, "зателефонуйте мені")
	w.sees(organiser, "Не вдалося прочитати номер")
	w.says(organiser, "+38 000 000 00 01")
	w.sees(organiser, "уже записано за іншою людиною")
	w.says(organiser, "067 111 22 33")
	w.sees(organiser, "Семенко Ганна Дем’янівна", "Заступниця начальника · Управління освіти", "+380671112233", "ще не ввійшли", "[✉️ Запросити]")
	if diff := cmp.Diff([]string{"person.added"}, w.audited()); diff != "" {
		t.Error(diff)
	}
	w.says(organiser, "067 111 22 34")
	w.presses(organiser, "На початок")
}

func TestAPersonIsAddedToAUnitWithAContactOrNoPhone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.pressesData(organiser, fmt.Sprintf("du:%d", w.culture.ID))
	w.presses(organiser, "Додати людину")
	w.says(organiser, "Семенко Ганна")
	w.says(organiser, "Спеціаліст")
	w.shares(organiser, 0, "380671112233", true)
	w.sees(organiser, "Семенко Ганна", "Спеціаліст · Управління культури", "+380671112233")

	w.pressesData(organiser, fmt.Sprintf("dpa:%d", w.culture.ID))
	w.says(organiser, "Ярема Іван")
	w.says(organiser, "Спеціаліст")
	w.presses(organiser, "Без телефону")
	w.sees(organiser, "Ярема Іван", "ще не ввійшли")
	if o := w.pressesData(organiser, "dpas"); o.Toast == "" {
		t.Error("a second tap is not explained")
	}
	if diff := cmp.Diff([]string{"person.added", "person.added"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestCancelLeavesTheDialogue(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/people")
	w.presses(organiser, "➕ Людина")
	w.says(organiser, "Семенко Ганна")
	w.says(organiser, "/cancel")
	w.sees(organiser, "Середа · Рада")
	w.says(organiser, "Управління")
	if o := w.pressesData(organiser, "dpau:1"); o.Toast == "" {
		t.Error("a button of the cancelled dialogue is not explained")
	}
	if got := w.audited(); len(got) != 0 {
		t.Errorf("changed: %v", got)
	}
}

func TestAnInvitationIsMadeOncePerTap(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.hire("Нова", "")
	w.opens(organiser, "Нова")
	invite := w.chat(organiser).screen.Buttons[0][0].Data
	o := w.pressesData(organiser, invite)
	var texts []string
	for _, n := range o.Notices {
		texts = append(texts, plain(n.Message.HTML))
	}
	if len(texts) != 3 || !strings.Contains(texts[0], "посилання діє до вт 08.12 о 10:00") ||
		!strings.Contains(texts[2], "https://t.me/sereda_bot?start=secret-1") || !strings.Contains(texts[2], "Вітаю, Людмила Геннадіївна!") {
		t.Errorf("texts: %q", texts)
	}
	o = w.pressesData(organiser, invite)
	if len(o.Notices) != 1 || o.Toast != "Посилання вже створено, воно нижче" {
		t.Errorf("a double tap: %+v", o)
	}
	w.says(newcomer, "/start secret-1")
	if got := w.whoIs(newcomer); got != "Нова" {
		t.Errorf("in as %q", got)
	}
	if diff := cmp.Diff([]string{"invitation.made", "account.bound"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestALostPhoneIsUnbound(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.opens(organiser, "Коваль")
	w.presses(organiser, "Відв’язати")
	w.sees(organiser, "Відв’язати Telegram: Коваль Олена Петрівна?")
	confirm := w.chat(organiser).screen.Buttons[1][0].Data
	w.presses(organiser, "Так, відв’язати")
	w.sees(organiser, "ще не ввійшли", "[✉️ Запросити]")
	w.says(olena, "/plan")
	w.sees(olena, "Це службовий бот")
	w.shares(olena, olena, "+380000000001", false)
	if got := w.whoIs(olena); got != "" {
		t.Errorf("the lost phone is in again as %q", got)
	}

	w.presses(organiser, "Запросити")
	w.says(newcomer, "/start secret-1")
	if o := w.pressesData(organiser, confirm); o.Toast != "Цей телефон уже відв’язано" {
		t.Errorf("the old button: %q", o.Toast)
	}
	if got := w.whoIs(newcomer); got != "Коваль" {
		t.Errorf("the new phone is in as %q", got)
	}
}

func TestADeputyAndASubstituteAreNamed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.hire("Нова", "")
	w.opens(organiser, "Бондар")
	w.presses(organiser, "Призначити заміну")
	w.says(organiser, "бондар")
	w.presses(organiser, "Бондар")
	if o := w.pressesData(organiser, w.chat(organiser).screen.Buttons[0][0].Data); !o.Alert {
		t.Errorf("oneself: %+v", o)
	}
	w.says(organiser, "нова")
	w.presses(organiser, "Нова")
	w.sees(organiser, "Нова Людмила Геннадіївна замість: Бондар Петро Іванович", "Заступник: Управління освіти", "Заступник: КП «Водоканал»")
	w.presses(organiser, "Водоканал")
	w.sees(organiser, "Заступник: Нова Л.Г. (безстроково; КП «Водоканал»)")

	for _, tt := range []struct{ typed, answer string }{
		{"колись потім", "Не вдалося прочитати дні"},
		{"14.12–01.12", "Останній день раніше за перший"},
		{"01.11–20.11", "Ці дні вже минули"},
		{"01.12.2026–01.12.2036", "надто далеко"},
		{"31.02", "Не вдалося прочитати дні"},
	} {
		w.pressesData(organiser, fmt.Sprintf("dpp:%s:%s", id36(w.people["Бондар"]), id36(w.people["Гай"])))
		w.says(organiser, tt.typed)
		w.sees(organiser, tt.answer)
	}
	w.says(organiser, "з 24.11 по 14.12")
	w.sees(organiser, "Заміна: Гай М.Ю. (24 листопада – 14 грудня)")
	if told := w.toldTo("Гай"); len(told) != 1 || !strings.Contains(told[0], "Вас призначено заміщати: Бондар Петро Іванович") {
		t.Errorf("told %v", told)
	}
	w.says(deputy, "/start")
	w.sees(deputy, "Управління культури", "Управління освіти", "КП «Водоканал»")

	w.presses(organiser, "Припинити заміну: Гай", "Так, припинити")
	if screen := w.screen(organiser); strings.Contains(screen, "Гай") {
		t.Errorf("still there:\n%s", screen)
	}
	w.says(deputy, "/start")
	if screen := w.screen(deputy); strings.Contains(screen, "Водоканал") {
		t.Errorf("still substituting:\n%s", screen)
	}
	want := []string{"substitution.added", "substitution.added", "substitution.ended"}
	if diff := cmp.Diff(want, w.audited()); diff != "" {
		t.Error(diff)
	}
}

// id36 is a number as buttons carry it.
func id36(n int64) string { return strconv.FormatInt(n, 36) }

func TestTheSameSubstitutionTwiceIsOne(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	data := fmt.Sprintf("dpw:%s:%s:%s", id36(w.people["Бондар"]), id36(w.people["Гай"]), id36(w.schools.ID))
	w.pressesData(organiser, data)
	o := w.pressesData(organiser, data)
	if o.Toast != "Таку заміну вже призначено" || len(w.toldTo("Гай")) != 1 {
		t.Errorf("toast %q, told %v", o.Toast, w.told)
	}
}

func TestAPersonsServiceEnds(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.opens(organiser, "Бондар")
	w.presses(organiser, "Завершити роботу")
	w.says(organiser, "не знаю")
	w.sees(organiser, "Не вдалося прочитати дату")
	w.says(organiser, "30.11")
	w.sees(organiser, "Завершити роботу: Бондар Петро Іванович, останній день: понеділок, 30 листопада?",
		"Без керівника залишаться 2 підрозділи: Управління освіти; КП «Водоканал»")
	w.presses(organiser, "Назад")
	w.sees(organiser, "Начальник управління · Управління освіти")
	w.presses(organiser, "Завершити роботу", "Учора", "Так, завершити")
	w.sees(organiser, "Роботу завершено: Бондар Петро Іванович", "Призначити: КП «Водоканал»")
	w.says(petro, "/plan")
	w.sees(petro, "Це службовий бот")
	w.shares(petro, petro, "+380000000002", false)
	if got := w.whoIs(petro); got != "" {
		t.Errorf("in again as %q", got)
	}
	o := w.pressesData(organiser, "dpe:"+id36(w.people["Бондар"]))
	w.sees(organiser, "Більше не працює. Останній день: понеділок, 23 листопада.")
	if len(o.Notices) != 1 {
		t.Errorf("once more: %+v", o)
	}
	if diff := cmp.Diff([]string{"person.ended"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestDataOfAPersonAreChanged(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	change := func(field string, typed ...string) {
		w.t.Helper()
		w.opens(organiser, "Коваль")
		w.presses(organiser, "Змінити дані")
		w.presses(organiser, field)
		for _, text := range typed {
			w.says(organiser, text)
		}
	}
	change("Телефон", "12")
	w.sees(organiser, "Не вдалося прочитати номер")
	w.says(organiser, "+380000000002")
	w.sees(organiser, "уже записано за іншою людиною")
	w.says(organiser, "+380000000001")
	w.sees(organiser, "+380000000001", "[✏️ Змінити дані]")
	change("Телефон", "0671112233")
	change("Ел. пошта", "коваль@", "Олена <olena@example.org>", "olena@example.org")
	change("Посада", "Директорка департаменту")
	change("Прізвище", "Коваль-Мороз", "Коваль-Мороз Олена Петрівна")
	w.sees(organiser, "Коваль-Мороз Олена Петрівна", "Директорка департаменту · Управління культури", "+380671112233", "olena@example.org")
	change("Телефон", "-")
	if got := w.card("Коваль").Person.Phone; got != "" {
		t.Errorf("phone %q", got)
	}
}

func TestRolesAreGivenAndTaken(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.opens(organiser, "Гай")
	w.presses(organiser, "Ролі")
	w.sees(organiser, "[⬜ організатор]", "[⬜ помічник: Міський голова]")
	if screen := w.screen(organiser); strings.Contains(screen, "адміністратор]") {
		t.Errorf("an organiser may make administrators:\n%s", screen)
	}
	give := w.chat(organiser).screen.Buttons[0][0].Data
	w.pressesData(organiser, give)
	w.pressesData(organiser, give)
	w.sees(organiser, "[✅ організатор]")
	w.presses(organiser, "помічник")
	w.sees(organiser, "[✅ помічник: Міський голова]")
	w.says(deputy, "/start")
	w.sees(deputy, "Довідник")
	w.presses(organiser, "✅ організатор")
	w.sees(organiser, "[⬜ організатор]")
	want := []string{"role.granted", "role.granted", "role.revoked"}
	if diff := cmp.Diff(want, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyAdministratorsTouchAdministrators(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	id := id36(w.people["Кіт"])
	w.opens(organiser, "Кіт")
	if screen := w.screen(organiser); strings.Contains(screen, "Нове посилання") {
		t.Errorf("offered:\n%s", screen)
	}
	for _, data := range []string{"dpi:" + id + ":0", "dpu:" + id + ":" + id36(admin) + ":1", "dpe:" + id + ":1:1",
		"dpf:" + id + ":3", "dpr:" + id + ":1:0:1", "dpw:" + id + ":" + id36(w.people["Лис"]) + ":0"} {
		if o := w.pressesData(organiser, data); !o.Alert || len(o.Notices) != 0 {
			t.Errorf("%s: %+v", data, o)
		}
	}
	// A forged button: the organiser makes themselves an administrator.
	if o := w.pressesData(organiser, "dpr:"+id36(w.people["Лис"])+":3:0:1"); !o.Alert {
		t.Errorf("%+v", o)
	}
	if got := w.audited(); len(got) != 0 {
		t.Errorf("changed: %v", got)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	id := id36(w.people["Кіт"])
	today := strconv.FormatInt(int64(council.DateOf(w.now).DaysSince(council.NewDate(2024, 1, 1))), 36)
	for _, data := range []string{"dpr:" + id + ":3:0:0", "dpe:" + id + ":" + today + ":1"} {
		if o := w.pressesData(admin, data); !strings.Contains(o.Toast, "єдиний адміністратор") {
			t.Errorf("%s: %+v", data, o)
		}
	}
	w.pressesData(admin, "dpr:"+id36(w.people["Лис"])+":3:0:1")
	w.pressesData(admin, "dpr:"+id+":3:0:0")
	if c := w.card("Кіт"); c.Holds(council.Administrator, 0) {
		t.Error("with two, one may go")
	}
}
