package intake

import (
	"slices"
	"strings"
)

// cursor walks over tokens. A reading that fails puts it back where it began.
type cursor struct {
	*tokens
	at int
}

func newCursor(text string) *cursor { return &cursor{tokens: &tokens{text: text}} }

// more tells that there is a next token.
func (c *cursor) more() bool { return c.has(c.at) }

// peek is the token n places ahead, of kind endOfText behind the last.
func (c *cursor) peek(n int) token {
	if !c.has(c.at + n) {
		return token{}
	}
	return c.cut[c.at+n]
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
