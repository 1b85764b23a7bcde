package intake

import (
	"strings"
	"time"

	"sereda/council"
)

// point is a day as written: a date with or without its month and year, a
// weekday, or both.
type point struct {
	day, month, year int
	weekday          time.Weekday
	hasWeekday       bool
	// numeric is "12.05": without a year it may be a time as well.
	numeric bool
}

// isBare tells that only the day of the month is written: "26" in "26-28.11".
func (p point) isBare() bool { return p.day != 0 && p.month == 0 }

// resolve is the day meant. A missing year is the one that brings the day
// nearest to the week.
func (p point) resolve(week council.Week) (council.Date, error) {
	if p.day == 0 && p.month == 0 {
		return week.Day((int(p.weekday) + 6) % 7), nil
	}
	year := p.year
	if year == 0 {
		year = nearestYear(p.day, p.month, week)
	}
	day, exists := council.ExistingDate(year, time.Month(p.month), p.day)
	switch {
	case !exists:
		return council.Date{}, refuse(NoSuchDay)
	case p.hasWeekday && day.Weekday() != p.weekday:
		return day, refuseDay(WrongWeekday, day)
	}
	return day, nil
}

func nearestYear(day, month int, week council.Week) int {
	nearest, best := 0, 0
	for year := week.Monday.Year - 1; year <= week.Monday.Year+1; year++ {
		distance := council.NewDate(year, time.Month(month), day).DaysSince(week.Day(3))
		if nearest == 0 || max(distance, -distance) < best {
			nearest, best = year, max(distance, -distance)
		}
	}
	return nearest
}

// point reads one day: "26.11.2026", "2 грудня", "вівторок, 1 грудня",
// "1 грудня (вівторок)", "вт".
func (c *cursor) point(week council.Week) (point, bool) {
	if weekday, ok := c.weekday(); ok {
		return c.dateAfter(weekday, week), true
	}
	p, ok := c.date()
	if !ok {
		return point{}, false
	}
	before := c.at
	bracket := c.takeMark("(")
	if !bracket {
		c.takeMark(",")
	}
	c.takeWord("у", "в")
	weekday, ok := c.weekday()
	if !ok || bracket && !c.takeMark(")") {
		c.at = before
		return p, true
	}
	p.weekday, p.hasWeekday = weekday, true
	return p, true
}

// dateAfter reads the date that may follow a weekday. "12.05" that is not that
// weekday's date is left to be a time, unless a time comes after it.
func (c *cursor) dateAfter(weekday time.Weekday, week council.Week) point {
	alone := point{weekday: weekday, hasWeekday: true}
	before := c.at
	bracket := c.takeMark("(")
	if !bracket {
		c.takeMark(",.")
	}
	p, ok := c.date()
	if !ok || bracket && !c.takeMark(")") {
		c.at = before
		return alone
	}
	p.weekday, p.hasWeekday = weekday, true
	if _, err := p.resolve(week); err != nil && p.mayBeTime() && !c.clockFollows() {
		c.at = before
		return alone
	}
	return p
}

func (p point) mayBeTime() bool {
	_, ok := council.NewTimeOfDay(p.day, p.month)
	return ok && p.numeric && p.year == 0
}

func (c *cursor) weekday() (time.Weekday, bool) {
	t := c.peek(0)
	n, ok := weekdays[strings.TrimPrefix(t.text, "що")] // "щопонеділка"
	if t.kind != word || !ok {
		return 0, false
	}
	c.at++
	return time.Weekday(n), true
}

// date reads a day of a month in figures or with the month's name.
func (c *cursor) date() (point, bool) {
	first := c.peek(0)
	if first.kind != number {
		return point{}, false
	}
	if p, ok := c.isoDate(); ok {
		return p, true
	}
	if p, ok := c.numericDate(); ok {
		return p, true
	}
	return c.wordedDate()
}

// isoDate reads "2026-11-26".
func (c *cursor) isoDate() (point, bool) {
	year, month, day := c.peek(0), c.peek(2), c.peek(4)
	if year.digits != 4 || !c.isTight(1, "-") || month.digits != 2 || !c.isTight(3, "-") || day.digits != 2 {
		return point{}, false
	}
	c.at += 5
	return point{day: day.value, month: month.value, year: year.value}, true
}

// numericDate reads "26.11", "26.11.26", "26/11/2026", "26.11.2026 р.". Without
// a year only what names one of twelve months is a date: "10.30" is a time.
func (c *cursor) numericDate() (point, bool) {
	day, month, year := c.peek(0), c.peek(2), c.peek(4)
	if day.digits > 2 || !c.isTight(1, "./") || month.kind != number || month.digits > 2 {
		return point{}, false
	}
	p := point{day: day.value, month: month.value, numeric: true}
	withYear := c.isTight(3, "./") && (year.digits == 4 || year.digits == 2)
	// "31.05. 2018 року" breaks after the dot.
	apart := c.isMark(3, ".") && !c.peek(3).spaced && year.digits == 4 && year.value >= 1990 && year.value < 2100
	switch {
	case withYear || apart:
		c.at += 5
		p.year = fullYear(year)
		c.yearWord()
	case p.month < 1 || p.month > 12:
		return point{}, false
	default:
		c.at += 3
		if c.isMark(0, ".") && c.isMark(1, "-") && c.peek(2).kind == number {
			c.at++ // "30.11.-4.12."
		}
	}
	return p, true
}

// wordedDate reads "26 листопада", "02 грудня 2026 року", "26-го листопада".
func (c *cursor) wordedDate() (point, bool) {
	before := c.at
	day := c.peek(0)
	if day.digits > 2 {
		return point{}, false
	}
	c.at++
	if c.isTight(0, "-") {
		c.at++
		if !c.takeWord("го", "ого", "е", "те", "є") {
			c.at--
		}
	}
	month, ok := months[c.peek(0).text]
	if !ok {
		c.at = before
		return point{}, false
	}
	c.at++
	p := point{day: day.value, month: month}
	if year := c.peek(0); year.digits == 4 && year.value >= 1990 && year.value < 2100 {
		c.at++
		p.year = year.value
		c.yearWord()
	}
	return p, true
}

// bareDay reads the "26" of "26-28.11"; its month comes from a later point.
func (c *cursor) bareDay() (point, bool) {
	t := c.peek(0)
	if t.kind != number || t.digits > 2 || t.value == 0 {
		return point{}, false
	}
	c.at++
	return point{day: t.value}, true
}

func (c *cursor) yearWord() {
	if c.takeWord("року", "рік", "році", "р", "года") {
		c.takeMark(".")
	}
}

func fullYear(t token) int {
	if t.digits == 2 {
		return 2000 + t.value
	}
	return t.value
}
