package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sereda/council"
)

// Line is a line of a plan, or a row of a table: the entries read from it
// (several for a list of days) or, with a Problem, words that stay to be
// finished by hand.
type Line struct {
	// Number is the line it begins on, from 1; Text what is written there,
	// tidied; of what was too long, or too many, the beginning.
	Number  int
	Text    string
	Entries []Reading
	// Leaders is what a table's column says of who takes part (3.18).
	Leaders string
	// Problem is an *Error, nil when the line was read.
	Problem error
}

// List reads a plan as people write it: sentences, lists, and rows whose cells
// are parted by " | " and may themselves run over several lines. An entry holds
// the first choice of each of its doubts. What has no day yet has the kind
// ToBeAnnounced; an entry may lack its day or its title when a text names none.
// Headings and headers are passed over, days above their lines are inherited.
func List(text string, week council.Week) []Line {
	var all []Line
	var above heading
	for _, rec := range records(text, week) {
		if len(all) >= MaxLines {
			return append(all, Line{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooManyLines)})
		}
		if utf8.RuneCountInString(rec.text()) > maxLine {
			all = append(all, Line{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooLong)})
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

func (r record) text() string { return tidy(unnumbered(strings.Join(r.lines, " "))) }

func (r record) piped() bool {
	return slices.ContainsFunc(r.lines, func(l string) bool { return strings.Contains(l, "|") })
}

// tabbed tells that a record was copied out of a table, whose rows end with
// their lines.
func (r record) tabbed() bool { return !r.piped() && strings.Contains(r.lines[0], "\t") }

func (r record) isHeading(week council.Week) bool {
	cells := cellsOf(r.text())
	return len(cells) == 0 || isColumnHeading(cells) || isPlanHeading(cells, week) || isAround(cells)
}

func (r record) read(above heading, week council.Week) Line {
	l := Line{Number: r.number, Text: r.text()}
	l.take(readRow(r.cells(), above, week))
	if l.Problem == nil && l.undated() && l.Entries[0].Hours.Start == nil {
		l.Entries, l.Problem = nil, refuse(NoDay)
	}
	l.source()
	return l
}

// take keeps what was read, unless nothing of it makes an entry.
func (l *Line) take(entries []Reading, err error) {
	l.Entries, l.Problem = entries, err
	for _, e := range entries {
		switch {
		case tooLong(e.Entry):
			l.Entries, l.Problem = nil, refuse(TooLong)
			return
		case e.Title == "" && e.From.IsZero() && e.Kind != council.ToBeAnnounced:
			l.Entries, l.Problem = nil, refuse(NotUnderstood)
			return
		}
	}
	if len(entries) == 0 && err == nil {
		l.Problem = refuse(NoDay)
	}
}

// source notes in each entry where it was read.
func (l *Line) source() {
	for i := range l.Entries {
		l.Entries[i].Source = council.Source{Line: l.Number, Text: l.Text}
	}
}

// undated tells that no word of a line says when its entry is.
func (l *Line) undated() bool {
	return len(l.Entries) == 1 && l.Entries[0].From.IsZero() && l.Entries[0].Kind != council.ToBeAnnounced
}

// cells are the record's columns, a line break in one kept.
func (r record) cells() []string {
	text := unnumbered(strings.Join(r.lines, "\n"))
	separator := "|"
	switch {
	case strings.Contains(text, "|"):
	case strings.Contains(text, "\t"):
		separator = "\t"
	case len(r.lines) == 1 && strings.Count(text, ";") > 0:
		separator = ";"
	default:
		return []string{text}
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
		for _, one := range sentences(line, week) {
			all = append(all, record{number, []string{one}})
		}
	}
	return all
}

// sentences parts a line at semicolons where each part says when it is: "пн
// 9.00 Нарада; вт 10.00 Комісія".
func sentences(line string, week council.Week) []string {
	if strings.ContainsAny(line, "|\t") {
		return []string{line}
	}
	parts := strings.Split(line, ";")
	for _, part := range parts {
		if part = strings.TrimSpace(part); len(parts) > 1 && (!startsWithPiece(scan(part, week)) || isOnlySeparators(part) || (record{lines: []string{part}}).bare(week)) {
			return []string{line}
		}
	}
	return parts
}

// goesOn tells that a line belongs to the record above it.
func goesOn(above record, line string, table bool, week council.Week) bool {
	last := above.lines[len(above.lines)-1]
	pieces := scan(unnumbered(line), week)
	day := len(pieces) > 0 && pieces[0].kind != foundTime
	timeFirst := len(pieces) > 0 && pieces[0].kind == foundTime && pieces[0].start == 0
	switch {
	case strings.HasSuffix(last, "-") && !strings.HasSuffix(last, " -"):
		return true
	case day && pieces[0].start == 0 && !table && !above.piped() && unnumbered(above.lines[0]) == above.lines[0]:
		return false // a sentence of its own, as most are
	case isDayHeading(line, week) || above.isHeading(week):
		return false
	case isDayHeading(above.text(), week):
		return timeFirst && strings.Contains(line, "|") && !namesWeekday(above.text())
	case above.piped() && timeFirst && endsWithDay(last, week):
		return true
	case above.piped():
		return !day && !timeFirst && !startsRow(line) && (!strings.Contains(line, "|") || opens(above, line))
	case table && strings.Contains(line, "|") && !isColumnHeading(cellsOf(line)):
		return !day && !timeFirst && noTime(above, week) || startsWithQuote(line)
	case table, above.tabbed(), strings.Contains(line, "\t"):
		return false
	}
	return sentenceGoesOn(above, line, pieces, week)
}

func isDayHeading(text string, week council.Week) bool {
	_, ok := dayHeading(text, week)
	return ok
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
		return has(foundDay) && !has(foundTime) && startsWithDay(above, week) && unnumbered(line) == line && isRest(line[pieces[0].end:])
	case startsWithPiece(pieces):
		return len(before) == 0 && unnumbered(above.lines[0]) != above.lines[0]
	}
	return len(pieces) == 0 && len(before) > 0 && (unicode.IsLower(first) || above.bare(week))
}

// isRest tells that what follows a time carries on a word of the line above:
// nothing, or a small letter.
func isRest(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " .,"))
	return strings.TrimLeft(text, " .,") == "" || unicode.IsLower(first)
}

// bare tells that a record has said when and not yet what.
func (r record) bare(week council.Week) bool {
	text := unnumbered(r.text())
	for _, f := range slices.Backward(scan(text, week)) {
		text = cutOut(text, f.start, f.end)
	}
	return newCursor(text).finished()
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
