package handlers_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// invitedTo is a meeting of the committee on Friday whose invitations have left:
// Бондар has blocked the bot, Коваль is not in Telegram and the mail server knows
// no such address, Гай gets it by e-mail too. The mayor has answered, the
// secretary wrote down the answer of Коваль.
func invitedTo(t *testing.T) (*town, council.Meeting) {
	t.Helper()
	w := newTownWithBodies(t)
	w.mails, w.db.Mails = true, true
	w.unbind("Коваль")
	w.hasMail("Коваль", "koval@rada.example.org")
	w.hasMail("Гай", "hai@rada.example.org")
	m := w.meets(w.committee, friday)
	w.tells(m, council.Invite, w.app.Composer().Invitation(w.committee, m, w.now))
	w.mailIs(map[string]string{"koval@rada.example.org": "550: no such user"})
	w.deliver(petro)
	w.now = at("вт 12:00")
	w.answers(mayor, m)
	return w, m
}

// tells writes the notice to everybody with a seat, as the timetable does.
func (w *town) tells(m council.Meeting, kind council.OccurrenceKind, messages ...council.Message) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		seats, err := tx.SeatsOn(ctx, m.BodyID, m.Day)
		var all []council.Notice
		for _, s := range council.OncePerPerson(seats) {
			for i, message := range messages {
				part := ""
				if len(messages) > 1 || kind == council.SendMaterials {
					part = council.PartOfMaterials(i)
				}
				o := council.MeetingOccurrence{Kind: kind, Meeting: m}
				all = append(all, council.Notice{PersonID: s.Person.ID, Class: council.Bulk, About: council.AboutMeeting(m.ID),
					Key: o.Key(part, s.Person.ID), Message: message})
			}
		}
		_, enqueued := tx.Enqueue(ctx, all, w.now, w.now)
		return errors.Join(err, enqueued)
	})
}

// mailIs lets the mail server take what waits, or refuse addresses for a reason.
func (w *town) mailIs(refused map[string]string) {
	w.t.Helper()
	for {
		letters, err := w.db.ClaimMail(w.t.Context(), 10, w.now)
		w.must(err)
		if len(letters) == 0 {
			return
		}
		var fates []council.Fate
		for _, l := range letters {
			f := council.Fate{Letter: l}
			if reason, no := refused[l.Address]; no {
				f.Ending, f.Reason = council.Failed, reason
			}
			fates = append(fates, f)
		}
		w.must(w.db.Finish(w.t.Context(), fates, w.now))
	}
}

// answers is a yes to the invitation.
func (w *town) answers(account int64, m council.Meeting) {
	w.t.Helper()
	w.opensInvitation(account, m)
	w.presses(account, "Буду")
}

func TestWhoWasInvitedIsSeenWithTheAnswers(t *testing.T) {
	t.Parallel()
	w, m := invitedTo(t)
	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "Кому надіслано")
	want := `Кому надіслано: запрошення, вт 24.11 о 10:00
Виконавчий комітет, п’ятниця, 27 листопада, 10:00

📵 Зупинили бота · 1
• Бондар П.І. — вт 24.11 о 10:00, +380000000002

✖️ Не вдалося надіслати · 1
• Коваль О.П. ✉️ — вт 24.11 о 10:00 (550: no such user), +380000000001

📬 Доставлено · 2
• Гай М.Ю. + ✉️ — вт 24.11 о 10:00
• Сова Н.І. — вт 24.11 о 10:00

✅ Відповіли · 1
• Дуб Т.І. — вт 24.11 о 12:00
[🔁 Надіслати ще раз · 1]
[🖨 Роздрукувати для решти · 2]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	w.papersWait = true
	w.presses(secretary, "Роздрукувати для решти · 2")
	w.pressesData(secretary, hallPress("gd", m.ID))
	if screen := w.screen(secretary); strings.Contains(screen, "у списку на вручення") {
		t.Errorf("on a list that is not written yet:\n%s", screen)
	}
	sent := w.papers()
	files := []string{"PK | Список на вручення 2026-11-24.xlsx | 🖨 Список на вручення під підпис: 2 особи.",
		"%P | Список на вручення 2026-11-24.pdf | 🖨 Список на вручення під підпис: 2 особи., для друку"}
	if diff := cmp.Diff(files, w.files(council.Outcome{Notices: sent})); diff != "" {
		t.Error(diff)
	}
	w.hasMail("Коваль", "olena@rada.example.org")
	w.pressesData(secretary, hallPress("gd", m.ID))
	w.sees(secretary, "• Бондар П.І. — вт 24.11 о 10:00, +380000000002 🖨 у списку на вручення вт 24.11 о 12:00")
	again := w.data(secretary, "Надіслати ще раз · 1")
	w.presses(secretary, "Надіслати ще раз · 1")
	w.presses(secretary, "Надіслати")
	if got := w.mailed(); len(got) != 1 || got["olena@rada.example.org"].Message.Mail == nil {
		t.Errorf("letters: %+v", got)
	}
	if o := w.pressesData(secretary, again+":1"); o.Toast != "Надсилати ще раз нікому" {
		t.Errorf("a second tap: %q", o.Toast)
	}
	// An answer by phone is one too.
	w.pressesData(secretary, hallPress("rwp", m.ID, w.people["Бондар"]))
	w.presses(secretary, "Буду")
	w.pressesData(secretary, hallPress("gd", m.ID))
	w.sees(secretary, "Відповіли · 2\n• Бондар П.І. — вт 24.11 о 12:00 🖨 у списку на вручення вт 24.11 о 12:00\n• Дуб Т.І. — вт 24.11 о 12:00")
}

// What reached nobody by either channel is repeated by each that can work: by
// e-mail alone while the bot is stopped, in Telegram too once it is not.
func TestWhatFailedByBothChannelsIsRepeatedByBoth(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.mails, w.db.Mails = true, true
	w.hasMail("Бондар", "bondar@rada.example.org")
	m := w.meets(w.committee, friday)
	w.tells(m, council.Invite, w.app.Composer().Invitation(w.committee, m, w.now))
	refuses := map[string]string{"bondar@rada.example.org": "550: no such user"}
	w.deliver(petro)
	w.mailIs(refuses)
	const failed = "✖️ Не вдалося надіслати · 1\n• Бондар П.І. ✉️ — вт 24.11 о 10:00 (550: no such user), +380000000002"
	again := func() {
		t.Helper()
		w.told = nil
		w.pressesData(secretary, hallPress("gd", m.ID))
		w.presses(secretary, "Надіслати ще раз · 1", "Надіслати")
	}
	w.pressesData(secretary, hallPress("gd", m.ID))
	w.sees(secretary, failed)

	again()
	if told := w.toldTo("Бондар"); len(told) != 0 {
		t.Errorf("who stopped the bot is told there %q", told)
	}
	w.mailIs(refuses)
	w.becomes(petro, models.ChatMemberTypeMember)
	again()
	if told := w.toldTo("Бондар"); len(told) != 1 {
		t.Errorf("who is in Telegram again is told %q", told)
	}
	w.deliver()
	w.mailIs(refuses)
	w.pressesData(secretary, hallPress("gd", m.ID))
	w.sees(secretary, failed, "📬 Доставлено · 5\n• Бондар П.І. — вт 24.11 о 10:00\n")

	w.hasMail("Бондар", "petro@rada.example.org")
	again()
	if told := w.toldTo("Бондар"); len(told) != 0 {
		t.Errorf("whom Telegram has reached is told there again: %q", told)
	}
	if got := w.mailed(); len(got) != 1 || got["petro@rada.example.org"].PersonID != w.people["Бондар"] {
		t.Errorf("letters: %+v", got)
	}
}

func TestAMoveACancellationAndMaterialsHaveListsOfTheirOwn(t *testing.T) {
	t.Parallel()
	w, m := invitedTo(t)
	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "Перенести")
	w.says(secretary, "27.11")
	w.says(secretary, "15:00")
	w.presses(secretary, "Перенести й повідомити")
	w.deliver()
	w.mailIs(nil)
	m = w.meeting(m.ID)
	w.now = at("ср 09:00")
	w.answers(deputy, m)
	items := []council.AgendaItem{{ID: 1, Position: 1, Title: "Про бюджет"}}
	files := []council.Material{{ID: 1, ItemID: 1, Name: "Проєкт.docx", FileID: "file"}}
	materials := w.app.Composer().Materials(w.committee, m, items, files)
	if len(materials) < 2 {
		t.Fatalf("%d messages", len(materials))
	}
	w.tells(m, council.SendMaterials, materials...)
	w.deliver()
	w.mailIs(nil)
	end := materials[len(materials)-1]
	if o := w.pressesData(mayor, end.Buttons[len(end.Buttons)-1][0].Data); o.Toast != "Дякуємо, записано" {
		t.Errorf("%q", o.Toast)
	}
	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "Скасувати")
	w.presses(secretary, "Так, скасувати")
	w.deliver()
	w.mailIs(nil)
	w.readsLast(mayor, "Дуб", "cancelled:")
	w.presses(mayor, "Ознайомлено")

	w.pressesData(organiser, hallPress("gd", m.ID))
	want := `Кому надіслано
Виконавчий комітет, п’ятниця, 27 листопада, 15:00

• скасування, ср 25.11 о 09:00 — 4 з 5, ознайомилися 1
• порядок денний і матеріали, ср 25.11 о 09:00 — 4 з 5, ознайомилися 1
• перенесення, вт 24.11 о 12:00 — 4 з 5, відповіли 1
• запрошення, вт 24.11 о 10:00 — 3 з 5, відповіли 1
[Скасування, ср 25.11 о 09:00]
[Порядок денний і матеріали, ср 25.11 о 09:00]
[Перенесення, вт 24.11 о 12:00]
[Запрошення, вт 24.11 о 10:00]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}
	w.presses(organiser, "Порядок денний")
	w.sees(organiser, "Зупинили бота · 1\n• Бондар П.І.", "• Коваль О.П. ✉️ — ср 25.11 о 09:00", "Ознайомилися · 1\n• Дуб Т.І.")
	if screen := w.screen(organiser); strings.Contains(screen, "Надіслати ще раз") {
		t.Errorf("papers of a meeting that is cancelled are sent again:\n%s", screen)
	}
	w.pressesData(organiser, hallPress("gd", m.ID))
	w.presses(organiser, "Скасування")
	w.sees(organiser, "Надіслати ще раз · 2", "Роздрукувати для решти · 1")
	w.now = at("пт 15:00")
	w.presses(organiser, "Оновити")
	if screen := w.screen(organiser); strings.Contains(screen, "Надіслати ще раз") {
		t.Errorf("what is over is sent again:\n%s", screen)
	}
}

func TestOnlyWhoRecordsAndTheOfficesSeeWhoWasInvited(t *testing.T) {
	t.Parallel()
	w, m := invitedTo(t)
	w.pressesData(secretary, hallPress("gd", m.ID))
	data := []string{hallPress("gd", m.ID), w.data(secretary, "Надіслати ще раз"), w.data(secretary, "Надіслати ще раз") + ":1",
		w.data(secretary, "Роздрукувати"), w.data(secretary, "Оновити")}
	for _, account := range []int64{mayor, petro, deputy, admin, stranger} {
		since := len(w.told)
		for _, d := range data {
			o := w.pressesData(account, d)
			if strings.Contains(w.screen(account), "Кому надіслано") || len(w.files(o)) > 0 || len(w.mailed()) > 0 {
				t.Errorf("%d pressed %s: %s", account, d, w.screen(account))
			}
		}
		if len(w.told) > since {
			t.Errorf("%d made Sereda write to others", account)
		}
		w.pressesData(account, hallPress("gm", m.ID))
		if strings.Contains(w.screen(account), "Кому надіслано") {
			t.Errorf("%d is offered it", account)
		}
	}
	w.joins(w.committee, council.DeputySecretarySeat, false, "Рись", "Юлія", driver)
	w.pressesData(driver, hallPress("gm", m.ID))
	w.presses(driver, "Кому надіслано")
	w.sees(driver, "Кому надіслано: запрошення")
	// Another meeting's group is not this one's.
	other := w.meets(w.heads, friday)
	group := strings.Split(data[1], ":")[2]
	if o := w.pressesData(organiser, hallPress("gdg", other.ID)+":"+group); !strings.Contains(o.Toast, "Цього вже немає") {
		t.Errorf("%q", o.Toast)
	}
}
