package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sereda/council"
)

// Passage is a piece of a text: the entries read from it or, with a Problem,
// words that stay to be finished by hand.
type Passage struct {
	// Number is the line it begins on, from 1; Text what is written there.
	Number  int
	Text    string
	Entries []Reading
	// Problem is an *Error, nil when the passage was read.
	Problem error
}

// Text reads a plan as people write it: sentences, lists, and rows whose cells
// are parted by " | " and may themselves run over several lines. An entry holds
// the first choice of each of its doubts. What has no day yet has the kind
// ToBeAnnounced; an entry may lack its day or its title when a text names none.
// Headings and headers are passed over, days above their lines are inherited.
func Text(text string, week council.Week) []Passage {
	var all []Passage
	var above heading
	for _, rec := range records(text, week) {
		if len(all) >= MaxLines {
			return append(all, Passage{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooManyLines)})
		}
		if utf8.RuneCountInString(rec.text()) > maxLine {
			all = append(all, Passage{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooLong)})
			continue
		}
		if h, ok := dayHeading(rec.text(), week); ok {
			above = h
			continue
		}
		if rec.isHeading(week) {
			continue
		}
		all = append(all, rec.read(above, week))
	}
	return all
}

// record is a row or a sentence with the lines it goes on over.
type record struct {
	number int
	lines  []string
}

func (r record) text() string { return tidy(strings.Join(r.lines, " ")) }

func (r record) piped() bool {
	return slices.ContainsFunc(r.lines, func(l string) bool { return strings.Contains(l, "|") || strings.Contains(l, "\t") })
}

func (r record) isHeading(week council.Week) bool {
	cells := cellsOf(r.text())
	return len(cells) == 0 || isColumnHeading(cells) || isPlanHeading(cells, week) || isAround(cells)
}

func (r record) read(above heading, week council.Week) Passage {
	p := Passage{Number: r.number, Text: r.text()}
	p.Entries, p.Problem = readRow(r.cells(), above, week)
	for i := range p.Entries {
		e := &p.Entries[i]
		e.Source = council.Source{Line: r.number, Text: p.Text}
		if tooLong(e.Entry) {
			p.Entries, p.Problem = nil, refuse(TooLong)
			return p
		}
		if e.Title == "" && e.From.IsZero() && e.Hours.Start == nil && e.Kind != council.ToBeAnnounced {
			p.Entries, p.Problem = nil, refuse(NotUnderstood)
			return p
		}
	}
	if len(p.Entries) == 0 && p.Problem == nil || p.plain() {
		p.Entries, p.Problem = nil, refuse(NoDay)
	}
	return p
}

// plain tells that nothing makes a passage an entry: neither a day nor a time.
func (p Passage) plain() bool {
	return len(p.Entries) == 1 && p.Entries[0].From.IsZero() && p.Entries[0].Hours.Start == nil && p.Entries[0].Kind == council.AllDay
}

// cells are the record's columns, a line break in one kept.
func (r record) cells() []string {
	text := strings.Join(r.lines, "\n")
	separator := "|"
	switch {
	case strings.Contains(text, "|"):
	case strings.Contains(text, "\t"):
		separator = "\t"
	case len(r.lines) == 1 && strings.Count(text, ";") > 0:
		separator = ";"
	default:
		return []string{unnumbered(text)}
	}
	var cells []string
	for cell := range strings.SplitSeq(text, separator) {
		if cell = strings.TrimSpace(cell); cell != "" && !isOnlySeparators(cell) {
			cells = append(cells, cell)
		}
	}
	if len(cells) > 1 && isRowNumber(cells[0]) {
		cells = cells[1:]
	}
	return cells
}

// records puts together the lines that belong together. A row goes on over a
// line that has no day of its own; a line that only breaks off goes on too.
func records(text string, week council.Week) []record {
	var all []record
	number := 0
	table := strings.Contains(text, "|")
	for raw := range strings.Lines(text) {
		number++
		line := strings.TrimSpace(clean(raw))
		if line == "" {
			continue
		}
		if len(all) > 0 && goesOn(all[len(all)-1], line, table, week) {
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
			continue
		}
		all = append(all, record{number, []string{line}})
	}
	return all
}

// goesOn tells that a line belongs to the record above it.
func goesOn(above record, line string, table bool, week council.Week) bool {
	last := above.lines[len(above.lines)-1]
	pieces := scan(unnumbered(line), week)
	day := len(pieces) > 0 && pieces[0].kind != foundTime
	timeFirst := len(pieces) > 0 && pieces[0].kind == foundTime && pieces[0].start == 0
	_, heading := dayHeading(line, week)
	switch _, aboveHeading := dayHeading(above.text(), week); {
	case strings.HasSuffix(last, "-") && !strings.HasSuffix(last, " -"):
		return true
	case heading || above.isHeading(week):
		return false
	case aboveHeading:
		return timeFirst && strings.Contains(line, "|") && !namesWeekday(above.text())
	case above.piped() && timeFirst && endsWithDay(last, week):
		return true
	case above.piped():
		return !day && !timeFirst && !startsRow(line) && (!strings.Contains(line, "|") || opens(above, line))
	case table && strings.Contains(line, "|") && !isColumnHeading(cellsOf(line)):
		return !day && !timeFirst && noTime(above, week) || startsWithQuote(line)
	case table:
		return false
	}
	return sentenceGoesOn(above, line, pieces, week)
}

func namesWeekday(text string) bool {
	_, ok := weekdays[newCursor(text).peek(0).text]
	return ok
}

func startsWithQuote(line string) bool {
	return strings.HasPrefix(line, "“") || strings.HasPrefix(line, "«")
}

func startsRow(line string) bool {
	cells := strings.Split(line, "|")
	return isRowNumber(cells[0]) || isColumnHeading(cellsOf(line)) || unnumbered(line) != line && len(cells) > 1
}

// opens tells that the record above has no day yet, or that the line carries on
// a bracket or a word.
func opens(above record, line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return first == '(' || unicode.IsLower(first) || startsWithQuote(line)
}

func endsWithDay(line string, week council.Week) bool {
	cell := line[strings.LastIndex(line, "|")+1:]
	pieces := scan(strings.TrimSpace(cell), week)
	return len(pieces) > 0 && pieces[len(pieces)-1].kind == foundDay && pieces[len(pieces)-1].end == len(strings.TrimSpace(cell))
}

func noTime(above record, week council.Week) bool {
	return len(scan(above.text(), week)) == 0
}

// sentenceGoesOn tells that a line without columns carries on the one above:
// its department's name, its time, the day of a numbered task.
func sentenceGoesOn(above record, line string, pieces []found, week council.Week) bool {
	before := scan(unnumbered(above.text()), week)
	has := func(kind foundKind) bool {
		return slices.ContainsFunc(before, func(f found) bool { return f.kind == kind })
	}
	first, _ := utf8.DecodeRuneInString(line)
	numbered := unnumbered(line) != line && isDigit(first)
	switch {
	case numbered && !startsWithPiece(pieces):
		return false
	case len(pieces) > 0 && pieces[0].kind == foundTime && pieces[0].start == 0:
		return has(foundDay) && !has(foundTime) && startsWithDay(above, week)
	case startsWithPiece(pieces):
		return len(before) == 0 && unnumbered(above.lines[0]) != above.lines[0]
	}
	return len(pieces) == 0 && unicode.IsLower(first) && len(before) > 0
}

func startsWithPiece(pieces []found) bool { return len(pieces) > 0 && pieces[0].start == 0 }

// startsWithDay tells that the last line of a record begins with its day.
func startsWithDay(above record, week council.Week) bool {
	pieces := scan(unnumbered(above.lines[len(above.lines)-1]), week)
	return startsWithPiece(pieces) && pieces[0].kind == foundDay
}

// aroundStems are how lines around a plan begin that are no part of it.
var aroundStems = []string{"затвердж", "погодж", "додаток", "підпис", "виконавець", "примітка"}

func isAround(cells []string) bool {
	first := newCursor(cells[0]).peek(0)
	return first.kind == word && hasStem(first.text, aroundStems)
}
