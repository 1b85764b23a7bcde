package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// submitNothing makes the unit's plan an empty one, at the town's moment.
func (w *town) submitNothing(unit council.Unit) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		s, err := tx.DraftOf(ctx, unit.ID, planned)
		if err != nil {
			return err
		}
		s.State, s.NothingPlanned, s.SubmittedAt, s.SubmittedBy = council.Submitted, true, w.now, w.people["Бондар"]
		return tx.Submit(ctx, s)
	})
}

func (w *town) unbind(surname string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Unbind(ctx, w.people[surname], w.now)
		return err
	})
}

func TestWhoIsMissing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/missing")
	want := `Хто не подав план на 30 листопада – 6 грудня
Строк — ср 25.11 о 12:00
Подали 0 з 2 підрозділів, що мають подавати

1. Управління культури
Коваль О.П., +380000000001
2. Управління освіти
Бондар П.І., +380000000002

[🔔 1] [📝 Внести за 1]
[🔔 2] [📝 Внести за 2]
[🔔 Нагадати всім · 2]
[🕓 Із запізненням · 0] [🚫 Нічого · 0]
[➖ За потреби · 1]
[🕒 Перенести строк] [📨 Кому надіслано]
[📅 Зведений тиждень]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}

	w.now = at("ср 13:00")
	w.submitNothing(w.culture)
	w.submitNothing(w.schools)
	w.says(organiser, "/missing")
	w.sees(organiser, "Усі, хто має подати план, подали", "Із запізненням · 2", "Нічого · 2")
	w.presses(organiser, "Із запізненням")
	w.sees(organiser, "Управління культури — ср 25.11 о 13:00", "Управління освіти — ср 25.11 о 13:00")
	w.presses(organiser, "За потреби")
	w.sees(organiser, "КП «Водоканал» — Бондар П.І., +380000000002")
}

func TestTheMissingAreForTheOfficeOnly(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, account := range []int64{olena, mayor, admin} {
		w.says(account, "/missing")
		w.sees(account, "вам це недоступно")
	}
	for _, data := range []string{"mi", "mn:3s", "mo:1:3s", "md:3s", "mr:3s", "mt:3s:1", "mz:3s", "wk", "wu:1:3s", "bc", "ba:0", "bs", "bl", "bw:1"} {
		if got := w.pressesData(olena, data); got.Toast != "" && len(got.Notices) > 0 {
			t.Errorf("%s answers a head with %+v", data, got.Notices)
		}
	}
	if len(w.told) > 0 {
		t.Errorf("others were told: %+v", w.told)
	}
}

func TestNudge(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(secretary, "/missing")
	if got := w.presses(secretary, "🔔 Нагадати всім"); got.Toast != "Нагадування: 2 підрозділам" || !got.Alert {
		t.Errorf("%q, want both told", got.Toast)
	}
	want := []string{"🔔 Нагадуємо: Управління культури ще не має поданого плану на 30 листопада – 6 грудня.\nСтрок — ср 25.11 о 12:00."}
	if diff := cmp.Diff(want, w.toldTo("Коваль")); diff != "" {
		t.Error(diff)
	}
	for _, n := range w.told {
		if n.Class != council.Bulk {
			t.Errorf("a nudge of class %d would break quiet hours", n.Class)
		}
	}

	// A double tap, and another person's nudge within the hour.
	w.now = at("вт 10:59")
	w.says(organiser, "/missing")
	if got := w.presses(organiser, "🔔 1"); got.Toast != "Менше ніж годину тому вже нагадано: 1 підрозділу" {
		t.Errorf("%q, want the nudge not repeated", got.Toast)
	}
	w.now = at("ср 13:00")
	w.submitNothing(w.schools)
	w.unbind("Коваль")
	w.unbind("Гай")
	if got := w.presses(organiser, "🔔 1"); got.Toast != "Не в Telegram, зателефонуйте: 1 підрозділ" {
		t.Errorf("%q, want to hear who must be phoned", got.Toast)
	}
	if got := w.presses(organiser, "🔔 2"); got.Toast != "Нагадувати нема кому: план уже подано" {
		t.Errorf("%q: who has submitted hears nothing", got.Toast)
	}
	var told []string
	for _, surname := range []string{"Коваль", "Гай", "Бондар"} {
		told = append(told, fmt.Sprintf("%s %d", surname, len(w.toldTo(surname))))
	}
	if diff := cmp.Diff([]string{"Коваль 2", "Гай 1", "Бондар 1"}, told); diff != "" {
		t.Errorf("who is out of reach stands on the list of who was told: %s", diff)
	}
}

func TestADeputyIsNudgedWhenTheHeadCannotBeReached(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.unbind("Коваль")
	w.says(organiser, "/missing")
	w.sees(organiser, "Коваль О.П., +380000000001, 📵 не в Telegram")
	w.presses(organiser, "🔔 1")
	if got := w.toldTo("Гай"); len(got) != 1 {
		t.Errorf("the deputy was told %q", got)
	}
}

func TestWaitingRemindersAreTakenBack(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/missing")
	w.presses(organiser, "🔔 Нагадати всім")
	w.now = at("вт 10:05")
	w.says(olena, "/plan")
	w.presses(olena, "Нічого не заплановано")
	w.says(organiser, "/missing")
	w.presses(organiser, "Кому надіслано")
	w.sees(organiser, "Відкликано, бо вже не потрібно · 1", "Кому надіслано: нагадування вручну, вт 24.11 о 10:00", "Коваль О.П. (Управління культури) — ", "Чекає на відправлення · 1", "Бондар П.І.")
}

func TestMoveDeadline(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitNothing(w.schools)
	w.says(organiser, "/missing")
	w.presses(organiser, "Перенести строк")
	want := `Строк подання плану на 30 листопада – 6 грудня
Зараз — ср 25.11 о 12:00

На коли перенести? Натисніть або напишіть: «чт 14:00», «26.11 о 12». Тих, хто ще не подав, буде сповіщено.
[Ср 25.11 о 14:00]
[Ср 25.11 о 17:00]
[Чт 26.11 о 10:00]
[Чт 26.11 о 12:00]
[Чт 26.11 о 14:00]
[⬅️ Назад]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}
	w.presses(organiser, "Чт 26.11 о 10:00")
	w.sees(organiser, "Перенести строк подання плану на 30 листопада – 6 грудня: чт 26.11 о 10:00?", "Про це дізнається 1 підрозділ, що ще не подав.")
	if got := w.toldTo("Коваль"); got != nil {
		t.Errorf("told before it was sure: %q", got)
	}
	if got := w.presses(organiser, "✅ Перенести"); got.Toast != "Новий строк — чт 26.11 о 10:00" {
		t.Errorf("%q", got.Toast)
	}
	w.sees(organiser, "Строк — чт 26.11 о 10:00")
	told := []string{"🕒 Строк змінено. План на 30 листопада – 6 грудня — Управління культури — треба подати до чт 26.11 о 10:00."}
	if diff := cmp.Diff(told, w.toldTo("Коваль")); diff != "" {
		t.Error(diff)
	}
	if got := w.toldTo("Бондар"); got != nil {
		t.Errorf("who has submitted was told %q", got)
	}
	w.deadline(at("чт 10:00"))

	w.presses(organiser, "Перенести строк")
	w.sees(organiser, "За розкладом — ср 25.11 о 12:00")
	w.presses(organiser, "Як за розкладом")
	w.presses(organiser, "✅ Перенести")
	w.deadline(time.Time{})
}

func TestATypedDeadline(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		now, typed, answer string
		want               time.Time
	}{
		"a day and an hour":         {"вт 10:00", "26.11.2026 14:30", "Строк — чт 26.11 о 14:30", at("чт 14:30")},
		"an hour of the same day":   {"вт 10:00", "15:00", "Строк — ср 25.11 о 15:00", at("ср 15:00")},
		"the past":                  {"ср 13:00", "12:30", "Цей час уже минув", time.Time{}},
		"after the digest":          {"вт 10:00", "27.11.2026 10:00", "план формується чт 26.11 о 15:00", time.Time{}},
		"what is no moment":         {"вт 10:00", "якось потім", "Не вдалося зрозуміти", time.Time{}},
		"the timetable's own again": {"вт 10:00", "12:00", "Строк — ср 25.11 о 12:00", time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.now = at(test.now)
			w.says(organiser, "/missing")
			w.presses(organiser, "Перенести строк")
			w.says(organiser, test.typed)
			if strings.Contains(w.screen(organiser), "✅ Перенести") {
				w.presses(organiser, "✅ Перенести")
			}
			w.sees(organiser, test.answer)
			w.deadline(test.want)
		})
	}
}

func (w *town) deadline(want time.Time) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		got, err := tx.MovedDeadline(ctx, planned)
		if !got.Equal(want) {
			w.t.Errorf("the deadline is moved to %s, want %s", got, want)
		}
		return err
	})
}
