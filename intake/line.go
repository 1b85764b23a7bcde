package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// trimmed is a text without what separated it from its neighbours. The dot of
// an abbreviation stays.
func trimmed(text string) string {
	text = strings.TrimLeft(tidy(text), " ,.;:)–—-")
	text = strings.TrimRight(text, " ,;:(–—-")
	if bare, ok := strings.CutSuffix(text, "."); ok {
		last := bare[strings.LastIndexAny(bare, " .")+1:]
		if utf8.RuneCountInString(last) > 3 {
			return bare
		}
	}
	return text
}

// splitResponsible takes "(Відповідальні: …)" or "відп. …" out of a text.
func splitResponsible(text string) (rest, responsible string) {
	c := newCursor(text)
	for ; c.more(); c.at++ {
		start := c.at
		if !c.responsibleWord() {
			c.at = start
			continue
		}
		from := c.cut[start].start
		if start == 0 || c.cut[start-1].text != "(" {
			return text[:from], trimmed(text[c.offset(len(text)):])
		}
		inner := text[c.offset(len(text)):]
		end := closingBracket(inner)
		after := strings.TrimPrefix(inner[end:], ")")
		return cut(text[:from-1]+after, from-1, from-1), trimmed(inner[:end])
	}
	return text, ""
}

// responsibleWord reads "Відповідальний:", "відп.", "Відповідальна за
// проведення –". Without its mark the word is part of a title.
func (c *cursor) responsibleWord() bool {
	t := c.peek(0)
	short := slices.Contains([]string{"відп", "відпов"}, t.text)
	if t.kind != word || !short && !strings.HasPrefix(t.text, "відповідальн") {
		return false
	}
	c.at++
	if short && !c.isMark(0, ".:") {
		return false
	}
	if c.takeMark(".") {
		c.takeMark(":-")
		return true
	}
	if c.takeWord("за", "особа", "особи") {
		c.takeWord("проведення", "підготовку", "захід", "виконання")
	}
	return c.takeMark(":") || c.isMark(0, "-") && c.peek(0).spaced && c.takeMark("-")
}

// closingBracket is where the bracket around a text ends; the text's end when
// it was left open.
func closingBracket(text string) int {
	depth := 0
	for i, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			return i
		case r == ')':
			depth--
		}
	}
	return len(text)
}
