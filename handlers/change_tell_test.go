package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestWhatIsTodayOrTomorrowEverybodyHearsAtOnce(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.now = planned.Monday.At(9*60, kyiv)
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Час")
	w.presses(organiser, "11:00")
	w.presses(organiser, "Внести зміну")
	classes := map[string]council.Class{}
	for _, n := range w.told {
		if strings.HasPrefix(n.Key, "change:") {
			for surname, id := range w.people {
				if id == n.PersonID {
					classes[surname] = n.Class
				}
			}
		}
	}
	want := map[string]council.Class{"Дуб": council.Urgent, "Коваль": council.Urgent, "Бондар": council.Bulk}
	if diff := cmp.Diff(want, classes); diff != "" {
		t.Error(diff)
	}
	if !w.changes()[0].Told {
		t.Error("the evening would tell it again")
	}
}

func TestTheOldTimesRemindersAreWithdrawn(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	id := w.entryTitled("Концерт").ID
	var left int
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, []council.Notice{{PersonID: w.people["Коваль"], Class: council.Bulk, About: council.AboutPlanEntry(id),
			Key: "event_eve:1", Message: council.Message{HTML: "Завтра концерт"}}}, w.now, w.now)
		return err
	})
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Час")
	w.presses(organiser, "11:00")
	w.presses(organiser, "Внести зміну")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, council.AboutPlanEntry(id), "")
		for _, d := range all {
			if d.State == council.Waiting {
				left++
			}
		}
		return err
	})
	if left != 0 {
		t.Errorf("%d reminders of the old hour still wait", left)
	}
}
