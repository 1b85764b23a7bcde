package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/testkit"
)

// looksAt puts before the person the last message that somebody's turn sent them.
func (w *town) looksAt(account int64, surname string) {
	w.t.Helper()
	for _, n := range w.told {
		if n.PersonID == w.people[surname] {
			w.message++
			c := w.chat(account)
			c.screen, c.screenID = n.Message, w.message
		}
	}
}

// spread writes the letters of the plans that were just agreed, as the loop does
// after the commit, and takes note of them.
func (w *town) spread() {
	w.t.Helper()
	runner := &scheduler.SpreadRunner[*storage.Tx]{Means: scheduler.Means[*storage.Tx]{Store: w.db, Log: testkit.Log(w.t)}, Zone: kyiv, Composer: w.app.Composer(), Papers: w.app.Papers,
		Mails: w.mails, Portion: 2, CalendarName: "План"}
	w.must(runner.RunOnce(w.t.Context(), w.now))
	known := map[string]bool{}
	for _, n := range w.told {
		known[n.Key] = true
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, council.AboutWeek(planned), council.CopyKind+":")
		if err != nil {
			return err
		}
		var fresh []string
		for _, d := range all {
			if d.Channel != council.ByMail && !known[d.Key] {
				fresh = append(fresh, d.Key)
			}
		}
		letters, err := tx.NoticesByKey(ctx, council.AboutWeek(planned), fresh)
		for _, n := range letters {
			w.wellFormed(n.Message)
		}
		w.told = append(w.told, letters...)
		return err
	})
}

// isCopy tells a letter that brings an agreed plan.
func isCopy(n council.Notice) bool { return strings.HasPrefix(n.Key, "plan:") }

// copies are the letters that bring the plan since so many notices, by surname.
func (w *town) copies(since int) map[string]council.Notice {
	w.t.Helper()
	found := map[string]council.Notice{}
	for _, n := range w.told[since:] {
		if !isCopy(n) {
			continue
		}
		for surname, id := range w.people {
			if id == n.PersonID {
				if _, twice := found[surname]; twice {
					w.t.Errorf("%s gets the plan twice", surname)
				}
				found[surname] = n
			}
		}
	}
	return found
}

func (w *town) texts(copies map[string]council.Notice) map[string]string {
	texts := map[string]string{}
	for surname, n := range copies {
		texts[surname] = plain(n.Message.HTML)
	}
	return texts
}

// agreeAnew makes the next revision of the agreed plan.
func (w *town) agreeAnew() {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		p, err := tx.LockPlan(ctx, planned)
		if err != nil {
			return err
		}
		p.State = council.ForAgreement
		return tx.UpdatePlan(ctx, p)
	})
	w.says(secretary, "/week")
	w.presses(secretary, "Погодити")
}

// deliver sends what waits, as the sender does; to whom the account is blocked
// nothing comes.
func (w *town) deliver(blocked ...int64) {
	w.t.Helper()
	for _, bulk := range []bool{false, true} {
		for w.deliverSome(bulk, blocked) {
		}
	}
}

func (w *town) deliverSome(bulk bool, blocked []int64) bool {
	w.t.Helper()
	letters, err := w.db.Claim(w.t.Context(), 100, bulk, w.now)
	w.must(err)
	var fates []council.Fate
	for _, l := range letters {
		fate := council.Fate{Letter: l, MessageID: l.ID}
		if slices.Contains(blocked, l.ChatID) {
			fate.Ending, fate.Reason, fate.Blocked = council.Failed, "blocked", true
		}
		fates = append(fates, fate)
	}
	w.must(w.db.Finish(w.t.Context(), fates, w.now))
	return len(letters) > 0
}

func TestTheAgreedPlanGoesToEverybodyOnce(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	secret := timed(1, 12, "Нарада <керівництва>", w.mayor)
	secret.Visibility = council.LeadersOnly
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), secret)
	w.submitEntries(w.schools, council.Submitted, timed(3, 9, "Олімпіада"))
	w.agreed()

	const head = "✅ План на 30 листопада – 6 грудня погоджено.\n\n"
	want := map[string]string{
		"Дуб": head + "Ваші заходи · 2\n• вт 01.12 10:00 Концерт\n• вт 01.12 12:00 Нарада <керівництва>\n\n" +
			"Усього в плані 3 заходи.\nвт 01.12 — 2 · чт 03.12 — 1",
		"Коваль": head + "Ваші заходи · 2\n• вт 01.12 10:00 Концерт\n• вт 01.12 12:00 Нарада <керівництва>\n\n" +
			"Усього в плані 2 заходи.\nвт 01.12 — 1 · чт 03.12 — 1",
		"Бондар": head + "Ваш захід · 1\n• чт 03.12 09:00 Олімпіада\n\nУсього в плані 2 заходи.\nвт 01.12 — 1 · чт 03.12 — 1",
		"Сова":   head + "Усього в плані 2 заходи.\nвт 01.12 — 1 · чт 03.12 — 1",
	}
	copies := w.copies(0)
	if diff := cmp.Diff(want, w.texts(copies)); diff != "" {
		t.Error(diff)
	}
	for surname, part := range map[string]council.Part{"Дуб": council.WholePart, "Коваль": council.StaffPart, "Сова": council.StaffPart} {
		paper, err := w.app.Papers.PlanToPrint(w.revision(1).For(part))
		w.must(err)
		if diff := cmp.Diff(paper, w.file(copies[surname]), cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "ID" }, cmp.Ignore())); diff != "" {
			t.Errorf("%s has another document", surname)
		}
	}
	if a, b := copies["Коваль"].Message.Document.StoredID, copies["Сова"].Message.Document.StoredID; a != b {
		t.Error("the same document is written twice")
	}
}

func TestWithoutSecretsThereIsOneDocumentForAll(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	copies := w.copies(0)
	if a, b := copies["Дуб"].Message.Document.StoredID, copies["Коваль"].Message.Document.StoredID; a == 0 || a != b {
		t.Errorf("documents %d and %d, want one", a, b)
	}
}

func TestALongListOfOwnEntriesFitsUnderTheFile(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var many []council.Entry
	for n := range 60 {
		many = append(many, timed(n%5, 8, "🎉"+strings.Repeat("Дуже довга назва ", 12), w.mayor))
	}
	w.submitEntries(w.culture, council.Submitted, many...)
	w.agreed()
	text := w.copies(0)["Дуб"].Message.HTML
	if n := len([]rune(plain(text))); n > 1024 || !strings.Contains(text, "… і ще ") || !strings.Contains(text, "Усього в плані 60 заходів.") {
		t.Errorf("%d characters: %s", n, text)
	}
}

func TestWhoTakesNoteIsRecordedOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.deliver()
	w.looksAt(mayor, "Дуб")
	w.now = at("чт 17:05")
	if o := w.presses(mayor, "Ознайомлено"); o.Toast != "Дякуємо, записано" || o.Alert {
		t.Errorf("%+v", o)
	}
	want := []string{"[✅ Ознайомлено чт 26.11 о 17:05]", "[📅 Відкрити план]"}
	if diff := cmp.Diff(want, labels(w.chat(mayor).screen)); diff != "" {
		t.Error(diff)
	}
	data := w.chat(mayor).screen.Buttons[0][0].Data

	w.now = at("пт 09:00")
	if o := w.presses(mayor, "Ознайомлено"); o.Toast != "Ви вже ознайомилися: чт 26.11 о 17:05." || !o.Alert {
		t.Errorf("%+v", o)
	}
	if o := w.pressesData(organiser, data); o.Toast != "Цей лист надіслано не Вам, тож ознайомлення не записано." || len(o.Notices) > 0 {
		t.Errorf("who has no copy: %+v", o)
	}
	if o := w.pressesData(stranger, data); strings.Contains(o.Toast, "план") {
		t.Errorf("a stranger: %+v", o)
	}

	w.agreeAnew()
	w.looksAt(olena, "Коваль")
	if o := w.presses(olena, "Ознайомлено"); o.Toast != "Ознайомлення з редакцією № 1 записано. Відтоді план змінено: чинна редакція № 2." || !o.Alert {
		t.Errorf("of an old revision: %+v", o)
	}
}

func TestARevisionDuringTheDistributionTakesThePlaceOfWhatWaits(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	letters, err := w.db.Claim(t.Context(), 1, true, w.now) // the first is told
	w.must(err)
	w.must(w.db.Finish(t.Context(), []council.Fate{{Letter: letters[0], MessageID: 5}}, w.now))
	reached := letters[0].PersonID
	since := len(w.told)
	w.agreeAnew()

	second := w.copies(since)
	for surname, id := range w.people {
		_, again := second[surname]
		gets := map[string]bool{"Коваль": true, "Бондар": true, "Дуб": true}[surname]
		if want := gets && id != reached; again != want {
			t.Errorf("%s gets the second revision: %v, want %v", surname, again, want)
		}
	}
	states := map[string]int{}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, "week:2026-11-30", "plan:")
		for _, d := range all {
			states[strings.Split(d.Key, ":")[2]+" "+string(d.State)]++
		}
		return err
	})
	want := map[string]int{"1 sent": 1, "1 withdrawn": 2, "2 waiting": 2}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Error(diff)
	}
}

func TestWhoLostTheRightGetsNoPlanThatStillWaits(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.EndPerson(ctx, w.people["Дуб"], planned.Monday.AddDays(-10), planned.Monday.AddDays(-6), w.now)
	})
	w.agreeAnew()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, "week:2026-11-30", "plan:")
		for _, d := range all {
			if d.Person.ID == w.people["Дуб"] && d.State != council.Withdrawn {
				t.Errorf("%+v", d)
			}
		}
		return err
	})
}
