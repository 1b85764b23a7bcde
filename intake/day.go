package intake

import "sereda/council"

// maxListed is how many days one list of days may hold: two weeks and more.
const maxListed = 16

// longestYearless is how many days a range may last that is written without
// years and runs over New Year ("01.09-31.05"); a longer one is a slip.
const longestYearless = 280

// days is what was read about the day: spans of days, or a word that stands in
// place of one.
type days struct {
	spans []dateSpan
	kind  council.EntryKind
}

type dateSpan struct{ from, to council.Date }

// Day reads the day of an entry as typed: "26.11", "02 грудня 2026 року",
// "вт", "у п'ятницю", a range ("26-28.11", "з 26 по 28 листопада"), "щодня",
// "протягом тижня" (DuringWeek, Monday to Sunday), "уточнюється"
// (ToBeAnnounced, no days). A named day or range has the kind Timed: its hours
// are still to be told. A missing year is the one nearest to the week. A range
// may reach beyond the week's ends.
//
// Errors are of type *Error: NotUnderstood, NoSuchDay, OutsideWeek,
// WrongWeekday, Backwards, SeveralDays.
func Day(text string, week council.Week) (from, to council.Date, kind council.EntryKind, err error) {
	c := newCursor(clean(text))
	read, found, err := c.days(week)
	if !found {
		read, found, err = c.bareOrNoSuchDay(week)
	}
	switch {
	case !found || !c.finished():
		return from, to, "", refuse(NotUnderstood)
	case err != nil:
		return from, to, "", err
	case read.kind == council.ToBeAnnounced:
		return from, to, read.kind, nil
	case len(read.spans) > 1:
		return from, to, "", refuse(SeveralDays)
	}
	return read.spans[0].from, read.spans[0].to, read.kind, nil
}

// bareOrNoSuchDay reads what only an answer to "which day?" may be: "26", or
// "26.13", which no calendar has.
func (c *cursor) bareOrNoSuchDay(week council.Week) (days, bool, error) {
	p, ok := c.bareDay()
	if !ok {
		return days{}, false, nil
	}
	if c.isTight(0, ".") && c.peek(1).kind == number {
		c.at += 2
		return days{}, true, refuse(NoSuchDay)
	}
	for _, day := range week.Days() {
		if day.Day == p.day {
			return days{[]dateSpan{{day, day}}, council.Timed}, true, nil
		}
	}
	day, exists := council.ExistingDate(week.Monday.Year, week.Monday.Month, p.day)
	if !exists {
		return days{}, true, refuse(NoSuchDay)
	}
	return days{}, true, refuseDay(OutsideWeek, day)
}

// days reads the day or days that stand next. It tells whether a day stands
// there at all; when it does, the error tells what is wrong with it.
func (c *cursor) days(week council.Week) (days, bool, error) {
	before := c.at
	items, ok := c.everyDayOf(week)
	if !ok {
		if read, ok := c.dayWords(week); ok {
			return read, true, nil
		}
		items, ok = c.items(week)
	}
	if !ok {
		c.at = before
		return days{}, false, nil
	}
	fillMonths(items)
	read := days{kind: council.Timed}
	for _, item := range items {
		s, err := item.resolve(week)
		if err != nil {
			return days{}, true, err
		}
		read.spans = append(read.spans, s)
	}
	return read, true, nil
}

// dayWords reads the words that stand in place of a day.
func (c *cursor) dayWords(week council.Week) (days, bool) {
	before := c.at
	if c.everyDay() {
		return wholeWeek(week, council.Timed), true
	}
	c.takeWord("в")
	if c.takeWord("протягом", "впродовж", "упродовж", "течение", "весь", "увесь", "цілий") {
		c.takeWord("всього", "усього", "цього", "наступного", "планового")
		if c.takeWord("тижня", "тиждень", "недели") {
			return wholeWeek(week, council.DuringWeek), true
		}
	}
	c.at = before
	if day, ok := c.numbered(week); ok {
		return days{[]dateSpan{{day, day}}, council.Timed}, true
	}
	c.at = before
	c.takeWord("дата", "день", "час")
	if c.takeMark(",/") {
		c.takeWord("час")
	} else if c.takeWord("і", "та", "й") {
		c.takeWord("час")
	}
	if c.takeWord("уточнюється", "уточнюються", "уточняється", "уточняется") {
		return days{kind: council.ToBeAnnounced}, true
	}
	if c.takeWord("буде", "будуть") {
		c.takeWord("додатково")
		if c.takeWord("повідомлено", "оголошено", "визначено", "уточнено", "повідомлена", "повідомлені", "уточнена", "визначена") {
			c.takeWord("додатково", "пізніше")
			return days{kind: council.ToBeAnnounced}, true
		}
	}
	c.at = before
	return days{}, false
}

func wholeWeek(week council.Week, kind council.EntryKind) days {
	return days{[]dateSpan{{week.Monday, week.Sunday()}}, kind}
}

// numbered reads "4 числа", a day of the week planned.
func (c *cursor) numbered(week council.Week) (council.Date, bool) {
	p, ok := c.bareDay()
	if !ok {
		return council.Date{}, false
	}
	if c.isMark(0, "-") && c.peek(1).text == "го" {
		c.at += 2
	}
	if !c.takeWord("числа") {
		return council.Date{}, false
	}
	for _, d := range week.Days() {
		if d.Day == p.day {
			return d, true
		}
	}
	return council.Date{}, false
}

// item is one member of a list of days: a day or a range.
type item struct{ from, to point }

// items reads a day, a range or a list of them: "1,2,3 грудня", "пн-ср",
// "5 та 26 квітня", "з 30.11 до 2 грудня".
func (c *cursor) items(week council.Week) ([]item, bool) {
	c.takeWord("у", "в", "на")
	opened := c.takeWord("з", "із", "зі", "від")
	c.takeWord("кожний", "кожного", "кожної", "кожну")
	c.takeWord("наступний", "наступного", "наступної", "наступну", "наступна", "наступне")
	var items []item
	kept := 0 // how many items end the longest list that is complete
	end := c.at
	for len(items) < maxListed {
		it, ok := c.item(opened, week)
		if !ok {
			break
		}
		items = append(items, it)
		if !it.to.isBare() {
			kept, end = len(items), c.at
		}
		if !c.takeWord("та", "і", "й") && !(c.isMark(0, ",") && c.listGoesOn(it, week) && c.takeMark(",")) {
			break
		}
	}
	c.at = end
	if opened && kept > 0 && items[0].from == items[0].to {
		return nil, false // "з 21 лютого" has no end
	}
	if items = items[:kept]; areSeveral(items) {
		ahead := *c
		ahead.takeMark(",")
		if ahead.everyDay() {
			*c = ahead // "30.11–04.12 щодня" is not the whole week
		}
	}
	return items, kept > 0
}

// areSeveral tells that the items are more than one day.
func areSeveral(items []item) bool {
	return len(items) > 1 || len(items) == 1 && items[0].from != items[0].to
}

// everyDayOf reads "щодня з 30.11 по 04.12": the days that are named, not the
// whole week.
func (c *cursor) everyDayOf(week council.Week) ([]item, bool) {
	before := c.at
	if c.everyDay() {
		c.takeMark(",:-(")
		if items, ok := c.items(week); ok && areSeveral(items) {
			return items, true
		}
	}
	c.at = before
	return nil, false
}

// everyDay reads "щодня", "кожного дня".
func (c *cursor) everyDay() bool {
	before := c.at
	if c.takeWord("щодня", "щоденно") || c.takeWord("кожного", "кожен") && c.takeWord("дня", "день") {
		return true
	}
	c.at = before
	return false
}

// listGoesOn tells that a comma joins days: after a bare day ("1,2 грудня"),
// before another weekday, before a date that can be nothing else. "12.05,
// 11.05" is a date and a time.
func (c *cursor) listGoesOn(last item, week council.Week) bool {
	if last.to.isBare() {
		return true
	}
	if _, weekday := weekdays[c.peek(1).text]; weekday {
		return last.to.hasWeekday && last.to.day == 0
	}
	return c.dateFollowsComma(week)
}

// dateFollowsComma tells that the comma is followed by a day of the week that
// is no time: it has a year, more such days or a time of its own behind it, or
// names an hour of the night.
func (c *cursor) dateFollowsComma(week council.Week) bool {
	const morning = 6
	ahead := *c
	if !ahead.takeMark(",") {
		return false
	}
	p, ok := ahead.date()
	if !ok {
		return false
	}
	if d, err := p.resolve(week); err != nil || !week.Contains(d) {
		return false
	}
	return !p.mayBeTime() || p.day < morning || ahead.clockFollows() || ahead.dateFollowsComma(week)
}

// item reads a day or a range. A range that only its dash makes and that ends
// before it begins ("26.11 – 10.10 Нарада") is a day and a time.
func (c *cursor) item(opened bool, week council.Week) (item, bool) {
	from, ok := c.endpoint(week)
	if !ok {
		return item{}, false
	}
	before := c.at
	if !c.takeMark("-") && !c.takeWord("по") && !(opened && c.takeWord("до")) {
		return item{from, from}, true
	}
	to, ok := c.endpoint(week)
	it := item{from, to}
	if !ok || to.isBare() && (!from.isBare() || !c.rangeGoesOn()) {
		c.at = before
		return item{from, from}, true
	}
	if _, err := it.resolve(week); KindOf(err) == Backwards && to.mayBeTime() && !from.isBare() && !opened {
		c.at = before
		return item{from, from}, true
	}
	return it, true
}

// rangeGoesOn tells that a bare range is followed by more of a list that may
// bring its month: "1-3, 5 грудня".
func (c *cursor) rangeGoesOn() bool {
	return c.isMark(0, ",") || c.peek(0).text == "та" || c.peek(0).text == "і"
}

func (c *cursor) endpoint(week council.Week) (point, bool) {
	if p, ok := c.point(week); ok {
		return p, true
	}
	return c.bareDay()
}

// fillMonths gives bare days the month and year that come after them.
func fillMonths(items []item) {
	var next point
	fill := func(p *point) {
		switch {
		case p.isBare():
			p.month, p.year = next.month, next.year
		case p.year == 0 && p.day != 0:
			p.year = next.year
		}
		next = *p
	}
	for i := len(items) - 1; i >= 0; i-- {
		single := items[i].from == items[i].to
		fill(&items[i].to)
		if single {
			items[i].from = items[i].to
			continue
		}
		fill(&items[i].from)
	}
}

// resolve is the span meant; it must touch the week.
func (it item) resolve(week council.Week) (dateSpan, error) {
	pair := []item{it}
	fillMonths(pair)
	it = pair[0]
	from, err := it.from.resolve(week)
	if err != nil {
		return dateSpan{}, err
	}
	to, err := it.to.resolve(week)
	if err != nil {
		return dateSpan{}, err
	}
	if to.Before(from) {
		from, to = it.overNewYear(from, to, week)
	}
	switch {
	case to.Before(from):
		return dateSpan{}, refuseDay(Backwards, from)
	case to.Before(week.Monday) || from.After(week.Sunday()):
		return dateSpan{}, refuseDay(OutsideWeek, from)
	}
	return dateSpan{from, to}, nil
}

// overNewYear mends a range whose ends were put into one year, if it may be
// mended: the year before for its beginning or the year after for its end,
// whichever touches the week.
func (it item) overNewYear(from, to council.Date, week council.Week) (council.Date, council.Date) {
	earlier := council.NewDate(from.Year-1, from.Month, from.Day)
	later := council.NewDate(to.Year+1, to.Month, to.Day)
	switch {
	case it.from.month == 0 || it.to.month == 0 || to.DaysSince(earlier) > longestYearless:
		return from, to
	case !to.Before(week.Monday):
		return earlier, to
	}
	return from, later
}
