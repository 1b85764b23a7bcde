package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// changedForTomorrow is the town whose concert of tomorrow was put off by the
// organiser: the mayor, the unit and the other head were told at once.
func changedForTomorrow(t *testing.T) *town {
	t.Helper()
	w := newAgreedTown(t)
	w.now = planned.Monday.At(9*60, kyiv)
	w.movesTheConcert("11:00")
	w.deliver(petro)
	return w
}

// readsLast puts before the person the last letter of the kind that was written
// to them.
func (w *town) readsLast(account int64, surname, kind string) {
	w.t.Helper()
	for _, n := range w.told {
		if n.PersonID == w.people[surname] && strings.HasPrefix(n.Key, kind) {
			w.message++
			c := w.chat(account)
			c.screen, c.screenID = n.Message, w.message
		}
	}
}

// movesTheConcert is done by the organiser.
func (w *town) movesTheConcert(hour string) {
	w.t.Helper()
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Час")
	w.presses(organiser, hour)
	w.presses(organiser, "Внести зміну")
}

func TestWhoTookNoteOfAChangeIsSeenAsOfThePlan(t *testing.T) {
	t.Parallel()
	w := changedForTomorrow(t)
	w.readsLast(mayor, "Дуб", "change:")
	w.sees(mayor, "🔔 Зміна в плані", "[Ознайомлено]")
	o := w.presses(mayor, "Ознайомлено")
	if o.Toast != "Дякуємо, записано" || o.Alert || len(o.Notices) != 1 || !o.Notices[0].Message.Keep {
		t.Errorf("%+v", o)
	}
	w.now = w.now.Add(3600e9)
	if o := w.presses(mayor, "Ознайомлено пн 30.11 о 09:00"); o.Toast != "Ви вже ознайомилися: пн 30.11 о 09:00." || !o.Alert {
		t.Errorf("%+v", o)
	}
	w.pressesData(secretary, hallPress("mz", weekOf))
	w.sees(secretary, "• зміна в плані: Концерт, пн 30.11 о 09:00 — 2 з 3, ознайомилися 1")
	w.presses(secretary, "Зміна в плані: Концерт")
	want := `Кому надіслано: зміна в плані: Концерт, пн 30.11 о 09:00
План на 30 листопада – 6 грудня

📵 Зупинили бота · 1
• Бондар П.І. — пн 30.11 о 09:00, +380000000002

📬 Доставлено · 1
• Коваль О.П. — пн 30.11 о 09:00

✅ Ознайомилися · 1
• Дуб Т.І. — пн 30.11 о 09:00
[🔁 Надіслати ще раз · 1]
[🖨 Роздрукувати для решти · 1]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	w.presses(secretary, "Роздрукувати для решти · 1")
	w.pressesData(secretary, hallPress("mz", weekOf))
	w.presses(secretary, "Зміна в плані: Концерт")
	w.sees(secretary, "• Бондар П.І. — пн 30.11 о 09:00, +380000000002 🖨 у списку на вручення пн 30.11 о 10:00")

	since := len(w.told)
	w.presses(secretary, "Надіслати ще раз · 1")
	w.sees(secretary, "Не дійшло: 0, не ознайомилися: 1.")
	w.presses(secretary, "Надіслати")
	var again []string
	for _, n := range w.told[since:] {
		if n.PersonID != w.people["Сова"] {
			again = append(again, fmt.Sprintf("%s %v", n.Key, n.PersonID == w.people["Коваль"]))
		}
	}
	key := council.ChangeKey(w.changes()[0].ID, w.people["Коваль"]) + council.SentAgain + "1"
	if diff := cmp.Diff([]string{key + " true"}, again); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhoGotALetterTakesNoteOfIt(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.now = planned.Monday.At(9*60, kyiv)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	w.presses(olena, "Надіслати організатору")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	id := w.changes()[0].ID
	for _, tt := range []struct {
		name    string
		account int64
		data    string
		toast   string
	}{
		{"a leader concerned", mayor, hallPress("pac", id), "Дякуємо, записано"},
		{"who asked was answered, not told", olena, hallPress("pac", id), "Цей лист надіслано не Вам, тож ознайомлення не записано."},
		{"who decided", organiser, hallPress("pac", id), "Цей лист надіслано не Вам, тож ознайомлення не записано."},
		{"no such change", mayor, hallPress("pac", id+1), "Цей лист надіслано не Вам, тож ознайомлення не записано."},
		{"no such evening", mayor, hallPress("pad", weekOf, id, 0), "Цей лист надіслано не Вам, тож ознайомлення не записано."},
		{"nothing named", mayor, "pac", "Цей лист надіслано не Вам, тож ознайомлення не записано."},
	} {
		if o := w.pressesData(tt.account, tt.data); o.Toast != tt.toast {
			t.Errorf("%s: %q", tt.name, o.Toast)
		}
	}
	if o := w.pressesData(stranger, hallPress("pac", id)); strings.Contains(o.Toast, "записано") {
		t.Errorf("a stranger: %q", o.Toast)
	}
}

// TestAChangeThatWasChangedIsNotSentAgain: its letter would tell an hour that is
// no more.
func TestAChangeThatWasChangedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := changedForTomorrow(t)
	w.pressesData(organiser, hallPress("mz", weekOf))
	w.presses(organiser, "Зміна в плані: Концерт")
	w.sees(organiser, "Надіслати ще раз · 2")
	again := w.chat(organiser).screen.Buttons[0][0].Data
	w.now = w.now.Add(60e9)
	w.movesTheConcert("12:00")
	since := len(w.told)
	if o := w.pressesData(organiser, again+":1"); o.Toast != "Надсилати ще раз нікому" {
		t.Errorf("%q", o.Toast)
	}
	for _, n := range w.told[since:] {
		if n.PersonID != w.people["Лис"] {
			t.Errorf("told %+v", n)
		}
	}
}

// TestTheDaysChangesAreOneOnTheList: of several messages the last asks to take
// note, and all are sent again.
func TestTheDaysChangesAreOneOnTheList(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	r := w.revision(1)
	var changes []council.Change
	for n := range 30 {
		e := r.Entries[0]
		e.Title = fmt.Sprintf("%d %s", n, strings.Repeat("захід ", 40))
		changes = append(changes, council.Change{ID: int64(n + 1), Week: planned, Kind: council.AddEntry, Now: &e})
	}
	messages := w.app.Composer().ChangeDigest(r, changes, 30)
	if len(messages) < 2 {
		t.Fatalf("%d messages", len(messages))
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var letters []council.Notice
		for _, surname := range []string{"Дуб", "Бондар"} {
			for part, m := range messages {
				w.wellFormed(m)
				if asks := part == len(messages)-1; m.TakeNote != asks || len(m.Buttons) > 0 != asks {
					t.Errorf("message %d: %+v", part, m)
				}
				letters = append(letters, council.Notice{PersonID: w.people[surname], Class: council.Bulk, About: council.AboutWeek(planned), Message: m,
					Key: council.ChangeDigestKey(planned, 30, w.people[surname], part)})
			}
		}
		_, err := tx.Enqueue(ctx, letters, w.now, w.now)
		return err
	})
	w.deliver()
	if o := w.pressesData(mayor, messages[len(messages)-1].Buttons[0][0].Data); o.Toast != "Дякуємо, записано" {
		t.Errorf("%q", o.Toast)
	}
	w.pressesData(organiser, hallPress("mz", weekOf))
	w.sees(organiser, "• зміни за день, чт 26.11 об 11:00 — 2 з 2, ознайомилися 1")
	w.presses(organiser, "Зміни за день")
	w.sees(organiser, "Доставлено · 1\n• Бондар П.І. — ", "Ознайомилися · 1\n• Дуб Т.І. — ")
	since := len(w.told)
	w.presses(organiser, "Надіслати ще раз · 1")
	w.presses(organiser, "Надіслати")
	again := 0
	for _, n := range w.told[since:] {
		if n.PersonID == w.people["Бондар"] {
			again++
		}
	}
	if again != len(messages) {
		t.Errorf("%d of %d messages come once more", again, len(messages))
	}
}
