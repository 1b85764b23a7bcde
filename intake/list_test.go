package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// sheet writes what was read one entry a line:
// number: day[..day] hours kind | title | venue | responsible.
func sheet(lines []Line) string {
	var b strings.Builder
	for _, line := range lines {
		if line.Problem != nil {
			fmt.Fprintf(&b, "%d: !%s\n", line.Number, KindOf(line.Problem))
		}
		for _, e := range line.Entries {
			fmt.Fprintf(&b, "%d: %s%s\n", line.Number, written(e.Entry), asked(e.Doubts))
		}
	}
	return b.String()
}

func written(e council.Entry) string {
	day := e.From.String()
	if e.To != e.From {
		day += ".." + e.To.String()
	}
	head := tidy(day + " " + e.Hours.String())
	if e.Kind != council.Timed {
		head = tidy(head + " " + string(e.Kind))
	}
	return strings.Join([]string{head, e.Title, e.Venue, e.Responsible}, " | ")
}

// asked are the questions of an entry: " ?outside_week".
func asked(doubts []council.Doubt) string {
	text := ""
	for _, d := range doubts {
		text += " ?" + string(d.Question)
	}
	return text
}

func monday(year int, month time.Month, day int) council.Week {
	return council.WeekOf(council.NewDate(year, month, day))
}

func TestList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		week council.Week
		text string
		want string
	}{
		{"dates in figures make a list where they are surely days", monday(2026, time.November, 30), `
30.11, 02.12, 04.12 12.00 Екскурсія
30.11, 02.12 Виставка
30.11, 11.05 Нарада
01.12, 02.12 10.00 Семінар`, `
2: 2026-11-30 12:00 | Екскурсія |  | 
2: 2026-12-02 12:00 | Екскурсія |  | 
2: 2026-12-04 12:00 | Екскурсія |  | 
3: 2026-11-30 all_day | Виставка |  | 
3: 2026-12-02 all_day | Виставка |  | 
4: 2026-11-30 11:05 | Нарада |  | 
5: 2026-12-01 10:00 | Семінар |  | 
5: 2026-12-02 10:00 | Семінар |  | 
`},
		{"the day's heading serves the lines below it", planned, `
Понеділок, 23 листопада:
1. 10.00 – Апаратна нарада, каб. 205
2. 14:00 Прийом громадян
вівторок
• 12.05 Засідання комісії
- 9.00 – 15.00 Семінар
п’ятниця
Ярмарок`, `
3: 2026-11-23 10:00 | Апаратна нарада | каб. 205 | 
4: 2026-11-23 14:00 | Прийом громадян |  | 
6: 2026-11-24 12:05 | Засідання комісії |  | 
7: 2026-11-24 09:00–15:00 | Семінар |  | 
9: 2026-11-27 all_day | Ярмарок |  | 
`},
		{"the first of two is the day, the second the time", monday(2015, 5, 11), `
12.05 11.05 Нарада
12.05 об 11.00 Нарада
12.05 Нарада
понеділок
12.05 11.05 Нарада
12.05 Нарада
12.05-14.30 Нарада`, `
2: 2015-05-12 11:05 | Нарада |  | 
3: 2015-05-12 11:00 | Нарада |  | 
4: 2015-05-12 all_day | Нарада |  | 
6: 2015-05-12 11:05 | Нарада |  | 
7: 2015-05-11 12:05 | Нарада |  |  ?day_or_time
8: 2015-05-11 12:05–14:30 | Нарада |  | 
`},
		{"a weekday and a number that is not its date", monday(2015, 5, 11), `
вівторок, 12.05 Нарада
середа, 12.05 Нарада
середа, 12.05 о 10.00 Нарада`, `
2: 2015-05-12 all_day | Нарада |  | 
3: 2015-05-13 12:05 | Нарада |  | 
4: 2015-05-12 10:00 | Нарада |  |  ?wrong_weekday
`},
		{"what is wrong is said and nothing is guessed", planned, `
31.02 10.00 Нарада
19.11 10.00 Нарада
26.11 25:00 Нарада
26.11 10-12 Нарада
10.00 Нарада
Нарада
26.11 10.00
28-26.11 Виставка
Четвер, 24.11:
10.00 Нарада
четвер
25.00 Нарада
Концерт о 16.00 та о 18.00
26.11 | 10.00 | Нарада | зал | Коваль Л.Г. | ще | щось`, `
2: !no such day
3: 2026-11-19 10:00 | Нарада |  |  ?outside_week
4: !no such time
5: 2026-11-26 10:00–12:00 | Нарада |  |  ?which_time
6: 10:00 | Нарада |  |  ?which_day
7: !no day
8: 2026-11-26 10:00 |  |  | 
9: !ends before it begins
11: !another weekday
13: !no such time
14: 2026-11-26 16:00 | Концерт |  |  ?one_or_several
14: 2026-11-26 18:00 | Концерт |  |  ?one_or_several
15: 2026-11-26 10:00 | Нарада | зал | Коваль Л.Г., ще, щось
`},
		{"columns by any of the separators", planned, "" +
			"№ | Дата, час | Назва заходу | Місце проведення | Відповідальні\n" +
			"1 | 2 | 3 | 4 | 5\n" +
			"1 | 26.11 10.00 | Нарада | каб. 205 | Коваль Л.Г.\n" +
			"26.11\t10:00\tНарада; чергова\tсесійна зала\n" +
			"26.11; 10.00; Нарада; Павлюк І.В., Н. Береза\n" +
			"Нарада з тепла | 26.11 об 11.00 | Актова зала\n" +
			"| 27.11 | Змагання | 10.00 | Міський стадіон\n" +
			"27.11 Збори | зал (2-й поверх)\n" +
			"27.11 | 10.00 | Нарада (відповідальна: Кравець І.Г.) | каб. 1\n" +
			"27.11 | 10.00 | Нарада | каб. 1 | Відділ культури\n", `
3: 2026-11-26 10:00 | Нарада | каб. 205 | Коваль Л.Г.
4: 2026-11-26 10:00 | Нарада; чергова | сесійна зала | 
5: 2026-11-26 10:00 | Нарада |  | Павлюк І.В., Н. Береза
6: 2026-11-26 11:00 | Нарада з тепла | Актова зала | 
7: 2026-11-27 10:00 | Змагання | Міський стадіон | 
8: 2026-11-27 all_day | Збори | зал (2-й поверх) | 
9: 2026-11-27 10:00 | Нарада | каб. 1 | Кравець І.Г.
10: 2026-11-27 10:00 | Нарада | каб. 1 | Відділ культури
`},
		{"the responsible and the venue in prose", planned, `
24.11 о 10.00 Нарада з підготовки до зими, каб. 205 (Відповідальні: Савчук А.Г.,         Гнатюк В.В.)
24.11 10.00 Нарада у каб. 205, відп. Коваль Л.Г.
24.11 10.00 Огляд парків, скверів, площ; Департамент ЖКГ
24.11 10.00 Урочистості (зала засідань). Відповідальний за проведення – відділ культури
24.11 10.00 Нарада відповідальних осіб – велика зала
24.11 10.00 Нарада, у великій залі Будинку рад
24.11 10.00 Покладання квітів, вул. Лесі Українки, 35, сквер
24.11 10.00 Засідання (у режимі відеоконференції)
24.11 10.00 Нарада (Відповідальний: Коваль Л.Г. (заступник)) у міській раді
24.11 10.00 Збори відп: Коваль Л.Г.`, `
2: 2026-11-24 10:00 | Нарада з підготовки до зими | каб. 205 | Савчук А.Г., Гнатюк В.В.
3: 2026-11-24 10:00 | Нарада | каб. 205 | Коваль Л.Г.
4: 2026-11-24 10:00 | Огляд парків, скверів, площ |  | Департамент ЖКГ
5: 2026-11-24 10:00 | Урочистості | зала засідань | відділ культури
6: 2026-11-24 10:00 | Нарада відповідальних осіб | велика зала | 
7: 2026-11-24 10:00 | Нарада | у великій залі Будинку рад | 
8: 2026-11-24 10:00 | Покладання квітів | вул. Лесі Українки, 35, сквер | 
9: 2026-11-24 10:00 | Засідання | у режимі відеоконференції | 
10: 2026-11-24 10:00 | Нарада у міській раді |  | Коваль Л.Г.
11: 2026-11-24 10:00 | Збори |  | Коваль Л.Г.
`},
		{"several days make several entries", planned, `
24, 25 та 27 листопада з 9.00 до 16.45 Виставка
вт, чт о 10.00 Навчання
23-25, 27.11 Ярмарок
23-25.11 Форум`, `
2: 2026-11-24 09:00–16:45 | Виставка |  | 
2: 2026-11-25 09:00–16:45 | Виставка |  | 
2: 2026-11-27 09:00–16:45 | Виставка |  | 
3: 2026-11-24 10:00 | Навчання |  | 
3: 2026-11-26 10:00 | Навчання |  | 
4: 2026-11-23..2026-11-25 all_day | Ярмарок |  | 
4: 2026-11-27 all_day | Ярмарок |  | 
5: 2026-11-23..2026-11-25 all_day | Форум |  | 
`},
		{"no certain day or time", planned, `
Протягом тижня – Обстеження доріг
Уточнюється | Зустріч з інвесторами | каб. 1
щодня о 9.00 Оперативна нарада
24.11, протягом дня, День відкритих дверей
Впродовж тижня:
Прийом громадян
24.11 22:00-24:00 Чергування`, `
2: 2026-11-23..2026-11-29 during_week | Обстеження доріг |  | 
3: to_be_announced | Зустріч з інвесторами | каб. 1 | 
4: 2026-11-23..2026-11-29 09:00 | Оперативна нарада |  | 
5: 2026-11-24 all_day | День відкритих дверей |  | 
7: 2026-11-23..2026-11-29 during_week | Прийом громадян |  | 
8: 2026-11-24 22:00–00:00 | Чергування |  | 
`},
		{"day and time inside a sentence", planned, `
План заходів департаменту на період з 23 до 29 листопада 2026 року
Нарада щодо тарифів 24 листопада о 10.00, каб. 205
Семінар (26.11.2026, 10:00), мала зала
Подати звіт до 25 листопада
Збори на вул. 1 Листопада
Урочистості 8 грудня
24.11 Нарада. Бойко П.П. – заступник голови. 11.00.
24.11 Нарада з питань п. 3.15
24.11 Конкурс о 10.00, вул. Миру, 12/2
24.11 10.00 Підготовка до 26 листопада`, `
3: 2026-11-24 10:00 | Нарада щодо тарифів | каб. 205 | 
4: 2026-11-26 10:00 | Семінар | мала зала | 
5: to_be_announced | Подати звіт |  | 
6: !no day
7: 2026-12-08 all_day | Урочистості |  |  ?outside_week
8: 2026-11-24 11:00 | Нарада |  | Бойко П.П.
9: 2026-11-24 all_day | Нарада з питань п. 3.15 |  | 
10: 2026-11-24 10:00 | Конкурс | вул. Миру, 12/2 | 
11: 2026-11-24 10:00 | Підготовка до 26 листопада |  | 
`},
		{"a heading for another week is pointed out", planned, `
Основні заходи з 16 до 22 листопада 2026 року`, `
2: 2026-11-16..2026-11-22 all_day | Основні заходи |  |  ?outside_week
`},
		{"a title alone below its day and time is theirs", planned, `
понеділок
26.11 10.00
Нарада`, `
3: 2026-11-26 10:00 | Нарада |  | 
`},
		{"lines of real plans", monday(2026, 1, 26), `
27 січня о 10:00 збирається земельна комісія (к. 223).
28 січня о 13:00 збирається комісія містобудування (к.223).`, `
2: 2026-01-27 10:00 | Земельна комісія | к. 223 | 
3: 2026-01-28 13:00 | Комісія містобудування | к.223 | 
`},
		{"a week of 2017 over the end of June", monday(2017, 6, 26), `
30 червня 10.00 | Участь заступника голови обласної ради Бойка Ю.Д. у засіданні спільної робочої групи (Відповідальна: Кравець І.Г.) | м. Київ, вул. Урядова 12/2, каб. 357
02 липня 08.45 | Участь керівництва обласної ради у святкових заходах (Відповідальний: Мельник В.В.) | м. Одеса
03 липня 08.45 | Наступний тиждень`, `
2: 2017-06-30 10:00 | Участь заступника голови обласної ради Бойка Ю.Д. у засіданні спільної робочої групи | м. Київ, вул. Урядова 12/2, каб. 357 | Кравець І.Г.
3: 2017-07-02 08:45 | Участь керівництва обласної ради у святкових заходах | м. Одеса | Мельник В.В.
4: 2017-07-03 08:45 | Наступний тиждень |  |  ?outside_week
`},
		{"day, place and time in one cell", monday(2014, 12, 1), `
4. | Міський конкурс для юнаків | 3 грудня, Центр виховання (вул. Музейна, 38), 14.00 | Оргкомітет`, `
2: 2014-12-03 14:00 | Міський конкурс для юнаків | Центр виховання (вул. Музейна, 38) | Оргкомітет
`},
		{"a list by day with the chair and the time at the end", monday(2022, 2, 21), `
Основні заходи, які проводитимуться керівництвом 21 – 27 лютого 2022 року
21 лютого
Нарада керівництва. Лисенко В.Ф. – голова ради. 8.00.`, `
4: 2022-02-21 08:00 | Нарада керівництва |  | Лисенко В.Ф.
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := "\n" + sheet(List(tt.text, tt.week))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestListKeepsTheLineAsItsSource(t *testing.T) {
	t.Parallel()
	got := List("\n•\u00a026.11\u200b  10.00\tНарада\r\n\nщось\n", planned)
	ten := council.TimeOfDay(600)
	day := council.NewDate(2026, 11, 26)
	text := "26.11 10.00 Нарада"
	want := []Line{
		{Number: 2, Text: text, Entries: []Reading{{Entry: council.Entry{
			From: day, To: day, Kind: council.Timed, Hours: council.Hours{Start: &ten},
			Title: "Нарада", Visibility: council.StaffOnly, Source: council.Source{Line: 2, Text: text},
		}}}},
		{Number: 4, Text: "щось", Problem: &Error{Kind: NoDay}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestListHasLimits(t *testing.T) {
	t.Parallel()
	line := "26.11 10.00 Нарада\n"
	got := List(strings.Repeat(line, MaxLines+5), planned)
	if last := got[len(got)-1]; len(got) != MaxLines+1 || KindOf(last.Problem) != TooManyLines || last.Number != MaxLines+1 {
		t.Errorf("%d lines, the last %+v", len(got), last)
	}
	long := func(n int) string { return strings.Repeat("а", n) }
	text := strings.Join([]string{
		"26.11 10.00 " + long(council.MaxTitle),
		"26.11 10.00 " + long(council.MaxTitle+1),
		"26.11 10.00 Нарада | " + long(council.MaxVenue+1),
		"26.11 10.00 Нарада | зал | " + long(council.MaxResponsible+1),
		"26.11 10.00 " + long(maxLine),
	}, "\n")
	var kinds []Kind
	for _, l := range List(text, planned) {
		kinds = append(kinds, KindOf(l.Problem))
	}
	if diff := cmp.Diff([]Kind{"", TooLong, TooLong, TooLong, TooLong}, kinds); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzList holds what must be true of any text: no panic, every line either
// read or explained, a day outside the week never without a question.
func FuzzList(f *testing.F) {
	for _, seed := range []string{
		"Вівторок, 24 листопада:\n1. 10.00 – Нарада, каб. 205 (Відповідальні: Коваль Л.Г.)",
		"26.11 | 10:00 | Нарада | зал\n1 | 2 | 3", "1,1,1,1,1,1-2,3 та 5 листопада", "31.02\n25:00 Нарада",
		"((((відп.:))) 26.11", "з з з 26 по по 28", "\xff26.11\x00 о", "№\n1)\n-\n;;;|||\t", "26.11-", "0.0.0000 24:00-24:00 а",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, line := range List(text, planned) {
			if (line.Problem == nil) == (len(line.Entries) == 0) {
				t.Fatalf("%q: %+v", text, line)
			}
			if line.Problem != nil && KindOf(line.Problem) == "" {
				t.Fatalf("%q: untyped %v", text, line.Problem)
			}
			for _, e := range line.Entries {
				touches := e.Kind == council.ToBeAnnounced || !e.To.Before(planned.Monday) && !e.From.After(planned.Sunday())
				touches = touches || e.From.IsZero()
				if !touches && len(e.Doubts) == 0 || e.To.Before(e.From) || !utf8.ValidString(e.Title+e.Venue+e.Responsible) ||
					utf8.RuneCountInString(e.Title) > council.MaxTitle || e.Hours.Start == nil && e.Hours.End != nil {
					t.Fatalf("%q: %+v", text, e)
				}
			}
		}
	})
}

// BenchmarkList reads 300 entries, as many as a pasted plan may have.
func BenchmarkList(b *testing.B) {
	text := strings.Repeat("24 листопада о 10.00 Нарада з підготовки до зими, каб. 205 (Відповідальні: Савчук А.Г., Гнатюк В.В.)\n"+
		"25.11 | 14.00 | Засідання комісії за участю міського голови | Мала зала | Коваль Л.Г.\n"+
		"Семінар (26.11.2026, 10:00), мала зала\n", MaxLines/3)
	b.ReportAllocs()
	for b.Loop() {
		if lines := List(text, planned); len(lines) != MaxLines {
			b.Fatal(len(lines))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
}
