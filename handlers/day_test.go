package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// lookedAtDays is how far the day's timetable was carried out.
func (w *town) lookedAtDays(at time.Time) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LookedUntil(ctx, council.LookAtDays, at); err != nil {
			return err
		}
		return tx.LookUntil(ctx, council.LookAtDays, at)
	})
}

// nextWeek is a moment of the planned week: "вт 10:00".
func nextWeek(text string) time.Time {
	t := at(text)
	return time.Date(t.Year(), t.Month(), t.Day()+7, t.Hour(), t.Minute(), 0, 0, kyiv)
}

func TestALeaderIsToldADayAnewWhenARevisionChangesIt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), timed(2, 12, "Виставка", w.mayor))
	w.agreed()
	if got := w.toldOf("day", "Дуб", 0); len(got) != 0 {
		t.Errorf("agreed long before, the mayor was told %q", got)
	}
	for _, tt := range []struct {
		name, looked, now string
		change            func(r *council.Revision)
		want              []string
	}{
		{"before the eve nothing was told", "пн 16:00", "пн 16:30", func(r *council.Revision) { r.Entries[0].Title = "Концерт у парку" }, nil},
		{"after it the new day is told", "пн 17:00", "пн 18:00", func(r *council.Revision) { r.Entries[0].Venue = "палац" },
			[]string{"Вівторок, 1 грудня: Концерт у парку"}},
		{"another day changed", "пн 17:00", "пн 18:00", func(r *council.Revision) { r.Entries[1].Title = "Ярмарок" }, nil},
		{"at night the morning will tell", "пн 17:00", "пн 23:00", func(r *council.Revision) { r.Entries[0].Venue = "парк" }, nil},
		{"at night nothing is left, and the morning has nothing to tell", "пн 17:00", "пн 23:00", func(r *council.Revision) { r.Entries[0].Leaders = nil },
			[]string{"Вівторок, 1 грудня: На цей день нічого не заплановано."}},
		{"on the day itself", "вт 09:00", "вт 09:30", func(r *council.Revision) { r.Entries[0].Leaders = []int64{w.mayor} },
			[]string{"Вівторок, 1 грудня: Концерт у парку"}},
		{"in the evening both days", "вт 17:00", "вт 17:30", func(r *council.Revision) { r.Entries[0].Title, r.Entries[1].Title = "Вечір", "Ранок" },
			[]string{"Вівторок, 1 грудня: Вечір", "Середа, 2 грудня: Ранок"}},
	} {
		w.now = nextWeek(tt.now)
		w.lookedAtDays(nextWeek(tt.looked))
		if diff := cmp.Diff(tt.want, w.daysTold(w.revise(tt.change))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// revise makes a revision, as an accepted change does, and gives what is told
// to the mayor.
func (w *town) revise(change func(r *council.Revision)) []string {
	w.t.Helper()
	r := w.revision(0)
	r.Number++
	change(&r)
	before := len(w.told)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		w.must(tx.AddRevision(ctx, r))
		outcome, err := w.app.Revised(ctx, tx, w.now, r)
		w.must(err)
		w.told = append(w.told, outcome.Notices...)
		_, err = tx.Enqueue(ctx, outcome.Notices, w.now, w.now)
		return err
	})
	return w.toldOf("day", "Дуб", before)
}

// toldOf are the texts of the kinds whose names begin so, since the notice of
// the number.
func (w *town) toldOf(kind, surname string, since int) []string {
	var texts []string
	for _, n := range w.told[since:] {
		if n.PersonID == w.people[surname] && strings.HasPrefix(n.Key, kind) {
			texts = append(texts, plain(n.Message.HTML))
		}
	}
	return texts
}

// daysTold are the messages as "day: titles".
func (w *town) daysTold(messages []string) []string {
	var found []string
	for _, m := range messages {
		_, rest, changed := strings.Cut(m, "План на день змінено")
		lines := strings.Split(rest, "\n")
		if !changed || len(lines) < 4 {
			w.t.Errorf("told %q", m)
			continue
		}
		line := lines[3]
		if _, title, timed := strings.Cut(line, ":00 "); timed {
			line = title
		}
		found = append(found, strings.TrimPrefix(lines[1], "🗓 ")+": "+line)
	}
	return found
}

// TestWhoIsSentInsteadIsToldAnew of their events when a revision changes them,
// also when they are sent no more.
func TestWhoIsSentInsteadIsToldAnew(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), timed(1, 12, "Виставка", w.mayor))
	w.agreed()
	send := func(surname string) func(r *council.Revision) {
		return func(r *council.Revision) {
			e := &r.Entries[0]
			e.Entry = e.Entry.With(w.mayor, false, &council.StandIn{Post: w.mayor, PersonID: w.people[surname], Name: surname})
		}
	}
	for _, tt := range []struct {
		name, now string
		change    func(r *council.Revision)
		told      map[string][]string
	}{
		{"before the eve", "пн 16:30", send("Гай"), map[string][]string{}},
		{"the place changed after the eve", "пн 18:00", func(r *council.Revision) { r.Entries[0].Venue = "палац" }, map[string][]string{
			"Гай": {"🔁 План на день змінено (редакція № 3)\n🗓 Вівторок, 1 грудня\nВи йдете замість керівника:\n" +
				"• 10:00 Концерт\nпалац · 👤 Гай (замість: Дуб Т.І.) · Управління культури"}}},
		{"another goes", "пн 18:30", send("Бондар"), map[string][]string{
			"Гай": {"🔁 План на день змінено (редакція № 4)\n🗓 Вівторок, 1 грудня\nЦього дня Ви вже не йдете замість керівника."},
			"Бондар": {"🔁 План на день змінено (редакція № 4)\n🗓 Вівторок, 1 грудня\nВи йдете замість керівника:\n" +
				"• 10:00 Концерт\nпалац · 👤 Бондар (замість: Дуб Т.І.) · Управління культури"}}},
	} {
		w.now = nextWeek(tt.now)
		looked := nextWeek("пн 16:00")
		if tt.now != "пн 16:30" {
			looked = nextWeek("пн 17:00")
		}
		w.lookedAtDays(looked)
		before := len(w.told)
		w.revise(tt.change)
		got := map[string][]string{}
		for _, surname := range []string{"Гай", "Бондар"} {
			if texts := w.toldOf("day", surname, before); texts != nil {
				got[surname] = texts
			}
		}
		if diff := cmp.Diff(tt.told, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestADayThatWaitsIsTakenBackWhenItChanges(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.now = nextWeek("пн 18:00")
	w.lookedAtDays(nextWeek("пн 17:00"))
	w.revise(func(r *council.Revision) { r.Entries[0].Venue = "парк" })
	w.revise(func(r *council.Revision) { r.Entries[0].Venue = "палац" })
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		found, err := tx.Deliveries(ctx, council.AboutWeek(planned), string(council.DayEve)+":")
		var states []council.DeliveryState
		for _, d := range found {
			states = append(states, d.State)
		}
		if diff := cmp.Diff([]council.DeliveryState{council.Withdrawn, council.Waiting}, states); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

func TestAPlanAgreedAfterTheEveIsToldAtOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(0, 10, "Концерт", w.mayor), timed(1, 10, "Виставка", w.mayor))
	w.lookedAtDays(at("нд 17:00"))
	w.now = at("нд 18:00")
	w.agreed()
	got := w.daysTold(w.toldOf("day", "Дуб", 0))
	if diff := cmp.Diff([]string{"Понеділок, 30 листопада: Концерт"}, got); diff != "" {
		t.Error(diff)
	}
}
