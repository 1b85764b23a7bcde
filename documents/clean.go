package documents

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// symbols are those of the symbols that the papers' face can show.
const symbols = "№°©®™§←↑→↓"

// holds keeps a dash from beginning a line, and a number by its sign.
var holds = strings.NewReplacer(" – ", "\u00a0– ", " — ", "\u00a0— ", "№ ", "№\u00a0")

// Abbreviations stay with what they shorten ("м. Київ", "каб. 12", "вул.
// Ґонти"), initials with the surname before or after them.
var (
	abbreviation  = regexp.MustCompile(`(?i)(^|[ («,\x{a0}])(м|с|смт|вул|каб|пл|просп|пров|буд|кв|ім|обл|р-н|корп|тел)(\.?) `)
	initialsAfter = regexp.MustCompile(`(\p{Lu}[\p{L}’-]+) (\p{Lu}\.) ?(\p{Lu}\.)`)
	initialBefore = regexp.MustCompile(`(\p{Lu}\.) (\p{Lu})`)
)

// clean makes people's text ready for paper: printable, and with no-break
// spaces where a line must not end.
func clean(text string) string {
	text = holds.Replace(printable(text))
	text = abbreviation.ReplaceAllString(text, "$1$2$3\u00a0")
	text = initialsAfter.ReplaceAllString(text, "$1\u00a0$2$3")
	return initialBefore.ReplaceAllString(text, "$1\u00a0$2")
}

// printable makes people's text printable: composed letters, single spaces, none of
// the emoji and invisible characters that a typeface of official papers lacks.
// Line ends become spaces.
func printable(text string) string {
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
	return strings.Join(words, " ")
}

// variants are the variation selectors, which follow an emoji.
var variants = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xFE00, Hi: 0xFE0F, Stride: 1}}}
