package council

import (
	"strings"
	"unicode"
)

// latin is the official romanisation (Cabinet of Ministers, 27.01.2010 No. 55),
// letter by letter; soft signs and apostrophes fall out.
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "y",
	'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s",
	'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia",
}

// latinFirst are the letters written otherwise at the beginning of a word.
var latinFirst = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// LatinFileName is a file's name in ASCII, "plan_zakhodiv_2026-11-30.pdf" for
// "План заходів 2026-11-30.pdf": mail programs mangle other names.
func LatinFileName(name string) string {
	var b strings.Builder
	before := ' '
	for _, r := range strings.ToLower(name) {
		letters, known := latin[r]
		first, special := latinFirst[r]
		switch {
		case special && !unicode.IsLetter(before) && !isApostrophe(before):
			b.WriteString(first)
		case r == 'г' && before == 'з':
			b.WriteString("gh")
		case known:
			b.WriteString(letters)
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.'):
			b.WriteRune(r)
		case !isApostrophe(r) && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		before = r
	}
	return strings.Trim(b.String(), "_.")
}
