package intake

import (
	"slices"
	"strings"
	"time"

	"sereda/council"
)

// foundKind tells what a piece of a text says about the day or the time.
type foundKind int

const (
	foundDay foundKind = iota
	foundTime
	// foundNoDay is a word that there is no day yet: a deadline, "щотижнево".
	foundNoDay
	// foundClosed is a day the place is closed: "7 грудня – вихідний".
	foundClosed
	// foundSame is "того ж дня".
	foundSame
)

// found is a day or a time in a text, as written.
type found struct {
	kind       foundKind
	start, end int // bytes
	text       string

	items []item
	words days // days named by words: "протягом тижня"
	// open is "з 21 лютого", a beginning without an end.
	open bool
	// unsure keeps a day or time that words leave open: a decade, "завтра".
	unsure bool

	from, to clock
	isRange  bool
	allDay   bool
	// introduced tells that a preposition or a colon makes it surely a time.
	introduced bool
	// aside is a time of what comes before the event: registration.
	aside bool
	// other is the same text read as the other of day and time.
	other *found
}

var relativeWords = []string{"завтра", "післязавтра", "сьогодні", "сегодня", "послезавтра"}

var closedWords = []string{"вихідний", "вихідні", "зачинено", "санітарний", "неробочий", "выходной"}

// specials are readings that go before the plain day and time.
var specials = []func(*cursor, council.Week) (found, bool){
	(*cursor).sameDay, (*cursor).decade, (*cursor).recurring, (*cursor).deadline, (*cursor).relative,
}

// foundHere reads the day or time that stands next; before are those found
// already.
func (c *cursor) foundHere(text string, week council.Week, before []found) (found, bool) {
	if c.isAttached() && !c.follows(before, c.at) {
		return found{}, false
	}
	start := c.at
	for _, special := range specials {
		if f, ok := special(c, week); ok {
			return f, true
		}
		c.at = start
	}
	asDay, asTime := *c, *c
	day, isDay := asDay.dayFound(week, before)
	hour, isTime := asTime.timeFound(text, before)
	if c.breaksOff(text) {
		isTime = false // the preposition ends the line above
	}
	switch {
	case !isDay && !isTime:
		return found{}, false
	case isDay && (!isTime || c.readsAsDay(&asDay, &asTime, day, hour, before)):
		c.at = asDay.at
		if c.closed() {
			return found{kind: foundClosed}, true
		}
		if isTime && asTime.at == asDay.at {
			day.other = hour.kept()
		}
		return day, true
	}
	c.at = asTime.at
	if isDay && asTime.at == asDay.at && !hour.introduced {
		hour.other = day.kept()
	}
	return hour, true
}

func (f found) kept() *found { return &f }

// readsAsDay decides for what can be read both ways: a preposition makes a
// time, a longer reading wins, after another day in the same text a time is
// meant.
func (c *cursor) readsAsDay(asDay, asTime *cursor, day, hour found, before []found) bool {
	switch {
	case hour.introduced && asTime.at >= asDay.at:
		return false
	case hour.isRange && hour.from.isRatherDay() && !day.open:
		return true // "04.12 до 15.00", "03.12 – 10.00"
	case asDay.at != asTime.at:
		return asDay.at > asTime.at
	case slices.ContainsFunc(before, func(f found) bool { return f.kind == foundDay }):
		return false
	}
	return true
}

// follows tells that the token at a place follows the day or time just found:
// "31.05.2018р.12.00".
func (c *cursor) follows(before []found, at int) bool {
	return len(before) > 0 && at > 0 && c.cut[at-1].end == before[len(before)-1].end
}

// breaksOff tells that a line ends after the next token, a word.
func (c *cursor) breaksOff(text string) bool {
	first, next := c.peek(0), c.peek(1)
	return first.kind == word && next.kind != endOfText && strings.Contains(text[first.end:next.start], "\n")
}

func (c *cursor) closed() bool {
	ahead := *c
	ahead.takeMark("-,:")
	if !ahead.takeWord(closedWords...) {
		return false
	}
	ahead.takeWord("день")
	ahead.takeMark(".")
	*c = ahead
	return true
}

// sameDay reads "того ж дня", "в этот же день".
func (c *cursor) sameDay(council.Week) (found, bool) {
	c.takeWord("в", "у")
	if !c.takeWord("цей", "той", "того", "цього", "этот", "тот") || !c.takeWord("же", "ж", "самий", "самого") {
		return found{}, false
	}
	c.takeWord("самий", "самого")
	return found{kind: foundSame}, c.takeWord("день", "дня")
}

// decade reads "II декада грудня": ten days, of which none is named.
func (c *cursor) decade(week council.Week) (found, bool) {
	c.takeWord("у", "в")
	ordinal := slices.Index([]string{"і", "іі", "ііі"}, c.peek(0).text) + 1
	if ordinal == 0 {
		ordinal = c.peek(0).value
	}
	if words := [][]string{{"перша", "першій", "перший"}, {"друга", "другій", "вторая"}, {"третя", "третій", "третья"}}; ordinal == 0 {
		for i, forms := range words {
			if slices.Contains(forms, c.peek(0).text) {
				ordinal = i + 1
			}
		}
	}
	if ordinal < 1 || ordinal > 3 {
		return found{}, false
	}
	c.at++
	if c.takeMark("-") {
		c.takeWord("а", "я", "й")
	}
	if !c.takeWord("декада", "декаді", "декади") {
		return found{}, false
	}
	month, ok := months[c.peek(0).text]
	if ok {
		c.at++
	}
	f := found{kind: foundNoDay, unsure: true}
	if ok {
		first := council.NewDate(week.Monday.Year, week.Monday.Month, 1)
		first = council.NewDate(nearestYear(15, month, week), first.Month, 1)
		from := point{day: ordinal*10 - 9, month: month, year: first.Year}
		to := point{day: ordinal * 10, month: month, year: first.Year}
		if ordinal == 3 {
			to.day = lastDay(first.Year, month)
		}
		f.items = []item{{from, to}}
	}
	c.yearAhead()
	return f, true
}

func lastDay(year, month int) int {
	for day := 31; ; day-- {
		if _, ok := council.ExistingDate(year, time.Month(month), day); ok {
			return day
		}
	}
}

func (c *cursor) yearAhead() {
	if y := c.peek(0); y.digits == 4 && y.value >= 1990 && y.value < 2100 {
		c.at++
		c.yearWord()
	}
}

// recurring reads what names no day: "щотижнево", "по мірі скликання", a month.
func (c *cursor) recurring(council.Week) (found, bool) {
	f := found{kind: foundNoDay}
	if c.takeWord("щотижнево", "щотижня", "щомісячно", "щомісяця", "еженедельно", "щокварталу") {
		return f, true
	}
	if c.takeWord("по", "в", "у") && c.takeWord("мірі", "міру", "мере") {
		return f, c.takeWord("скликання", "необхідності", "потреби", "надходження", "созыва")
	}
	return found{}, false
}

// lonelyMonth tells that a cell is nothing but a month: "березень".
func lonelyMonth(text string) bool {
	c := newCursor(text)
	if !c.isMonth(0) {
		return false
	}
	c.at++
	c.yearAhead()
	return c.finished()
}

// deadline reads "до 01.08.2015".
func (c *cursor) deadline(week council.Week) (found, bool) {
	if c.wordBefore() == "з" || !c.takeWord("до", "не") {
		return found{}, false
	}
	c.takeWord("пізніше")
	p, ok := c.date()
	if !ok || p.numeric && p.year == 0 && p.mayBeTime() && p.month%5 == 0 {
		return found{}, false
	}
	if p.mayBeTime() && c.isMark(0, ":") {
		return found{}, false
	}
	return found{kind: foundNoDay, items: []item{{p, p}}}, true
}

// relative reads "завтра, 1 грудня"; alone the word tells no day.
func (c *cursor) relative(week council.Week) (found, bool) {
	if !c.takeWord(relativeWords...) {
		return found{}, false
	}
	after := c.at
	c.takeMark(",(-")
	if f, ok := c.dayFound(week, nil); ok {
		c.takeMark(")")
		return f, true
	}
	c.at = after
	return found{kind: foundNoDay, unsure: true}, true
}

// notEventDay are words before a date that is the name of a street or a feast.
var notEventDay = append(slices.Clone(notBeforeDay), "дня", "дню", "свята", "святу", "нагоди", "улица", "ул", "тел", "телефон", "факс")

func (c *cursor) dayFound(week council.Week, earlier []found) (found, bool) {
	start := c.at
	f := found{kind: foundDay}
	if items, ok := c.everyDayOf(week); ok {
		f.items = items
		return f, true
	}
	if read, ok := c.dayWords(week); ok {
		f.words = read
		return f, true
	}
	before := c.wordBefore()
	if c.peek(0).kind == number && slices.Contains(notEventDay, before) && !c.follows(earlier, c.at) || c.isAsOf() {
		return f, false
	}
	if c.isTight(1, "/") && start > 0 && c.peek(3).text != "/" {
		return f, false // "вул. Урядова 12/2"
	}
	if items, ok := c.items(week); ok {
		f.items = items
		first := items[0].from
		// "в середу громади" inside a sentence is still a day; "сб" may be a
		// library.
		return f, first.day != 0 || c.at-start > 1 || len(c.cut[start].text) > 4 || start == 0 || c.isListed(start, earlier)
	}
	c.at = start
	if !c.takeWord("з", "із", "зі", "с") {
		return f, false // "розпорядження від 25.11.2026" is no day
	}
	if p, ok := c.point(week); ok && p.day != 0 && !p.mayBeTime() {
		f.items, f.open = []item{{p, p}}, true
		return f, true
	}
	return c.bareRange(week, f)
}

// isListed tells that the short weekday at a place is one of a list: "вт –
// нарада, ср – комісія".
func (c *cursor) isListed(start int, earlier []found) bool {
	before := c.cut[start-1]
	return len(earlier) > 0 && before.kind == mark && strings.Contains(",;", before.text) && c.isMark(0, "-:")
}

// bareRange reads "з 20 до 26": days when both are the week's.
func (c *cursor) bareRange(week council.Week, f found) (found, bool) {
	from, ok := c.bareDay()
	sure := c.peek(0).text == "по"
	if !ok || !c.takeWord("до", "по") {
		return f, false
	}
	to, ok := c.bareDay()
	if !ok || c.isTight(0, ":.") || c.isMonth(0) || strings.HasPrefix(c.peek(0).text, "год") {
		return f, false
	}
	var span []council.Date
	for _, p := range []point{from, to} {
		for _, d := range week.Days() {
			if d.Day == p.day {
				span = append(span, d)
			}
		}
	}
	if len(span) != 2 || span[1].Before(span[0]) {
		return f, false
	}
	f.words = days{spans: []dateSpan{{span[0], span[1]}}, kind: council.Timed}
	if !sure && to.day <= 24 {
		f.other = &found{kind: foundTime, from: clock{hour: from.day}, to: clock{hour: to.day}, isRange: true}
	}
	return f, true
}

// weakWords stand before a time, and before much else.
var weakWords = []string{"в", "у", "на", "з", "с", "із", "к"}

// timeFound reads a time. Figures alone count only where nothing else can
// stand: at the beginning, after a day, at the end.
func (c *cursor) timeFound(text string, before []found) (found, bool) {
	start := c.at
	if c.wholeDay() {
		return found{kind: foundTime, allDay: true}, true
	}
	t := c.peek(0)
	introduced := slices.Contains([]string{"о", "об", "з", "із", "зі", "на", "в", "у", "к", "с", "від", "початок", "поч", "начало", "час", "рівно"}, t.text) && t.kind == word
	if t.kind != number && !introduced || t.kind == number && slices.Contains(notEventDay, c.wordBefore()) && c.wordBefore() != "до" {
		return found{}, false
	}
	from, to, isRange, ok := c.hoursWritten(false)
	if !ok {
		c.at = start
		return found{}, false
	}
	figures := c.cut[start:c.at]
	colon := slices.ContainsFunc(figures, func(t token) bool { return t.text == ":" })
	f := found{kind: foundTime, from: from, to: to, isRange: isRange, introduced: introduced || colon || from.named}
	weak := slices.Contains(weakWords, t.text) && introduced && !colon && !from.named && !isRange
	if weak && (!from.hasMinutes || len(figures) > 0 && !possible(from) || from.isRatherDay()) ||
		t.text == "від" && !isRange && !colon && from.mayBeDay() ||
		!introduced && !isRange && from.isRatherDay() && slices.Contains(weakWords, c.wordBeforeAt(start)) {
		c.at = start
		return found{}, false // "рішення від 12.10", "станом на 01.12"
	}
	joined := start > 0 && c.follows(before, start-1) && before[len(before)-1].kind == foundTime && slices.Contains([]string{"та", "і", "й"}, c.cut[start-1].text)
	afterFound := len(before) > 0 && before[len(before)-1].kind == foundDay && start > 0 && before[len(before)-1].end >= c.cut[start-1].start
	switch {
	case !possible(from) && !f.introduced && (start > 0 || !from.hasMinutes):
		c.at = start
		return found{}, false
	case f.introduced, start == 0, afterFound, c.finished(), isRange && from.hasMinutes, joined && from.hasMinutes:
	case from.hasMinutes && strings.Contains(text[c.cut[start-1].end:c.cut[start].start], "\n"): // begins a line
	case c.peek(0).kind == mark && strings.Contains(",;)", c.peek(0).text) && from.hasMinutes:
	case start > 0 && from.hasMinutes && from.minute%5 == 0 && (c.cut[start-1].kind == mark && strings.Contains(".,;:-", c.cut[start-1].text)):
	default:
		c.at = start
		return found{}, false
	}
	f.aside = start > 0 && strings.HasPrefix(c.asideWord(start), "реєстрац")
	return f, true
}

func (c *cursor) asideWord(at int) string {
	for i := at - 1; i >= 0 && i >= at-4; i-- {
		if c.cut[i].kind == word {
			return c.cut[i].text
		}
	}
	return ""
}

func possible(t clock) bool { return t.hour < 24 && t.minute < 60 }
