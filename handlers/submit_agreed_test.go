package handlers_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// A first plan that comes when the week is agreed is not lost: its entries go to
// the organiser as requests.
func TestAPlanThatComesAfterTheAgreementIsSentAsRequests(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.submitEntries(w.schools, council.Draft, timed(2, 12, "Нарада"), timed(3, 9, "Олімпіада"))
	w.now = at("чт 11:00")
	w.says(petro, "/plan")
	w.presses(petro, "Управління освіти")
	submit := w.onScreen(petro, "Подати план")
	w.agreed()
	w.told = nil
	w.pressesData(petro, hallPress("pl", w.schools.ID, weekOf))
	w.sees(petro, "План тижня вже погоджено")
	w.presses(petro, "Подати план")
	w.sees(petro, "План на 30 листопада – 6 грудня вже погоджено", "2 заходи надіслано організаторові заявками", "[🔁 Зміни до плану]")
	asked := w.toldTo("Лис")
	if len(asked) != 2 || !strings.Contains(asked[0], "Бондар П.І. (Управління освіти) просить") || !strings.Contains(asked[0], "➕ Додано: Нарада") {
		t.Errorf("the organiser is told %q", asked)
	}
	if got := w.titles(w.schools, council.Submitted); len(got) != 0 {
		t.Errorf("submitted to an agreed week: %q", got)
	}
	if o := w.pressesData(petro, submit); !o.Alert || len(w.changes()) != 2 {
		t.Errorf("a second tap: %q, %d requests", o.Toast, len(w.changes()))
	}
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	r := w.revision(2)
	if len(r.Entries) != 2 || r.Entries[1].Title != "Олімпіада" || !cmp.Equal(r.Entries[1].Units, []string{"Управління освіти"}) {
		t.Errorf("revision %+v", r.Entries)
	}
}

// A new version of a plan that is in an agreed week changes nothing in it, and
// says so; neither does what waited for a decision.
func TestANewVersionAfterTheAgreementGoesByRequests(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.now = at("чт 11:00")
	change := func(title string) {
		w.says(olena, "/plan")
		w.presses(olena, "Змінити план", "Змінити захід", "Концерт", "Назва")
		w.says(olena, title)
		w.presses(olena, "До плану")
	}
	change("Концерт хору")
	w.presses(olena, "Подати план")
	w.sees(olena, "Зміни надіслано організатору")
	waits := w.button("Лис", "Прийняти")
	w.says(secretary, "/week")
	w.sees(secretary, "✋ Чекають на рішення зміни 1 підрозділу")
	change("Концерт оркестру")
	w.agreed()
	w.told = nil

	w.presses(olena, "Подати план")
	w.sees(olena, "вже погоджено, редакція № 1", "Чернетка лишається", "[🔁 Зміни до плану]")
	o := w.pressesData(organiser, waits)
	if !o.Alert || !strings.Contains(o.Toast, "План уже погоджено") {
		t.Errorf("accepted into an agreed week: %q", o.Toast)
	}
	if told := w.toldTo("Коваль"); len(told) != 0 {
		t.Errorf("the head is told %q", told)
	}
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Концерт"}) {
		t.Errorf("in force is %q", got)
	}
	w.pressesData(organiser, strings.TrimSuffix(waits, "1")+"0")
	if told := w.toldTo("Коваль"); len(told) != 1 || !strings.Contains(told[0], "відхилено") {
		t.Errorf("declined, the head is told %q", told)
	}

	w.pressesData(olena, hallPress("pd", w.culture.ID, weekOf)) // the draft is dropped
	w.pressesData(olena, hallPress("pl", w.culture.ID, weekOf))
	if screen := w.screen(olena); !strings.Contains(screen, "[🔁 Зміни до плану]") || strings.Contains(screen, "Змінити план") {
		t.Errorf("of the agreed week:\n%s", screen)
	}
}

// "Nothing planned" takes nothing out of a draft when the week is agreed, and makes
// none of the plan that is in it.
func TestNothingPlannedAfterTheAgreementTakesNothingAway(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		state council.SubmissionState
		says  string
		draft []string
	}{
		"a draft stays": {council.Draft, "можна через «Зміни до плану». Чернетка лишається.\n", []string{"Репетиція"}},
		"there is none": {council.Submitted, "можна через «Зміни до плану».\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.submitEntries(w.schools, council.Submitted, timed(1, 10, "Нарада"))
			w.submitEntries(w.culture, tt.state, timed(2, 10, "Репетиція"))
			w.agreed()
			w.told = nil
			w.pressesData(olena, hallPress("pn", w.culture.ID, weekOf, 1))
			w.sees(olena, "вже погоджено, редакція № 1", tt.says)
			if diff := cmp.Diff(tt.draft, w.titles(w.culture, council.Draft)); diff != "" {
				t.Errorf("the draft: %s", diff)
			}
			if len(w.changes()) > 0 || len(w.toldTo("Лис")) > 0 {
				t.Errorf("asked for %+v", w.changes())
			}
		})
	}
}

// A plan that was agreed before the deadline is not taken back, and it is not the
// deadline that is to blame.
func TestAPlanIsNotTakenBackFromAnAgreedWeek(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.agreed()
	o := w.pressesData(olena, hallPress("pw", w.culture.ID, weekOf))
	if !o.Alert || o.Toast != "План тижня вже погоджено, тож свого плану не відкликати. Змінити чи скасувати захід можна через «Зміни до плану» на головному екрані." {
		t.Errorf("%+v", o)
	}
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Концерт"}) {
		t.Errorf("in force is %q", got)
	}
}

// pressed is a button pressed by an account.
type pressed struct {
	account int64
	data    string
}

func (w *town) tapIn(ctx context.Context, tx *storage.Tx, p pressed) error {
	access, err := tx.AccessOf(ctx, []int64{p.account}, council.DateOf(w.now.In(kyiv)))
	if err != nil {
		return err
	}
	update := &models.Update{ID: 9000 + p.account, CallbackQuery: &models.CallbackQuery{ID: "press", From: models.User{ID: p.account}, Data: p.data}}
	_, err = w.app.Handle(ctx, tx, handlers.Request{Update: update, Access: access[p.account], Now: w.now})
	return err
}

// beside has the second press handled when the first is, and not committed yet:
// it has to wait.
func (w *town) beside(first, second pressed) {
	w.t.Helper()
	watch, err := pgx.Connect(w.t.Context(), w.dsn)
	w.must(err)
	defer watch.Close(context.WithoutCancel(w.t.Context()))
	done := make(chan error, 1)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		if err := w.tapIn(ctx, tx, first); err != nil {
			return err
		}
		go func() {
			done <- w.db.InTx(ctx, func(tx *storage.Tx) error { return w.tapIn(ctx, tx, second) })
		}()
		for waiting := 0; waiting == 0; {
			select {
			case err := <-done:
				done <- err
				w.t.Error("the second did not wait")
				return nil
			default:
			}
			if err := watch.QueryRow(ctx, `SELECT count(*) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting); err != nil {
				return err
			}
		}
		return nil
	})
	err = <-done
	if refusal := (*council.Refusal)(nil); !errors.As(err, &refusal) {
		w.must(err)
	}
}

// Of a head and the deputy who press at once one asks: nothing is asked for twice.
func TestAPlanIsSentAsRequestsOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.schools, council.Submitted, timed(2, 12, "Нарада"))
	w.submitEntries(w.culture, council.Draft, timed(1, 10, "Концерт"))
	w.now = at("чт 11:00")
	w.says(olena, "/plan")
	submit := w.onScreen(olena, "Подати план")
	w.agreed()
	w.beside(pressed{olena, submit}, pressed{deputy, submit})
	if n := len(w.changes()); n != 1 {
		t.Errorf("%d requests, want one", n)
	}
}

// What a unit submits in the moment of the agreement is in the plan, or becomes
// requests: never neither.
func TestAPlanThatComesInTheMomentOfTheAgreementIsNotLost(t *testing.T) {
	t.Parallel()
	for name, agreementFirst := range map[string]bool{"the agreement first": true, "the plan first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
			w.submitEntries(w.schools, council.Draft, timed(2, 12, "Нарада"))
			w.now = at("чт 11:00")
			w.says(petro, "/plan")
			w.presses(petro, "Управління освіти")
			submit := pressed{petro, w.onScreen(petro, "Подати план")}
			w.sentForAgreement()
			w.says(secretary, "/week")
			agree := pressed{secretary, w.onScreen(secretary, "Погодити")}
			if agreementFirst {
				w.beside(agree, submit)
				if n, in := len(w.changes()), w.titles(w.schools, council.Submitted); n != 1 || len(in) != 0 {
					t.Errorf("%d requests, submitted %q; want the one request", n, in)
				}
				return
			}
			w.beside(submit, agree)
			w.says(secretary, "/week")
			w.presses(secretary, "Погодити")
			if r := w.revision(1); len(r.Entries) != 2 || r.Entries[1].Title != "Нарада" {
				t.Errorf("agreed is %+v", r.Entries)
			}
		})
	}
}
