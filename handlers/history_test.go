package handlers_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/council"
	"sereda/documents"
	"sereda/handlers"
)

func TestWhoChangedWhatIsOnAScreenAndInAFile(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.app.Papers = documents.Writer{Texts: w.app.Texts, Zone: kyiv}
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.opensEntry(organiser, "Концерт")
	w.presses(organiser, "Час")
	w.presses(organiser, "12:00")
	w.now = at("вт 10:05")
	w.presses(organiser, "Викреслити")
	w.says(organiser, "Не <загальний>")
	w.presses(organiser, "Історія змін")
	w.sees(organiser, "Історія плану на 30 листопада – 6 грудня\nКонцерт",
		"• вт 24.11 о 10:05 Лис І.О. — викреслено\nзауваження: Не <загальний>\n• вт 24.11 о 10:00 Лис І.О. — захід змінено\nчас: вівторок, 1 грудня, 10:00 → вівторок, 1 грудня, 12:00")

	w.says(secretary, "/week")
	w.presses(secretary, "Історія змін")
	w.sees(secretary, "Лис І.О. — викреслено: Концерт")
	o := w.presses(secretary, "Файлом")
	var rows [][]string
	for _, n := range o.Notices {
		if n.Message.Document == nil {
			continue
		}
		file, err := w.db.FileByID(t.Context(), n.Message.Document.StoredID)
		w.must(err)
		book, err := excelize.OpenReader(bytes.NewReader(file.Data))
		w.must(err)
		rows, err = book.GetRows("Історія")
		w.must(err)
	}
	want := [][]string{
		{"Коли", "Хто", "Захід", "Що зроблено", "Подробиці"},
		{"24.11.2026 10:05", "Лис І.О.", "Концерт", "викреслено", "зауваження: Не <загальний>"},
		{"24.11.2026 10:00", "Лис І.О.", "Концерт", "захід змінено", "час: вівторок, 1 грудня, 10:00 → вівторок, 1 грудня, 12:00"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}

	id := w.entryTitled("Концерт").ID
	for _, account := range []int64{olena, mayor} {
		if o := w.pressesData(account, hallPress("zk", weekOf, id)); !strings.Contains(o.Toast, w.app.Texts.Label("error.forbidden")) {
			t.Errorf("%d is shown the history: %q", account, o.Toast)
		}
	}
}

// Whatever is kept of a plan, its entries and its meetings has words of its own.
func TestEveryActionThatAHistoryShowsHasWords(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	kept := regexp.MustCompile(`audit\(ctx, "([a-z_.]+[a-z])", (?:council\.About(?:Meeting|PlanEntry|Plan)\(|h\.about\(|p\.subject\(|t\.aboutChange\()`)
	files, err := filepath.Glob("*.go")
	w.must(err)
	actions := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		w.must(err)
		for _, found := range kept.FindAllStringSubmatch(string(source), -1) {
			actions++
			if key := "history.action." + found[1]; w.app.Texts.Label(key) == key {
				t.Errorf("%s: no words for %s", name, found[1])
			}
		}
	}
	if actions < 20 {
		t.Errorf("only %d actions were found", actions)
	}
}

// A unit's new version says which of its entries it changes, and how; so does
// one that the organiser accepts.
func TestTheHistorySaysWhatAUnitChanged(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"), timed(2, 10, "Репетиція"))
	w.says(olena, "/plan")
	w.presses(olena, "Змінити план", "Змінити захід", "Концерт", "Місце")
	w.says(olena, "парк <міський>")
	w.presses(olena, "До плану", "Змінити захід", "Репетиція", "Вилучити")
	w.presses(olena, "До плану", "Подати план")
	w.opensEntry(organiser, "Концерт")
	w.presses(organiser, "Історія змін")
	w.sees(organiser, "Коваль О.П. — план підрозділу подано", "змінено: Концерт (місце: — → парк <міський>)", "вилучено: середа, 2 грудня, 10:00: Репетиція")

	w.now = at("чт 11:00")
	w.says(olena, "/plan")
	w.presses(olena, "Змінити план", "Змінити захід", "Концерт", "Назва")
	w.says(olena, "Концерт хору")
	w.presses(olena, "До плану", "Подати план")
	w.pressesData(organiser, w.button("Лис", "Прийняти"))
	w.opensEntry(organiser, "Концерт хору")
	w.presses(organiser, "Історія змін")
	w.sees(organiser, "Лис І.О. — зміни підрозділу прийнято", "Коваль О.П. — підрозділ запропонував зміни\n",
		"змінено: Концерт (назва: Концерт → Концерт хору)")
}

// Who may see an entry, before and after, is told in the catalogue's words.
func TestTheHistorySaysWhoMaySeeAnEntry(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(organiser, "Концерт")
	w.presses(organiser, "Змінити", "Хто бачить", "Усі, на сайті", "Внести зміну")
	w.opensWeek(organiser, "Історія змін")
	w.sees(organiser, "Лис І.О. — змінено після погодження", "хто бачить: 👥 Працівники → 🌐 Усі, на сайті")
}

// A file of minutes is not called published before it is.
func TestTheHistorySaysWhatBecameOfMinutes(t *testing.T) {
	t.Parallel()
	w, m := closedMeeting(t, true)
	w.pressesData(secretary, hallPress("kl", m.ID))
	w.sends(secretary, "f1", "протокол.pdf", "")
	w.presses(secretary, "Оприлюднити")
	w.pressesData(secretary, hallPress("wk", handlers.WeekArg(council.WeekOf(friday))))
	w.presses(secretary, "Історія змін")
	w.sees(secretary, "запис про протокол змінено", "\nоприлюднено: ні → так\n", "\nфайл: — → протокол.pdf\n")
}

// Every action that the plan's dialogues keep has words of its own.
func TestEveryActionOfThePlanHasWords(t *testing.T) {
	t.Parallel()
	w := newAgreedTown(t)
	w.asksFor(organiser, "вт 01.12")
	w.presses(organiser, "Змінити")
	w.presses(organiser, "Місце")
	w.says(organiser, "палац")
	w.presses(organiser, "Внести зміну")
	w.says(organiser, "/week")
	w.presses(organiser, "Історія змін")
	w.sees(organiser, "змінено після погодження: Концерт\nредакція №: 2; місце: парк → палац", "план погоджено", "план надіслано на погодження")
}
