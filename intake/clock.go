package intake

import (
	"slices"

	"sereda/council"
)

// hours is what was read about the time: a start and perhaps an end, or the
// whole day.
type hours struct {
	council.Hours
	allDay bool
}

// clock is one time as written, not yet checked: "10" has no minutes, "24:00"
// may only be an end.
type clock struct {
	hour, minute int
	hasMinutes   bool
	// colon parts them: "10:00".
	colon bool
	// named is a bare hour that a word makes a time: "10 год.", "9 ранку".
	named bool
	// ambiguous is "10-12": a time or two hours.
	ambiguous bool
	// spelled is an hour in words, of a clock of twelve hours.
	spelled bool
	// parted tells that the part of the day was named.
	parted bool
}

// mayBeAfternoon tells that an hour is most likely one of the afternoon: "о 3",
// "о 3 год." are rarely at night.
func (t clock) mayBeAfternoon() bool {
	return (!t.hasMinutes || t.spelled) && !t.parted && t.hour >= 1 && t.hour <= 6
}

// mayBeDay tells that the figures can be a day and a month: "2.12".
func (t clock) mayBeDay() bool {
	return t.hasMinutes && !t.colon && t.hour >= 1 && t.minute >= 1 && t.minute <= 12
}

// isRatherDay tells that they hardly are anything else: no plan has an event at
// 11:12 or in the night.
func (t clock) isRatherDay() bool {
	const morning = 6
	return t.mayBeDay() && (t.minute%5 != 0 || t.hour < morning)
}

// Time reads the time of an entry as typed: "10.00", "10:00", "10-00", "10 00",
// "1000", "10", "о 10 годині 30 хвилин", "9 ранку", "з 9.00 до 16.45",
// "16.30 к.ч."; "весь день", "протягом дня" and "-" are the whole day. An end
// not after its start is the next day's.
//
// Errors are of type *Error: NotUnderstood, NoSuchTime, Ambiguous.
func Time(text string) (read council.Hours, allDay bool, err error) {
	c := newCursor(clean(text))
	if c.takeMark("-") && c.finished() {
		return council.Hours{}, true, nil
	}
	c.at = 0
	h, found, err := c.hours(true)
	switch {
	case !found || !c.finished():
		return council.Hours{}, false, refuse(NotUnderstood)
	case err != nil:
		return council.Hours{}, false, err
	}
	return h.Hours, h.allDay, nil
}

// hours reads the time that stands next. It tells whether a time stands there
// at all; when it does, the error tells what is wrong with it. In an answer to
// "what time?" (asked) a bare number is a time; in a line it needs a word.
func (c *cursor) hours(asked bool) (hours, bool, error) {
	if c.wholeDay() {
		return hours{allDay: true}, true, nil
	}
	start, end, isRange, ok := c.hoursWritten(asked)
	if !ok {
		return hours{}, false, nil
	}
	h, err := checkHours(start, end, isRange)
	return h, true, err
}

// hoursWritten reads a time or a range as it is written, unchecked.
func (c *cursor) hoursWritten(asked bool) (start, end clock, isRange, ok bool) {
	before := c.at
	if c.takeWord("початок", "поч", "час", "начало") {
		c.takeMark(".:-")
	}
	opened := c.takeWord("з", "із", "зі", "від", "с")
	at := !opened && c.takeWord("о", "об")
	if !opened && !at {
		c.takeWord("на", "в", "у", "к")
	}
	start, ok = c.clock(asked || at || opened, asked)
	if !ok {
		c.at = before
		return start, end, false, false
	}
	afterStart := c.at
	end, isRange = c.clockEnd(opened, asked)
	if isRange && start.mayBeDay() && end.colon && !opened {
		c.at, isRange = afterStart, false // "2.12 - 15:00"
	}
	bare := !start.hasMinutes && !start.named
	if bare && !asked && !at && !isRange {
		c.at = before // "з 9 учнями"
		return start, end, false, false
	}
	return start, end, isRange, true
}

// wholeDay reads the words for the whole day.
func (c *cursor) wholeDay() bool {
	before := c.at
	switch {
	case c.takeWord("цілодобово"):
		return true
	case c.takeWord("весь", "увесь", "цілий") && c.takeWord("день"):
		return true
	}
	c.at = before
	if c.takeWord("протягом", "впродовж", "упродовж") {
		c.takeWord("всього", "усього", "цілого")
		if c.takeWord("дня") {
			return true
		}
	}
	c.at = before
	return false
}

// clockEnd reads the end of a range: "– 15.00", "до 18".
func (c *cursor) clockEnd(opened, asked bool) (clock, bool) {
	before := c.at
	dash := c.takeMark("-")
	if !dash && !c.takeWord("до", "по") {
		return clock{}, false
	}
	end, ok := c.clock(asked || opened || !dash, asked)
	if !ok {
		c.at = before
	}
	return end, ok
}

// checkHours makes a time of what was written, or tells what is wrong with it.
func checkHours(start, end clock, isRange bool) (hours, error) {
	if start.ambiguous || end.ambiguous {
		return hours{}, refuse(Ambiguous)
	}
	from, ok := council.NewTimeOfDay(start.hour, start.minute)
	if !ok {
		return hours{}, refuse(NoSuchTime)
	}
	if start.mayBeAfternoon() {
		return hours{}, refuse(Ambiguous)
	}
	if !isRange {
		return hours{Hours: council.Hours{Start: &from}}, nil
	}
	if end.hour == 24 && end.minute == 0 {
		end.hour = 0
	}
	to, ok := council.NewTimeOfDay(end.hour, end.minute)
	if !ok {
		return hours{}, refuse(NoSuchTime)
	}
	return hours{Hours: council.Hours{Start: &from, End: &to}}, nil
}

// clock reads one time. A bare hour counts only where it may stand; asked
// allows "1000" and "10 07" too.
func (c *cursor) clock(bare, asked bool) (clock, bool) {
	before := c.at
	t, ok := c.figures(asked)
	if !ok {
		t, ok = c.spelled()
	}
	if !ok {
		return clock{}, false
	}
	c.hourWords(&t)
	if !t.hasMinutes && !t.named && (!bare || c.dateWordFollows()) {
		c.at = before
		return clock{}, false
	}
	return t, true
}

// figures reads the figures of a time.
func (c *cursor) figures(asked bool) (clock, bool) {
	hour, minute := c.peek(0), c.peek(2)
	if hour.kind != number {
		return clock{}, false
	}
	if asked && (hour.digits == 3 || hour.digits == 4) {
		c.at++
		return clock{hour: hour.value / 100, minute: hour.value % 100, hasMinutes: true}, true
	}
	if hour.digits > 2 {
		return clock{}, false
	}
	twoDigits := minute.kind == number && minute.digits == 2
	switch {
	case c.isTight(1, ":.") && twoDigits && !c.isNumberAfter(3):
		c.at += 3
		colon := c.cut[c.at-2].text == ":"
		return clock{hour: hour.value, minute: minute.value, hasMinutes: true, colon: colon}, true
	case c.isTight(1, "-") && twoDigits && !c.isNumberAfter(3) && !c.isMonth(3):
		return c.hyphened(hour.value, minute.value)
	case c.minutesApart(asked):
		c.at += 2
		return clock{hour: hour.value, minute: c.cut[c.at-1].value, hasMinutes: true}, true
	}
	c.at++
	return clock{hour: hour.value}, true
}

// hyphened is "10-00"; "10-12" may be an hour and minutes or two hours.
func (c *cursor) hyphened(hour, minute int) (clock, bool) {
	c.at += 3
	twoHours := minute > hour && minute <= 24
	return clock{hour: hour, minute: minute, hasMinutes: true, ambiguous: twoHours}, true
}

// minutesApart tells that "10 00" stands next. In a line only minutes that
// plans use count: "10 12 учнів" is no time.
func (c *cursor) minutesApart(asked bool) bool {
	minute := c.peek(1)
	if minute.kind != number || minute.digits != 2 || c.isMonth(2) || c.isNumberAfter(2) || c.isTight(2, "-") {
		return false
	}
	return asked || minute.value%15 == 0 && minute.value < 60
}

// isNumberAfter tells that a tight mark and a number stand n places ahead:
// what comes before is part of a date or of a longer number.
func (c *cursor) isNumberAfter(n int) bool {
	return c.isTight(n, "./:") && c.peek(n+1).kind == number
}

func (c *cursor) isMonth(n int) bool {
	_, ok := months[c.peek(n).text]
	return ok
}

// dateWordFollows tells that a bare number belongs to a date or a count: "о 26
// листопада", "26.11".
func (c *cursor) dateWordFollows() bool {
	return c.isMonth(0) || c.isTight(0, "./") && c.peek(1).kind == number
}

// hourWords reads what may come after a time's figures: "год.", "-й годині 30
// хвилин", "ранку", "к.ч.".
func (c *cursor) hourWords(t *clock) {
	before := c.at
	if c.isMark(0, "-") && slices.Contains([]string{"й", "ій", "та", "ї", "а"}, c.peek(1).text) {
		c.at += 2
	}
	c.takeMark(".")
	switch {
	case c.takeWord("год", "г", "година", "години", "годині", "годину", "годин", "час", "часа", "часов"):
		t.named = true
		c.takeMark(".")
		c.minuteWords(t)
	default:
		if c.at = before; c.isTight(0, "-") && c.peek(1).text == "й" {
			c.at += 2 // "о 16-й"
		}
	}
	c.partOfDay(t)
	c.kyivTime()
}

// minuteWords reads "30 хвилин" after an hour.
func (c *cursor) minuteWords(t *clock) {
	minute := c.peek(0)
	if t.hasMinutes || minute.kind != number || minute.digits > 2 {
		return
	}
	switch c.peek(1).text {
	case "хв", "хвилин", "хвилини", "хвилина", "хвилину", "минут":
		t.minute, t.hasMinutes = minute.value, true
		c.at += 2
		c.takeMark(".")
	}
}

// partOfDay reads "ранку", "дня", "вечора", "ночі" and turns the hour of a
// twelve-hour clock into the day's.
func (c *cursor) partOfDay(t *clock) {
	switch {
	case c.takeWord("ранку", "утра"):
	case c.takeWord("дня"):
		if t.hour < 7 { // "11 дня" is before noon
			t.hour += 12
		}
	case c.takeWord("вечора", "вечера"):
		if t.hour < 12 {
			t.hour += 12
		}
	case c.takeWord("ночі"):
		if t.hour == 12 {
			t.hour = 0
		}
	default:
		return
	}
	t.named, t.parted = true, true
}

// kyivTime reads "к.ч." and "за київським часом": the council's zone anyway.
func (c *cursor) kyivTime() {
	before := c.at
	c.takeMark(",(")
	if c.takeWord("к") && c.takeMark(".") && c.takeWord("ч") {
		c.takeMark(".")
		c.takeMark(")")
		return
	}
	c.at = before
	c.takeMark(",(")
	if c.takeWord("за") && c.takeWord("київським", "київський") && c.takeWord("часом", "час") {
		c.takeMark(")")
		return
	}
	c.at = before
}

// clockFollows tells that a time with minutes stands next.
func (c *cursor) clockFollows() bool {
	ahead := *c
	ahead.skipSeparators()
	_, found, _ := ahead.hours(false)
	return found
}
