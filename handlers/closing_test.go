package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (w *town) actions() []string {
	w.t.Helper()
	var actions []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		records, err := tx.Records(ctx, at("пн 00:00"))
		for _, r := range records {
			if strings.HasPrefix(r.Action, "roll.") {
				actions = append(actions, r.Action)
			}
		}
		return err
	})
	return actions
}

func TestARecordIsClosedAndOpenedAgain(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.presses(secretary, "Дуб")
	w.presses(secretary, "Сова")
	w.presses(secretary, "Завершити облік")
	w.sees(secretary, "Завершити облік?", "⚪ Не зареєстровано: 2. Хто попередив, що не буде, — буде записано відсутнім з поважної причини, решту — просто відсутніми: Бондар П.І., Коваль О.П.", "Головує: Дуб Т.І.",
		"⚠️ Кворуму немає: треба 3, бракує 1")
	w.presses(secretary, "🔒 Завершити")
	w.sees(secretary, "Облік завершено, № 1", "• Бондар П.І. — відрядження", "✖️ Відсутні · 1")
	want := map[string]string{"Дуб": "present", "Сова": "present", "Коваль": "absent", "Бондар": "excused business_trip"}
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Error(diff)
	}
	kept := w.meeting(m.ID)
	if kept.State != council.Closed || kept.Number != 1 || kept.ChairedBy != w.people["Дуб"] || !kept.ClosedAt.Equal(w.now) {
		t.Errorf("%+v", kept)
	}

	// Frozen: a press of an old roll changes nothing.
	if got := w.pressesData(secretary, hallPress("rt", m.ID, w.people["Коваль"], 2, 0)); got.Toast != "Облік не ведеться" {
		t.Errorf("%q", got.Toast)
	}
	w.pressesData(secretary, hallPress("kd", m.ID))
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Error(diff)
	}

	w.told = nil
	w.presses(secretary, "Відкрити знову")
	w.says(secretary, "Коваль запізнилася, її не відмітили")
	w.sees(secretary, "Облік присутніх")
	if got := w.toldTo("Дуб"); !slices.ContainsFunc(got, func(text string) bool {
		return strings.Contains(text, "Облік відкрито знову. Сова Н.І.: Коваль запізнилася, її не відмітили")
	}) {
		t.Errorf("the chair was told %q", got)
	}
	w.presses(secretary, "Коваль")
	w.presses(secretary, "Завершити облік")
	w.presses(secretary, "🔒 Завершити")
	want["Коваль"] = "present"
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Error(diff)
	}
	if got := w.meeting(m.ID).Number; got != 1 {
		t.Errorf("number %d: it stays", got)
	}
	if diff := cmp.Diff([]string{"roll.opened", "roll.closed", "roll.reopened", "roll.closed"}, w.actions()); diff != "" {
		t.Error(diff)
	}
}

func TestGuests(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.presses(secretary, "Гості")
	w.presses(secretary, "⚪ Гай")
	w.presses(secretary, "Інший гість")
	w.says(secretary, "Ткач Юрій, журналіст\nЯр Ада, <депутатка>\nткач юрій, журналіст")
	w.sees(secretary, "Гості · 3", "[✅ Гай М.Ю.]", "[➖ Ткач Юрій, журналіст]", "[➖ Яр Ада, <депутатка>]")
	w.presses(secretary, "Ткач")
	w.presses(secretary, "До списку")
	w.sees(secretary, "гості 2", "Беруть участь 0 з 4")
	if diff := cmp.Diff(map[string]string{"Гай": "present"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

func TestAdvisersOfAWorkingBody(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	var working council.Body
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		b := council.WorkingPreset.Body(council.NewDate(2026, 1, 1))
		b.Name = "Комісія"
		working = w.establishes(ctx, tx, b, 2, []council.Seat{
			{Kind: council.SecretarySeat, PersonID: w.people["Лис"], Votes: true},
			{Kind: council.MemberSeat, PersonID: w.people["Коваль"], Votes: true}})
		return nil
	})
	m := w.meets(working, friday)
	w.now = at("пт 10:00")
	w.opensBoard(organiser, m)
	w.presses(organiser, "Почати облік")
	w.presses(organiser, "Гості")
	w.presses(organiser, "Член виконкому")
	w.presses(organiser, "Бондар")
	w.sees(organiser, "➖ Бондар Петро Іванович · дорадчий голос")
	w.pressesData(organiser, hallPress("ka", m.ID, w.people["Бондар"]))
	w.presses(organiser, "До списку")
	w.sees(organiser, "гості 1")
}
