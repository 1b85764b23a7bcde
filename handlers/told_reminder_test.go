package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// reminded is a town where everybody missing was nudged on Tuesday at ten:
// Коваль is not in Telegram, so that her deputy was told too, Бондар, who heads
// two units, has blocked the bot. Then culture submitted.
func reminded(t *testing.T) *town {
	t.Helper()
	w := newTown(t)
	w.unbind("Коваль")
	w.says(organiser, "/missing")
	w.presses(organiser, "🔔 Нагадати всім")
	w.deliver(petro)
	w.now = at("вт 11:00")
	w.submitNothing(w.culture)
	return w
}

// remindsOf writes to the unit's head as the timetable does.
func (w *town) remindsOf(kind council.OccurrenceKind, unit council.Unit, surname string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		id := w.people[surname]
		n := council.Notice{PersonID: id, Class: council.Bulk, About: council.AboutWeek(planned), Message: council.Message{HTML: "Нагадування"},
			Key: fmt.Sprintf("%s:%s:%d:%d:%d", kind, planned, unit.ID, w.now.Unix(), id)}
		_, err := tx.Enqueue(ctx, []council.Notice{n}, w.now, w.now)
		return err
	})
}

func TestWhoWasRemindedIsSeenWithUnitsAndTheirPlans(t *testing.T) {
	t.Parallel()
	w := reminded(t)
	w.remindsOf(council.Remind, w.schools, "Бондар")
	w.remindsOf(council.Ask, w.water, "Бондар")
	for _, account := range []int64{secretary, organiser} {
		w.says(account, "/missing")
		w.presses(account, "Кому надіслано")
		w.sees(account, "• нагадування, вт 24.11 об 11:00 — 0 з 1, планів подано: 0", "• запитання, вт 24.11 об 11:00 — 0 з 1, планів подано: 0",
			"• нагадування вручну, вт 24.11 о 10:00 — 2 з 3, планів подано: 1")
		w.presses(account, "Нагадування вручну")
		want := `Кому надіслано: нагадування вручну, вт 24.11 о 10:00
План на 30 листопада – 6 грудня

📵 Зупинили бота · 1
• Бондар П.І. (Управління освіти) — вт 24.11 о 10:00, +380000000002

✅ План подано · 2
• Гай М.Ю. (Управління культури) — вт 24.11 об 11:00
• Коваль О.П. (Управління культури) — вт 24.11 об 11:00
[🖨 Роздрукувати для решти · 1]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
		if diff := cmp.Diff(want, w.screen(account)); diff != "" {
			t.Error(diff)
		}
	}
}

// TestAReminderIsSentAgainWhileItIsRight: not to whom has submitted, not past the
// deadline it tells of, not when that was moved.
func TestAReminderIsSentAgainWhileItIsRight(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		before func(w *town)
		again  bool
	}{
		{"it was refused and the plan is missing", func(*town) {}, true},
		{"the plan is there", func(w *town) { w.submitNothing(w.schools) }, false},
		{"the deadline has passed", func(w *town) { w.now = at("ср 12:00") }, false},
		{"the deadline was moved", func(w *town) {
			w.now = at("вт 12:00")
			w.says(organiser, "/missing")
			w.presses(organiser, "Перенести строк")
			w.presses(organiser, "17:00")
			w.presses(organiser, "✅ Перенести")
		}, false},
		{"the week has begun", func(w *town) { w.now = planned.Monday.At(9*60, kyiv) }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := reminded(t)
			w.becomes(petro, models.ChatMemberTypeMember)
			tt.before(w)
			w.pressesData(organiser, hallPress("mz", weekOf))
			if strings.Contains(w.screen(organiser), "[Нагадування вручну") {
				w.presses(organiser, "Нагадування вручну")
			}
			if offered := strings.Contains(w.screen(organiser), "Надіслати ще раз · 1"); offered != tt.again {
				t.Fatalf("offered %v:\n%s", offered, w.screen(organiser))
			}
			since := len(w.told)
			group := strings.Split(w.data(organiser, "Оновити"), ":")[2]
			w.pressesData(organiser, hallPress("mza", weekOf)+":"+group+":1:1")
			told := 0
			for _, n := range w.told[since:] {
				if n.PersonID == w.people["Бондар"] {
					told++
				}
			}
			if told > 0 != tt.again {
				t.Errorf("%d told", told)
			}
		})
	}
}

// TestANudgeGoesByEMailToWhomTelegramDoesNotReach: and who has no address is on
// the list of who was told.
func TestANudgeGoesByEMailToWhomTelegramDoesNotReach(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.mails, w.db.Mails = true, true
	w.unbind("Бондар")
	w.unbind("Коваль")
	w.unbind("Гай")
	w.hasMail("Бондар", "bondar@rada.example.org")
	w.says(organiser, "/missing")
	if o := w.presses(organiser, "🔔 Нагадати всім"); o.Toast != "Не в Telegram, зателефонуйте: 2 підрозділи" {
		t.Errorf("%q", o.Toast)
	}
	if got := w.mailed(); len(got) != 1 || !strings.Contains(got["bondar@rada.example.org"].Message.HTML, "Управління освіти") {
		t.Errorf("%+v", got)
	}
	w.presses(organiser, "Кому надіслано")
	w.sees(organiser, "Не в Telegram · 2\n• Гай М.Ю. (Управління культури)", "Доставлено · 1\n• Бондар П.І. (Управління освіти) ✉️")
	since := len(w.told)
	w.says(organiser, "/missing")
	w.presses(organiser, "🔔 Нагадати всім")
	if len(w.told) > since {
		t.Errorf("nudged twice within the hour")
	}
}

// TestTheDayAsToldLastCounts: a leader's day that was told anew is one on the
// list.
func TestTheDayAsToldLastCounts(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.now = planned.Monday.At(17*60, kyiv)
	day := planned.Day(1)
	for _, revision := range []int{1, 2} {
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			var all []council.Notice
			for part := range 2 {
				all = append(all, council.Notice{PersonID: w.people["Дуб"], Class: council.Bulk, About: council.AboutWeek(planned),
					Key:     fmt.Sprintf("%s:%d", council.DayKey(council.DayEve, day, w.mayor, revision, w.people["Дуб"]), part),
					Message: council.Message{HTML: "Завтра"}})
			}
			_, err := tx.Enqueue(ctx, all, w.now, w.now)
			return err
		})
		if revision == 1 {
			w.deliver(mayor)
			w.becomes(mayor, models.ChatMemberTypeMember)
			w.now = planned.Monday.At(17*60+5, kyiv)
		}
		w.deliver()
	}
	w.pressesData(organiser, hallPress("mz", weekOf))
	w.sees(organiser, "• порядок денний на завтра, пн 30.11 о 17:05 — 1 з 1")
	w.presses(organiser, "Порядок денний на завтра")
	w.sees(organiser, "Доставлено · 1\n• Дуб Т.І. — пн 30.11 о 17:05\n[")
}

// TestMaterialsOfANewRevisionAreRemindedOfInAListOfTheirOwn: sent again only as
// long as that revision stands.
func TestMaterialsOfANewRevisionAreRemindedOfInAListOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	parts := []council.Message{{HTML: "Матеріали"}, {HTML: "Далі"}}
	for revision, clock := range []string{"пт 10:00", "пт 11:00"} {
		w.now = at(clock)
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			all := council.DayNotices(council.MaterialsNow, planned.Monday, w.people["Коваль"], revision, parts)
			_, err := tx.Enqueue(ctx, append(all, council.DayNotices(council.MaterialsNow, planned.Monday, w.people["Бондар"], revision, parts)...), w.now, w.now)
			return err
		})
		w.deliver(petro)
		w.becomes(petro, models.ChatMemberTypeMember)
	}
	open := func(group string) string {
		w.pressesData(organiser, hallPress("mz", weekOf))
		w.presses(organiser, group)
		return w.screen(organiser)
	}
	want := `Кому надіслано: нагадування про матеріали, пт 27.11 об 11:00
План на 30 листопада – 6 грудня

📵 Зупинили бота · 1
• Бондар П.І. — пт 27.11 об 11:00, +380000000002

📬 Доставлено · 1
• Коваль О.П. — пт 27.11 об 11:00
[🔁 Надіслати ще раз · 1]
[🖨 Роздрукувати для решти · 1]
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, open("Нагадування про матеріали, пт 27.11 об 11:00")); diff != "" {
		t.Error(diff)
	}
	if screen := open("Нагадування про матеріали, пт 27.11 о 10:00"); strings.Contains(screen, "Надіслати ще раз") {
		t.Errorf("of a revision no more in force it is sent again:\n%s", screen)
	}
	w.now = planned.Next().Monday.At(9*60, kyiv)
	if screen := open("Нагадування про матеріали, пт 27.11 об 11:00"); strings.Contains(screen, "Надіслати ще раз") {
		t.Errorf("after the week it is sent again:\n%s", screen)
	}
}

func TestALongListOfWhatWasToldHasPages(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for n := range 17 {
		w.now = at(fmt.Sprintf("вт 10:%02d", n))
		w.remindsOf(council.Remind, w.schools, "Бондар")
	}
	w.pressesData(organiser, hallPress("mz", weekOf))
	w.sees(organiser, "вт 24.11 о 10:16", "вт 24.11 о 10:02")
	if strings.Contains(w.screen(organiser), "10:01") {
		t.Errorf("%s", w.screen(organiser))
	}
	w.presses(organiser, "▶")
	w.sees(organiser, "вт 24.11 о 10:01", "вт 24.11 о 10:00")
	w.presses(organiser, "Оновити")
	w.sees(organiser, "вт 24.11 о 10:01")
}
