package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAMeetingsEntryIsChangedThroughItsMeeting(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, planned.Day(4))
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 11:00")
	w.agreed()
	w.told = nil
	e := w.entryTitled("Виконавчий комітет")
	w.asksFor(organiser, "Виконавчий комітет")
	if screen := w.screen(organiser); strings.Contains(screen, "Скасувати захід") || !strings.Contains(screen, "Докладніше") {
		t.Errorf("a meeting's entry offers\n%s", screen)
	}
	if o := w.pressesData(organiser, hallPress("zm", weekOf, e.ID)); !strings.Contains(o.Toast, "у самому засіданні") {
		t.Errorf("answered %q", o.Toast)
	}

	w.pressesData(organiser, hallPress("gx", m.ID, int64(m.Version), 1))
	r := w.revision(0)
	if r.Number != 2 || len(r.Entries) != 1 {
		t.Fatalf("revision %d with %+v", r.Number, r.Entries)
	}
	c := w.changes()[0]
	if c.Kind != council.CancelEntry || c.EntryID != e.ID || c.Was == nil || c.Now != nil {
		t.Errorf("%+v", c)
	}
	for surname := range w.people {
		for _, text := range w.toldTo(surname) {
			if strings.Contains(text, "Зміна в плані") {
				t.Errorf("%s is told twice: %s", surname, text)
			}
		}
	}
}

// A meeting that nobody was told of follows its body's schedule; the agreed plan
// in which it stands follows it, and those concerned are told once.
func TestAnAgreedPlanFollowsABodysSchedule(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, planned.Day(4))
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 11:00")
	w.agreed()
	w.deliver()
	follows := func(do func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error)) {
		t.Helper()
		w.told = nil
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			if done, err := do(ctx, tx, m); err != nil || !done {
				t.Fatalf("the meeting followed: %t, %v", done, err)
			}
			notices, err := w.app.FollowSchedule(ctx, tx, []council.Meeting{m}, w.now)
			w.told = append(w.told, notices...)
			return err
		})
	}
	once := func(want string) {
		t.Helper()
		for surname, times := range map[string]int{"Дуб": 1, "Лис": 0} { // the chair takes part, the others hear in the evening
			if told := w.toldTo(surname); len(told) != times || times > 0 && !strings.Contains(told[0], want) {
				t.Errorf("%s is told %q", surname, told)
			}
		}
	}

	m.Day, m.RegularOn = planned.Day(3), planned.Day(3)
	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.FollowCadence(ctx, m)
	})
	once("🔁 Перенесено: Виконавчий комітет\n🗓 Було: <s>пт 04.12, 10:00</s>\n🗓 Стало: чт 03.12, 10:00")
	r := w.revision(0)
	if r.Number != 2 || r.ChangedBy.PersonID != 0 || r.AgreedBy.Name != "Надія СОВА" || len(r.Entries) != 2 {
		t.Errorf("revision %+v", r)
	}

	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.DropUntold(ctx, m)
	})
	once("❌ Скасовано: Виконавчий комітет")
	if got := w.meeting(m.ID).State; got != council.Cancelled {
		t.Errorf("a meeting of an agreed plan is %q", got)
	}
	if r := w.revision(0); r.Number != 3 || len(r.Entries) != 1 {
		t.Errorf("revision %+v", r)
	}

	follows(func(ctx context.Context, tx *storage.Tx, m council.Meeting) (bool, error) {
		return tx.FollowCadence(ctx, m)
	})
	once("➕ Додано: Виконавчий комітет")
	var kinds []council.ChangeKind
	for _, c := range w.changes() {
		kinds = append(kinds, c.Kind)
		if c.AskedBy != 0 || c.DecidedBy != 0 || c.State != council.ChangeAccepted {
			t.Errorf("%+v", c)
		}
	}
	if diff := cmp.Diff([]council.ChangeKind{council.MoveEntry, council.CancelEntry, council.AddEntry}, kinds); diff != "" {
		t.Error(diff)
	}
}
