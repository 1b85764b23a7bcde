package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// submitEntries makes a plan of the entries the unit's, at the town's moment.
func (w *town) submitEntries(unit council.Unit, state council.SubmissionState, entries ...council.Entry) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		s, err := tx.DraftOf(ctx, unit.ID, planned)
		if err != nil {
			return err
		}
		if _, err := tx.AddEntries(ctx, s.ID, entries); err != nil {
			return err
		}
		s.State, s.SubmittedAt, s.SubmittedBy = state, w.now, w.people["Бондар"]
		return tx.Submit(ctx, s)
	})
}

func timed(day, h int, title string, leaders ...int64) council.Entry {
	d := planned.Day(day)
	return council.Entry{From: d, To: d, Kind: council.Timed, Hours: council.Hours{Start: hour(h, 0)}, Title: title, Leaders: leaders}
}

func TestTheConsolidatedWeek(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor), timed(3, 9, "Репетиція"))
	w.submitEntries(w.schools, council.Submitted, timed(1, 10, "Нарада", w.mayor), council.Entry{Kind: council.ToBeAnnounced, Title: "Прийом"})

	w.says(mayor, "/week")
	want := `📅 Зведений план на 30 листопада – 6 грудня
Подали 2 з 2 підрозділів, що мають подавати
У плані 4 заходи
⚠️ 1 накладка

📝 План формується.
[вт 01.12 · 2] [чт 03.12 · 1] [Без дня · 1]
[👤 Дуб Т.І. · 2]
[🏢 За підрозділами] [👤 За керівниками]
[⚠️ Накладки · 1]
[📄 Увесь тиждень] [🖨 Документи]
[◀ 23.11–29.11] [07.12–13.12 ▶]
[🏠 На початок]`
	if diff := cmp.Diff(want, w.screen(mayor)); diff != "" {
		t.Error(diff)
	}
	w.presses(mayor, "вт 01.12")
	w.sees(mayor, "Вівторок, 1 грудня", "10:00 Концерт", "10:00 Нарада", "👤 Дуб Т.І. · Управління освіти")
	w.presses(mayor, "Без дня")
	w.sees(mayor, "День уточнюється", "Прийом")
	w.presses(mayor, "До тижня", "Дуб")
	w.sees(mayor, "Міський голова Дуб Т.І.", "вт 01.12 10:00 Концерт", "вт 01.12 10:00 Нарада")
	w.presses(mayor, "До тижня", "Накладки")
	w.sees(mayor, "одночасно в різних місцях: Дуб Т.І.")
	w.presses(mayor, "До тижня", "За керівниками")
	w.sees(mayor, "Чий тиждень показати?", "[👤 Дуб Т.І. · 2]")
	w.presses(mayor, "До тижня")
	if got := w.presses(mayor, "Увесь тиждень"); len(got.Notices) != 1 || got.Notices[0].Message.Edit != 0 {
		t.Errorf("%+v, want the digest as a new message", got.Notices)
	}
	w.presses(mayor, "За підрозділами")
	w.sees(mayor, "[✅ Управління культури]", "[✅ Управління освіти]", "[➖ КП «Водоканал»]")
	w.presses(mayor, "Водоканал")
	w.sees(mayor, "План не подано")
	w.presses(mayor, "До тижня", "▶")
	w.sees(mayor, "7–13 грудня", "У плані 0 заходів")
}

func TestAUnitsWeekWithAProposal(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.now = at("ср 14:00")
	w.submitEntries(w.culture, council.Proposed, timed(2, 10, "Виставка"))

	w.says(organiser, "/week")
	w.presses(organiser, "За підрозділами", "Управління культури")
	w.sees(organiser, "Подано вт 24.11 о 10:00\n• вт 01.12 10:00 Концерт", "Запропоновано зміни ср 25.11 о 14:00",
		"ср 02.12 10:00 Виставка 🕓", "[✅ Прийняти]", "[📝 Внести план за підрозділ]")
	w.presses(organiser, "Прийняти")
	if diff := cmp.Diff([]string{"Концерт", "Виставка"}, w.titles(w.culture, council.Submitted)); diff != "" {
		t.Error(diff)
	}

	w.says(secretary, "/week")
	w.presses(secretary, "За підрозділами", "Управління культури")
	w.sees(secretary, "Виставка")
	if screen := w.chat(secretary).screen; strings.Contains(w.screen(secretary), "Внести план") {
		t.Errorf("the secretary may not enter plans, yet sees %v", labels(screen))
	}
}

// Entries marked for leaders only are shown to whoever may see the week; so
// nobody else may.
func TestTheWeekIsForTheRolesThatLeadersEntriesAreFor(t *testing.T) {
	t.Parallel()
	for _, role := range []council.Role{council.Head, council.Administrator, council.Organiser, council.Secretary, council.LeaderRole, council.Assistant} {
		a := council.Access{Roles: []council.Role{role}}
		want := role != council.Head && role != council.Administrator
		if got := a.May(council.SeeWeek); got != want {
			t.Errorf("%s may see the week: %t, want %t", role, got, want)
		}
	}
}
