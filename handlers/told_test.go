package handlers_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/documents"
	"sereda/storage"
)

// mailRefuses has the letters by e-mail leave; the server has no such person.
func (w *town) mailRefuses(surname string) {
	w.t.Helper()
	letters, err := w.db.ClaimMail(w.t.Context(), 10, w.now)
	w.must(err)
	var fates []council.Fate
	for _, l := range letters {
		f := council.Fate{Letter: l}
		if l.PersonID == w.people[surname] {
			f.Ending, f.Reason = council.Failed, "550: no such user"
		}
		fates = append(fates, f)
	}
	w.must(w.db.Finish(w.t.Context(), fates, w.now))
}

// distributed is a town whose plan is agreed and on its way: to the mayor it
// has come and he took note, Бондар has blocked the bot, Коваль is not in
// Telegram.
func distributed(t *testing.T) *town {
	t.Helper()
	w := newTownWithBodies(t)
	w.unbind("Коваль")
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 16:00")
	w.agreed()
	w.deliver(petro)
	w.looksAt(mayor, "Дуб")
	w.presses(mayor, "Ознайомлено")
	return w
}

// toldAboutThePlan goes to the list of who got the plan.
func (w *town) toldAboutThePlan(account int64) {
	w.t.Helper()
	w.says(account, "/week")
	w.presses(account, "Кому надіслано")
	w.presses(account, "План, редакція № 1")
}

func TestWhoGotThePlan(t *testing.T) {
	t.Parallel()
	w := distributed(t)
	w.says(secretary, "/week")
	w.presses(secretary, "Кому надіслано")
	w.sees(secretary, "• план, редакція № 1 — 2 з 4, ознайомилися 1", "• план погоджено — 1 з 1")
	w.presses(secretary, "План, редакція № 1")
	want := `Кому надіслано: план, редакція № 1
План на 30 листопада – 6 грудня

📵 Не в Telegram · 1
• Коваль О.П. — чт 26.11 о 16:00, +380000000001

📵 Зупинили бота · 1
• Бондар П.І. — чт 26.11 о 16:00, +380000000002

📬 Доставлено · 1
• Сова Н.І. — чт 26.11 о 16:00

✅ Ознайомилися · 1
• Дуб Т.І. — чт 26.11 о 16:00
[🔁 Надіслати ще раз · 1]
[🖨 Роздрукувати для решти · 2]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
}

func TestThePlanIsSentAgainOnceToWhomItIsMissing(t *testing.T) {
	t.Parallel()
	w := distributed(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Bind(ctx, 201, w.people["Коваль"], w.now)
		return err
	})
	w.now = at("пт 10:00")
	w.toldAboutThePlan(organiser)
	w.presses(organiser, "Надіслати ще раз · 2")
	w.sees(organiser, "Надіслати ще раз 2 особам? Не дійшло: 1, не ознайомилися: 1.")
	sure := w.chat(organiser).screen.Buttons[0][0].Data
	since := len(w.told)
	w.presses(organiser, "Надіслати")
	if got := w.copies(since); len(got) != 2 || got["Коваль"].Message.Document == nil || got["Сова"].Message.Document == nil {
		t.Errorf("%+v", w.texts(got))
	}
	since = len(w.told)
	if o := w.pressesData(organiser, sure); o.Toast != "Надсилати ще раз нікому" || len(w.copies(since)) > 0 {
		t.Errorf("a second tap: %q, %d copies", o.Toast, len(w.copies(since)))
	}
	w.deliver()
	w.toldAboutThePlan(organiser)
	w.sees(organiser, "Доставлено · 2\n• Коваль О.П. — пт 27.11 о 10:00\n• Сова Н.І. — пт 27.11 о 10:00", "Ознайомилися · 1", "Зупинили бота · 1")
}

// TestAPlanByMailIsSentAgain: to the mended address, with its document; one that
// arrived is not, for by e-mail nobody can take note.
func TestAPlanByMailIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.mails, w.db.Mails = true, true
	w.app.Papers = documents.Writer{Texts: w.app.Texts, Zone: kyiv}
	for _, surname := range []string{"Коваль", "Бондар"} {
		w.unbind(surname)
		w.hasMail(surname, surname+"@rada.example.org")
	}
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.mailRefuses("Коваль")
	w.deliver()
	w.looksAt(mayor, "Дуб")
	w.presses(mayor, "Ознайомлено")
	w.hasMail("Коваль", "olena@rada.example.org")

	w.now = at("пт 10:00")
	w.toldAboutThePlan(organiser)
	w.presses(organiser, "Надіслати ще раз · 1")
	w.presses(organiser, "Надіслати")
	again := w.mailed()
	l, got := again["olena@rada.example.org"]
	if !got || len(again) != 1 || l.Message.Document == nil || l.Message.Mail == nil || l.Message.Mail.Calendar == 0 {
		t.Fatalf("letters: %+v", again)
	}
	w.toldAboutThePlan(organiser)
	w.sees(organiser, "Доставлено · 2\n• Бондар П.І. ✉️ — ", "• Коваль О.П. ✉️ — пт 27.11 о 10:00")
}

func TestAnOutdatedPlanIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := distributed(t)
	w.toldAboutThePlan(organiser)
	again := w.chat(organiser).screen.Buttons[0][0].Data
	w.agreeAnew()
	since := len(w.told)
	if o := w.pressesData(organiser, again+":1"); o.Toast != "Надсилати ще раз нікому" || len(w.told) > since {
		t.Errorf("%+v", o)
	}
}

func TestTheRestIsPrintedToBeSigned(t *testing.T) {
	t.Parallel()
	w := distributed(t)
	w.toldAboutThePlan(organiser)
	o := w.presses(organiser, "Роздрукувати для решти · 2")
	want := []string{"PK | Список на вручення 2026-11-26.xlsx | 🖨 Список на вручення під підпис: 2 особи.",
		"%P | Список на вручення 2026-11-26.pdf | 🖨 Список на вручення під підпис: 2 особи., для друку"}
	if diff := cmp.Diff(want, w.files(o)); diff != "" {
		t.Error(diff)
	}
	w.toldAboutThePlan(organiser)
	w.sees(organiser, "• Коваль О.П. — чт 26.11 о 16:00, +380000000001 🖨 у списку на вручення чт 26.11 о 16:00")
}

func TestOnlySecretaryAndOrganiserSeeWhoWasTold(t *testing.T) {
	t.Parallel()
	w := distributed(t)
	w.toldAboutThePlan(organiser)
	var data []string
	for _, row := range w.chat(organiser).screen.Buttons[:3] {
		data = append(data, row[0].Data)
	}
	for _, account := range []int64{mayor, petro, admin, stranger} {
		since := len(w.told)
		for _, d := range append(data, strings.Replace(data[0], "mza", "mz", 1)) {
			o := w.pressesData(account, d)
			if strings.Contains(w.screen(account), "Кому надіслано") || len(w.files(o)) > 0 {
				t.Errorf("%d pressed %s: %s", account, d, w.screen(account))
			}
		}
		if len(w.told) > since {
			t.Errorf("%d made Sereda write to others", account)
		}
	}
}

// TestAPlanThatCannotBePrintedIsSeen: the organiser sees that nobody has it yet,
// and why.
func TestAPlanThatCannotBePrintedIsSeen(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.agreed()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.BeginSpread(ctx, council.Spread{Week: planned, Number: 1}),
			tx.PutOffSpread(ctx, planned, 1, "out of ink", time.Hour))
	})
	w.says(secretary, "/week")
	w.presses(secretary, "Кому надіслано")
	w.sees(secretary, "⚠️ Редакцію № 1 ще не розіслано", "(1 спроба)")
}
