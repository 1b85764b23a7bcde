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

// inTheHall is the town on the meeting's day, with the record open on the
// secretary's board.
func inTheHall(t *testing.T) (*town, council.Meeting) {
	t.Helper()
	w, m := newHall(t)
	w.pressesData(olena, hallPress("ra", m.ID, 1, 1, 0))
	w.pressesData(petro, hallPress("rz", m.ID, 1, 3, 0))
	w.now = at("пт 09:55")
	w.opensBoard(secretary, m)
	w.presses(secretary, "Почати облік")
	w.told = nil
	return w, m
}

func TestTheRoll(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	want := `📝 Облік присутніх
🏛 Виконавчий комітет
🕘 П’ятниця, 27 листопада, 10:00
📍 зал засідань

Беруть участь 0 з 4 (загальний склад 5)
⚠️ Кворуму немає: треба 3, бракує 3
⚪ 4
Головує: не вказано

Натисніть прізвище: ✅ є, ще раз — ✖️ немає. 🟠 — зареєструвалися самі. ▫️ — попередили, що не будуть.
[⚪ Дуб Т.І.] [⚪ Сова Н.І.]
[▫️ Бондар П.І.] [⚪ Коваль О.П.]
[✅ Усі, хто відповів «буду» · 1]
[✏️ Докладно] [👥 Гості]
[🪑 Хто веде] [📊 Відповіді]
[🖥 Екран у залі] [🔒 Завершити облік]
[🏛 Засідання] [🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	w.presses(secretary, "Усі, хто відповів", "Дуб", "Сова")
	w.sees(secretary, "Беруть участь 3 з 4", "✅ Кворум є: треба 3", "Головує: Дуб Т.І.", "[✅ Коваль О.П.]")

	if got := w.presses(secretary, "Дуб"); got.Toast != "⚠️ Кворум втрачено: бракує 1" || !got.Alert {
		t.Errorf("%q when the quorum is lost", got.Toast)
	}
	if got := w.toldTo("Дуб"); len(got) != 1 || !strings.Contains(got[0], "беруть участь 2, треба 3") {
		t.Errorf("the chair was told %q", got)
	}
	if diff := cmp.Diff(map[string]string{"Дуб": "absent", "Сова": "present", "Коваль": "present"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestADoubleTapSetsOneState(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	tap := hallPress("rt", m.ID, w.people["Коваль"], 2, 0)
	for range 3 {
		w.pressesData(secretary, tap)
	}
	if diff := cmp.Diff(map[string]string{"Коваль": "present"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestTwoRecordersSeeEachOther(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.joins(w.committee, council.DeputySecretarySeat, false, "Ткач", "Ірина", driver)
	w.now = at("пт 09:55")
	w.opensBoard(secretary, m)
	w.presses(secretary, "Почати облік")
	// The secretary's phone dies later; the deputy goes on with the same roll.
	w.opensBoard(driver, m)
	w.presses(driver, "Коваль")
	w.follows(secretary)
	w.sees(secretary, "[✅ Коваль О.П.]")
	w.presses(secretary, "Бондар")
	w.follows(driver)
	w.sees(driver, "[✅ Коваль О.П.]", "[✅ Бондар П.І.]", "Беруть участь 2")

	// One has a person's menu open: it follows too, and stays that person's.
	w.presses(driver, "Докладно", "Бондар")
	w.presses(secretary, "Бондар")
	w.follows(driver)
	w.sees(driver, "👤 Бондар Петро Іванович", "✖️ немає")
}

func TestAPersonsMenu(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.now = at("пт 10:25")
	w.presses(secretary, "Докладно", "Коваль")
	w.sees(secretary, "Коваль Олена Петрівна", "Начальниця управління", "Відповідь: буде", "+380000000001")
	w.now = at("пт 10:40")
	w.presses(secretary, "Прибуття: 10:25")
	w.now = at("пт 11:30")
	w.presses(secretary, "Вихід о …")
	w.says(secretary, "о пів на п'яту")
	w.sees(secretary, "Не вдалося зрозуміти")
	w.says(secretary, "10:20")
	w.sees(secretary, "Вихід не може бути раніше за прибуття")
	w.says(secretary, "11:15")
	w.sees(secretary, "🚪 тут, з 10:25, до 11:15")
	if diff := cmp.Diff(map[string]string{"Коваль": "present from 10:25 till 11:15"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
	// Who has left is not lost by a slip: the tap opens the menu.
	w.presses(secretary, "До списку", "🚪 Коваль")
	w.sees(secretary, "Без виходу")

	w.presses(secretary, "До списку", "Докладно", "Бондар", "З поважної причини", "Інше")
	w.says(secretary, strings.Repeat("я", 4000))
	w.sees(secretary, "Задовго")
	w.says(secretary, "лікарняний дитини")
	w.sees(secretary, "🟡 немає з поважної причини, лікарняний дитини")
	w.presses(secretary, "Дистанційно", "Скасувати реєстрацію")
	if diff := cmp.Diff(map[string]string{"Коваль": "present from 10:25 till 11:15", "Бондар": ""}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestADeputyInTheHall(t *testing.T) {
	t.Parallel()
	w, _ := newHall(t)
	m := w.meets(w.heads, friday)
	w.joins(w.heads, council.MemberSeat, true, "Яр", "Ада", 0)
	w.now = at("пт 16:30")
	w.opensBoard(organiser, m)
	w.presses(organiser, "Почати облік")
	here := func(person, name string) {
		w.presses(organiser, "Докладно")
		w.presses(organiser, person)
		w.presses(organiser, "Заступник")
		w.says(organiser, name)
	}
	here("Коваль", "Бондар Петро Іванович")
	w.sees(organiser, "Це член органу")
	w.says(organiser, "Гай Марія Юріївна")
	w.sees(organiser, "👤 заступник, Гай Марія Юріївна")
	w.presses(organiser, "До списку")
	here("Яр", "гай марія юріївна")
	w.sees(organiser, "вже йде замість іншого")
	if diff := cmp.Diff(map[string]string{"Коваль": "deputy Гай Марія Юріївна"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestSixtyMembers(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	ids := w.fills(w.committee, 60)
	w.now = at("пт 09:00")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for _, id := range ids {
			if err := tx.Respond(ctx, council.Response{MeetingID: m.ID, Version: 1, PersonID: id, Answer: council.WillAttend, At: w.now}); err != nil {
				return err
			}
		}
		return nil
	})
	w.opensBoard(secretary, m)
	w.sees(secretary, "Будуть 60 з 64", "[1/3]")
	w.presses(secretary, "Почати облік")
	w.sees(secretary, "[1/4]")
	if rows := len(w.chat(secretary).screen.Buttons); rows > 16 {
		t.Errorf("%d rows of buttons do not fit a phone", rows)
	}
	for range 3 {
		w.presses(secretary, "▶")
	}
	w.sees(secretary, "[4/4]", "Член60")
	w.presses(secretary, "Член60")
	w.sees(secretary, "[4/4]", "[✅ Член60 І.П.]")
	w.presses(secretary, "Усі, хто відповів «буду» · 59")
	w.sees(secretary, "Беруть участь 60 з 64", "✅ Кворум є: треба 33", "⚪ 4")
	if n := len(w.record(m)); n != 60 {
		t.Errorf("%d lines", n)
	}
}

func TestTheRollBeginsOnTheDay(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensBoard(secretary, m)
	if got := w.presses(secretary, "Почати облік"); got.Toast != "Облік можна почати в день засідання." {
		t.Errorf("%q", got.Toast)
	}
	w.now = at("сб 09:00")
	w.presses(secretary, "Почати облік")
	w.sees(secretary, "✍️ Внесено після засідання")
	if got := w.meeting(m.ID); got.State != council.Open || !got.EnteredAfter {
		t.Errorf("%+v", got)
	}
}

// Opened in time, but nobody was recorded before the sitting was over: Telegram
// was away.
func TestARollEnteredAfterwardsIsMarkedSo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		first, next string
		want        bool
	}{
		"all of it in the evening":           {"пт 18:00", "пт 18:01", true},
		"begun in the hall, put right later": {"пт 10:05", "пт 18:00", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, m := inTheHall(t)
			w.now = at(test.first)
			w.presses(secretary, "Дуб")
			w.now = at(test.next)
			w.presses(secretary, "Сова")
			if got := strings.Contains(w.screen(secretary), "✍️ Внесено після засідання"); got != test.want {
				t.Errorf("marked on the board: %v", got)
			}
			w.presses(secretary, "Завершити облік", "🔒 Завершити")
			if got := w.meeting(m.ID); got.State != council.Closed || got.EnteredAfter != test.want {
				t.Errorf("%+v", got)
			}
		})
	}
}

// Who joins a remote sitting at midnight is recorded before it opens (4.37), and
// it goes on into the day.
func TestTheRollOfAMeetingAtMidnight(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		m.Start, m.Mode = 0, council.Remotely
		return tx.UpdateMeeting(ctx, m)
	})
	w.now = at("чт 21:59")
	w.opensBoard(secretary, m)
	if got := w.presses(secretary, "Почати облік"); !got.Alert {
		t.Errorf("two hours ahead: %q", got.Toast)
	}
	w.now = at("чт 23:40")
	w.presses(secretary, "Почати облік")
	w.says(olena, w.code(m, w.now))
	w.sees(olena, "Вас зареєстровано")
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Дуб"], 1, 23*60+50, 0))
	w.now = at("пт 01:15")
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Дуб"], 2, 75, 0))
	if got := w.pressesData(secretary, hallPress("rh", m.ID, w.people["Дуб"], 2, 23*60+45, 0)); !got.Alert {
		t.Errorf("left before coming: %q", got.Toast)
	}
	want := map[string]string{"Коваль": "remote claimed", "Дуб": "remote from 23:50 till 01:15"}
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestWhoSitsTwiceStandsOnce(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.AddSeat(ctx, council.Seat{BodyID: w.committee.ID, Kind: council.MemberSeat, PersonID: w.people["Сова"], Votes: true, From: council.NewDate(2026, 1, 1)})
		return err
	})
	w.now = at("пт 10:00")
	w.opensBoard(secretary, m)
	w.presses(secretary, "Почати облік", "Сова")
	if n := strings.Count(w.screen(secretary), "Сова"); n != 1 {
		t.Errorf("stands %d times", n)
	}
	w.sees(secretary, "Беруть участь 1 з 4")
}

func TestARemoteSittingIsAlphabetical(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	for i, surname := range []string{"Ґава", "Гнат", "Євко", "Жук", "Їжак"} {
		w.joins(w.committee, council.MemberSeat, true, surname, fmt.Sprint("Ім’я", i), 0)
	}
	m.Mode, m.Link = council.Remotely, "https://example.org/meet"
	w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateMeeting(ctx, m) })
	w.now = at("пт 09:40")
	w.opensBoard(secretary, m)
	w.presses(secretary, "Почати облік")
	var names []string
	for _, row := range w.chat(secretary).screen.Buttons {
		for _, b := range row {
			if name, found := strings.CutPrefix(b.Text, "⚪ "); found {
				names = append(names, strings.Fields(name)[0])
			}
		}
	}
	want := []string{"Бондар", "Гнат", "Ґава", "Дуб", "Євко", "Жук", "Їжак", "Коваль", "Сова"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	w.presses(secretary, "Коваль")
	w.sees(secretary, "[💻 Коваль О.П.]")
	w.presses(secretary, "Коваль")
	w.sees(secretary, "[✖️ Коваль О.П.]")
}

func TestWhoChairs(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.presses(secretary, "Хто веде")
	w.sees(secretary, "Ще нікого не зареєстровано")
	w.presses(secretary, "Назад", "Сова", "Хто веде", "Сова")
	w.sees(secretary, "Головує: Сова Н.І.")
	if got := w.pressesData(secretary, hallPress("ru", m.ID, w.people["Бондар"])); got.Toast != "Ця особа не зареєстрована як присутня." {
		t.Errorf("%q", got.Toast)
	}
}

func TestATimeTakenBackMarksNobody(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Коваль"], 1, -2, 0))
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Коваль"], 2, -2, 0))
	if got := w.record(m); len(got) > 0 {
		t.Errorf("record %v", got)
	}
}

func TestAQuorumLostByATypedHour(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	for _, surname := range []string{"Дуб", "Сова", "Коваль"} {
		w.presses(secretary, surname)
	}
	w.now = at("пт 11:30")
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Коваль"], 2, -1, 0))
	out := w.says(secretary, "11:15")
	var said []string
	for _, n := range out.Notices {
		if n.ChatID == secretary && !n.Message.Live {
			said = append(said, plain(n.Message.HTML))
		}
	}
	if diff := cmp.Diff([]string{"⚠️ Кворум втрачено: бракує 1"}, said); diff != "" || out.Toast != "" {
		t.Errorf("toast %q, said (-want +got):\n%s", out.Toast, diff)
	}
}
