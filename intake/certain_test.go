package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What looks like a day or an hour and may be neither is never taken for
// certain.
func TestCertain(t *testing.T) {
	t.Parallel()
	week := monday(2026, 11, 30)
	tests := []struct {
		name, text string
		want       string
	}{
		{"a paper's date is no hour", "02.12 розгляд звернення № 12/05 від 20.11",
			"1: 2026-12-02 all_day | розгляд звернення № 12/05 від 20.11 |  | \n"},
		{"a paper's date is no day", "02.12 о 9.00 Засідання робочої групи (розпорядження від 25.11.2026 № 145)",
			"1: 2026-12-02 09:00 | Засідання робочої групи (розпорядження від 25.11.2026 № 145) |  | \n"},
		{"as of a day", "02.12 звіт станом на 01.12 до ОДА",
			"1: 2026-12-02 all_day | звіт станом на 01.12 до ОДА |  | \n"},
		{"moved to a day", "04.12 збори перенесено на 11.12",
			"1: 2026-12-04 all_day | збори перенесено |  |  ?one_or_several\n" +
				"1: 2026-12-11 all_day | збори перенесено |  |  ?outside_week ?one_or_several\n"},
		{"the first of several hours stands behind a colon", "05.12 День волонтера: 11.00 – урочистості, 13.00 – концерт",
			"1: 2026-12-05 11:00 | День волонтера: урочистості концерт |  |  ?one_or_several\n" +
				"1: 2026-12-05 13:00 | День волонтера: урочистості концерт |  |  ?one_or_several\n"},
		{"hours joined by a word", "1-2 грудня о 10.00 та 14.00 змагання",
			"1: 2026-12-01..2026-12-02 10:00 | змагання |  |  ?one_or_several\n" +
				"1: 2026-12-01..2026-12-02 14:00 | змагання |  |  ?one_or_several\n"},
		{"an hour among words", "1 грудня Нарада 10.00 у міського голови",
			"1: 2026-12-01 all_day | Нарада 10.00 у міського голови |  |  ?which_time\n"},
		{"a second hour among words", "1.12. 9.00 нарада 15.00 комісія",
			"1: 2026-12-01 09:00 | нарада 15.00 комісія |  |  ?which_time\n"},
		{"measures, papers and clauses are no hours", "03.12 виплата 12.50 грн, п. 7.15 рішення № 10.30",
			"1: 2026-12-03 all_day | виплата 12.50 грн, п. 7.15 рішення № 10.30 |  | \n"},
		{"a day before a deadline's hour", "04.12 до 15.00 подання заявок на конкурс",
			"1: 2026-12-04 all_day | до 15.00 подання заявок на конкурс |  | \n"},
		{"days before their hours", "Прийом громадян: 01.12 – 14.00, 03.12 – 10.00",
			"1: 2026-12-01 14:00 | Прийом громадян |  |  ?one_or_several\n" +
				"1: 2026-12-03 10:00 | Прийом громадян |  |  ?one_or_several\n"},
		{"short weekdays in a list", "вт – нарада, ср – комісія",
			"1: 2026-12-01 all_day | нарада комісія |  |  ?one_or_several\n" +
				"1: 2026-12-02 all_day | нарада комісія |  |  ?one_or_several\n"},
		{"days on both sides of a semicolon", "Ранок 01.12 – виїзд; вечір 02.12 о 18.00 – збори",
			"1: 2026-12-01 all_day | Ранок виїзд | вечір збори |  ?one_or_several\n" +
				"1: 2026-12-02 18:00 | Ранок виїзд | вечір збори |  ?one_or_several\n"},
		{"a bullet before semicolons", "• пн 10.00 нарада, каб. 201; пт 04.12 19.00 концерт",
			"1: 2026-11-30 10:00 | нарада | каб. 201 | \n" +
				"1: 2026-12-04 19:00 | концерт |  | \n"},
		{"an hour as an ordinal", "3 грудня о 16-й засідання виконкому",
			"1: 2026-12-03 16:00 | засідання виконкому |  | \n"},
		{"a town one goes to is no venue", "Робоча поїздка до м. Львова 1–2 грудня",
			"1: 2026-12-01..2026-12-02 all_day | Робоча поїздка до м. Львова |  | \n"},
		{"one word for two times", "10:00 час: вівторок, 1 грудня Нарада",
			"1: 2026-12-01 10:00 | Нарада |  | \n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, sheet(List(tt.text, week))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
