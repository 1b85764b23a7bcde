package handlers_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// orders are the papers that wait to be written, in their order.
func (w *town) orders() []council.PaperOrder {
	w.t.Helper()
	var found []council.PaperOrder
	untouched := errors.New("only looked")
	err := w.db.InTx(w.t.Context(), func(tx *storage.Tx) error {
		for {
			o, err := tx.ClaimPaper(w.t.Context(), time.Hour)
			if errors.Is(err, council.ErrNotFound) {
				return untouched
			}
			w.must(err)
			found = append(found, o)
		}
	})
	if !errors.Is(err, untouched) {
		w.t.Fatal(err)
	}
	return found
}

// TestAPressOnlyOrdersThePaper: the update's transaction keeps what is wanted and
// writes nothing.
func TestAPressOnlyOrdersThePaper(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.papersWait = true
	type asked struct {
		account int64
		data    string
	}
	for _, a := range []asked{{mayor, hallPress("kpp", weekOf, 0)}, {mayor, hallPress("kpx", weekOf, 0)}, {secretary, hallPress("kpl", weekOf, 0, w.mayor)},
		{organiser, hallPress("kpd", weekOf, 0, 1)}, {secretary, hallPress("kds", m.ID)}, {secretary, hallPress("kdm", m.ID)},
		{organiser, hallPress("zkf", weekOf, 0)}, {olena, hallPress("pt", w.culture.ID, weekOf)}} {
		o := w.pressesData(a.account, a.data)
		want := council.Outcome{Toast: w.app.Texts.Label("document.sent"), Papers: true}
		if diff := cmp.Diff(want, o); diff != "" {
			t.Errorf("%s: %s", a.data, diff)
		}
	}
	var got []council.OrderedPaper
	for _, o := range w.orders() {
		got = append(got, o.Paper)
	}
	want := []council.OrderedPaper{{Kind: council.PlanPaperKind, Week: planned}, {Kind: council.PlanTableKind, Week: planned},
		{Kind: council.LeaderWeekKind, Week: planned, Post: w.mayor}, {Kind: council.DayPlanKind, Week: planned, Day: planned.Day(1)},
		{Kind: council.SheetKind, Meeting: m.ID}, {Kind: council.MinutesKind, Meeting: m.ID}, {Kind: council.HistoryFileKind, Week: planned},
		{Kind: council.TemplateKind, Week: planned, Unit: w.culture.ID}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := len(w.papers()); n != 14 {
		t.Errorf("%d files came of it", n)
	}
}

// TestAnOrderedPaperIsOfThePlanThatWasAskedFor: an agreed one by its revision, a
// draft as it stands when it is written, and says when that was.
func TestAnOrderedPaperIsOfThePlanThatWasAskedFor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	seen := &seenPlans{Writer: w.app.Papers}
	w.app.Papers = seen
	w.papersWait = true
	w.pressesData(mayor, hallPress("kpp", weekOf, 0))
	w.submitEntries(w.schools, council.Submitted, timed(2, 10, "Нарада", w.mayor))
	w.now = at("вт 10:30")
	w.papers()
	w.agreed()
	w.pressesData(mayor, hallPress("kpp", weekOf, 0))
	w.agreeAnew()
	w.papers()
	want := []string{"0 Концерт Нарада, 24.11 10:30", "1 Концерт Нарада, "}
	if diff := cmp.Diff(want, seen.seen); diff != "" {
		t.Error(diff)
	}
}

// seenPlans keeps which plans were written: the revision, its events, as of when.
type seenPlans struct {
	handlers.Writer
	seen []string
}

func (s *seenPlans) Plan(r council.Revision) ([]council.File, error) {
	words := []string{string(rune('0' + r.Number))}
	for _, e := range r.Entries {
		words = append(words, e.Title)
	}
	asOf := ""
	if !r.AsOf.IsZero() {
		asOf = r.AsOf.In(kyiv).Format("02.01 15:04")
	}
	s.seen = append(s.seen, strings.Join(words, " ")+", "+asOf)
	return s.Writer.Plan(r)
}

// TestAskingAgainWhileAPaperIsBeingWrittenIsAskingOnce.
func TestAskingAgainWhileAPaperIsBeingWrittenIsAskingOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.papersWait = true
	for range 3 {
		w.pressesData(mayor, hallPress("kpx", weekOf, 0))
	}
	w.pressesData(secretary, hallPress("kpx", weekOf, 0))
	var got []int64
	for _, n := range w.papers() {
		got = append(got, n.ChatID)
	}
	if diff := cmp.Diff([]int64{mayor, secretary}, got); diff != "" {
		t.Error(diff)
	}
}

// TestWhyThereIsNoPaper: the person is told, and the order has come to its end.
func TestWhyThereIsNoPaper(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	for _, test := range []struct {
		name, want string
		meanwhile  func()
	}{
		{"the paper cannot be written", "Не вдалося скласти документ", func() { w.app.Papers = outOfInk{w.app.Papers} }},
		{"the writer stumbles", "Не вдалося скласти документ", func() { w.app.Papers = nil }},
		{"the role has ended", w.app.Texts.Text("error.forbidden"), func() {
			w.tx(func(ctx context.Context, tx *storage.Tx) error {
				return tx.RevokeRole(ctx, w.people["Лис"], council.Organiser, 0, council.NewDate(2026, 11, 23))
			})
		}},
	} {
		w.papersWait = true
		w.pressesData(organiser, hallPress("kpp", weekOf, 0))
		test.meanwhile()
		for i, want := range []int{1, 0} {
			sent := w.papers()
			if len(sent) != want || want == 1 && (sent[0].ChatID != organiser || !strings.HasPrefix(plain(sent[0].Message.HTML), test.want) || sent[0].Message.Document != nil) {
				t.Errorf("%s, run %d: %+v", test.name, i, sent)
			}
		}
	}
}

// outOfInk writes no plan.
type outOfInk struct{ handlers.Writer }

func (outOfInk) Plan(council.Revision) ([]council.File, error) {
	return nil, errors.New("out of ink")
}
