package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// december is a moment of that month.
func december(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, kyiv) }

// errand is the assignment as it is kept.
func (w *town) errand(id int64) (a council.AssignmentCard) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		a, err = tx.LockAssignment(ctx, id)
		return err
	})
	return a
}

// remindsOfErrand writes to the doer at the reminder's hour, as the timetable
// does.
func (w *town) remindsOfErrand(kind council.OccurrenceKind, id int64) {
	w.t.Helper()
	a := w.errand(id)
	for _, o := range (council.AssignmentTimetable{Zone: kyiv}).Occurrences(a, a.Due.AddDays(7)) {
		if o.Kind == kind {
			w.now = o.At
			w.tellsOf(o, a.DoerID, w.app.Composer().AssignmentReminder(o, council.DateOf(w.now)))
			return
		}
	}
	w.t.Fatalf("no %s of %+v", kind, a)
}

// tellsOf writes what an occurrence around assignments tells a person.
func (w *town) tellsOf(o council.AssignmentOccurrence, personID int64, messages ...council.Message) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var all []council.Notice
		for part, m := range messages {
			all = append(all, council.Notice{PersonID: personID, Class: council.Bulk, About: o.About(), Key: o.Key(part, personID), Message: m})
		}
		_, err := tx.Enqueue(ctx, all, w.now, w.now)
		return err
	})
}

// remindedDoer is a sitting that gave Коваль an assignment until Friday the
// fourth, which was accepted. When she is reminded on the day before and on the
// day, she has blocked the bot.
func remindedDoer(t *testing.T) (*town, council.AssignmentCard) {
	t.Helper()
	w, m := newSitting(t)
	a := w.gives(secretary, m, "Полагодити <дах>", "Коваль", "04.12")
	w.deliver()
	w.now = at("пт 12:00")
	w.pressesData(olena, hallPress("ja", a.ID))
	w.remindsOfErrand(council.AssignmentSoon, a.ID)
	w.deliver(olena)
	w.remindsOfErrand(council.AssignmentDue, a.ID)
	w.deliver(olena)
	return w, a
}

func TestWhoWasToldOfAnAssignmentIsSeenWithWhatTheyDid(t *testing.T) {
	t.Parallel()
	w, a := remindedDoer(t)
	for _, account := range []int64{secretary, organiser} {
		w.pressesData(account, hallPress("jc", a.ID))
		w.presses(account, "Кому надіслано")
		want := `Кому надіслано
Доручення «Полагодити <дах>», строк 4 грудня 2026 року

• нагадування в день строку, пт 04.12 о 09:00 — 0 з 1, звітували 0
• нагадування перед строком, чт 03.12 о 09:00 — 0 з 1, звітували 0
• нове доручення, пт 27.11 о 10:30 — 1 з 1, прийняли 1
[Нагадування в день строку, пт 04.12 о 09:00]
[Нагадування перед строком, чт 03.12 о 09:00]
[Нове доручення, пт 27.11 о 10:30]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
		if diff := cmp.Diff(want, w.screen(account)); diff != "" {
			t.Error(diff)
		}
		w.presses(account, "Нове доручення")
		want = `Кому надіслано: нове доручення, пт 27.11 о 10:30
Доручення «Полагодити <дах>», строк 4 грудня 2026 року

✅ Прийняли до виконання · 1
• Коваль О.П. — пт 27.11 о 12:00
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
		if diff := cmp.Diff(want, w.screen(account)); diff != "" {
			t.Error(diff)
		}
		w.presses(account, "Назад", "Нагадування в день строку")
		want = `Кому надіслано: нагадування в день строку, пт 04.12 о 09:00
Доручення «Полагодити <дах>», строк 4 грудня 2026 року

📵 Зупинили бота · 1
• Коваль О.П. — пт 04.12 о 09:00, +380000000001
[🖨 Роздрукувати для решти · 1]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
		if diff := cmp.Diff(want, w.screen(account)); diff != "" {
			t.Error(diff)
		}
		w.presses(account, "Назад", "Назад")
		w.sees(account, "Полагодити <дах>", "[✅ Виконано (без звіту)]")
	}
	// What she tells by phone is a report too.
	w.now = december(4, 11)
	w.presses(secretary, "Виконано (без звіту)")
	w.presses(secretary, "Кому надіслано")
	w.sees(secretary, "• нагадування в день строку, пт 04.12 о 09:00 — 1 з 1, звітували 1", "• зарахування, пт 04.12 об 11:00 — 0 з 1\n")
	w.presses(secretary, "Нагадування перед строком")
	w.sees(secretary, "✅ Звітували · 1\n• Коваль О.П. — пт 04.12 об 11:00\n[🔄 Оновити]")
}

func TestAReminderOfAnAssignmentIsPrintedForWhomItDidNotReach(t *testing.T) {
	t.Parallel()
	w, a := remindedDoer(t)
	w.pressesData(secretary, hallPress("jn", a.ID))
	w.presses(secretary, "Нагадування в день строку")
	group := w.data(secretary, "Оновити")
	o := w.presses(secretary, "Роздрукувати для решти · 1")
	files := []string{"PK | Список на вручення 2026-12-04.xlsx | 🖨 Список на вручення під підпис: 1 особа.",
		"%P | Список на вручення 2026-12-04.pdf | 🖨 Список на вручення під підпис: 1 особа., для друку"}
	if diff := cmp.Diff(files, w.files(o)); diff != "" {
		t.Error(diff)
	}
	w.pressesData(secretary, group)
	w.sees(secretary, "• Коваль О.П. — пт 04.12 о 09:00, +380000000001 🖨 у списку на вручення пт 04.12 о 09:00")
}

// TestAnAssignmentIsToldAgainWhileItStands: a reminder as long as the report is
// owed by that day and the hour of the reminder is not over; the assignment
// itself until it was told anew.
func TestAnAssignmentIsToldAgainWhileItStands(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		before func(w *town, a council.AssignmentCard)
		group  string
		again  bool
	}{
		{"the report is owed", func(*town, council.AssignmentCard) {}, "Нагадування в день строку", true},
		{"a later reminder has come", func(*town, council.AssignmentCard) {}, "Нагадування перед строком", false},
		{"the day has passed", func(w *town, _ council.AssignmentCard) { w.now = december(5, 9) }, "Нагадування в день строку", false},
		{"it was reported", func(w *town, a council.AssignmentCard) {
			w.pressesData(olena, hallPress("jr", a.ID))
			w.says(olena, "Полагоджено")
		}, "Нагадування в день строку", false},
		{"the report was returned", func(w *town, a council.AssignmentCard) {
			w.pressesData(olena, hallPress("jr", a.ID))
			w.says(olena, "Полагоджено")
			w.pressesData(secretary, hallPress("jb", a.ID))
			w.now = december(4, 10)
			w.says(secretary, "Ще тече")
			w.deliver(olena)
			w.becomes(olena, models.ChatMemberTypeMember)
		}, "Повернення", true},
		{"another day was set", func(w *town, a council.AssignmentCard) {
			w.pressesData(secretary, hallPress("jw", a.ID))
			w.says(secretary, "11.12")
		}, "Нагадування в день строку", false},
		{"of two new days the last", twoNewDays, "Новий строк, пт 04.12 об 11:00", true},
		{"of two new days the first", twoNewDays, "Новий строк, пт 04.12 о 10:00", false},
		{"it was taken back", func(w *town, a council.AssignmentCard) {
			w.pressesData(secretary, hallPress("jx", a.ID, 1))
		}, "Нагадування в день строку", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, a := remindedDoer(t)
			w.becomes(olena, models.ChatMemberTypeMember)
			tt.before(w, a)
			w.pressesData(secretary, hallPress("jn", a.ID))
			w.presses(secretary, tt.group)
			if offered := strings.Contains(w.screen(secretary), "Надіслати ще раз · 1"); offered != tt.again {
				t.Fatalf("offered %v:\n%s", offered, w.screen(secretary))
			}
			group := strings.Split(w.data(secretary, "Оновити"), ":")[2]
			since := len(w.told)
			w.pressesData(secretary, hallPress("jna", a.ID)+":"+group+":1:1")
			if told := len(w.told) - since; told > 0 != tt.again {
				t.Errorf("%d told", told)
			}
			if o := w.pressesData(secretary, hallPress("jna", a.ID)+":"+group+":1:1"); o.Toast != "Надсилати ще раз нікому" || len(w.told)-since > 1 {
				t.Errorf("a second tap: %q", o.Toast)
			}
		})
	}
}

func TestAReminderSentAgainCountsTheDaysOfItsDay(t *testing.T) {
	t.Parallel()
	w, a := remindedDoer(t)
	w.remindsOfErrand(council.AssignmentOverdue, a.ID)
	w.deliver(olena)
	w.becomes(olena, models.ChatMemberTypeMember)
	w.now = december(9, 10)
	w.pressesData(organiser, hallPress("jn", a.ID))
	w.presses(organiser, "Нагадування після строку")
	w.presses(organiser, "Надіслати ще раз · 1")
	w.sees(organiser, "Надіслати ще раз 1 особі? Не дійшло: 1, не ознайомилися: 0.")
	w.presses(organiser, "Надіслати")
	w.receives(olena, "Коваль")
	want := `🔴 Строк доручення минув. Просимо звітувати.

Полагодити <дах>

👤 Коваль О.П.
🗓 Строк: 4 грудня 2026 року
🏛 Виконавчий комітет, 27 листопада 2026 року
🔴 Прострочено на 5 днів
[📝 Звітувати]`
	if diff := cmp.Diff(want, w.screen(olena)); diff != "" {
		t.Error(diff)
	}
	w.deliver()
	w.pressesData(organiser, hallPress("jn", a.ID))
	w.sees(organiser, "• нагадування після строку, пн 07.12 о 09:00 — 1 з 1, звітували 0")
}

// TestNoteIsTakenOfANewDayAndOfAnAssignmentTakenBack: neither is answered.
func TestNoteIsTakenOfANewDayAndOfAnAssignmentTakenBack(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	a := w.gives(secretary, m, "Полагодити дах", "Коваль", "04.12")
	w.deliver()
	w.now = at("пт 12:00")
	w.pressesData(secretary, hallPress("jw", a.ID))
	w.says(secretary, "11.12")
	w.deliver()
	w.presses(secretary, "Кому надіслано")
	w.sees(secretary, "• новий строк, пт 27.11 о 12:00 — 1 з 1, ознайомилися 0", "• нове доручення, пт 27.11 о 10:30 — 1 з 1, прийняли 0")
	w.presses(secretary, "Нове доручення")
	if screen := w.screen(secretary); strings.Contains(screen, "Надіслати ще раз") {
		t.Errorf("with the former day it is sent again:\n%s", screen)
	}
	w.presses(secretary, "Назад", "Новий строк", "Надіслати ще раз · 1", "Надіслати")
	w.deliver()
	w.now = at("пт 13:00")
	w.receives(olena, "Коваль")
	want := `🗓 Строк доручення змінено

Полагодити дах

👤 Коваль О.П.
🗓 Строк: 11 грудня 2026 року
🏛 Виконавчий комітет, 27 листопада 2026 року
⚪ Ще не прийнято до виконання
[👌 Прийняти до виконання] [📝 Звітувати]
[Ознайомлено]`
	if diff := cmp.Diff(want, w.screen(olena)); diff != "" {
		t.Error(diff)
	}
	note := w.data(olena, "Ознайомлено")
	for _, account := range []int64{petro, secretary} {
		if o := w.pressesData(account, note); o.Toast != "Цей лист надіслано не Вам, тож ознайомлення не записано." {
			t.Errorf("%d takes note for her: %q", account, o.Toast)
		}
	}
	if o := w.pressesData(olena, note); o.Toast != "Дякуємо, записано" {
		t.Errorf("%q", o.Toast)
	}
	w.sees(olena, "[👌 Прийняти до виконання] [📝 Звітувати]\n[✅ Ознайомлено пт 27.11 о 13:00]")
	if o := w.pressesData(olena, note+"0"); o.Toast != "Цей лист надіслано не Вам, тож ознайомлення не записано." {
		t.Errorf("another kind: %q", o.Toast)
	}
	w.pressesData(secretary, hallPress("jn", a.ID))
	w.sees(secretary, "• новий строк, пт 27.11 о 12:00 — 1 з 1, ознайомилися 1")

	w.unbind("Коваль")
	b := w.gives(secretary, m, "Пофарбувати", "Коваль", "04.12")
	w.sees(secretary, "📵 Повідомлення не дійде, зателефонуйте: Коваль О.П. +380000000001")
	w.app.Mails = true
	w.hasMail("Коваль", "koval@rada.example.org")
	w.pressesData(secretary, hallPress("jx", b.ID, 1))
	if screen := w.screen(secretary); strings.Contains(screen, "зателефонуйте") {
		t.Errorf("whom an e-mail reaches is to be phoned:\n%s", screen)
	}
	w.app.Mails = false
	w.pressesData(secretary, hallPress("jx", a.ID, 1))
	want = `🗑 Доручення скасовано.
📵 Повідомлення не дійде, зателефонуйте: Коваль О.П. +380000000001

📌 Доручення · Виконавчий комітет
п’ятниця, 27 листопада, 10:00
Доручень немає.
[➕ Доручення]
[📨 Кому надіслано]
[⬅️ Назад] [🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	w.presses(secretary, "Кому надіслано", "Скасування")
	want = `Кому надіслано: скасування, пт 27.11 о 13:00
Доручення «Полагодити дах», строк 11 грудня 2026 року

📵 Не в Telegram · 1
• Коваль О.П. — пт 27.11 о 13:00, +380000000001
[🖨 Роздрукувати для решти · 1]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	w.presses(secretary, "Назад", "Назад")
	w.sees(secretary, "Доручень немає")
}

func TestOnlyWhoGivesAssignmentsSeesWhoWasToldOfThem(t *testing.T) {
	t.Parallel()
	w, a := remindedDoer(t)
	w.becomes(olena, models.ChatMemberTypeMember)
	w.pressesData(secretary, hallPress("jn", a.ID))
	w.presses(secretary, "Нагадування в день строку")
	data := []string{hallPress("jn", a.ID), w.data(secretary, "Надіслати ще раз"), w.data(secretary, "Надіслати ще раз") + ":1",
		w.data(secretary, "Роздрукувати"), w.data(secretary, "Оновити")}
	for name, account := range map[string]int64{"the doer": olena, "the chair": mayor, "a member": petro, "the doer's deputy": deputy,
		"an administrator": admin, "a stranger": stranger} {
		since := len(w.told)
		for _, d := range data {
			o := w.pressesData(account, d)
			if strings.Contains(w.screen(account), "Кому надіслано") || len(w.files(o)) > 0 || len(w.told) > since {
				t.Errorf("%s pressed %s: %s", name, d, w.screen(account))
			}
			if account != stranger && !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%s pressed %s: %q", name, d, o.Toast)
			}
		}
		w.pressesData(account, hallPress("jc", a.ID))
		if strings.Contains(w.screen(account), "Кому надіслано") {
			t.Errorf("%s is offered it", name)
		}
	}
	// Another assignment's group is not this one's.
	other := w.gives(organiser, council.Meeting{ID: a.MeetingID}, "Пофарбувати", "Бондар", "11.12")
	group := strings.Split(w.data(secretary, "Оновити"), ":")[2]
	if o := w.pressesData(organiser, hallPress("jng", other.ID)+":"+group); !strings.Contains(o.Toast, "Цього вже немає") {
		t.Errorf("%q", o.Toast)
	}
}

// collected is the quarter's end: Коваль, Бондар and Гай were asked for reports
// on what was due in December. Бондар has blocked the bot, Гай has no account;
// the organiser got the summary of the quarter before that.
func collected(t *testing.T) (*town, map[string]council.AssignmentCard) {
	t.Helper()
	w, m := newSitting(t)
	given := map[string]council.AssignmentCard{}
	for _, surname := range []string{"Коваль", "Бондар", "Гай"} {
		given[surname] = w.gives(secretary, m, "Справа: "+surname, surname, "04.12")
	}
	second := w.gives(secretary, m, "Друга справа", "Бондар", "11.12")
	w.deliver()
	w.unbind("Гай")
	q := council.Quarter{Year: 2026, Number: 4}
	o := council.AssignmentTimetable{Zone: kyiv}.Closing(q)[0]
	w.now = o.At
	for surname, owed := range map[string][]council.AssignmentCard{"Коваль": {given["Коваль"]}, "Бондар": {given["Бондар"], second}, "Гай": {given["Гай"]}} {
		w.tellsOf(o, w.people[surname], w.app.Composer().AssignmentCollection(o, q.ReportsDue(council.Calendar{}), owed, council.DateOf(w.now))...)
	}
	w.deliver(petro)
	return w, given
}

var summaryPress = hallPress("js", 2026, 4)

func TestWhoWasAskedForAQuartersReportsIsSeenWithThem(t *testing.T) {
	t.Parallel()
	w, given := collected(t)
	w.now = time.Date(2027, 1, 2, 12, 0, 0, 0, kyiv)
	w.pressesData(olena, hallPress("jr", given["Коваль"].ID))
	w.says(olena, "Зроблено")
	w.pressesData(organiser, summaryPress)
	w.presses(organiser, "Кому надіслано")
	want := `Кому надіслано: прохання звітувати, пт 01.01 о 09:00
Доручення за IV квартал 2026 року

📵 Не в Telegram · 1
• Гай М.Ю. — пт 01.01 о 09:00, +380000000003

📵 Зупинили бота · 1
• Бондар П.І. — пт 01.01 о 09:00, +380000000002

✅ Звітували · 1
• Коваль О.П. — сб 02.01 о 12:00
[🖨 Роздрукувати для решти · 2]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}
	// What was put off is not asked for any more; a part of what is owed is not all.
	w.pressesData(secretary, hallPress("jw", given["Гай"].ID))
	w.says(secretary, "15.01.2027")
	w.pressesData(secretary, hallPress("jk", given["Бондар"].ID, 1))
	w.becomes(petro, models.ChatMemberTypeMember)
	w.presses(organiser, "Оновити")
	w.sees(organiser, "Зупинили бота · 1\n• Бондар П.І.", "Відкликано, бо вже не потрібно · 1\n• Гай М.Ю.", "Надіслати ще раз · 1", "Роздрукувати для решти · 1")
	w.presses(organiser, "Надіслати ще раз · 1")
	w.presses(organiser, "Надіслати")
	w.receives(petro, "Бондар")
	want = `📋 Звіт про доручення за IV квартал 2026 року
Просимо звітувати не пізніше: вівторок, 5 січня.
1. 🔴 Друга справа
   до 11.12.2026
[📌 Мої доручення]`
	if diff := cmp.Diff(want, w.screen(petro)); diff != "" {
		t.Error(diff)
	}
}

func TestAQuartersReportsAreAskedForAgainUntilTheLastDay(t *testing.T) {
	t.Parallel()
	w, _ := collected(t)
	q := council.Quarter{Year: 2026, Number: 4}
	times := council.AssignmentTimetable{Zone: kyiv}.Closing(q)
	chase, sum := times[1], times[2]
	w.now = chase.At
	w.tellsOf(chase, w.people["Бондар"], council.Message{HTML: "Сьогодні"})
	w.now = sum.At
	w.tellsOf(sum, w.people["Лис"], council.Message{HTML: "Зведення"}, council.Message{HTML: "Зведення, далі"})
	w.deliver()
	w.becomes(petro, models.ChatMemberTypeMember)
	w.pressesData(organiser, summaryPress)
	w.presses(organiser, "Кому надіслано")
	want := `Кому надіслано
Доручення за IV квартал 2026 року

• зведення за квартал, пт 08.01 о 09:00 — 1 з 1
• останнє прохання звітувати, вт 05.01 о 09:00 — 0 з 1, звітували 0
• прохання звітувати, пт 01.01 о 09:00 — 1 з 3, звітували 0
[Зведення за квартал, пт 08.01 о 09:00]
[Останнє прохання звітувати, вт 05.01 о 09:00]
[Прохання звітувати, пт 01.01 о 09:00]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}
	for _, tt := range []struct {
		name  string
		now   time.Time
		group string
		again bool
	}{
		{"the question before the last day", chase.At.Add(-time.Minute), "Прохання звітувати, пт", true},
		{"the question on the last day", chase.At, "Прохання звітувати, пт", false},
		{"the last day", chase.At.Add(14 * time.Hour), "Останнє прохання", true},
		{"the day after", chase.At.Add(16 * time.Hour), "Останнє прохання", false},
	} {
		w.now = tt.now
		w.pressesData(organiser, hallPress("ju", quarterArg(q)))
		w.presses(organiser, tt.group)
		if offered := strings.Contains(w.screen(organiser), "Надіслати ще раз · 1"); offered != tt.again {
			t.Errorf("%s: offered %v:\n%s", tt.name, offered, w.screen(organiser))
		}
	}
}

// quarterArg is the quarter as buttons carry it.
func quarterArg(q council.Quarter) int64 {
	return int64(q.First().DaysSince(council.NewDate(2024, 1, 1)))
}

func TestOnlyTheOrganiserSeesWhoWasAskedForReports(t *testing.T) {
	t.Parallel()
	w, _ := collected(t)
	w.becomes(petro, models.ChatMemberTypeMember)
	w.pressesData(organiser, summaryPress)
	w.presses(organiser, "Кому надіслано")
	data := []string{w.data(organiser, "Назад"), hallPress("ju", quarterArg(council.Quarter{Year: 2026, Number: 4})), w.data(organiser, "Надіслати ще раз"),
		w.data(organiser, "Надіслати ще раз") + ":1", w.data(organiser, "Роздрукувати"), w.data(organiser, "Оновити")}
	for name, account := range map[string]int64{"the doer": olena, "the chair": mayor, "a member": petro, "who records": secretary,
		"an administrator": admin, "a stranger": stranger} {
		since := len(w.told)
		for _, d := range data {
			o := w.pressesData(account, d)
			if strings.Contains(w.screen(account), "Кому надіслано") || len(w.files(o)) > 0 || len(w.told) > since {
				t.Errorf("%s pressed %s: %s", name, d, w.screen(account))
			}
			if account != stranger && !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%s pressed %s: %q", name, d, o.Toast)
			}
		}
	}
	if o := w.pressesData(organiser, hallPress("ju", 0)); !strings.Contains(o.Toast, "вже не діє") {
		t.Errorf("a quarter long ago: %q", o.Toast)
	}
	// Of a quarter that lasts nobody was asked yet.
	w.now = december(9, 10)
	w.pressesData(organiser, summaryPress)
	if screen := w.screen(organiser); strings.Contains(screen, "Кому надіслано") {
		t.Errorf("offered too early:\n%s", screen)
	}
}

// twoNewDays puts the assignment off twice, an hour apart; neither word of it
// reaches the doer.
func twoNewDays(w *town, a council.AssignmentCard) {
	for hour, day := range []string{"11.12", "18.12"} {
		w.now = december(4, 10+hour)
		w.pressesData(secretary, hallPress("jw", a.ID))
		w.says(secretary, day)
		w.deliver(olena)
		w.becomes(olena, models.ChatMemberTypeMember)
	}
}
