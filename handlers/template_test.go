package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// bothTemplates are the two files as they come to the heads of culture.
var bothTemplates = []string{
	"PK | Шаблон плану Управління культури 2026-11-30.xlsx | 📄 Шаблон плану на 30 листопада – 6 грудня, Управління культури. Заповніть його в Excel, збережіть і надішліть сюди — прочитаю без запитань. День, місце й керівника можна обрати зі списку.",
	"PK | Шаблон плану Управління культури 2026-11-30.docx | Той самий шаблон для Word. Досить заповнити один.",
}

func TestTheTemplateIsSent(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if diff := cmp.Diff(bothTemplates, w.files(w.says(olena, "/template"))); diff != "" {
		t.Errorf("by the command: %s", diff)
	}
	w.says(olena, "/plan")
	if diff := cmp.Diff(bothTemplates, w.files(w.presses(olena, "Шаблон"))); diff != "" {
		t.Errorf("by the button: %s", diff)
	}
	w.says(petro, "/template")
	w.sees(petro, "Для якого підрозділу шаблон?")
	if got := w.files(w.presses(petro, "Водоканал")); len(got) != 2 {
		t.Errorf("somebody heading two units got %q", got)
	}
	w.says(organiser, "/template")
	w.sees(organiser, "Управління культури") // the list of the missing, where plans of others open
	w.says(secretary, "/template")
	for _, account := range []int64{mayor, stranger} {
		if got := w.files(w.says(account, "/template")); len(got) != 0 {
			t.Errorf("%d got %q", account, got)
		}
	}
	if o := w.pressesData(petro, "pt:1:u5"); len(w.files(o)) != 0 {
		t.Errorf("a stranger to the unit got its template: %+v", o)
	}
}

func TestATemplateSentBack(t *testing.T) {
	t.Parallel()
	const ours = "шаблон 2026-11-30 Управління культури"
	tests := []struct {
		name string
		play func(w *town)
		// want are the titles of culture's draft.
		want []string
	}{
		{"is read without a question", func(w *town) {
			w.uploads(olena, table(ours+"\nвт 10:00 Нарада @ Міський голова Дуб Т.І."))
			w.sees(olena, "додано до чернетки 1 захід", "👤 Міський голова")
			if w.asks(olena) {
				t.Error("a question is put")
			}
			if text := w.chat(olena).screen.HTML; strings.Contains(text, "написано") {
				t.Errorf("what was chosen from the list is shown twice: %s", text)
			}
		}, []string{"Нарада"}},
		{"with more than the list has the rest is a question", func(w *town) {
			w.uploads(olena, table(ours+"\nвт 10:00 Нарада @ Міський голова Дуб Т.І., Хтось Інший"))
			w.sees(olena, "1 запитання до прочитаного", "Хтось Інший")
		}, []string{"Нарада"}},
		{"empty is not the plan yet", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, table(ours))
			w.sees(olena, "Шаблон «план.xlsx» ще порожній", "Усе, що вже введено, лишилося")
		}, []string{"Апаратна"}},
		{"of last week is moved when that is wanted", func(w *town) {
			w.uploads(olena, table("шаблон 2026-11-23 Управління культури\n24.11 10:00 Нарада ?день\n29.11 11:00 Концерт"))
			w.sees(olena, "«план.xlsx» — шаблон на 23–29 листопада, а зараз складається план на 30 листопада – 6 грудня",
				"[Перенести на 30.11–06.12]", "[📄 Новий шаблон]")
			w.presses(olena, "Перенести")
			w.sees(olena, "додано до чернетки 2 заходи", "вівторок, 1 грудня", "неділя, 6 грудня", "[вівторок, 1 грудня] [середа, 2 грудня]")
		}, []string{"Нарада", "Концерт"}},
		{"of last week beside what is there", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, table("шаблон 2026-11-23 Управління культури\n24.11 10:00 Нарада"))
			w.presses(olena, "Перенести")
			w.sees(olena, "У «план.xlsx» 1 захід. У вашому плані вже є 1 захід.")
			w.presses(olena, "Додати")
		}, []string{"Апаратна", "Нарада"}},
		{"of last week writes nothing by itself", func(w *town) {
			w.uploads(olena, table("шаблон 2026-11-23 Управління культури\n24.11 10:00 Нарада"))
			if diff := cmp.Diff(bothTemplates, w.files(w.presses(olena, "Новий шаблон"))); diff != "" {
				t.Error(diff)
			}
		}, nil},
		{"a button of an earlier template explains itself", func(w *town) {
			w.uploads(olena, table("шаблон 2026-11-23 Управління культури\n24.11 10:00 Нарада"))
			old := w.chat(olena).screen.Buttons[0][0].Data
			w.uploads(olena, table("шаблон 2026-11-23 Управління культури\n25.11 10:00 Комісія"))
			w.pressesData(olena, old)
			w.sees(olena, "План на")
		}, nil},
		{"of a later week is for that week", func(w *town) {
			w.uploads(olena, table("шаблон 2026-12-07 Управління культури\n08.12 10:00 Нарада"))
			w.sees(olena, "додано до чернетки 1 захід", "вівторок, 8 грудня")
		}, nil},
		{"of another unit is not taken for one's own", func(w *town) {
			w.uploads(olena, table("шаблон 2026-11-30 Управління освіти\nвт 10:00 Нарада"))
			w.sees(olena, "«план.xlsx» — шаблон підрозділу «Управління освіти», а не Вашого", "[Управління культури]")
		}, nil},
		{"of another unit is taken when that is wanted", func(w *town) {
			w.uploads(olena, table("шаблон 2026-11-30 Управління освіти\nвт 10:00 Нарада"))
			w.presses(olena, "Управління культури")
			w.sees(olena, "додано до чернетки 1 захід")
		}, []string{"Нарада"}},
		{"sent by the organiser is the unit's that it names", func(w *town) {
			w.uploads(organiser, table("шаблон 2026-11-30 управління  Культури\nвт 10:00 Нарада"))
			w.sees(organiser, "додано до чернетки 1 захід")
		}, []string{"Нарада"}},
		{"sent by the organiser with a unit nobody knows", func(w *town) {
			w.uploads(organiser, table("шаблон 2026-11-30 Управління погоди\nвт 10:00 Нарада"))
			w.sees(organiser, "Файл мені зараз не потрібен")
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.says(olena, "/start")
			w.says(organiser, "/start")
			test.play(w)
			if diff := cmp.Diff(test.want, w.titles(w.culture, council.Draft)); diff != "" {
				t.Errorf("the draft (-want +got):\n%s", diff)
			}
		})
	}
}

// asks tells that a doubt is on the person's screen.
func (w *town) asks(account int64) bool {
	for _, row := range w.chat(account).screen.Buttons {
		for _, b := range row {
			if b.Text == w.app.Texts.Label("button.all_as_read") {
				return true
			}
		}
	}
	return false
}

func TestSomebodyHeadingTwoUnitsIsNotAskedWhoseTheTemplateIs(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.uploads(petro, table("шаблон 2026-11-30 КП «Водоканал»\nвт 10:00 Нарада"))
	w.sees(petro, "додано до чернетки 1 захід")
	if diff := cmp.Diff([]string{"Нарада"}, w.titles(w.water, council.Draft)); diff != "" {
		t.Error(diff)
	}
}

// TestTheTemplateOffersTheUsualVenues: the unit's own, and those the council
// writes for short.
func TestTheTemplateOffersTheUsualVenues(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	used := timed(1, 10, "Концерт", w.mayor)
	used.Venue = "Палац культури"
	w.submitEntries(w.culture, council.Submitted, used)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SaveWord(ctx, council.Word{Kind: council.VenueWord, Written: "СЗ", Meaning: "Сесійна зала"})
		return err
	})
	papers := &seenTemplates{Writer: w.app.Papers}
	w.app.Papers = papers
	w.says(olena, "/template")
	want := []council.PlanTemplate{{Unit: "Управління культури", Week: planned, WrittenAt: w.now,
		Leaders: []string{"Міський голова Дуб Т.І."}, Venues: []string{"Палац культури", "Сесійна зала"}}}
	if diff := cmp.Diff(want, papers.seen); diff != "" {
		t.Error(diff)
	}
}

// seenTemplates keeps what templates were asked for.
type seenTemplates struct {
	handlers.Writer
	seen []council.PlanTemplate
}

func (s *seenTemplates) Template(form council.PlanTemplate) ([]council.File, error) {
	s.seen = append(s.seen, form)
	return s.Writer.Template(form)
}

// TestAFileIsForTheWeekThatIsPlanned: once the next week's plan is agreed, a file
// nobody asked for is for the one after it, as the plan's screen is.
func TestAFileIsForTheWeekThatIsPlanned(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	w.uploads(olena, table("08.12 10:00 Нарада"))
	w.sees(olena, "додано до чернетки 1 захід", "вівторок, 8 грудня")
	w.says(deputy, "09.12 10:00 Комісія")
	w.sees(deputy, "додано до чернетки 1 захід", "середа, 9 грудня")
}
