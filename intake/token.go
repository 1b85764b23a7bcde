package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

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
	text   string
	value  int
	digits int
	// start and end are byte offsets in the text the token was cut from.
	start, end int
	spaced     bool
}

// tokenise cuts a clean text into numbers, words and single marks.
func tokenise(text string) []token {
	tokens := make([]token, 0, len(text)/6+4)
	spaced := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			spaced = true
			at += size
			continue
		}
		t := token{start: at, spaced: spaced}
		switch {
		case isDigit(r):
			t.kind = number
			t.end = at + span(text[at:], isDigit)
			t.digits = t.end - at
			t.value = smallNumber(text[at:t.end])
		case unicode.IsLetter(r):
			t.kind = word
			t.end = at + span(text[at:], inWord)
		default:
			t.kind = mark
			t.end = at + size
		}
		if t.text = text[at:t.end]; t.kind != number {
			t.text = fold(t.text)
		}
		tokens = append(tokens, t)
		at, spaced = t.end, false
	}
	return tokens
}

// span is how many bytes at the beginning of text are runes that belong.
func span(text string, belongs func(rune) bool) int {
	end := strings.IndexFunc(text, func(r rune) bool { return !belongs(r) })
	if end < 0 {
		return len(text)
	}
	return end
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func inWord(r rune) bool { return isSmallCyrillic(r) || unicode.IsLetter(r) || isApostrophe(r) }

// isSmallCyrillic spares most letters of a plan the tables of Unicode.
func isSmallCyrillic(r rune) bool { return 'а' <= r && r <= 'я' }

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
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if isSmallCyrillic(r) || isDigit(r) {
			return r // most of a plan
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
	}, text)
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
func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

// cursor walks over tokens. A reading that fails puts it back where it began.
type cursor struct {
	tokens []token
	at     int
}

func newCursor(text string) *cursor { return &cursor{tokens: tokenise(text)} }

// peek is the token n places ahead, of kind endOfText behind the last.
func (c *cursor) peek(n int) token {
	if c.at+n >= len(c.tokens) {
		return token{}
	}
	return c.tokens[c.at+n]
}

// takeWord passes over the next token when it is one of the words.
func (c *cursor) takeWord(words ...string) bool {
	if t := c.peek(0); t.kind != word || !slices.Contains(words, t.text) {
		return false
	}
	c.at++
	return true
}

// takeMark passes over the next token when it is one of the marks.
func (c *cursor) takeMark(marks string) bool {
	if !c.isMark(0, marks) {
		return false
	}
	c.at++
	return true
}

// isMark tells that the token n places ahead is one of the marks.
func (c *cursor) isMark(n int, marks string) bool {
	t := c.peek(n)
	return t.kind == mark && strings.Contains(marks, t.text)
}

// isTight tells that the token n places ahead is one of the marks with no
// space on either side.
func (c *cursor) isTight(n int, marks string) bool {
	return c.isMark(n, marks) && !c.peek(n).spaced && c.peek(n+1).kind != endOfText && !c.peek(n+1).spaced
}

// separators may stand between a day, a time and a title.
const separators = ",.:;-"

// skipSeparators passes over separators.
func (c *cursor) skipSeparators() {
	for c.takeMark(separators) {
	}
}

// finished tells that nothing but separators is left.
func (c *cursor) finished() bool {
	rest := *c
	rest.skipSeparators()
	return rest.peek(0).kind == endOfText
}

// offset is where the next token starts in the text of the given length.
func (c *cursor) offset(length int) int {
	if t := c.peek(0); t.kind != endOfText {
		return t.start
	}
	return length
}
