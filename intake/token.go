package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	endOfText tokenKind = iota
	number
	word
	mark
)

// token is a piece of a text. Its text is folded for comparing: lower case,
// without apostrophes, every dash a hyphen, Latin look-alikes Cyrillic.
type token struct {
	kind   tokenKind
	spaced bool // white space stands before it
	text   string
	value  int
	digits int
	// start and end are byte offsets in the text the token was cut from.
	start, end int
}

// tokens are the numbers, words and single marks of a clean text, cut only as
// far as somebody looked: what a line is mostly shows in its first words.
type tokens struct {
	text string
	cut  []token
	next int // the byte where the rest begins
}

// has tells that there is an n-th token, from 0.
func (t *tokens) has(n int) bool {
	for len(t.cut) <= n {
		if !t.cutNext() {
			return false
		}
	}
	return true
}

// cutNext cuts one token more; false when nothing is left.
func (t *tokens) cutNext() bool {
	text, at := t.text, t.next
	at += span(text[at:], unicode.IsSpace)
	if at == len(text) {
		t.next = at
		return false
	}
	next := token{start: at, spaced: at > t.next}
	r, size := utf8.DecodeRuneInString(text[at:])
	switch {
	case isDigit(r):
		next.kind = number
		next.end = at + span(text[at:], isDigit)
		next.digits = next.end - at
		next.value = smallNumber(text[at:next.end])
	case isLetter(r):
		next.kind = word
		next.end = at + span(text[at:], inWord)
	default:
		next.kind = mark
		next.end = at + size
	}
	if next.text = text[at:next.end]; next.kind != number {
		next.text = fold(next.text)
	}
	if t.cut == nil {
		t.cut = make([]token, 0, 4)
	}
	t.cut, t.next = append(t.cut, next), next.end
	return true
}

// wordsOf are the words of a text, folded.
func wordsOf(text string) []string {
	var words []string
	for c := newCursor(clean(text)); c.more(); c.at++ {
		if t := c.peek(0); t.kind == word {
			words = append(words, t.text)
		}
	}
	return words
}

// span is how many bytes at the beginning of text are runes that belong.
func span(text string, belongs func(rune) bool) int {
	for i, r := range text {
		if !belongs(r) {
			return i
		}
	}
	return len(text)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func inWord(r rune) bool { return isLetter(r) || isApostrophe(r) }

// isLetter spares most letters of a plan the tables of Unicode.
func isLetter(r rune) bool { return 'Ѐ' <= r && r <= 'ҁ' || unicode.IsLetter(r) }

func isApostrophe(r rune) bool { return strings.ContainsRune("'’ʼ‘`´′＇", r) }

func isDash(r rune) bool { return strings.ContainsRune("-–—−‐‑‒―", r) }

// smallNumber is the value of up to four digits; no longer number is part of
// a date or a time.
func smallNumber(digits string) int {
	if len(digits) > 4 {
		return -1
	}
	n, _ := strconv.Atoi(digits)
	return n
}

// lookalikes are Latin letters that keyboards and scanners leave in Ukrainian
// words.
var lookalikes = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'k': 'к', 'm': 'м',
	'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у', 'b': 'в',
}

// fold makes spellings of one word equal.
func fold(text string) string { return strings.Map(folded, text) }

// folded is a rune for comparing, -1 for one that is left out.
func folded(r rune) rune {
	switch { // most of a plan
	case 'а' <= r && r <= 'џ' || isDigit(r) || r == ' ':
		return r
	case 'А' <= r && r <= 'Я':
		return r - 'А' + 'а'
	}
	r = unicode.ToLower(r)
	switch {
	case isApostrophe(r):
		return -1
	case isDash(r):
		return '-'
	}
	if cyrillic, ok := lookalikes[r]; ok {
		return cyrillic
	}
	return r
}

// clean makes a text fit to be read and kept: valid UTF-8, any white space a
// plain space (tabs stay: they separate cells), nothing invisible.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\ufe0f':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}

// tidy is the text on one line with single spaces.
func tidy(text string) string {
	if isTidy(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// isTidy tells that the text is so already, as most that come here are.
func isTidy(text string) bool {
	before := ' '
	for _, r := range text {
		if unicode.IsSpace(r) && (r != ' ' || before == ' ') {
			return false
		}
		before = r
	}
	return before != ' ' || text == ""
}
