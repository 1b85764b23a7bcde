package handlers_test

import (
	"context"
	"fmt"
	"regexp"
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
	w.pressesData(secretary, w.numbered(secretary, 3))
	up := w.data(secretary, "⬆")
	w.pressesData(secretary, up)
	w.pressesData(secretary, up)
	w.presses(secretary, "✏️ Змінити")
	w.sees(secretary, "Зараз: Різне 3.5")
	w.says(secretary, "Різне; Сова Н.І.")
	w.sees(secretary, "2. Різне", "Доповідає: Сова Н.І.")
	w.presses(secretary, "Назад")
	w.pressesData(secretary, w.numbered(secretary, 3))
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
	if screen := w.screen(olena); strings.Contains(screen, "[1]") || strings.Contains(screen, "➕") {
		t.Errorf("a member may change the agenda:\n%s", screen)
	}
}

func TestMaterialsAreFilesAndLinks(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.pressesData(secretary, fmt.Sprintf("gaa:%d", m.ID))
	w.says(secretary, "Про бюджет")
	w.pressesData(secretary, w.numbered(secretary, 1))
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

// numbered is what the button of a question carries.
func (w *town) numbered(account int64, position int) string {
	w.t.Helper()
	for _, row := range w.chat(account).screen.Buttons {
		for _, b := range row {
			if b.Text == fmt.Sprint(position) {
				return b.Data
			}
		}
	}
	w.t.Fatalf("no question %d on:\n%s", position, w.screen(account))
	return ""
}

func TestTheLongestAgendaFitsEveryScreen(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for range 80 {
			id, err := tx.SetAgendaItem(ctx, m.ID, council.AgendaItem{Title: strings.Repeat("ш ", 250), Speaker: strings.Repeat("ї", 120)})
			w.must(err)
			for range 2 {
				_, err = tx.AddMaterial(ctx, m.ID, council.Material{ItemID: id, Name: strings.Repeat("м", 120), Link: "https://a.b/" + strings.Repeat("x", 400)}, 0, w.now)
				w.must(err)
			}
		}
		return nil
	})
	w.pressesData(secretary, fmt.Sprintf("gm:%d", m.ID))
	w.sees(secretary, "Ще 70 питань", "160 матеріалів")
	w.presses(secretary, "Порядок денний")
	for range 9 {
		w.presses(secretary, "▶")
	}
	if n := len(w.chat(secretary).screen.Buttons); n > 20 {
		t.Errorf("%d rows of buttons", n)
	}
	w.pressesData(secretary, fmt.Sprintf("gaa:%d", m.ID))
	w.says(secretary, "Ще одне")
	w.sees(secretary, "до 80 питань")

	items, materials := w.agenda(m.ID)
	messages := composer(t).Materials(w.committee, m, items, materials)
	var asking []int
	for i, message := range messages {
		w.wellFormedLetter(message)
		if message.Silent != (i > 0) {
			t.Errorf("message %d makes a sound: %v", i, !message.Silent)
		}
		if last := strings.Contains(strings.Join(labels(message), ""), "Ознайомлено"); message.TakeNote != last {
			t.Errorf("message %d asks to take note of it without a button", i)
		} else if last {
			asking = append(asking, i)
		}
	}
	if diff := cmp.Diff([]int{len(messages) - 1}, asking); diff != "" {
		t.Error(diff)
	}
}

// wellFormedLetter is wellFormed for what counts after Telegram has read the
// tags: links are long, their names are not.
func (w *town) wellFormedLetter(m council.Message) {
	w.t.Helper()
	if n := len([]rune(plain(letterTags.ReplaceAllString(m.HTML, "")))); n > 4096 || m.HTML == "" {
		w.t.Errorf("a letter of %d characters", n)
	}
}

var letterTags = regexp.MustCompile(`</?a[^>]*>`)

func TestRemindersOfPapers(t *testing.T) {
	t.Parallel()
	c := composer(t)
	body := council.Body{Name: "Виконком"}
	m := council.Meeting{ID: 7, Day: friday, Start: 600, Venue: "зал", State: council.Planned, Regular: true}
	for _, tt := range []struct {
		got  council.Message
		want string
	}{
		{c.AgendaDue(body, m, friday.AddDays(-1)), "📋 Проєкт порядку денного\nВиконком, засідання: п’ятниця, 27 листопада, 10:00.\nПорядок денний має бути готовий не пізніше: четвер, 26 листопада.\n[📋 Порядок денний]"},
		{c.MinutesDue(body, m, friday.AddDays(14)), "📝 Протокол засідання\nВиконком, п’ятниця, 27 листопада, 10:00.\nСтрок оформлення: п’ятниця, 11 грудня.\n[🏛 Докладніше]"},
		{c.PublishDue(body, m), "🌐 Оприлюднення протоколу\nВиконком, засідання: п’ятниця, 27 листопада, 10:00.\nПротокол має бути оприлюднено на сайті ради.\n[🏛 Докладніше]\n[🔗 Протокол: адреса або файл]"},
		{c.Materials(body, m, []council.AgendaItem{{ID: 1, Position: 1, Title: "Про бюджет"}}, nil)[0],
			"📥 Матеріали до засідання\n🏛 Виконком\n🕘 П’ятниця, 27 листопада, 10:00\n📍 зал\nЧергове, закрите\n\nПорядок денний\n1. Про бюджет\n[🏛 Докладніше]\n[Ознайомлено]"},
	} {
		got := plain(tt.got.HTML) + "\n" + strings.Join(labels(tt.got), "\n")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Error(diff)
		}
	}
}
