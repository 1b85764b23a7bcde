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

func (w *town) code(m council.Meeting, at time.Time) string {
	return council.HallCode(w.app.HallSecret, m.ID, at)
}

func TestMembersCheckIn(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.says(olena, w.code(m, w.now))
	w.sees(olena, "✅ Вас зареєстровано. Дякуємо!")
	w.says(petro, "/here "+w.code(m, w.now.Add(-time.Minute)))
	w.sees(petro, "Вас зареєстровано")
	w.follows(secretary)
	w.sees(secretary, "[🟠 Коваль О.П.]", "[🟠 Бондар П.І.]", "Беруть участь 2", "🟠 2")
	if diff := cmp.Diff(map[string]string{"Коваль": "present claimed", "Бондар": "present claimed"}, w.record(m)); diff != "" {
		t.Error(diff)
	}

	// The recorder confirms one and strikes the other.
	w.presses(secretary, "Коваль")
	w.presses(secretary, "Бондар")
	w.presses(secretary, "✅ Бондар")
	want := map[string]string{"Коваль": "present", "Бондар": "absent"}
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Error(diff)
	}
	w.says(petro, w.code(m, w.now))
	w.sees(petro, "Записано, що вас немає")
	w.says(olena, w.code(m, w.now))
	w.sees(olena, "Вас уже зареєстровано")
	if diff := cmp.Diff(want, w.record(m)); diff != "" {
		t.Errorf("a claim overrode who records: %s", diff)
	}
}

func TestCodesThatDoNotCheckIn(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.joins(w.committee, "", false, "Чужий", "Юрій", witness)
	other := w.meets(w.heads, friday)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		other.State, other.OpenedAt = council.Open, w.now
		return tx.UpdateMeeting(ctx, other)
	})
	w.now = at("пт 10:05")
	for name, try := range map[string]struct {
		account int64
		code    string
	}{
		"an old one, replayed":              {olena, w.code(m, w.now.Add(-2*time.Minute))},
		"of a meeting of others":            {secretary, w.code(other, w.now)},
		"by who has no seat":                {witness, w.code(m, w.now)},
		"the next one":                      {olena, w.code(m, w.now.Add(time.Minute))},
		"by an invited one's colleague":     {organiser, w.code(m, w.now)},
		"by who heads, with too few digits": {olena, "123"},
	} {
		w.says(try.account, try.code)
		if strings.Contains(w.screen(try.account), "Вас зареєстровано") {
			t.Errorf("%s checks in", name)
		}
	}
	if got := w.record(m); len(got) > 0 {
		t.Errorf("record %v", got)
	}
}

// A message that was long on its way is judged by when it was sent.
func TestACodeIsJudgedByTheMessagesOwnTime(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.now = at("пт 10:05")
	code, sent := w.code(m, w.now), w.now
	w.now = at("пт 10:45")
	w.saysAt(olena, code, sent)
	w.sees(olena, "Вас зареєстровано")

	// Sent before the record was opened, it is not.
	early := at("пт 09:50")
	w.saysAt(petro, w.code(m, early), early)
	w.sees(petro, "Облік не ведеться")

	w.presses(secretary, "Завершити")
	w.presses(secretary, "🔒 Завершити")
	w.saysAt(petro, w.code(m, w.now), w.now)
	w.sees(petro, "Код не підійшов")
}

func TestADeputyChecksInForWhoSent(t *testing.T) {
	t.Parallel()
	w, _ := newHall(t)
	m := w.meets(w.heads, friday)
	w.pressesData(olena, hallPress("rsp", m.ID, 1, 0, w.people["Гай"]))
	w.now = at("пт 16:30")
	w.opensBoard(organiser, m)
	w.presses(organiser, "Почати облік")
	w.says(deputy, w.code(m, w.now))
	w.sees(deputy, "Вас зареєстровано")
	if diff := cmp.Diff(map[string]string{"Коваль": "deputy claimed Гай Марія Юріївна"}, w.record(m)); diff != "" {
		t.Error(diff)
	}
}

// A question left open does not swallow the code, nor does the code answer it.
func TestACodeIsNoAnswerToAnOpenQuestion(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.says(olena, "/plan")
	w.presses(olena, "Додати захід")
	w.says(olena, w.code(m, w.now))
	w.sees(olena, "Вас зареєстровано")
	w.says(olena, "02.12")
	w.sees(olena, "О котрій")
}

// TestAWrongCodeIsNobodysName: a member with a question open is told that the
// code is wrong; who is asked for an hour answers it.
func TestAWrongCodeIsNobodysName(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	wrong := w.code(m, w.now.Add(10*time.Minute))
	w.presses(secretary, "Гості")
	w.presses(secretary, "Інший гість")
	w.says(secretary, wrong)
	w.sees(secretary, "Код не підійшов")
	w.pressesData(secretary, hallPress("rh", m.ID, w.people["Коваль"], 1, -1, 0))
	w.says(secretary, wrong)
	if got := w.screen(secretary); strings.Contains(got, "Код не підійшов") {
		t.Errorf("an hour is taken for a code: %q", got)
	}
}
