package documents

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// symbols are those of the symbols that the papers' face can show.
const symbols = "№°©®™§←↑→↓"

// holds keeps a dash from beginning a line, and a number by its sign.
var holds = strings.NewReplacer(" – ", "\u00a0– ", " — ", "\u00a0— ", "№ ", "№\u00a0")

// clean makes people's text printable: composed letters, single spaces, none of
// the emoji and invisible characters that a typeface of official papers lacks.
// Line ends become spaces.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case r > 0xFFFF, r == unicode.ReplacementChar, unicode.In(r, unicode.C, variants):
			return -1
		case unicode.In(r, unicode.So, unicode.Sk) && !strings.ContainsRune(symbols, r):
			return -1
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(text, "")))
	// Not strings.Fields: a no-break space is to stay.
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
	return holds.Replace(strings.Join(words, " "))
}

// variants are the variation selectors, which follow an emoji.
var variants = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xFE00, Hi: 0xFE0F, Stride: 1}}}
