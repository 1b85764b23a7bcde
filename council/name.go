package council

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// alphabet is the Ukrainian one, in its order, which is not that of Unicode.
const alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

// longestName is how many letters each part of a name may have.
const longestName = 60

// Fold prepares a text for search: lower case, no apostrophes of any kind
// (people type four of them), single spaces.
func Fold(text string) string {
	folded := strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	return strings.Join(strings.Fields(folded), " ")
}

// Matches tells that every word of the query stands somewhere in the text. An
// empty query matches nothing.
func Matches(query, text string) bool {
	words := strings.Fields(Fold(query))
	text = Fold(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return len(words) > 0
}

// CompareNames orders names by the Ukrainian alphabet: -1, 0 or 1.
func CompareNames(a, b string) int {
	a, b = Fold(a), Fold(b)
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if order := cmp.Compare(letterRank(ra), letterRank(rb)); order != 0 {
			return order
		}
		a, b = a[na:], b[nb:]
	}
	return cmp.Compare(len(a), len(b))
}

// letterRank puts what is no Ukrainian letter before the letters.
func letterRank(r rune) int {
	if i := strings.IndexRune(alphabet, r); i >= 0 {
		return i
	}
	return int(r) - utf8.MaxRune - 1
}

// ParseFullName reads "Прізвище Ім'я По батькові"; the patronymic may be
// missing or have several words. It refuses what cannot be a name.
func ParseFullName(text string) (Person, bool) {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 {
		return Person{}, false
	}
	for i, w := range words {
		if !isNameWord(w) {
			return Person{}, false
		}
		words[i] = capitalised(w)
	}
	return Person{Surname: words[0], Given: words[1], Patronymic: strings.Join(words[2:], " ")}, true
}

func isNameWord(w string) bool {
	if utf8.RuneCountInString(w) > longestName {
		return false
	}
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r != '-' && !isApostrophe(r):
			return false
		}
	}
	return letters > 0
}

// capitalised mends a word that is all capitals or all small; anything else
// was meant as it stands.
func capitalised(w string) string {
	if w != strings.ToUpper(w) && w != strings.ToLower(w) {
		return w
	}
	parts := strings.Split(strings.ToLower(w), "-")
	for i, p := range parts {
		r, size := utf8.DecodeRuneInString(p)
		if size > 0 {
			parts[i] = string(unicode.ToUpper(r)) + p[size:]
		}
	}
	return strings.Join(parts, "-")
}

func isApostrophe(r rune) bool {
	return strings.ContainsRune("'’ʼ`′‘´", r)
}
