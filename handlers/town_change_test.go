package handlers_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// changes are those of the week's plan.
func (w *town) changes() []council.Change {
	w.t.Helper()
	var found []council.Change
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.ChangesOf(ctx, planned)
		return err
	})
	return found
}

// newAgreedTown is the town with an agreed plan: culture's concert on Tuesday
// with the mayor, schools' meeting on Wednesday.
func newAgreedTown(t *testing.T) *town {
	t.Helper()
	w := newTown(t)
	concert := timed(1, 10, "Концерт", w.mayor)
	concert.Visibility, concert.Venue = council.StaffOnly, "парк"
	w.submitEntries(w.culture, council.Submitted, concert)
	w.submitEntries(w.schools, council.Submitted, timed(2, 12, "Нарада"))
	w.now = at("чт 11:00")
	w.agreed()
	w.deliver()
	w.told = nil
	return w
}

// asksFor opens the concert's change.
func (w *town) asksFor(account int64, title string) {
	w.t.Helper()
	w.says(account, "/start")
	w.presses(account, "Зміни до плану")
	w.presses(account, "30 листопада")
	w.presses(account, title)
}

// opensWeek goes from the planned week's screen by a button.
func (w *town) opensWeek(account int64, button string) {
	w.t.Helper()
	w.says(account, "/week")
	w.presses(account, button)
}

const moveOfTheConcert = `🔁 Перенесено: Концерт
🗓 Було: <s>вт 01.12, 10:00</s>
🗓 Стало: ср 02.12, 15:00`

// refuses presses each button as the account: the answer is the text alone, and
// nothing is shown.
func (w *town) refuses(key string, presses map[int64][]string) {
	w.t.Helper()
	for account, all := range presses {
		for _, data := range all {
			o := w.pressesData(account, data)
			if diff := cmp.Diff(council.Outcome{Toast: w.app.Texts.Label(key)}, o); diff != "" {
				w.t.Errorf("%s by %d: %s", data, account, diff)
			}
		}
	}
}

// isTold asserts the only notice that each of the people got.
func (w *town) isTold(want map[string]string) {
	w.t.Helper()
	for surname, text := range want {
		if diff := cmp.Diff([]string{text}, w.toldTo(surname)); diff != "" {
			w.t.Errorf("%s: %s", surname, diff)
		}
	}
}
