package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sereda/council"
)

// records puts together the lines that belong together. A row goes on over a
// line that has no day of its own; a line that only breaks off goes on too.
func records(text string, week council.Week) []*record {
	var all []*record
	number := 0
	table := strings.Contains(text, "|")
	for raw := range strings.Lines(text) {
		number++
		line := strings.TrimSpace(clean(raw))
		if line == "" {
			continue
		}
		next := newRecord(number, line, week)
		if len(all) > 0 && goesOn(all[len(all)-1], next, table) {
			all[len(all)-1].add(line)
			continue
		}
		all = append(all, next.sentences()...)
	}
	return all
}

// sentences parts a line at semicolons where each part says when it is: "пн
// 9.00 Нарада; вт 10.00 Комісія".
func (r *record) sentences() []*record {
	line := r.last()
	if strings.ContainsAny(line, "|\t") || !strings.Contains(line, ";") {
		return []*record{r}
	}
	var all []*record
	for part := range strings.SplitSeq(line, ";") {
		one := newRecord(r.number, strings.TrimSpace(part), r.week)
		if !one.startsWithPiece() || one.bare() {
			return []*record{r}
		}
		all = append(all, one)
	}
	return all
}

// goesOn tells that a line belongs to the record above it.
func goesOn(above, next *record, table bool) bool {
	line, last := next.last(), above.last()
	piece, given := next.said().first()
	day := given && piece.kind != foundTime
	timeFirst := given && piece.kind == foundTime && piece.start == 0
	switch {
	case strings.HasSuffix(last, "-") && !strings.HasSuffix(last, " -"):
		return true
	case day && piece.start == 0 && !table && !above.piped() && unnumbered(above.lines[0]) == above.lines[0]:
		return false // a sentence of its own, as most are
	case isDayHeading(line, next.week) || above.isHeading():
		return false
	case above.dayHeading() != nil:
		return timeFirst && next.piped() && !namesWeekday(above.text())
	case above.piped() && timeFirst && endsWithDay(last, next.week):
		return true
	case above.piped():
		return !day && !timeFirst && !startsRow(line) && (!next.piped() || opens(line))
	case table && next.piped() && !isColumnHeading(cellsOf(line)):
		return !day && !timeFirst && !above.says() || startsWithQuote(line)
	case table, above.tabbed(), strings.Contains(line, "\t"):
		return false
	}
	return sentenceGoesOn(above, next)
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

// opens tells that a line carries on with a bracket, a word or a name.
func opens(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return first == '(' || unicode.IsLower(first) || startsWithQuote(line)
}

// endsWithDay tells that the last cell of a line ends with a day.
func endsWithDay(line string, week council.Week) bool {
	cell := newPhrase(strings.TrimSpace(line[strings.LastIndex(line, "|")+1:]), week)
	pieces := cell.all()
	return len(pieces) > 0 && pieces[len(pieces)-1].kind == foundDay && pieces[len(pieces)-1].end == len(cell.text)
}

// sentenceGoesOn tells that a line without columns carries on the one above:
// its department's name, its time, the day of a numbered task.
func sentenceGoesOn(above, next *record) bool {
	line := next.last()
	first, _ := utf8.DecodeRuneInString(line)
	numbered := unnumbered(line) != line && isDigit(first)
	piece, given := next.said().first()
	switch {
	case numbered && !next.startsWithPiece():
		return false
	case given && piece.kind == foundTime && piece.start == 0:
		return above.has(foundDay) && !above.has(foundTime) && startsWithDay(above) && unnumbered(line) == line && isRest(next.said().text[piece.end:])
	case next.startsWithPiece():
		return !above.says() && unnumbered(above.lines[0]) != above.lines[0]
	}
	return !given && above.says() && (unicode.IsLower(first) || above.bare())
}

// isRest tells that what follows a time carries on a word of the line above:
// nothing, or a small letter.
func isRest(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " .,"))
	return strings.TrimLeft(text, " .,") == "" || unicode.IsLower(first)
}

// startsWithDay tells that the last line of a record begins with its day.
func startsWithDay(above *record) bool {
	piece, given := newPhrase(unnumbered(above.last()), above.week).first()
	return given && piece.start == 0 && piece.kind == foundDay
}
