package intake

import (
	"slices"
	"strings"

	"sereda/council"
)

// record is a row or a sentence with the lines it goes on over.
type record struct {
	number int
	week   council.Week
	lines  []string
	known  facts
}

// facts are what the lines of a record say, each found out when it is first
// asked for: every line below asks the same of the record above it.
type facts struct {
	text    lazily[string]
	said    lazily[*phrase]
	day     lazily[*heading]
	heading lazily[bool]
	piped   lazily[bool]
}

// lazily is a value that is found out once.
type lazily[T any] struct {
	known bool
	value T
}

func (l *lazily[T]) get(find func() T) T {
	if !l.known {
		l.known, l.value = true, find()
	}
	return l.value
}

func newRecord(number int, line string, week council.Week) *record {
	return &record{number: number, week: week, lines: []string{line}}
}

// add is one line more.
func (r *record) add(line string) { r.lines, r.known = append(r.lines, line), facts{} }

func (r *record) last() string { return r.lines[len(r.lines)-1] }

func (r *record) text() string {
	return r.known.text.get(func() string { return tidy(unnumbered(strings.Join(r.lines, " "))) })
}

// said is the text with its days and times.
func (r *record) said() *phrase {
	return r.known.said.get(func() *phrase { return newPhrase(r.text(), r.week) })
}

// says tells that the record has a day or a time.
func (r *record) says() bool {
	_, given := r.said().first()
	return given
}

// has tells that one of its days and times is of the kind.
func (r *record) has(kind foundKind) bool {
	return slices.ContainsFunc(r.said().all(), func(f found) bool { return f.kind == kind })
}

// startsWithPiece tells that the record begins with a day or a time.
func (r *record) startsWithPiece() bool {
	piece, given := r.said().first()
	return given && piece.start == 0
}

// phraseOf is the text as a phrase: the record's own when it is the same.
func (r *record) phraseOf(text string) *phrase {
	if said := r.said(); said.text == text {
		return said
	}
	return newPhrase(text, r.week)
}

func (r *record) piped() bool {
	return r.known.piped.get(func() bool {
		return slices.ContainsFunc(r.lines, func(l string) bool { return strings.Contains(l, "|") })
	})
}

// tabbed tells that a record was copied out of a table, whose rows end with
// their lines.
func (r *record) tabbed() bool { return !r.piped() && strings.Contains(r.lines[0], "\t") }

// dayHeading is the day that stands alone in the record, nil for another record.
func (r *record) dayHeading() *heading {
	return r.known.day.get(func() *heading {
		if h, ok := dayHeading(r.text(), r.week); ok {
			return &h
		}
		return nil
	})
}

func (r *record) isHeading() bool {
	return r.known.heading.get(func() bool {
		cells := cellsOf(r.text())
		return len(cells) == 0 || isColumnHeading(slashed(r.text())) || isColumnHeading(cells) || isPlanHeading(cells, r.week) || isAround(cells)
	})
}

// bare tells that a record has said when and not yet what.
func (r *record) bare() bool { return isWhen(r.said()) }

func (r *record) read(above heading) Line {
	l := Line{Number: r.number, Text: r.text()}
	if cells := r.cells(); len(cells) == 1 {
		l.take(readSentence(r.phraseOf(mended(cells[0])), above))
	} else {
		l.take(readRow(cells, above, r.week))
	}
	if l.Problem == nil && l.undated() && l.Entries[0].Hours.Start == nil {
		l.Entries, l.Problem = nil, refuse(NoDay)
	}
	l.source()
	return l
}

// cells are the record's columns, a line break in one kept.
func (r *record) cells() []string {
	text := unnumbered(strings.Join(r.lines, "\n"))
	separator := "|"
	switch {
	case strings.Contains(text, "|"):
	case strings.Contains(text, "\t"):
		separator = "\t"
	case len(r.lines) == 1 && strings.Count(text, ";") > 0:
		separator = ";"
	case r.isSlashed():
		separator = slash
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

// slash parts columns where one of them is a day or an hour and nothing else:
// "01.12 / 10:00 / Нарада / зала". Elsewhere it belongs to the text.
const slash = " / "

// slashed are the columns between slashes, nil when they are too few.
func slashed(text string) []string {
	if cells := strings.Split(text, slash); len(cells) > 2 {
		return cells
	}
	return nil
}

// isSlashed tells that slashes part the record's columns.
func (r *record) isSlashed() bool {
	return len(r.lines) == 1 && slices.ContainsFunc(slashed(r.text()), func(cell string) bool {
		return isWhen(newPhrase(tidy(cell), r.week))
	})
}

// isWhen tells that a text is a day or a time and nothing else.
func isWhen(said *phrase) bool {
	pieces := said.all()
	text := said.text
	for _, f := range slices.Backward(pieces) {
		text = cutOut(text, f.start, f.end)
	}
	return len(pieces) > 0 && newCursor(text).finished()
}

// aroundStems are how lines around a plan begin that are no part of it.
var aroundStems = []string{"затвердж", "погодж", "додаток", "підпис", "виконавець", "примітка"}

func isAround(cells []string) bool {
	first := newCursor(cells[0]).peek(0)
	return first.kind == word && hasStem(first.text, aroundStems)
}
