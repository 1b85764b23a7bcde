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

// tomorrow is the leader's day as the timetable tells it on the eve, put before the
// person.
func (w *town) tomorrow(account int64, day council.Date) {
	w.t.Helper()
	var leaders []council.Leader
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		leaders, err = tx.LeadersOn(ctx, day)
		return err
	})
	w.delivers(account, w.app.Composer().LeaderDay(w.revision(0).LeaderDay(leaders[0], day), w.records(), false)...)
}

// materials are what an outcome brings the account: words, and files in brackets.
func materials(o council.Outcome, account int64) []string {
	var got []string
	for _, n := range o.Notices {
		line := plain(n.Message.HTML)
		if d := n.Message.Document; d != nil {
			line += " [" + d.FileID + " " + d.Name + "]"
		}
		if n.ChatID != account || n.Message.Edit != 0 {
			line = "elsewhere: " + line
		}
		got = append(got, line)
	}
	return got
}

// TestALeaderGetsTheMaterialsOfAnEventWithOneTap: from the agenda, the assistant
// too, and from the leader's week; it says what there is, and is not there before
// anything came.
func TestALeaderGetsTheMaterialsOfAnEventWithOneTap(t *testing.T) {
	t.Parallel()
	const assistant = admin
	w := newTown(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Assistant, w.mayor, council.NewDate(2026, 1, 1))
	})
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт <у парку>", w.mayor), timed(1, 12, "Нарада", w.mayor), timed(1, 14, "Репетиція"))
	w.submitEntries(w.schools, council.Submitted, timed(1, 12, "Нарада", w.mayor))
	w.agreed()
	w.now = at("пт 09:00")
	tuesday := planned.Day(1)
	w.tomorrow(mayor, tuesday)
	if screen := w.screen(mayor); strings.Contains(screen, "📎") {
		t.Errorf("materials before any came:\n%s", screen)
	}

	w.reminded(olena, "Концерт <у парку>")
	w.presses(olena, "📎 1", "Надіслати довідку")
	w.says(olena, "Виступ о <10:15>")
	w.sends(olena, "F1", "довідка.docx", "")
	for _, n := range w.mine("Нарада") {
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			_, err := tx.AddEventMaterial(ctx, council.EventMaterial{EntryID: n.ID, Kind: council.Announcement, FileID: "F2", Name: "анонс.pdf", PersonID: w.people["Бондар"], At: w.now})
			return err
		})
	}

	head := "🗒 Довідка · Управління культури\nвт 01.12 10:00 Концерт <у парку>"
	brief := []string{head + "\n\nВиступ о <10:15>", head + " [F1 довідка.docx]"}
	for _, account := range []int64{mayor, assistant} {
		w.tomorrow(account, tuesday)
		w.sees(account, "Концерт <у парку>", "\n📎 Матеріали: довідка\n", "\n📎 Матеріали: анонс",
			"[📎 вт 01.12 10:00 Концерт <у парку>]\n[📎 вт 01.12 12:00 Нарада]\n[📎 вт 01.12 12:00 Нарада (2)]\n[📄 На аркуші]")
		door := w.onScreen(account, "📎 вт 01.12 10:00")
		if diff := cmp.Diff(brief, materials(w.pressesData(account, door), account)); diff != "" {
			t.Errorf("%d from the agenda: %s", account, diff)
		}
		w.pressesData(account, pressData("wl", w.mayor, thisPlan))
		w.sees(account, "\n📎 Матеріали: довідка\n", "\n📎 Матеріали: анонс")
		if diff := cmp.Diff(brief, materials(w.presses(account, "📎 вт 01.12 10:00"), account)); diff != "" {
			t.Errorf("%d from the leader's week: %s", account, diff)
		}
	}

	door := pressData("ymg", thisPlan, w.mine("Концерт <у парку>")[0].ID)
	for account, toast := range map[int64]string{petro: "error.forbidden", stranger: ""} {
		o := w.pressesData(account, door)
		if slices.ContainsFunc(materials(o, account), func(m string) bool { return strings.Contains(m, "Довідка") }) ||
			toast != "" && o.Toast != w.app.Texts.Label(toast) {
			t.Errorf("%d gets the brief: %+v", account, o)
		}
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.RevokeRole(ctx, w.people["Кіт"], council.Assistant, w.mayor, council.NewDate(2026, 11, 26))
	})
	if o := w.pressesData(assistant, door); o.Toast != w.app.Texts.Label("error.forbidden") || len(o.Notices) > 0 {
		t.Errorf("who is an assistant no more gets %+v", o)
	}
	w.revise(func(r *council.Revision) { r.Entries = r.Entries[1:] })
	if o := w.pressesData(mayor, door); o.Toast != w.app.Texts.Label("error.gone") || len(o.Notices) > 0 {
		t.Errorf("of an event that is no more: %+v", o)
	}
}

// TestADayToldAnewHasItsMaterials: a change does not take them from the leader.
func TestADayToldAnewHasItsMaterials(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.AddEventMaterial(ctx, council.EventMaterial{EntryID: w.mine("Концерт")[0].ID, Kind: council.Brief, Words: "Слова", PersonID: w.people["Коваль"], At: w.now})
		return err
	})
	w.now = nextWeek("пн 18:00")
	w.lookedAtDays(nextWeek("пн 17:00"))
	got := w.revise(func(r *council.Revision) {
		at := slices.IndexFunc(r.Entries, func(e council.RevisionEntry) bool { return e.Title == "Концерт" })
		r.Entries[at].Venue = "палац"
	})
	if len(got) != 1 || !strings.Contains(got[0], "палац") || !strings.Contains(got[0], "📎 Матеріали: довідка") {
		t.Errorf("told %q", got)
	}
}

// TestWhoIsSentInsteadGetsTheMaterials: of that event, as long as they are sent.
func TestWhoIsSentInsteadGetsTheMaterials(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	concert, show := w.mine("Концерт")[0], w.mine("Виставка <нова>")[0]
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for _, id := range []int64{concert.ID, show.ID} {
			if _, err := tx.AddEventMaterial(ctx, council.EventMaterial{EntryID: id, Kind: council.Brief, Words: "Слова", PersonID: w.people["Коваль"], At: w.now}); err != nil {
				return err
			}
		}
		return nil
	})
	send := func(stands *council.StandIn) {
		w.revise(func(r *council.Revision) {
			at := slices.IndexFunc(r.Entries, func(e council.RevisionEntry) bool { return e.ID == concert.ID })
			r.Entries[at].Entry = r.Entries[at].With(w.mayor, stands == nil, stands)
		})
	}
	send(&council.StandIn{Post: w.mayor, PersonID: w.people["Бондар"], Name: "Бондар П.І."})
	w.delivers(petro, w.app.Composer().LeaderDay(w.revision(0).SentDay(w.people["Бондар"], planned.Day(1)), w.records(), false)...)
	w.sees(petro, "Концерт", "\n📎 Матеріали: довідка")
	door := w.onScreen(petro, "📎")
	want := []string{"🗒 Довідка · Управління культури\nвт 01.12 10:00 Концерт\n\nСлова"}
	if diff := cmp.Diff(want, materials(w.pressesData(petro, door), petro)); diff != "" {
		t.Error(diff)
	}
	if o := w.pressesData(petro, pressData("ymg", thisPlan, show.ID)); o.Toast != w.app.Texts.Label("error.forbidden") || len(o.Notices) > 0 {
		t.Errorf("of another event: %+v", o)
	}
	send(nil)
	if o := w.pressesData(petro, door); o.Toast != w.app.Texts.Label("error.forbidden") || len(o.Notices) > 0 {
		t.Errorf("sent no more: %+v", o)
	}
}
