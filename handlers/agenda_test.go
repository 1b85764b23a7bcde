package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/council"
	"sereda/storage"
)

// sends is a person sending a file.
func (w *town) sends(account int64, fileID, name, caption string) council.Outcome {
	w.t.Helper()
	w.message++
	return w.handle(account, &models.Update{Message: &models.Message{
		ID: w.message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account}, Caption: caption, Document: &models.Document{FileID: fileID, FileName: name}}})
}

// agenda is the meeting's agenda as it is kept.
func (w *town) agenda(meeting int64) (items []council.AgendaItem, materials []council.Material) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		items, materials, err = tx.AgendaOf(ctx, meeting)
		return err
	})
	return items, materials
}

func TestAnAgendaIsTypedAndOrdered(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.pressesData(secretary, fmt.Sprintf("gm:%d", m.ID))
	w.presses(secretary, "Порядок денний")
	w.sees(secretary, "Питань ще немає")
	w.presses(secretary, "➕ Питання")
	w.says(secretary, "Одне\n"+strings.Repeat("д", 501))
	w.sees(secretary, "від 1 до 500 символів")
	w.says(secretary, "1. Про бюджет <2027>; Коваль О.П.\n\n2.  Про зиму\nРізне 3.5")
	w.sees(secretary, "1. Про бюджет <2027>\n   Доповідає: Коваль О.П.\n2. Про зиму\n3. Різне 3.5")
	w.presses(secretary, "✏️ 3")
	up := w.data(secretary, "⬆")
	w.pressesData(secretary, up)
	w.pressesData(secretary, up)
	w.presses(secretary, "✏️ Змінити")
	w.sees(secretary, "Зараз: Різне 3.5")
	w.says(secretary, "Різне; Сова Н.І.")
	w.sees(secretary, "2. Різне", "Доповідає: Сова Н.І.")
	w.presses(secretary, "Назад")
	w.presses(secretary, "✏️ 3")
	w.presses(secretary, "Вилучити питання")
	w.presses(secretary, "Так, вилучити")

	want := []council.AgendaItem{{Position: 1, Title: "Про бюджет <2027>", Speaker: "Коваль О.П."}, {Position: 2, Title: "Різне", Speaker: "Сова Н.І."}}
	items, _ := w.agenda(m.ID)
	if diff := cmp.Diff(want, items, cmpopts.IgnoreFields(council.AgendaItem{}, "ID")); diff != "" {
		t.Error(diff)
	}
	w.pressesData(olena, fmt.Sprintf("gm:%d", m.ID))
	w.sees(olena, "Порядок денний", "1. Про бюджет <2027>", "2. Різне")
	w.presses(olena, "Порядок денний")
	if screen := w.screen(olena); strings.Contains(screen, "✏️") || strings.Contains(screen, "➕") {
		t.Errorf("a member may change the agenda:\n%s", screen)
	}
}

func TestMaterialsAreFilesAndLinks(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.pressesData(secretary, fmt.Sprintf("gaa:%d", m.ID))
	w.says(secretary, "Про бюджет")
	w.presses(secretary, "✏️ 1")
	w.presses(secretary, "Додати матеріал")
	w.sends(secretary, "file-1", "проєкт.docx", "")
	w.sees(secretary, "Додано: проєкт.docx")
	w.says(secretary, "ось воно")
	w.sees(secretary, "не схоже на посилання")
	w.says(secretary, "rada.example.org/budget?a=1&b=2 Розрахунки & додатки")
	w.presses(secretary, "Готово")
	w.presses(secretary, "Додати матеріал")
	w.sends(secretary, "file-2", "scan.pdf", "Лист")
	w.presses(secretary, "Готово")
	w.sees(secretary, "1. Про бюджет\n   📎 проєкт.docx, Розрахунки & додатки", "📎 Лист", "[📥 Отримати матеріали · 3]")

	o := w.pressesData(olena, fmt.Sprintf("gas:%d", m.ID))
	var got []council.Message
	for _, n := range o.Notices {
		got = append(got, n.Message)
	}
	want := []council.Message{
		{HTML: "проєкт.docx <i>(питання 1)</i>", Document: &council.Document{FileID: "file-1", Name: "проєкт.docx"}},
		{HTML: "Лист", Document: &council.Document{FileID: "file-2", Name: "Лист"}, Silent: true},
		{HTML: "🔗 <b>Посилання</b>\n• <a href=\"https://rada.example.org/budget?a=1&amp;b=2\">Розрахунки &amp; додатки</a> <i>(питання 1)</i>", Silent: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	w.presses(secretary, "Вилучити матеріал")
	w.presses(secretary, "Лист")
	if _, materials := w.agenda(m.ID); len(materials) != 2 {
		t.Errorf("left: %+v", materials)
	}
	if o := w.sends(olena, "file-9", "чуже.pdf", ""); len(o.Notices) != 1 {
		t.Errorf("a file nobody asked for: %+v", o)
	}
	if o := w.pressesData(admin, fmt.Sprintf("gas:%d", m.ID)); !strings.Contains(o.Toast, "недоступно") {
		t.Errorf("a stranger to the body gets the materials: %q", o.Toast)
	}
}
