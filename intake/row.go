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
