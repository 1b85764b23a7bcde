package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAMemberAnswers(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensInvitation(olena, m)
	want := `📨 Запрошення
🏛 Виконавчий комітет
🕘 П’ятниця, 27 листопада, 10:00
📍 зал засідань

Чи будете? Просимо відповісти до чт 26.11 о 10:00.
[✅ Буду]
[✖️ Не буду]
[🏛 Докладніше]`
	if diff := cmp.Diff(want, w.screen(olena)); diff != "" {
		t.Error(diff)
	}
	w.presses(olena, "Буду")
	w.sees(olena, "Відповідь: буде", "можна змінити до початку")

	w.presses(olena, "Не буду")
	w.sees(olena, "Вкажіть, будь ласка, причину")
	if diff := cmp.Diff(map[string]string{"Коваль": "will"}, w.answersTo(m)); diff != "" {
		t.Errorf("nothing is kept before the reason is told: %s", diff)
	}
	w.presses(olena, "Відрядження")
	w.sees(olena, "не буде — відрядження")

	w.now = at("чт 10:01")
	w.presses(olena, "Не буду", "Інше")
	w.says(olena, strings.Repeat("дуже ", 800))
	w.sees(olena, "Задовго", "вміщується 200")
	w.says(olena, "везу дітей <на> олімпіаду")
	w.sees(olena, "не буде — везу дітей <на> олімпіаду 🕓")
	if diff := cmp.Diff(map[string]string{"Коваль": "absent other везу дітей <на> олімпіаду late"}, w.answersTo(m)); diff != "" {
		t.Error(diff)
	}

	w.now = at("пт 10:00")
	if got := w.presses(olena, "Буду"); got.Toast != "Засідання вже почалося: відповідь уже не можна змінити." {
		t.Errorf("%q after the start", got.Toast)
	}
}

func TestWhoMayAnswer(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.joins(w.committee, "", false, "Чужий", "Юрій", witness)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		today := council.NewDate(2026, 11, 24)
		return tx.EndPerson(ctx, w.people["Бондар"], today.AddDays(1), today, w.now)
	})
	for who, account := range map[string]int64{"who has no seat": witness, "who leaves before the day": petro, "the organiser": organiser} {
		for _, data := range []string{hallPress("ri", m.ID), hallPress("ra", m.ID, 1, 1, 0), hallPress("ra", m.ID, 1, 1, w.people["Коваль"]),
			hallPress("rz", m.ID, 1, 1, 0), hallPress("rb", m.ID), hallPress("rw", m.ID), hallPress("ro", m.ID), hallPress("kr", m.ID)} {
			if got := w.pressesData(account, data); !strings.Contains(got.Toast, "недоступно") {
				t.Errorf("%s presses %s: %q", who, data, got.Toast)
			}
		}
	}
	if got := w.answersTo(m); len(got) > 0 {
		t.Errorf("answers %v", got)
	}
}

func TestAnAnswerToAnEarlierVersion(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensInvitation(olena, m)
	m.Version, m.Start = 2, council.TimeOfDay(15*60)
	w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateMeeting(ctx, m) })
	if got := w.presses(olena, "Буду"); !strings.Contains(got.Toast, "Засідання змінено") || !got.Alert {
		t.Errorf("%q", got.Toast)
	}
	w.sees(olena, "15:00", "[✅ Буду]")
	w.presses(olena, "Буду")
	if diff := cmp.Diff(map[string]string{"Коваль": "will"}, w.answersTo(m)); diff != "" {
		t.Error(diff)
	}
}

func TestTheCommitteeSeatIsPersonal(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	got := w.pressesData(olena, hallPress("rs", m.ID, 1, 0))
	if !strings.Contains(got.Toast, "членство особисте") {
		t.Errorf("%q", got.Toast)
	}
	w.pressesData(olena, hallPress("rsp", m.ID, 1, 0, w.people["Гай"]))
	if got := w.answersTo(m); len(got) > 0 {
		t.Errorf("answers %v", got)
	}
}

func TestADeputyIsAsked(t *testing.T) {
	t.Parallel()
	w, _ := newHall(t)
	m := w.meets(w.heads, friday)
	w.opensInvitation(olena, m)
	w.presses(olena, "Буде заступник")
	w.says(olena, "Гай")
	w.presses(olena, "Гай М.Ю.")
	w.sees(olena, "буде заступник — Гай Марія Юріївна (чекаємо на згоду)")
	if got := w.toldTo("Гай"); len(got) != 1 || !strings.Contains(got[0], "Коваль Олена Петрівна просить вас бути на засіданні замість себе") {
		t.Fatalf("the deputy was told %q", got)
	}

	// Nobody else can say yes, and a second principal cannot have her.
	w.pressesData(petro, hallPress("rd", m.ID, 1, w.people["Коваль"], 1))
	if got := w.screen(petro); !strings.HasPrefix(got, "Це прохання вже не чинне.") {
		t.Errorf("who was not asked sees %q", got)
	}
	w.opensInvitation(petro, m)
	w.presses(petro, "Буде заступник")
	w.says(petro, "Гай")
	if got := w.presses(petro, "Гай М.Ю."); !strings.Contains(got.Toast, "вже йде замість іншого") {
		t.Errorf("%q", got.Toast)
	}
	w.says(petro, "Гай Марія Юріївна")
	if got := w.presses(petro, "Записати так"); !strings.Contains(got.Toast, "вже йде замість іншого") {
		t.Errorf("typed in words: %q", got.Toast)
	}
	w.says(petro, "Коваль")
	if got := w.presses(petro, "Коваль О.П."); !strings.Contains(got.Toast, "член органу") {
		t.Errorf("a member as a deputy: %q", got.Toast)
	}
	w.says(petro, "Бондар")
	if got := w.presses(petro, "Бондар П.І."); !strings.Contains(got.Toast, "та сама особа") {
		t.Errorf("oneself: %q", got.Toast)
	}

	w.pressesData(deputy, hallPress("rd", m.ID, 1, w.people["Коваль"], 1))
	w.sees(deputy, "записано: ви будете")
	if diff := cmp.Diff(map[string]string{"Коваль": "deputy Гай Марія Юріївна agreed"}, w.answersTo(m)); diff != "" {
		t.Error(diff)
	}
	if got := w.toldTo("Коваль"); len(got) != 1 || !strings.Contains(got[0], "✅ Гай Марія Юріївна буде замість вас.") {
		t.Errorf("the principal was told %q", got)
	}

	w.pressesData(deputy, hallPress("rd", m.ID, 1, w.people["Коваль"], 2))
	if got := w.answersTo(m); len(got) > 0 {
		t.Errorf("a deputy who declines leaves no answer, got %v", got)
	}
	if got := w.pressesData(deputy, hallPress("rd", m.ID, 1, w.people["Коваль"], 1)); !strings.Contains(got.Toast, "вже не чинне") {
		t.Errorf("after declining: %q", got.Toast)
	}
}

func TestADeputyIsReleased(t *testing.T) {
	t.Parallel()
	w, _ := newHall(t)
	m := w.meets(w.heads, friday)
	w.opensInvitation(olena, m)
	w.presses(olena, "Буде заступник")
	w.says(olena, "Гай")
	w.presses(olena, "Гай М.Ю.")
	w.told = nil
	w.presses(olena, "Буду")
	// The request had not left yet: it is taken back, and there is nothing to say.
	if got := w.toldTo("Гай"); len(got) != 0 {
		t.Errorf("the deputy was told %q", got)
	}
}

func TestTheSecretaryEntersAnAnswerGivenByPhone(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.opensBoard(secretary, m)
	w.presses(secretary, "Записати відповідь", "Коваль О.П.", "Не буду")
	w.sees(secretary, "Коваль Олена Петрівна", "причину")
	w.presses(secretary, "Хвороба")
	w.sees(secretary, "✖️ Не будуть · 1", "Коваль О.П. — хвороба ☎️")
	if diff := cmp.Diff(map[string]string{"Коваль": "absent illness by Сова"}, w.answersTo(m)); diff != "" {
		t.Error(diff)
	}
	if got := w.toldTo("Коваль"); len(got) != 1 || !strings.Contains(got[0], "Вашу відповідь записано") {
		t.Fatalf("the member was told %q", got)
	}
	// The member puts it right.
	w.pressesData(olena, hallPress("ra", m.ID, 1, 1, 0))
	if diff := cmp.Diff(map[string]string{"Коваль": "will"}, w.answersTo(m)); diff != "" {
		t.Error(diff)
	}
}
