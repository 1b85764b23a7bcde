package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// pressData is a button's data; thisPlan stands in it for the planned week, and
// for its Monday.
var (
	pressData = handlers.PressData
	thisPlan  = handlers.WeekArg(planned)
)

// shows is a person sending a picture.
func (w *town) shows(account int64, id, caption string) council.Outcome {
	w.t.Helper()
	w.message++
	return w.handle(account, &models.Update{Message: &models.Message{
		ID: w.message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Caption: caption,
		Photo: []models.PhotoSize{{FileID: id + "-small"}, {FileID: id}}}})
}

// delivers puts a message of the timetable before a person.
func (w *town) delivers(account int64, messages ...council.Message) {
	w.t.Helper()
	for _, m := range messages {
		w.wellFormed(m)
		w.message++
		w.chat(account).screen, w.chat(account).screenID = m, w.message
	}
}

// eventful is the town with an agreed plan: a concert and an exhibition of
// culture, the latter public, and a lesson of the schools.
func eventful(t *testing.T) *town {
	w := newTown(t)
	show := timed(2, 12, "Виставка <нова>")
	show.Visibility = council.Public
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), show)
	w.submitEntries(w.schools, council.Submitted, timed(1, 9, "Відкритий урок"))
	w.agreed()
	w.told = nil
	return w
}

func (w *town) records() council.EventRecords {
	w.t.Helper()
	var r council.EventRecords
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		r, err = tx.EventRecordsOf(ctx, council.EntryIDs(w.revision(0).Entries))
		return err
	})
	return r
}

// mine are the plan's events of the titles.
func (w *town) mine(titles ...string) []council.RevisionEntry {
	w.t.Helper()
	var found []council.RevisionEntry
	for _, title := range titles {
		for _, e := range w.revision(0).Entries {
			if e.Title == title {
				found = append(found, e)
			}
		}
	}
	return found
}

func (w *town) reminded(account int64, titles ...string) {
	w.t.Helper()
	w.delivers(account, w.app.Composer().MaterialsDue(w.mine(titles...), w.records(), w.app.Days.MaterialsDueOn)...)
}

func TestMaterialsAreSentFromTheReminder(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = at("пт 09:00")
	w.reminded(olena, "Концерт", "Виставка <нова>")
	w.sees(olena, "1. вт 01.12 10:00 Концерт\n   довідка — до пн 30.11 включно")
	w.sees(olena, "2. ср 02.12 12:00 Виставка <нова>\n   анонс — до вт 01.12 включно")
	w.presses(olena, "📎 2")
	w.sees(olena, "⏳ анонс — ще не надійшло")
	w.presses(olena, "Надіслати анонс")
	w.sees(olena, "Надішліть анонс до заходу «Виставка <нова>»")
	w.says(olena, "Запрошуємо <усіх>")
	w.sees(olena, "Анонс прийнято")
	w.sends(olena, "F1", "афіша.pdf", "")
	w.shows(olena, "P1", "Зала")
	w.presses(olena, "Готово")
	w.sees(olena, "✅ анонс")
	var got []string
	for _, n := range w.told {
		if n.PersonID != w.people["Лис"] {
			t.Errorf("told to %d", n.PersonID)
		}
		line := plain(n.Message.HTML)
		if d := n.Message.Document; d != nil {
			line += " [" + d.FileID + " " + d.Name + "]"
		}
		got = append(got, line)
	}
	head := "📣 Анонс · Управління культури\nср 02.12 12:00 Виставка <нова>"
	want := []string{head + "\n\nЗапрошуємо <усіх>", head + " [F1 афіша.pdf]", head + " [P1 ]", "Зала"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.says(organiser, "/week")
	w.pressesData(organiser, pressData("yw", thisPlan))
	w.sees(organiser, "1. вт 01.12 10:00 Концерт\nУправління культури\n⏳ довідка — ще не надійшло")
	w.sees(organiser, "Управління культури\n✅ анонс")
	o := w.presses(organiser, "📥 2")
	if len(o.Notices) != 4 {
		t.Errorf("the organiser gets %d messages, want 4", len(o.Notices))
	}
}

func TestAMaterialIsPromisedOrDeclined(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = at("пт 09:00")
	w.reminded(olena, "Концерт", "Виставка <нова>")
	w.presses(olena, "📎 1")
	w.presses(olena, "Буде пізніше")
	w.sees(olena, "Коли буде довідка до заходу «Концерт»?")
	if diff := cmp.Diff([]string{"[пт 27.11] [сб 28.11] [нд 29.11]", "[пн 30.11] [вт 01.12]"}, labels(w.chat(olena).screen)[:2]); diff != "" {
		t.Error(diff)
	}
	w.presses(olena, "пн 30.11")
	w.sees(olena, "🕓 довідка — обіцяно: пн 30.11")
	w.says(organiser, "/week")
	w.pressesData(organiser, pressData("yw", thisPlan))
	w.sees(organiser, "🕓 довідка — обіцяно: пн 30.11")
	w.presses(olena, "➖ Не буде")
	w.sees(olena, "➖ довідка — не буде")
	if missing := w.records().Missing(w.mine("Концерт")[0]); len(missing) != 0 {
		t.Errorf("still missing: %v", missing)
	}
	w.says(olena, "/start")
	w.presses(olena, "Мої заходи")
	w.sees(olena, "1. ср 02.12 12:00 Виставка <нова>")
}

func TestOnlyWhoAnswersForAnEventSaysWhatOfIt(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = nextWeek("ср 10:00")
	concert := w.mine("Концерт")[0].ID
	for _, tt := range []struct {
		account int64
		data    string
		refused bool
	}{
		{petro, pressData("ym", thisPlan, concert), true}, {petro, pressData("ymd", thisPlan, concert, 1, thisPlan), true},
		{petro, pressData("ymg", thisPlan, concert), true}, {petro, pressData("yw", thisPlan, 0), true}, {petro, pressData("yf", thisPlan), true},
		{mayor, pressData("ym", thisPlan, concert), true}, {mayor, pressData("ymg", thisPlan, concert), false}, {mayor, pressData("yf", thisPlan), false},
		{mayor, pressData("ye"), true}, {deputy, pressData("ym", thisPlan, concert), false}, {organiser, pressData("ym", thisPlan, concert), false},
		{stranger, pressData("ymg", thisPlan, concert), false},
	} {
		o := w.pressesData(tt.account, tt.data)
		if got := o.Toast == w.app.Texts.Label("error.forbidden"); got != tt.refused {
			t.Errorf("%s by %d: %q", tt.data, tt.account, o.Toast)
		}
	}
	if o := w.pressesData(petro, pressData("yor", thisPlan+1, 0, concert, 0)); len(w.records().Outcomes) != 0 {
		t.Errorf("another unit's head answered: %q", o.Toast)
	}
	for _, data := range []string{pressData("ym", thisPlan, 999), pressData("ym", thisPlan+7, concert), pressData("yo", thisPlan+60, 0), pressData("yf", thisPlan+7)} {
		if o := w.pressesData(olena, data); o.Toast == "" {
			t.Errorf("%s: nothing was said", data)
		}
	}
}

func TestWhatBecameOfEventsIsAnsweredAndChangedUntilTheWeekIsSummedUp(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = nextWeek("ср 09:00")
	tuesday := planned.Day(1)
	w.delivers(olena, w.app.Composer().OutcomeQuestion(tuesday, tuesday, w.mine("Концерт"), w.records()))
	w.sees(olena, "▫️ 1. вт 01.12 10:00 Концерт")
	if o := w.presses(olena, "1 ✅"); o.Toast != "Відбувся" {
		t.Errorf("told %q", o.Toast)
	}
	w.sees(olena, "✅ 1. вт 01.12 10:00 Концерт")
	w.presses(olena, "1 ↪️")
	w.sees(olena, "↪️ 1. вт 01.12 10:00 Концерт")
	w.presses(olena, "1 📰")
	w.sees(olena, "новину для сайту про захід «Концерт»")
	w.shows(olena, "P2", "")
	w.presses(olena, "Готово")
	w.sees(olena, "↪️ 1. вт 01.12 10:00 Концерт 📰")
	if got := w.toldTo("Лис"); len(got) != 1 || !strings.HasPrefix(got[0], "📰 Новина для сайту") {
		t.Errorf("the organiser was told %q", got)
	}

	w.says(secretary, "/week")
	w.pressesData(secretary, pressData("yf", thisPlan))
	w.sees(secretary, "У плані 3 заходи: відбулося 0, перенесено 1, не відбулося 0, без відповіді 1, ще попереду 1.")
	if screen := w.screen(secretary); strings.Contains(screen, "Виставка") {
		t.Errorf("what is today is called unanswered:\n%s", screen)
	}
	w.sees(secretary, "• вт 01.12 09:00 Відкритий урок (Управління освіти)")

	w.now = nextWeek("ср 09:00").Add(5 * 24 * time.Hour).Add(8 * time.Hour) // Monday 17:00
	w.delivers(olena, w.app.Composer().OutcomeQuestion(tuesday, tuesday, w.mine("Концерт"), w.records()))
	if o := w.presses(olena, "1 ✅"); !o.Alert || !strings.Contains(o.Toast, "підсумовано") {
		t.Errorf("told %q", o.Toast)
	}
	w.sees(olena, "↪️ 1. вт 01.12 10:00 Концерт")
	w.says(organiser, "/week")
	w.pressesData(organiser, pressData("yf", thisPlan))
	w.presses(organiser, "✏️ вт 01.12")
	w.presses(organiser, "2 ❌")
	w.sees(organiser, "❌ 2. вт 01.12 10:00 Концерт")
}

func TestAPlanAgreedLateRemindsOfItsMaterialsAtOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	monday := timed(0, 10, "Прийом", w.mayor)
	w.submitEntries(w.culture, council.Submitted, monday, timed(2, 10, "Концерт", w.mayor))
	w.now = at("пт 10:00")
	w.lookedAtDays(at("пт 09:30"))
	w.agreed()
	got := w.toldOf("materials", "Коваль", 0)
	if len(got) != 1 || !strings.Contains(got[0], "пн 30.11 10:00 Прийом\n   довідка — до пт 27.11 включно") || strings.Contains(got[0], "Концерт") {
		t.Errorf("the head was told %q", got)
	}
	w.revise(func(r *council.Revision) { r.Entries[0].Venue = "зала" })
	if got := w.waitingFor("Коваль", council.MaterialsNow); len(got) != 1 {
		t.Errorf("of the same day wait %q", got)
	}
}

// waitingFor are the texts that wait for the person, of the kinds.
func (w *town) waitingFor(surname string, kinds ...council.OccurrenceKind) []string {
	w.t.Helper()
	var texts []string
	for _, kind := range kinds {
		for _, n := range w.told {
			if n.PersonID != w.people[surname] || !strings.HasPrefix(n.Key, string(kind)+":") {
				continue
			}
			w.tx(func(ctx context.Context, tx *storage.Tx) error {
				found, err := tx.Deliveries(ctx, n.About, n.Key)
				if len(found) > 0 && found[0].State == council.Waiting {
					_, text, _ := strings.Cut(plain(n.Message.HTML), "\n")
					texts = append(texts, text)
				}
				return err
			})
		}
	}
	return texts
}

func TestAReminderThatWaitsIsTakenBackWhenItsEventChanges(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = nextWeek("пн 18:00")
	w.lookedAtDays(nextWeek("пн 17:00"))
	// What the timetable wrote at nine and at five still waits: Telegram is away.
	culture, schools := w.people["Коваль"], w.people["Бондар"]
	due := w.app.Composer().MaterialsDue(w.mine("Концерт"), w.records(), w.app.Days.MaterialsDueOn)
	tuesday := planned.Day(1)
	written := council.DayNotices(council.MaterialsDue, tuesday, culture, 0, due)
	written = append(written, council.DayNotices(council.EventEve, tuesday, culture, 0, w.app.Composer().EventEve(w.mine("Концерт"), w.records()))...)
	written = append(written, council.DayNotices(council.EventEve, tuesday, schools, 0, w.app.Composer().EventEve(w.mine("Відкритий урок"), w.records()))...)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, written, w.now, w.now)
		return err
	})
	w.told = append(w.told, written...)
	eleven := hour(11, 0)
	w.revise(func(r *council.Revision) {
		for i := range r.Entries {
			if r.Entries[i].Title == "Концерт" {
				r.Entries[i].Hours.Start = eleven
			}
		}
	})
	if diff := cmp.Diff([]string{"1. вт 01.12 11:00 Концерт\n   ⏳ ще не надійшло: довідка"}, w.waitingFor("Коваль", council.EventEve)); diff != "" {
		t.Error(diff)
	}
	got := w.waitingFor("Коваль", council.MaterialsDue, council.MaterialsNow)
	if len(got) != 1 || !strings.Contains(got[0], "11:00 Концерт") {
		t.Errorf("of materials the head is told %q", got)
	}
	if diff := cmp.Diff([]string{"1. вт 01.12 09:00 Відкритий урок"}, w.waitingFor("Бондар", council.EventEve)); diff != "" {
		t.Errorf("another's reminder: %s", diff)
	}
	w.revise(func(r *council.Revision) {
		r.Entries = keepEntries(r.Entries, func(e council.RevisionEntry) bool { return e.Title != "Концерт" })
	})
	got = w.waitingFor("Коваль", council.EventEve, council.MaterialsDue, council.MaterialsNow)
	if len(got) != 1 || strings.Contains(got[0], "Концерт") || !strings.Contains(got[0], "Виставка") {
		t.Errorf("when one is cancelled the head is told %q", got)
	}
}

func keepEntries(all []council.RevisionEntry, wanted func(e council.RevisionEntry) bool) []council.RevisionEntry {
	var found []council.RevisionEntry
	for _, e := range all {
		if wanted(e) {
			found = append(found, e)
		}
	}
	return found
}

// What was moved gets its new day where the plan of that day is: a request where
// it is agreed, the unit's draft where it is not; never by itself.
func TestWhatWasMovedGetsItsNewDay(t *testing.T) {
	t.Parallel()
	w := eventful(t)
	w.now = nextWeek("ср 09:00")
	tuesday := planned.Day(1)
	asks := func(account int64) {
		w.delivers(account, w.app.Composer().OutcomeQuestion(tuesday, tuesday, w.mine("Концерт"), w.records()))
		w.presses(account, "1 ↪️")
		w.presses(account, "1 🗓 На коли перенесено?")
	}
	asks(olena)
	w.sees(olena, "↪️ «Концерт», ", "На який день перенесено?", "[Дату ще не визначено]")
	w.says(olena, "колись")
	w.sees(olena, "Не вдалося зрозуміти день")
	w.says(olena, "4.12")
	w.sees(olena, "ще не надіслана", "🗓 Було: <s>вт 01.12, 10:00</s>", "🗓 Стало: пт 04.12, 10:00")
	if w.revision(0).Number != 1 {
		t.Error("the plan changed by itself")
	}
	w.presses(olena, "Надіслати організатору")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	if e, _ := w.revision(2).Entry(w.entryTitled("Концерт").ID); e.From != planned.Day(4) {
		t.Errorf("moved to %s", e.From)
	}

	// The next week's plan is not agreed yet: the unit's own gets it, once.
	id := w.entryTitled("Відкритий урок").ID
	next := planned.Next()
	for range 2 {
		w.pressesData(petro, pressData("yot", thisPlan, id, thisPlan+8))
		w.sees(petro, "«Відкритий урок»", "Додано до чернетки плану на 7–13 грудня (Управління освіти)", "подайте її")
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		draft, err := tx.DraftOf(ctx, w.schools.ID, next)
		if err == nil && (len(draft.Entries) != 1 || draft.Entries[0].From != next.Day(1) || draft.Entries[0].Hours.String() != "09:00") {
			t.Errorf("draft %+v", draft.Entries)
		}
		return err
	})

	// Once that is agreed, it is asked to be added, once.
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		p, err := tx.LockPlan(ctx, next)
		w.must(err)
		p.State, p.Number = council.Agreed, 1
		w.must(tx.UpdatePlan(ctx, p))
		return tx.AddRevision(ctx, council.Revision{Week: next, Number: 1, AgreedAt: w.now})
	})
	w.pressesData(petro, pressData("yot", thisPlan, id, thisPlan+8))
	w.sees(petro, "Зміна до плану на 7–13 грудня — ще не надіслана", "➕ Додано: Відкритий урок", "вт 08.12, 09:00")
	w.presses(petro, "Надіслати організатору")
	w.pressesData(petro, pressData("yot", thisPlan, id, thisPlan+8))
	w.sees(petro, "чекає на рішення організатора")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		r, err := tx.RevisionOf(ctx, next, 0)
		if err == nil && (r.Number != 2 || len(r.Entries) != 1 || !cmp.Equal(r.Entries[0].Units, []string{"Управління освіти"})) {
			t.Errorf("revision %+v", r)
		}
		return err
	})

	forbidden := w.app.Texts.Label("error.forbidden")
	for _, data := range []string{pressData("yom", thisPlan, id), pressData("yot", thisPlan, id, thisPlan+4)} {
		if o := w.pressesData(olena, data); o.Toast != forbidden {
			t.Errorf("%s by another unit: %q", data, o.Toast)
		}
	}
	if o := w.pressesData(petro, pressData("yot", thisPlan, id, thisPlan)); !o.Alert {
		t.Errorf("moved to Monday, on Wednesday: %q", o.Toast)
	}
}
