package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestTheBoardFollowsTheAnswers(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.says(secretary, "/board")
	want := `📊 Відповіді
🏛 Виконавчий комітет
🕘 П’ятниця, 27 листопада, 10:00
📍 зал засідань

Будуть 0 з 4 (загальний склад 5)
⚠️ До кворуму бракує 3: треба 3

⏳ Не відповіли · 5
• Дуб Т.І., +380000000006
• Сова Н.І., +380000000005
• Бондар П.І., +380000000002
• Коваль О.П., +380000000001
• Гай М.Ю., +380000000003
[☎️ Записати відповідь] [🔔 Нагадати · 5]
[▶️ Почати облік присутніх]
[🏛 Засідання] [🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(secretary)); diff != "" {
		t.Error(diff)
	}
	// The board was a message of which nothing is known until it is pressed.
	w.opensInvitation(olena, m)
	w.presses(olena, "Буду")
	if len(w.told) > 0 {
		t.Fatalf("told %+v", w.told)
	}
	w.opensBoard(secretary, m)
	w.presses(olena, "Не буду")
	w.presses(olena, "Відпустка")
	w.follows(secretary)
	w.sees(secretary, "Будуть 0 з 4", "✖️ Не будуть · 1", "• Коваль О.П. — відпустка")
	for _, n := range w.told {
		if n.ChatID == secretary && (!n.Message.Live || n.Supersedes == "" || n.Class != council.Reply) {
			t.Errorf("an edit of a board is %+v", n)
		}
	}
}

func TestReasonsAreSeenByWhoMay(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.pressesData(olena, hallPress("rz", m.ID, 1, 2, 0))
	for account, sees := range map[int64]bool{secretary: true, mayor: true, petro: false, organiser: false, admin: false} {
		w.chat(account).screen = council.Message{}
		w.pressesData(account, hallPress("rb", m.ID))
		if got := strings.Contains(w.screen(account), "хвороба"); got != sees {
			t.Errorf("%d sees the reason: %v", account, got)
		}
	}
	// The chair looks, and does not record.
	w.chat(mayor).screenID = 0
	w.pressesData(mayor, hallPress("rb", m.ID))
	if screen := w.screen(mayor); strings.Contains(screen, "Почати облік") || strings.Contains(screen, "Записати відповідь") {
		t.Errorf("the chair is offered to record:\n%s", screen)
	}
	for _, account := range []int64{petro, mayor} {
		w.pressesData(account, hallPress("ro", m.ID))
	}
	if got := w.meeting(m.ID).State; got != council.Planned {
		t.Errorf("the record is %s", got)
	}
}

func TestABrokenQuorumIsTold(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	for _, account := range []int64{olena, secretary} {
		w.pressesData(account, hallPress("rz", m.ID, 1, 1, 0))
	}
	// Two of five are away and one seat is vacant: the other two are too few.
	got := w.toldTo("Дуб")
	if len(got) != 1 || !strings.Contains(got[0], "Кворум під загрозою") || !strings.Contains(got[0], "Бондар П.І., +380000000002") {
		t.Fatalf("the chair was told %q", got)
	}
	if got := w.toldTo("Сова"); len(got) != 1 {
		t.Errorf("the secretary was told %q", got)
	}
	// It is broken already: another absence alarms nobody anew.
	w.told = nil
	w.pressesData(petro, hallPress("rz", m.ID, 1, 1, 0))
	if len(w.told) > 0 {
		t.Errorf("told again: %+v", w.told)
	}
}

// A quorum that was promised and is not any more is told at once, though who is
// silent could still save it.
func TestAPromisedQuorumIsTakenBack(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	for _, account := range []int64{olena, secretary, petro} {
		w.pressesData(account, hallPress("ra", m.ID, 1, 1, 0))
	}
	if len(w.told) > 0 {
		t.Fatalf("a quorum is promised: %+v", w.told)
	}
	w.pressesData(olena, hallPress("rz", m.ID, 1, 1, 0))
	for _, surname := range []string{"Дуб", "Сова"} {
		got := w.toldTo(surname)
		if len(got) != 1 || !strings.Contains(got[0], "Кворум під загрозою") || strings.Contains(got[0], "Кворуму не буде") {
			t.Errorf("%s was told %q", surname, got)
		}
	}
	w.told = nil
	w.pressesData(olena, hallPress("rz", m.ID, 1, 2, 0))
	if len(w.told) > 0 {
		t.Errorf("another reason alarms nobody anew: %+v", w.told)
	}
}

func TestABoardIsTakenFromWhoMayNotSeeItAnyMore(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensBoard(secretary, m)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		seats, err := tx.SeatsOn(ctx, w.committee.ID, friday)
		if err != nil {
			return err
		}
		for _, s := range seats {
			if s.Kind == council.SecretarySeat {
				return tx.EndSeat(ctx, s.ID, council.NewDate(2026, 11, 23))
			}
		}
		return nil
	})
	w.pressesData(olena, hallPress("ra", m.ID, 1, 1, 0))
	for _, n := range w.told {
		if n.ChatID == secretary {
			t.Errorf("a former secretary was shown %q", plain(n.Message.HTML))
		}
	}
}

func TestAQuestionOnTheBoardIsLeftAlone(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensBoard(secretary, m)
	w.presses(secretary, "Записати відповідь")
	w.pressesData(olena, hallPress("ra", m.ID, 1, 1, 0))
	w.follows(secretary)
	w.sees(secretary, "Чию відповідь записати?")
}

func TestTheSilentAreRemindedOnceAnHour(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.unbind("Бондар")
	w.pressesData(olena, hallPress("ra", m.ID, 1, 1, 0))
	w.opensBoard(secretary, m)
	got := w.presses(secretary, "Нагадати · 4")
	if want := "Нагадування (не частіше ніж раз на годину): 3.\nНе в Telegram, зателефонуйте: 1."; got.Toast != want || !got.Alert {
		t.Errorf("%q", got.Toast)
	}
	if got := w.presses(secretary, "Нагадати · 4"); !strings.Contains(got.Toast, "раз на годину): 0.") {
		t.Errorf("within the hour: %q", got.Toast)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		told, err := tx.Deliveries(ctx, council.AboutMeeting(m.ID), "remind_by_hand:")
		states := map[string]council.DeliveryState{}
		for _, d := range told {
			states[d.Person.Surname] = d.State
		}
		want := map[string]council.DeliveryState{"Гай": council.Waiting, "Дуб": council.Waiting, "Сова": council.Waiting, "Бондар": council.OutOfReach}
		if diff := cmp.Diff(want, states); diff != "" || len(told) != len(want) {
			t.Errorf("%d reminders: %s", len(told), diff)
		}
		return err
	})

	// Who answers before the reminder has left does not get it.
	w.pressesData(mayor, hallPress("ra", m.ID, 1, 1, 0))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		told, err := tx.Deliveries(ctx, council.AboutMeeting(m.ID), "remind_by_hand:")
		for _, d := range told {
			if (d.State == council.Withdrawn) != (d.Person.Surname == "Дуб") {
				t.Errorf("the reminder to %s is %s", d.Person.Surname, d.State)
			}
		}
		return err
	})
}
