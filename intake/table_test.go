package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/intake"
)

// tableWeek is the week of 30 November to 6 December 2026.
var tableWeek = council.Week{Monday: council.Date{Year: 2026, Month: 11, Day: 30}}

// content is a table written a row a line, " | " between the cells and "/" for
// a line break; a line without "|" is a paragraph.
func content(text string) intake.Content {
	var c intake.Content
	table, inside := 0, false
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		row := intake.Row{Number: i + 1, Cells: []string{line}}
		if strings.Contains(line, "|") {
			if !inside {
				table++
			}
			row.Table, row.Cells = table, nil
			for cell := range strings.SplitSeq(line, "|") {
				row.Cells = append(row.Cells, strings.ReplaceAll(strings.TrimSpace(cell), "/", "\n"))
			}
		}
		inside = row.Table > 0
		c.Rows = append(c.Rows, row)
	}
	return c
}

// shown is what was read, a line an entry.
func shown(lines []intake.Line) []string {
	var all []string
	for _, l := range lines {
		for _, e := range l.Entries {
			when := strings.TrimPrefix(e.From.String(), "2026-")
			if e.To != e.From {
				when += ".." + strings.TrimPrefix(e.To.String(), "2026-")
			}
			if e.Kind != council.Timed && e.Kind != council.AllDay {
				when = string(e.Kind)
			}
			all = append(all, fmt.Sprintf("%d: %s %s; %s; %s; %s; %s", l.Number, when, e.Hours, e.Title, e.Venue, e.Responsible, l.Leaders))
		}
		if l.Problem != nil {
			all = append(all, fmt.Sprintf("%d: %s: %s", l.Number, intake.KindOf(l.Problem), l.Text))
		}
	}
	return all
}

func TestTable(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"columns are known by their headers, in any order",
			`№ з/п | Назва заходу | Дата і часпроведення | Місце проведення | Відповідаль-ний
			1 | 2 | 3 | 4 | 5
			1. | Нарада з директорами шкіл | 1.12/о 10.00 | каб. 205 | Коваль О.П.`,
			[]string{"3: 12-01 10:00; Нарада з директорами шкіл; каб. 205; Коваль О.П.; "}},
		{"a day column and a time column",
			`№ пп | Дата проведення | Назва заходу | Час проведення | Місце проведення, організатор заходу
			| 01.12 | «Весело граємо» | 12.00 | будинок культури/Коваль О.П.
			| 01.12 | Змагання | з 9.00 до 16.45 | Міський пляж`,
			[]string{"2: 12-01 12:00; «Весело граємо»; будинок культури; Коваль О.П.; ", "3: 12-01 09:00–16:45; Змагання; Міський пляж; ; "}},
		{"weekday rows give the day, dates of their own go before them",
			`Назва заходу | Дата проведення, година | Місце проведення
			понеділок | |
			Нарада | 10.00 | каб. 1
			вівторок | |
			Концерт | 01.12 об 11.00 | Палац дітей та юнацтва,/вул. Паркова, 2
			Виставка | 30.11-15.12 | Школа мистецтв`,
			[]string{"3: 11-30 10:00; Нарада; каб. 1; ; ", "5: 12-01 11:00; Концерт; Палац дітей та юнацтва, вул. Паркова, 2; ; ", "6: 11-30..12-15 ; Виставка; Школа мистецтв; ; "}},
		{"paragraphs with a day stand over the tables below them; the header is written once",
			`ЗАТВЕРДЖУЮ
			План роботи відділу освіти
			Понеділок, 30 листопада
			Час | Захід | Місце
			9.00 | Апаратна нарада | каб. 1
			Вівторок, 1 грудня
			10.00 | Засідання комісії | мала зала
			Начальник відділу О. КОВАЛЬ`,
			[]string{"5: 11-30 09:00; Апаратна нарада; каб. 1; ; ", "7: 12-01 10:00; Засідання комісії; мала зала; ; "}},
		{"days written once hold for the rows below",
			`Дата | Час | Захід
			1 грудня | 10.00 | Нарада
			| 12.00 | Прийом громадян
			2 грудня | 9.00 | Комісія`,
			[]string{"2: 12-01 10:00; Нарада; ; ; ", "3: 12-01 12:00; Прийом громадян; ; ; ", "4: 12-02 09:00; Комісія; ; ; "}},
		{"where days are repeated an empty one is missing",
			`Дата | Час | Захід
			1 грудня | 10.00 | Нарада
			1 грудня | 11.00 | Комісія
			| 12.00 | Прийом громадян`,
			[]string{"2: 12-01 10:00; Нарада; ; ; ", "3: 12-01 11:00; Комісія; ; ; ", "4: no day: 12.00 | Прийом громадян"}},
		{"the form stands behind the title, unless the title has it",
			`Дата | Назва заходу | Форма проведення | Місце проведення та відповідальні
			01.12 10.00 | «Вимір» | Відкриття фотовиставки | Читальна зала/Олійник О.В.
			02.12 | Онлайн-нарада з директорами | онлайн | каб. 205
			03.12 | Нарада. | дистанційно | -
			04.12 | Комісія | – | мала зала`,
			[]string{"2: 12-01 10:00; «Вимір». Відкриття фотовиставки; Читальна зала; Олійник О.В.; ", "3: 12-02 ; Онлайн-нарада з директорами; каб. 205; ; ",
				"4: 12-03 ; Нарада. дистанційно; ; ; ", "5: 12-04 ; Комісія; мала зала; ; "}},
		{"the form and the title in one column are a title",
			`Форма та назва заходу | Дата, час проведення
			Концерт «Осінь» | 01.12 10.00`,
			[]string{"2: 12-01 10:00; Концерт «Осінь»; ; ; "}},
		{"one cell for the day, the venue and the time",
			`Назва заходів | Дата, місце проведення, час | Хто проводить
			Нарада | 1 грудня, 10.00, каб. 205 | Коваль О.П.`,
			[]string{"2: 12-01 10:00; Нарада; каб. 205; Коваль О.П.; "}},
		{"the responsible stand in the title's cell, leaders in a column of theirs",
			`Дата, час | Зміст заходу | Місце проведення | Участь керівництва
			1 грудня 10.00 | Нарада (Відповідальні: Коваль О.П., Шевчук І.І.) | каб. 1 | Міський голова`,
			[]string{"2: 12-01 10:00; Нарада; каб. 1; Коваль О.П., Шевчук І.І.; Міський голова"}},
		{"words in place of a day and of a time",
			`Дата | Час | Захід
			Протягом тижня | | Рейди
			Дата уточнюється | | Сесія
			3 грудня | протягом дня | Ярмарок`,
			[]string{"2: during_week ; Рейди; ; ; ", "3: to_be_announced ; Сесія; ; ; ", "4: 12-03 ; Ярмарок; ; ; "}},
		{"what cannot be read stays, with its text",
			`Дата | Час | Захід
			1 грудня | ранок або вечір | Нарада
			31.02 | 10.00 | Комісія
			1 грудня | 10.00 | `,
			[]string{"2: not understood: 1 грудня | ранок або вечір | Нарада", "3: no such day: 31.02 | 10.00 | Комісія", "4: no title: 1 грудня | 10.00"}},
		{"Russian headers and words",
			`Дата | Время | Мероприятие | Место проведения мероприятия | Ответственный
			1 декабря | 10.00 | Совещание | каб. 5 | Иванов И.И.
			вторник | 11.00 | Заседание | | `,
			[]string{"2: 12-01 10:00; Совещание; каб. 5; Иванов И.И.; ", "3: 12-01 11:00; Заседание; ; ; "}},
		{"Latin letters among the Cyrillic ones, in headers too",
			`Дaтa | Чaс | Haзвa зaхoду | Micце прoведення
			1 гpудня | 10.00 | Нарада | каб. 5
			2 грудня | I0.00 | Рада | каб. 5`,
			[]string{"2: 12-01 10:00; Нарада; каб. 5; ; ", "3: 12-02 10:00; Рада; каб. 5; ; "}},
		{"days and hours as a spreadsheet counts them, and seconds",
			`Дата | Час | Захід
			46357 | 0.4166666667 | Нарада
			46357,375 | | Комісія
			1.12 | 10:30:00 | Рада
			1.12 | 0.416 | Збори`,
			[]string{"2: 12-01 10:00; Нарада; ; ; ", "3: 12-01 09:00; Комісія; ; ; ", "4: 12-01 10:30; Рада; ; ; ", "5: not understood: 1.12 | 0.416 | Збори"}},
		{"an hour that a spreadsheet made a number or a date of is not understood",
			`Дата | Час | Захід
			1.12 | 9.3 | Нарада
			1.12 | 10.10.2026 | Комісія
			1.12 | 10.10 | Рада`,
			[]string{"2: not understood: 1.12 | 9.3 | Нарада", "3: not understood: 1.12 | 10.10.2026 | Комісія", "4: 12-01 10:10; Рада; ; ; "}},
		{"an empty table has no entries", "Дата | Час | Захід", nil},
		{"prompts of content controls are nothing",
			`Дата | Час | Захід | Місце
			оберіть день | | | оберіть місце
			1.12 | 10.00 | Нарада | Виберіть елемент.`,
			[]string{"3: 12-01 10:00; Нарада; ; ; "}},
		{"a table without a header is read as lines are",
			`1.12 10.00 | Нарада | каб. 205 | Коваль О.П.
			2.12 | Комісія |  |`,
			[]string{"1: 12-01 10:00; Нарада; каб. 205; Коваль О.П.; ", "2: 12-02 ; Комісія; ; ; "}},
		{"a file without tables is read as a text",
			`План заходів на період з 30 листопада до 6 грудня
			Вівторок, 1 грудня:
			- 10.00 Нарада, каб. 205
			- 12.00 Комісія`,
			[]string{"3: 12-01 10:00; Нарада; каб. 205; ; ", "4: 12-01 12:00; Комісія; ; ; "}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, shown(intake.Table(content(test.text), tableWeek))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestATableEndsWithItsTime: lines made to take long are not read on.
func TestATableEndsWithItsTime(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c := content("Дата | Час | Захід\n1.12 | 10.00 | Нарада")
	if err := intake.Try(ctx, c); err != nil {
		t.Error(err)
	}
	cancel()
	if err := intake.Try(ctx, c); intake.KindOf(err) != intake.FileTooSlow {
		t.Error(err)
	}
}

// TestARowTooLongIsNotLookedInto: its beginning stays in sight.
func TestARowTooLongIsNotLookedInto(t *testing.T) {
	t.Parallel()
	lines := intake.Table(content("Дата | Захід\n1.12 | "+strings.Repeat("Нарада ", 300)+"\n2.12 | Рада"), tableWeek)
	if len(lines) != 2 || intake.KindOf(lines[0].Problem) != intake.TooLong || !strings.HasPrefix(lines[0].Text, "1.12 | Нарада Нарада") || len(lines[1].Entries) != 1 {
		t.Errorf("%+v", lines)
	}
}
