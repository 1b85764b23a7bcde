package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	t.Parallel()
	week := monday(2026, 11, 30)
	tests := []struct {
		name, text string
		want       string
	}{
		{"letters for figures", "3 грудня | I0.00 | Нарада\n4 грудня о 1O.30 семінар",
			"1: 2026-12-03 10:00 | Нарада |  | \n" +
				"2: 2026-12-04 10:30 | семінар |  | \n"},
		{"hours first, one day", "4 грудня о 9.30 – молебень, о 10.00 – покладання квітів",
			"1: 2026-12-04 09:30 | молебень |  |  ?one_or_several\n" +
				"1: 2026-12-04 10:00 | покладання квітів |  |  ?one_or_several\n"},
		{"words first, the last with a hall", "Ранкова нарада 1.12 об 8.00, вечірня – 1.12 о 17.30 у сесійній залі",
			"1: 2026-12-01 08:00 | Ранкова нарада |  |  ?one_or_several\n" +
				"1: 2026-12-01 17:30 | вечірня | сесійній залі |  ?one_or_several\n"},
		{"two sentences", "Пленарне засідання сесії 2 грудня о 10-й годині. Засідання погоджувальної ради о 9.00",
			"1: 2026-12-02 10:00 | Пленарне засідання сесії |  |  ?one_or_several\n" +
				"1: 2026-12-02 09:00 | Засідання погоджувальної ради |  |  ?one_or_several\n"},
		{"one event twice keeps its words", "Концерт 4 грудня о 10.00 та о 12.00",
			"1: 2026-12-04 10:00 | Концерт |  |  ?one_or_several\n" +
				"1: 2026-12-04 12:00 | Концерт |  |  ?one_or_several\n"},
		{"words on both sides stay together", "4 грудня, урочистості: о 9.30 – молебень, о 10.00 – покладання квітів",
			"1: 2026-12-04 09:30 | урочистості: молебень покладання квітів |  |  ?one_or_several\n" +
				"1: 2026-12-04 10:00 | урочистості: молебень покладання квітів |  |  ?one_or_several\n"},
		{"registration is no event", "Семінар 4 грудня, реєстрація – з 12.30, засідання – о 13.00",
			"1: 2026-12-04 13:00 | Семінар |  |  ?which_time\n"},
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
