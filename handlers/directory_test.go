package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// unitCard is what the directory knows of the unit today.
func (w *town) unitCard(id int64) council.UnitCard {
	w.t.Helper()
	var c council.UnitCard
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		c, err = tx.UnitCardOn(ctx, id, council.DateOf(w.now.In(kyiv)))
		return err
	})
	return c
}

// audited are the actions in the audit log, in order.
func (w *town) audited() []string {
	w.t.Helper()
	var actions []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		records, err := tx.Records(ctx, time.Time{})
		for _, r := range records {
			actions = append(actions, r.Action)
		}
		return err
	})
	return actions
}

func TestWhoMayLookIntoTheDirectoryAndWhoMayChangeIt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	looking := []string{"dh", "dl", "dn", "ds", "du:1", "dp:1"}
	changing := []string{"dud:1:1", "dun:1", "due:1:1", "dua", "duk:1", "dc:1", "dcp:1:2", "dcd:1:2:3",
		"dpi:1:0", "dpu:1:1:1", "dpc:1", "dpf:1:1", "dpr:1:1:0:1", "dps:1", "dpp:1:2", "dpw:1:2:1", "dpx:1:1:1",
		"dpe:1:1:1", "dpa", "dpau:1", "dpas"}
	for _, account := range []int64{olena, deputy, mayor} {
		for _, data := range append(looking, changing...) {
			if o := w.pressesData(account, data); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%d presses %s: %q, %d notices", account, data, o.Toast, len(o.Notices))
			}
		}
	}
	for _, data := range changing {
		if o := w.pressesData(secretary, data); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
			t.Errorf("the secretary presses %s: %q", data, o.Toast)
		}
	}
	w.says(secretary, "/people")
	w.says(secretary, "коваль")
	w.presses(secretary, "Коваль О.П.")
	w.sees(secretary, "Коваль Олена Петрівна", "+380000000001", "увійшли")
	if screen := w.screen(secretary); strings.Contains(screen, "Запросити") || strings.Contains(screen, "Завершити") {
		t.Errorf("the secretary is offered changes:\n%s", screen)
	}
	if got := w.audited(); len(got) != 0 {
		t.Errorf("changed: %v", got)
	}
}

func TestTheDirectoryIsSearched(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.hire("Дем’яненко", "")
	tests := []struct {
		query string
		want  []string
	}{
		{"КОВАЛЬ", []string{"Коваль О.П."}},
		{"ків", []string{"нічого не знайдено"}},
		{"освіт", []string{"Управління освіти"}},
		{"управління", []string{"знайдено: 2", "Управління культури", "Управління освіти"}},
		{"водоканал", []string{"КП «Водоканал»"}},
		{"дем'яненко", []string{"Дем’яненко Л.Г."}},
		{"<b>&", []string{"«<b>&»"}},
		{strings.Repeat("довго ", 300), []string{"нічого не знайдено"}},
	}
	w.says(organiser, "/people")
	w.sees(organiser, "Довідник", "3 підрозділи", "8 людей", "Без Telegram · 1")
	for _, tt := range tests {
		w.says(organiser, tt.query)
		w.sees(organiser, tt.want...)
	}
	w.presses(organiser, "Назад", "Без Telegram", "Дем’яненко")
	w.sees(organiser, "ще не ввійшли")
}

func TestLongListsArePaged(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for i := range 20 {
			_, err := tx.AddUnit(ctx, council.Unit{Name: fmt.Sprintf("Школа %02d %s", i, strings.Repeat("<&", 90)),
				Kind: council.ExecutiveBody, Duty: council.MustSubmit, From: council.NewDate(2026, 1, 1)})
			w.must(err)
		}
		return nil
	})
	w.says(organiser, "/people")
	w.presses(organiser, "Підрозділи")
	w.sees(organiser, "1/3", "Управління культури")
	w.presses(organiser, "▶", "▶")
	w.sees(organiser, "3/3", "Школа 19")
	w.presses(organiser, "Школа 19")
	w.sees(organiser, "Школа 19", "Керівника немає")
	w.says(organiser, "/people")
	w.says(organiser, "школа")
	w.sees(organiser, "знайдено: 20", "1/3", "Школа 00")
	w.presses(organiser, "▶")
	w.sees(organiser, "2/3", "Школа 08")
	w.pressesData(organiser, "ds:zzzz")
	w.sees(organiser, "3/3")
	w.pressesData(organiser, "ds:-5")
	w.sees(organiser, "1/3")
	w.says(organiser, "/cancel")
	if o := w.pressesData(organiser, "ds:1"); o.Toast == "" {
		t.Error("a search that is over is not explained")
	}
	w.sees(organiser, "Довідник")
}

func TestAUnitsCardLeadsToItsPlan(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/people")
	w.says(organiser, "культури")
	w.presses(organiser, "Управління культури")
	w.sees(organiser, "Управління культури", "виконавчий орган · план: подає обов’язково",
		"Керівник: Коваль Олена Петрівна", "Telegram: увійшли", "Заміна: Гай М.Ю. (безстроково)")
	w.presses(organiser, "План підрозділу")
	w.sees(organiser, "План на 30 листопада – 6 грудня", "Управління культури")
}

func TestTheDutyIsChanged(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.pressesData(organiser, fmt.Sprintf("dud:%d", w.culture.ID))
	w.sees(organiser, "[✅ подає обов’язково]", "[подає за потреби]")
	w.presses(organiser, "за потреби")
	w.sees(organiser, "план: подає за потреби")
	if diff := cmp.Diff([]string{"unit.duty"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestANewHeadTakesOver(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.hire("Нова", "")
	w.pressesData(organiser, fmt.Sprintf("du:%d", w.culture.ID))
	w.presses(organiser, "Змінити керівника")
	w.sees(organiser, "Хто очолить підрозділ?")
	w.says(organiser, "коваль")
	w.presses(organiser, "Коваль")
	w.sees(organiser, "Керівник: Коваль")
	w.presses(organiser, "Змінити керівника")
	w.says(organiser, "нова")
	w.presses(organiser, "Нова Л.Г.")
	w.sees(organiser, "Новий керівник: Нова Людмила Геннадіївна", "[Сьогодні]")
	w.says(organiser, "колись")
	w.sees(organiser, "Не вдалося прочитати дату")
	w.says(organiser, "24.11.2036")
	w.sees(organiser, "надто далеко")
	w.says(organiser, "26.11")
	w.sees(organiser, "Керівник: Нова Людмила Геннадіївна (замість: Коваль Олена Петрівна)", "четвер, 26 листопада")
	w.presses(organiser, "Підрозділ")
	w.sees(organiser, "Керівник: Коваль", "Наступний керівник: Нова Людмила Геннадіївна, перший день: четвер, 26 листопада")

	w.now = at("чт 08:00")
	c := w.unitCard(w.culture.ID)
	if c.Head.ID != w.people["Нова"] || len(c.Deputies) != 1 || c.Deputies[0].AbsentID != w.people["Нова"] {
		t.Errorf("on the day: %+v", c)
	}
	if o := w.says(olena, "/plan"); !strings.Contains(o.Notices[0].Message.HTML, "недоступно") {
		t.Errorf("the former head: %q", o.Notices[0].Message.HTML)
	}
	if diff := cmp.Diff([]string{"unit.head"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestADoubleTapAppointsOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.hire("Нова", "")
	w.pressesData(organiser, fmt.Sprintf("dc:%d", w.culture.ID))
	w.says(organiser, "нова")
	w.presses(organiser, "Нова")
	var today string
	for _, b := range w.chat(organiser).screen.Buttons[0] {
		if b.Text == "Сьогодні" {
			today = b.Data
		}
	}
	w.pressesData(organiser, today)
	o := w.pressesData(organiser, today)
	if o.Toast != "Ця людина вже керівник підрозділу" {
		t.Errorf("toast %q", o.Toast)
	}
	if diff := cmp.Diff([]string{"unit.head"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestAUnitIsAddedRenamedAndEnded(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/people")
	w.presses(organiser, "➕ Підрозділ")
	w.says(organiser, "я")
	w.sees(organiser, "від 3 до 200 символів")
	w.says(organiser, "управління КУЛЬТУРИ")
	w.sees(organiser, "вже є: Управління культури")
	w.says(organiser, "КП «Парк»")
	w.sees(organiser, "Що це за підрозділ?")
	w.presses(organiser, "комунальне підприємство")
	w.sees(organiser, "КП «Парк»", "подає за потреби", "Керівника немає")
	if o := w.pressesData(organiser, "duk:3"); o.Toast == "" {
		t.Error("a second tap is not explained")
	}
	w.says(organiser, "/people")
	w.says(organiser, "парк")
	w.presses(organiser, "КП «Парк»", "Назва")
	w.says(organiser, "КП «Міський парк»")
	w.sees(organiser, "КП «Міський парк»")
	w.presses(organiser, "Ліквідувати")
	w.sees(organiser, "Ліквідувати підрозділ від сьогодні?")
	w.presses(organiser, "Так, ліквідувати")
	w.sees(organiser, "Цей підрозділ ліквідовано")
	w.says(organiser, "/people")
	w.sees(organiser, "3 підрозділи")
	if diff := cmp.Diff([]string{"unit.added", "unit.renamed", "unit.ended"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}
