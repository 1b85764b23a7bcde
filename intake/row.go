package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
)

// Reading is an entry read from a text, with the lists that its venue and
// responsible are made of and the leaders in the words of the text.
type Reading struct {
	council.Entry
	Venues, People, LeaderWords []string
}

// row is a record of a plan being read: its cells, and the days and times that
// were cut out of them.
type row struct {
	week  council.Week
	above heading
	cells []rowCell
	found []found
}

// rowCell is what is left of a cell; dated tells that a day stood in it.
type rowCell struct {
	text         string
	dated, timed bool
	people       []string
}

// readRow reads the entries of one record.
func readRow(cells []string, above heading, week council.Week) ([]Reading, error) {
	if len(cells) == 1 {
		return readSentence(newPhrase(mended(cells[0]), week), above)
	}
	r := row{week: week, above: above}
	for _, cell := range cells {
		r.take(cell)
	}
	return r.readings(r.texts())
}

// readSentence reads the entries of a record without columns.
func readSentence(said *phrase, above heading) ([]Reading, error) {
	if parts := severalEvents(said.text, said.all()); parts != nil {
		return readEach(parts, above, said.week)
	}
	r := row{week: said.week, above: above}
	r.takeFound(said)
	return r.readings(r.texts())
}

// readEach reads sentences that were one; whether they are several events is
// asked.
func readEach(parts []string, above heading, week council.Week) ([]Reading, error) {
	var all []Reading
	for _, part := range parts {
		r := row{week: week, above: above}
		r.take(part)
		read, err := r.readings(r.texts())
		if err != nil {
			return nil, err
		}
		for i := range read {
			read[i].Doubts = append(read[i].Doubts, council.Doubt{Question: council.OneOrSeveral, Text: part})
		}
		all = append(all, read...)
	}
	return all, nil
}

// readings are the entries of the row, one for each of its days and times, all
// with the texts given.
func (r *row) readings(texts Reading) ([]Reading, error) {
	occasions, err := r.occasions()
	if err != nil {
		return nil, err
	}
	var all []Reading
	for _, o := range occasions {
		o.askLeftHour(texts.Title)
		entry := texts
		entry.Entry = o.entry(texts.Entry)
		all = append(all, entry)
	}
	return all, nil
}

// whole is the reading with its lists written out.
func (read Reading) whole() Reading {
	read.Venue = strings.Join(read.Venues, "; ")
	read.Responsible = strings.Join(read.People, ", ")
	read.LeaderWords = slices.Compact(read.LeaderWords)
	return read
}

// take cuts the days and times out of a cell.
func (r *row) take(cell string) {
	r.takeFound(newPhrase(mended(cell), r.week))
}

// takeFound is take of a mended cell.
func (r *row) takeFound(said *phrase) {
	cell, pieces := said.text, said.all()
	if lonelyMonth(cell) {
		r.found = append(r.found, found{kind: foundNoDay, text: cell})
		return
	}
	var kept rowCell
	rest := cell
	for i, f := range slices.Backward(pieces) {
		if !r.counts(f, pieces) {
			continue
		}
		kept.dated = kept.dated || f.kind == foundDay || f.kind == foundNoDay
		kept.timed = kept.timed || f.kind == foundTime
		from := f.wordsStart(rest, pieces)
		if i > 0 {
			from = max(from, pieces[i-1].end) // "10.00 час: вівторок" has one word for two
		}
		if i > 0 && slices.Contains([]string{"та", "і", "й"}, strings.TrimSpace(rest[pieces[i-1].end:from])) {
			from = pieces[i-1].end
		}
		rest = cutOut(rest, from, f.end)
	}
	for _, f := range pieces {
		if r.counts(f, pieces) {
			r.found = append(r.found, f)
		}
	}
	kept.text = rest
	r.cells = append(r.cells, kept)
}

// label is the word before a day or an hour that only announces it.
var label = regexp.MustCompile(`(?i)(?:^|[\s,;.(–—-]+)(?:термін|дата|коли|час|строк)(?:\s+(?:виконання|проведення))?\s*[:–—-]\s*$`)

// longestLabel bounds where a label is looked for, in bytes.
const longestLabel = 64

var (
	registration = regexp.MustCompile(`(?i)[,;]?\s*\(?(?:початок\s+)?реєстрац\pL*(?:\s+учасник\pL+)?\s*[–—:-]?\s*$`)
	hourName     = regexp.MustCompile(`(?i)[,;]?\s*(?:засідання|початок|збір)\s*[–—:-]?\s*$`)
)

// wordsStart is where the words begin that only name the day or the hour:
// "термін: 02.12", "реєстрація – з 12.30, засідання – о 13.00".
func (f found) wordsStart(text string, pieces []found) int {
	near := max(0, f.start-longestLabel)
	if at := label.FindStringIndex(text[near:f.start]); at != nil {
		return near + at[0]
	}
	if f.kind != foundTime || !slices.ContainsFunc(pieces, func(f found) bool { return f.aside }) {
		return f.start
	}
	words := hourName
	if f.aside {
		words = registration
	}
	if at := words.FindStringIndex(text[:f.start]); at != nil && at[0] > 0 {
		return at[0]
	}
	return f.start
}

// counts tells that a piece is about when the entry is: a deadline in a text
// with a day of its own belongs to the text.
func (r *row) counts(f found, pieces []found) bool {
	if f.kind != foundNoDay || len(f.items) == 0 || f.unsure {
		return true
	}
	isDay := func(f found) bool { return f.kind == foundDay }
	return !slices.ContainsFunc(pieces, isDay) && !slices.ContainsFunc(r.found, isDay)
}

// cutOut takes a piece out of a text; what is left does not run together.
func cutOut(text string, start, end int) string {
	left := strings.TrimRight(text[:start], " ,;–—-")
	right := strings.TrimLeft(text[end:], " ,;:–—-")
	if strings.HasPrefix(right, ".") {
		right = strings.TrimLeft(right, ". ")
	}
	if strings.HasSuffix(left, "(") && strings.HasPrefix(right, ")") {
		return strings.TrimRight(left[:len(left)-1], " ") + " " + strings.TrimLeft(right[1:], " ")
	}
	switch {
	case strings.TrimSpace(left) == "":
		return right
	case strings.TrimSpace(right) == "":
		return left
	case strings.HasPrefix(strings.TrimLeft(text[end:], " "), ",") && (newCursor(right).venueAhead(0) || isPlaceAlone(right)):
		return left + ", " + right
	}
	return left + " " + right
}

// mended joins words broken over lines: "житлово-⏎комунального".
func mended(cell string) string {
	cell = raised(cell)
	lines := strings.Split(cell, "\n")
	text := ""
	for _, line := range lines {
		line = tidy(line)
		switch {
		case line == "":
		case text == "":
			text = line
		case strings.HasSuffix(text, "-") && !strings.HasSuffix(text, " -"):
			text += line
		default:
			text += "\n" + line
		}
	}
	return text
}

// group is a day with the times that stand with it.
type group struct {
	day   *found
	times []found
}

// groups puts each time to the day before it; times before any day belong to
// the first.
func (r *row) groups() []group {
	var all []group
	var early []found
	for i := range r.found {
		f := &r.found[i]
		switch f.kind {
		case foundClosed:
		case foundTime:
			if len(all) == 0 {
				early = append(early, *f)
			} else {
				all[len(all)-1].times = append(all[len(all)-1].times, *f)
			}
		default:
			all = append(all, group{day: f})
		}
	}
	if len(all) == 0 {
		all = []group{{}}
	}
	all[0].times = append(early, all[0].times...)
	return all
}

func (r *row) occasions() ([]occasion, error) {
	groups := r.groups()
	var all []occasion
	for i, g := range groups {
		days, err := r.days(&g, i)
		if err != nil {
			return nil, err
		}
		if len(g.times) == 0 && i+1 < len(groups) && len(days) > 0 {
			// "1 та 3 грудня, 5 грудня о 10.00" shares its time.
			g.times = nil
		}
		for _, o := range days {
			timed, err := o.atTimes(g.times)
			if err != nil {
				return nil, err
			}
			all = append(all, timed...)
		}
	}
	if said := r.dated(); len(groups) > 1 && (len(r.cells) == 1 || len(said) > 1) {
		for i := range all {
			all[i].ask(council.OneOrSeveral, strings.Join(said, "; "))
		}
	}
	return all, nil
}

// dated are the texts of the cells that days were cut out of. With days in
// several it may be several events that nothing but semicolons part.
func (r *row) dated() []string {
	var all []string
	for _, cell := range r.cells {
		if cell.dated {
			all = append(all, tidy(cell.text))
		}
	}
	return all
}

// days are the days of a group; without one the heading's.
func (r *row) days(g *group, at int) ([]occasion, error) {
	switch {
	case g.day == nil:
		return r.headed(g)
	case g.day.kind == foundSame:
		return r.fromHeading(), nil
	}
	days, err := g.day.occasions(r.week)
	if g.day.kind == foundNoDay {
		for i := range days {
			days[i].kind, days[i].from, days[i].to, days[i].doubts = council.ToBeAnnounced, council.Date{}, council.Date{}, nil
			if g.day.unsure {
				days[i].ask(council.WhichDay, g.day.text)
			}
		}
		if err != nil {
			days = []occasion{{kind: council.ToBeAnnounced}}
		}
		return days, nil
	}
	if g.day.other == nil || g.day.other.kind != foundTime || g.day.other.isRange {
		return days, err
	}
	return r.dayOrTime(g, days, err)
}

// dayOrTime settles "12.05": a day when it is the week's, a time below another
// day's heading, and a question when both may be.
func (r *row) dayOrTime(g *group, days []occasion, err error) ([]occasion, error) {
	readings := g.day.other.readings()
	if len(readings) == 0 {
		return days, err // no clock shows it
	}
	inWeek := err == nil && len(days) == 1 && touches(days[0].from, days[0].to, r.week)
	switch {
	case r.above.given && len(g.times) == 0 && !(inWeek && r.isHeadingDay(days[0].from)):
		hour := *g.day.other
		above := r.fromHeading()
		if inWeek && len(above) == 1 {
			h := readings[0]
			none := council.Hours{}
			above[0].ask(council.DayOrTime, g.day.text,
				council.Choice{From: &above[0].from, To: &above[0].to, Hours: &h},
				council.Choice{From: &days[0].from, To: &days[0].to, Hours: &none})
		}
		g.times = []found{hour}
		return above, nil
	case inWeek || err != nil || len(g.times) > 0:
		return days, err
	}
	for i := range days {
		choice := council.Choice{Hours: &readings[0]}
		days[i].doubts = append([]council.Doubt{{Question: council.DayOrTime, Text: g.day.text,
			Choices: []council.Choice{dateSpan{days[i].from, days[i].to}.choice(), choice}}}, days[i].doubts...)
	}
	return days, nil
}

func (r *row) isHeadingDay(d council.Date) bool {
	return slices.ContainsFunc(r.above.days.spans, func(s dateSpan) bool { return s.from == d && s.to == d })
}

// headed are the days of an entry that names none: the heading's, or nothing.
func (r *row) headed(g *group) ([]occasion, error) {
	if r.above.given {
		return r.fromHeading(), r.above.err
	}
	// "12.05 11.00": what was taken for the first time may be the day.
	o := occasion{kind: council.Timed}
	o.ask(council.WhichDay, "")
	return []occasion{o}, nil
}

func (r *row) fromHeading() []occasion {
	if r.above.days.kind == council.ToBeAnnounced || !r.above.given {
		return []occasion{{kind: council.ToBeAnnounced}}
	}
	var all []occasion
	for _, s := range r.above.days.spans {
		all = append(all, occasion{from: s.from, to: s.to, kind: r.above.days.kind})
	}
	return all
}

// atTimes are the occasion at each of its times: registration is none, several
// are a question.
func (o occasion) atTimes(times []found) ([]occasion, error) {
	aside := func(f found) bool { return f.aside }
	events := slices.DeleteFunc(slices.Clone(times), aside)
	if len(events) == 0 {
		events = times
	}
	if len(events) == 0 {
		return []occasion{o}, nil
	}
	o.doubts = slices.Clone(o.doubts)
	if err := o.takeTime(events[0]); err != nil {
		return nil, err
	}
	if len(times) == 1 {
		return []occasion{o}, nil
	}
	if len(events) < len(times) {
		o.askTimes(append(slices.Clone(events), slices.DeleteFunc(slices.Clone(times), func(f found) bool { return !f.aside })...))
		return []occasion{o}, nil
	}
	var all []occasion
	for _, f := range events {
		own := o
		own.doubts = slices.Clone(o.doubts)
		if err := own.takeTime(f); err != nil {
			return nil, err
		}
		own.ask(council.OneOrSeveral, f.text)
		all = append(all, own)
	}
	return all, nil
}

func (o *occasion) askTimes(times []found) {
	var choices []council.Choice
	for _, f := range times {
		for _, h := range f.readings() {
			choices = append(choices, council.Choice{Hours: &h})
		}
	}
	o.ask(council.WhichTime, times[0].text, choices...)
}

// entry is the occasion's entry with the texts given.
func (o occasion) entry(e council.Entry) council.Entry {
	e.From, e.To, e.Hours, e.Kind = o.from, o.to, o.hours, o.kind
	if e.Kind == council.Timed && e.Hours.Start == nil {
		e.Kind = council.AllDay
	}
	e.Doubts = append(slices.Clone(e.Doubts), o.doubts...)
	e.Visibility = council.StaffOnly
	return e
}

// tooLong tells that a text is beyond what an entry may have.
func tooLong(e council.Entry) bool {
	return utf8.RuneCountInString(e.Title) > council.MaxTitle ||
		utf8.RuneCountInString(e.Venue) > council.MaxVenue ||
		utf8.RuneCountInString(e.Responsible) > council.MaxResponsible
}
