package intake

import (
	"slices"
	"strings"

	"sereda/council"
)

// notBeforeDay are the words before a date that is no day of an event: a
// deadline, a street, an issue.
var notBeforeDay = []string{
	"до", "від", "за", "після", "перед", "станом", "вул", "вулиця", "вулиці", "просп", "площа", "площі", "пл",
	"пров", "провулок", "ім", "імені", "бульв", "філія", "філіал", "пункт", "п", "пп", "ст", "частина",
}

// findDay looks for the one date inside a sentence and cuts it out. With
// several dates, or with none that is surely a day, nothing is found.
func findDay(text string, week council.Week) (rest string, read days, found bool, err error) {
	c := newCursor(text)
	rest = text
	count := 0
	for c.more() {
		start := c.at
		d, ok, dayErr := c.dayInside(week)
		if !ok {
			c.at = start + 1
			continue
		}
		count++
		read, err = d, dayErr
		rest = cut(text, c.cut[start].start, c.cut[c.at-1].end)
	}
	if count != 1 {
		return text, days{}, false, nil
	}
	return rest, read, true, err
}

func (c *cursor) dayInside(week council.Week) (days, bool, error) {
	start := c.at
	t := c.peek(0)
	opens := slices.Contains([]string{"з", "із", "зі"}, t.text)
	if t.kind != number && !opens || slices.Contains(notBeforeDay, c.wordBefore()) || c.isAttached() {
		return days{}, false, nil
	}
	sure := !c.mayBeTimeHere()
	read, ok, err := c.days(week)
	if !ok || !sure && !c.clockFollows() {
		c.at = start
		return days{}, false, nil
	}
	return read, true, err
}

// mayBeTimeHere tells that what stands next can be read as a time.
func (c *cursor) mayBeTimeHere() bool {
	ahead, day := *c, *c
	_, found, err := ahead.hours(false)
	if !found || err != nil {
		return false
	}
	day.days(council.Week{})
	return ahead.at >= day.at
}

// isAsOf tells that "станом на" stands before the next token, or begins with it.
func (c *cursor) isAsOf() bool {
	return c.wordBefore() == "станом" || c.wordBefore() == "на" && c.wordBeforeAt(c.at-1) == "станом"
}

// wordBefore is the word before the next token, a dot between them passed over.
func (c *cursor) wordBefore() string { return c.wordBeforeAt(c.at) }

// wordBeforeAt is the word before the token at a place.
func (c *cursor) wordBeforeAt(at int) string {
	i := at - 1
	if i >= 0 && c.cut[i].kind == mark && strings.Contains(".№", c.cut[i].text) {
		i--
	}
	if i < 0 || c.cut[i].kind != word {
		return ""
	}
	return c.cut[i].text
}

// isAttached tells that the next token is part of something longer: "№ 5",
// "12/2".
func (c *cursor) isAttached() bool {
	if c.at == 0 {
		return false
	}
	before, next := c.cut[c.at-1], c.peek(0)
	return before.text == "№" || before.kind != word && !next.spaced && !strings.Contains("(,", before.text)
}

// cut takes a piece out of a text together with the brackets and commas that
// held it.
func cut(text string, start, end int) string {
	left := strings.TrimRight(text[:start], " ,;")
	right := strings.TrimLeft(text[end:], " ,;")
	if strings.HasSuffix(left, "(") && strings.HasPrefix(right, ")") {
		return strings.TrimSpace(strings.TrimRight(left[:len(left)-1], " ") + " " + strings.TrimLeft(right[1:], " "))
	}
	left, right = strings.TrimRight(text[:start], " "), strings.TrimLeft(text[end:], " ")
	if right != "" && strings.Contains(",.;:", right[:1]) {
		return strings.TrimRight(left, ",.;:") + right
	}
	return strings.TrimSpace(left + " " + right)
}
