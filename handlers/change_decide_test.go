package handlers_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

func TestTheOrganiserEditsARequestAndAccepts(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	w.presses(olena, "Надіслати організатору")
	w.pressesData(organiser, w.button("Лис", "Змінити й прийняти"))
	w.presses(organiser, "Місце")
	w.says(organiser, "палац <культури>")
	if o := w.pressesData(organiser, w.button("Лис", "✅ Прийняти")); !o.Alert {
		t.Errorf("the old button accepted: %q", o.Toast)
	}
	w.presses(organiser, "Прийняти")
	if got := w.revision(2).Entries[0].Venue; got != "палац <культури>" {
		t.Errorf("venue %q", got)
	}
}

func TestADeclinedRequestIsAnswered(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Скасувати захід")
	w.says(olena, "Дощ")
	w.pressesData(organiser, w.button("Лис", "Відхилити"))
	w.says(organiser, "Є зала")
	want := []string{"✖️ Зміну до плану на 30 листопада – 6 грудня не прийнято: Є зала\n\n❌ Скасовано: Концерт\n🗓 вт 01.12, 10:00\n📍 парк\n👤 Дуб Т.І.\n💬 Дощ"}
	if diff := cmp.Diff(want, w.toldTo("Коваль")); diff != "" {
		t.Error(diff)
	}
	if n := w.revision(0).Number; n != 1 {
		t.Errorf("%d revisions", n)
	}
}

func TestAChangeOfAnEntryCancelledASecondAgoHasAPlainAnswer(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Змінити")
	w.presses(olena, "Місце")
	w.says(olena, "палац")
	w.asksFor(deputy, "Концерт")
	w.asksFor(mayor, "Концерт")
	w.presses(olena, "Надіслати організатору")
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Скасувати захід")
	w.says(organiser, "Дощ")
	w.sees(organiser, "Зміну внесено", "редакція № 2")
	if n := len(w.revision(2).Entries); n != 1 {
		t.Errorf("%d entries left", n)
	}

	if o := w.presses(mayor, "Не буде"); !o.Alert || !strings.Contains(o.Toast, "його скасовано") {
		t.Errorf("the mayor was answered %q", o.Toast)
	}
	o := w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if !o.Alert || !strings.Contains(o.Toast, "його скасовано") {
		t.Errorf("the organiser was answered %q", o.Toast)
	}
	w.opensWeek(organiser, "Історія змін")
	w.sees(organiser, "Лис І.О. — скасовано: Концерт\nпримітка: Дощ; редакція №: 2\n")
	told := strings.Join(w.toldTo("Коваль"), "\n")
	if !strings.Contains(told, "❌ Скасовано: Концерт") || !strings.Contains(told, "не прийнято: Цього заходу вже немає в плані") {
		t.Errorf("the unit was told %q", told)
	}
	if n := w.revision(0).Number; n != 2 {
		t.Errorf("%d revisions", n)
	}
}

// atOnce are accounts pressing the same button in transactions of the same
// time; it answers how many were told that others were quicker.
func (w *town) atOnce(data string, accounts ...int64) int {
	w.t.Helper()
	alerts := make(chan bool, len(accounts))
	var begun sync.WaitGroup
	begun.Add(len(accounts))
	for i, account := range accounts {
		go func() {
			var o council.Outcome
			err := w.db.InTx(w.t.Context(), func(tx *storage.Tx) error {
				access, err := tx.AccessOf(w.t.Context(), []int64{account}, council.DateOf(w.now.In(kyiv)))
				begun.Done()
				begun.Wait()
				if err != nil {
					return err
				}
				update := &models.Update{ID: int64(9000 + i), CallbackQuery: &models.CallbackQuery{
					ID: "press", From: models.User{ID: account}, Data: data}}
				o, err = w.app.Handle(w.t.Context(), tx, handlers.Request{Update: update, Access: access[account], Now: w.now})
				return err
			})
			if err != nil {
				w.t.Error(err)
			}
			alerts <- o.Alert
		}()
	}
	late := 0
	for range accounts {
		if <-alerts {
			late++
		}
	}
	return late
}

// Two transactions at the same time: the second waits for the plan's lock, and
// then sees that the request is decided.
func TestTwoAcceptancesAtOnceMakeOneRevision(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(olena, "Концерт")
	w.presses(olena, "Скасувати захід")
	w.says(olena, "Дощ")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Organiser, 0, council.NewDate(2026, 1, 1))
	})
	if late := w.atOnce(w.button("Лис", "✅ Прийняти"), organiser, admin); late != 1 {
		t.Errorf("%d were told that it was decided, want one", late)
	}
	if n := w.revision(0).Number; n != 2 {
		t.Errorf("revision %d, want 2", n)
	}
}
