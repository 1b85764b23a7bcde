package documents

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestCleanMakesTextPrintable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"emoji of all kinds":         {"Свято 🎉 міста ❤️ 👨‍👩‍👧 ✅ ☎️", "Свято міста"},
		"decomposed letters":         {"і\u0308жак и\u0306", "їжак й"},
		"an accent stays":            {"за\u0301мок", "за\u0301мок"},
		"control and invisible":      {"а\x00б\u200bв\u00adг\ufeffґ\u202eд", "абвгґд"},
		"invalid UTF-8":              {"а\xffб", "аб"},
		"lines are one":              {"перший\r\nдругий\u2028третій", "перший другий третій"},
		"spaces":                     {"  а   б  ", "а б"},
		"no-break spaces stay":       {"м.\u00a0Київ", "м.\u00a0Київ"},
		"a dash begins no line":      {"Коваль – начальник", "Коваль\u00a0– начальник"},
		"a number by its sign":       {"№ 12", "№\u00a012"},
		"abbreviations hold":         {"м. Київ, вул. Ґонти, каб. 12", "м.\u00a0Київ, вул.\u00a0Ґонти, каб.\u00a012"},
		"initials hold":              {"Жук А. П. і Г. Осика", "Жук\u00a0А.П. і Г.\u00a0Осика"},
		"a word is no abbreviation":  {"дім с кутом і см 5", "дім с\u00a0кутом і см 5"},
		"signs of papers":            {"«Рада» ’ № § ₴ °", "«Рада» ’ №\u00a0§ ₴ °"},
		"nothing but what cannot be": {"🎉\x00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, clean(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// letters is a face whose every letter is a millimetre wide.
func letters(text string, _ bool) float64 { return float64(utf8.RuneCountInString(text)) }

func TestWrap(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text        string
		first, rest float64
		want        []string
	}{
		"nothing is one empty line":  {"", 10, 10, []string{""}},
		"at spaces":                  {"один два три", 8, 8, []string{"один два", "три"}},
		"the space at the end hangs": {"чотири шість", 6, 6, []string{"чотири", "шість"}},
		"after a hyphen":             {"житлово-комунального", 12, 12, []string{"житлово-", "комунального"}},
		"the first line is shorter":  {"аб вг ґд", 4, 8, []string{"аб", "вг ґд"}},
		"a word wider than the line": {"а бвгґдежз", 4, 4, []string{"а", "бвгґ", "дежз"}},
		"no room at all":             {"абв", 0, 0, []string{"а", "б", "в"}},
		"a no-break space holds":     {"№ або №\u00a012", 6, 6, []string{"№ або", "№\u00a012"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, line := range wrap(pieces(c.text, false), c.first, c.rest, letters) {
				text := ""
				for _, run := range joined(line) {
					text += run.text
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrapKeepsWeightsApart(t *testing.T) {
	t.Parallel()
	line := wrap(append(pieces("Місце: ", true), pieces("зала", false)...), 20, 20, letters)
	want := []piece{{"Місце: ", true}, {"зала", false}}
	if got := joined(line[0]); len(line) != 1 || !equal(want, got) {
		t.Errorf("%v", got)
	}
}

func equal(a, b []piece) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestALetterLongWordIsNotSlow(t *testing.T) {
	t.Parallel()
	lines := wrap(pieces(strings.Repeat("щ", 4000), false), 50, 50, letters)
	if len(lines) != 80 {
		t.Errorf("%d lines, want 80", len(lines))
	}
}
