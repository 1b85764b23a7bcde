package intake

import (
	"slices"
	"strings"

	"sereda/council"
)

// when is the day and the time read from a line.
type when struct {
	days    days
	hours   hours
	hasDay  bool
	hasTime bool
}

// when reads the day and the time that stand next, in either order. "12.05" is
// both: the first is the day and the second the time; a single one is the time
// under a day's heading and the day otherwise.
func (c *cursor) when(week council.Week, headed bool) (when, error) {
	var w when
	for !w.hasDay || !w.hasTime {
		before := c.at
		c.skipSeparators()
		found, err := c.dayOrTime(&w, week, headed)
		if err != nil {
			return w, err
		}
		if !found {
			c.at = before
			break
		}
	}
	return w, nil
}

// dayOrTime reads one of the two.
func (c *cursor) dayOrTime(w *when, week council.Week, headed bool) (bool, error) {
	asDay, asTime := *c, *c
	var read days
	var dayFound bool
	var dayErr error
	// Under a heading, what follows the time is the title: "10.00 1 грудня – …".
	if !w.hasDay && !(headed && w.hasTime) {
		read, dayFound, dayErr = asDay.days(week)
	}
	var clock hours
	var timeFound bool
	var timeErr error
	if !w.hasTime {
		clock, timeFound, timeErr = asTime.hours(false)
	}
	switch {
	case !dayFound && !timeFound:
		return false, nil
	case dayFound && (!timeFound || dayRather(asDay, asTime, dayErr, timeErr, headed)):
		w.days, w.hasDay = read, true
		*c = asDay
		return true, dayErr
	}
	w.hours, w.hasTime = clock, true
	*c = asTime
	return true, timeErr
}

// dayRather decides for what can be read as a day and as a time: the possible
// one, else the longer one, else by place.
func dayRather(asDay, asTime cursor, dayErr, timeErr error, headed bool) bool {
	noDay, noTime := KindOf(dayErr) == NoSuchDay, timeErr != nil
	switch {
	case noDay && noTime:
		return true
	case noDay != noTime:
		return noTime
	case asDay.at != asTime.at:
		return asDay.at > asTime.at
	}
	return !headed || asTime.clockFollows()
}

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
	for c.at < len(c.tokens) {
		start := c.at
		d, ok, dayErr := c.dayInside(week)
		if !ok {
			c.at = start + 1
			continue
		}
		count++
		read, err = d, dayErr
		rest = cut(text, c.tokens[start].start, c.tokens[c.at-1].end)
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

// wordBefore is the word before the next token, a dot between them passed over.
func (c *cursor) wordBefore() string {
	i := c.at - 1
	if i >= 0 && c.tokens[i].kind == mark && strings.Contains(".№", c.tokens[i].text) {
		i--
	}
	if i < 0 || c.tokens[i].kind != word {
		return ""
	}
	return c.tokens[i].text
}

// isAttached tells that the next token is part of something longer: "№ 5",
// "12/2".
func (c *cursor) isAttached() bool {
	if c.at == 0 {
		return false
	}
	before, next := c.tokens[c.at-1], c.tokens[c.at]
	return before.text == "№" || before.kind != word && !next.spaced && !strings.Contains("(,", before.text)
}

// findTime looks for the one time inside a sentence and cuts it out: after a
// preposition ("о 10.00"), with a colon, or at the very end ("… 9.00."). Several
// times are Ambiguous.
func findTime(text string) (rest string, read hours, found bool, err error) {
	c := newCursor(text)
	rest = text
	for c.at < len(c.tokens) {
		start := c.at
		h, ok, timeErr := c.hoursInside()
		if !ok {
			c.at = start + 1
			continue
		}
		if found {
			return text, hours{}, true, refuse(Ambiguous)
		}
		read, found, err = h, true, timeErr
		rest = cut(text, c.tokens[start].start, c.tokens[c.at-1].end)
	}
	return rest, read, found, err
}

func (c *cursor) hoursInside() (hours, bool, error) {
	start := c.at
	t := c.peek(0)
	introduced := slices.Contains([]string{"о", "об", "з", "із", "зі", "на", "початок", "поч"}, t.text)
	if t.kind != number && !introduced || c.isAttached() || t.kind == number && slices.Contains(notBeforeDay, c.wordBefore()) {
		return hours{}, false, nil
	}
	read, ok, err := c.hours(false)
	if !ok {
		return hours{}, false, nil
	}
	figures := c.tokens[start:c.at]
	colon := slices.ContainsFunc(figures, func(t token) bool { return t.text == ":" })
	round := err == nil && read.Start != nil && read.Start.Minute()%5 == 0
	if introduced || colon || read.End != nil && round || c.finished() && len(figures) > 1 && round {
		return read, true, err
	}
	c.at = start
	return hours{}, false, nil
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
