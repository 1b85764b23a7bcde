package handlers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBroadcast(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.unbind("Коваль")
	w.unbind("Гай")
	w.says(organiser, "/broadcast")
	want := `Повідомлення керівникам
Кому написати?
[Усім керівникам · 3]
[Тим, хто не подав · 3]
[Тим, хто подає за потреби · 1]
[📨 Надіслані повідомлення]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
		t.Error(diff)
	}
	w.presses(organiser, "Усім керівникам")
	w.says(organiser, "Чернетка")
	w.says(organiser, "Нарада о <b>15:00</b> & каб. 5")
	w.sees(organiser, "Надіслати усім керівникам — 1 особі?", "📵 Не отримають, бо не в Telegram: 2 особи.")
	w.presses(organiser, "Надіслати")
	w.sees(organiser, "✅ Надсилаю 1 особі.", "Не отримають, бо не в Telegram: 2 особи")
	if diff := cmp.Diff([]string{"✉️ Повідомлення організатора\n\nНарада о <b>15:00</b> & каб. 5"}, w.toldTo("Бондар")); diff != "" {
		t.Error(diff)
	}
	if got := w.toldTo("Коваль"); len(got) != 1 {
		t.Errorf("who cannot be reached must be on the list of who was told, got %q", got)
	}

	w.presses(organiser, "Кому надіслано")
	w.sees(organiser, "Повідомлення усім керівникам, вт 24.11 о 10:00",
		"Не в Telegram · 2\n• Гай М.Ю. — вт 24.11 о 10:00, +380000000003\n• Коваль О.П. — вт 24.11 о 10:00, +380000000001", "Чекає на відправлення · 1\n• Бондар П.І.", "Оновити")
	told := len(w.told)
	w.pressesData(organiser, "bs")
	if len(w.told) != told {
		t.Error("a second tap on Send sent it again")
	}
	w.sees(organiser, "Надіслані повідомлення", "вт 24.11 · Нарада о <b>15:00</b> & каб. 5")
}

func TestABroadcastToTheMissing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitNothing(w.schools)
	w.says(organiser, "/broadcast")
	w.presses(organiser, "Тим, хто не подав")
	w.says(organiser, "Чекаємо на план")
	w.submitNothing(w.culture) // meanwhile
	w.presses(organiser, "Надіслати")
	w.sees(organiser, "Надсилаю 0 особам")
	if len(w.told) > 0 {
		t.Errorf("%+v: whoever submitted meanwhile is written to", w.told)
	}
}

func TestALongBroadcastIsNotTaken(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/broadcast")
	w.presses(organiser, "Усім керівникам")
	w.says(organiser, strings.Repeat("а", 3501))
	w.sees(organiser, "Задовго: 3501 знак, а вміщується 3500")
	w.says(organiser, strings.Repeat("🎉", 1751)) // each counts twice
	w.sees(organiser, "Задовго")
	w.says(organiser, strings.Repeat("🎉", 1750))
	w.sees(organiser, "Так це побачать отримувачі")
}
