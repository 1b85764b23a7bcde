package intake

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sereda/council"
)

// Table reads the plan that a file holds. A table is read by its header, under
// whatever names its columns go; one without is read as lines are. A row with
// nothing but a day sets the day of those below it, so does a paragraph. A cell
// left empty below a day has that day, in tables that write no day twice.
// Headers, numbers of columns, stamps and signatures are passed over, and so
// are, around a table, texts without a day; every other row is in the result,
// under its number.
func Table(content Content, week council.Week) []Line {
	lines, _ := readTable(context.Background(), content, week) // only a context ends it
	return lines
}

// Try tells, before the week is known, that Table reads the content before ctx
// ends; else the error is FileTooSlow. Lines that are made to take long can be
// long enough to hold everybody else up.
func Try(ctx context.Context, content Content) error {
	_, err := readTable(ctx, content, council.WeekOf(council.NewDate(2026, time.November, 30)))
	return err
}

func readTable(ctx context.Context, content Content, week council.Week) ([]Line, error) {
	rows := chosen(content.Rows)
	t := tableReader{week: week, hasTable: hasHeader(rows)}
	for i, row := range rows {
		if ctx.Err() != nil {
			return nil, refuse(FileTooSlow)
		}
		if len(t.lines) >= MaxLines {
			return append(t.lines, Line{Number: row.Number, Text: rowText(row.Cells), Problem: refuse(TooManyLines)}), nil
		}
		if row.Table != t.table {
			t.enter(row, rows[i:])
		}
		t.read(row)
	}
	return t.lines, nil
}

// tableReader is where the reading stands.
type tableReader struct {
	week  council.Week
	lines []Line
	// hasTable tells that the file has a table with a header: what stands
	// around it need not be an entry.
	hasTable bool

	table   int
	columns []planColumn // nil outside a table and until its header was read
	width   int          // of the last table with a header
	last    []planColumn // its columns
	above   heading
	// below is the last row's own day; once tells that the table writes each
	// day once.
	below heading
	once  bool
}

func hasHeader(rows []Row) bool {
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Table > 0 && headerOf(r.Cells) != nil })
}

// enter begins a table, or leaves one. A table that goes on after a paragraph,
// without a header of its own, has the last one's.
func (t *tableReader) enter(first Row, rest []Row) {
	t.table, t.columns, t.below = first.Table, nil, heading{}
	if first.Table == 0 {
		return
	}
	rows := rest
	if end := slices.IndexFunc(rest, func(r Row) bool { return r.Table != first.Table }); end >= 0 {
		rows = rest[:end]
	}
	header, width := t.last, 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
		if own := headerOf(r.Cells); own != nil {
			header = own
		}
	}
	if !hasHeader(rows) && width == t.width {
		t.columns = t.last
	}
	t.width, t.last = width, header
	t.once = writesDaysOnce(rows, header)
}

// writesDaysOnce tells that no two rows in a row say the same day.
func writesDaysOnce(rows []Row, columns []planColumn) bool {
	at := slices.IndexFunc(columns, func(c planColumn) bool { return c.has(dayColumn) })
	if at < 0 {
		return false
	}
	before := ""
	for _, r := range rows {
		if at >= len(r.Cells) || r.Cells[at] == "" || slices.Contains(r.Merged, at) {
			continue
		}
		day := tidy(r.Cells[at])
		if day == before {
			return false
		}
		before = day
	}
	return true
}

func (t *tableReader) read(row Row) {
	cells := filled(row.Cells)
	line := Line{Number: row.Number, Text: rowText(row.Cells)}
	tooLong := utf8.RuneCountInString(line.Text) > maxLine
	if !tooLong && t.pass(row, cells) {
		return
	}
	switch {
	case tooLong:
		line.Text, line.Problem = beginning(line.Text), refuse(TooLong)
	case t.columns != nil:
		t.readColumns(row, &line)
	default:
		line.take(readRow(cellsOfRow(cells), t.above, t.week))
		if t.hasTable && (line.Problem != nil || line.undated() || t.beforeTable(line)) {
			return
		}
	}
	line.source()
	t.lines = append(t.lines, line)
}

// beforeTable tells that a text around a table only has a day because one
// stands above it.
func (t *tableReader) beforeTable(line Line) bool {
	if !t.hasTable || !t.above.given {
		return false
	}
	line.take(readRow(cellsOfRow(strings.Split(line.Text, " | ")), heading{}, t.week))
	return line.Problem != nil || line.undated()
}

// pass reads rows that are no entries, and tells that this one is.
func (t *tableReader) pass(row Row, cells []string) bool {
	if len(cells) == 0 || isStamp(cells) {
		return true
	}
	if row.Table > 0 {
		if columns := headerOf(row.Cells); columns != nil {
			t.columns = columns
			return true
		}
	}
	if isColumnHeading(cells) || isPlanHeading(cells, t.week) || t.columns == nil && t.hasTable && isPlanTitle(cells) {
		return true
	}
	text := strings.Join(cells, " ")
	if len(cells) > 2 {
		return false
	}
	if h, ok := dayHeading(unnumbered(text), t.week); ok && t.isHeadingRow(row) {
		t.above, t.below = h, heading{}
		if h.err != nil {
			t.lines = append(t.lines, Line{Number: row.Number, Text: rowText(row.Cells), Problem: h.err})
		}
		return true
	}
	return false
}

// isHeadingRow tells that a row with nothing but a day is about those below
// it. One with the day in its own column may be an entry left unfinished, but
// an entry has a title.
func (t *tableReader) isHeadingRow(row Row) bool { return len(row.Merged) == 0 }

// stamps are how lines around a plan begin that are no part of it.
var stamps = []string{"затвердж", "погодж", "додаток", "підпис", "виконавець", "вик", "тел", "примітка"}

func isStamp(cells []string) bool {
	c := newCursor(cells[0])
	first := c.peek(0)
	if strings.Trim(strings.Join(cells, ""), "_-–—. \n\t") == "" {
		return true
	}
	return first.kind == word && slices.ContainsFunc(stamps, func(stamp string) bool {
		return first.text == stamp || utf8.RuneCountInString(stamp) > 5 && strings.HasPrefix(first.text, stamp)
	})
}

// isPlanTitle tells that a text before a table is the plan's title: "План
// роботи відділу на 30 листопада – 4 грудня 2026 року".
func isPlanTitle(cells []string) bool {
	c := newCursor(cells[0])
	c.takeWord("основні", "орієнтовний", "тижневий", "зведений")
	return len(cells) == 1 && c.takeWord("план", "графік", "розклад", "перелік", "заходи", "анонс")
}

// readColumns reads a row by what its columns hold.
func (t *tableReader) readColumns(row Row, line *Line) {
	above := t.above
	if t.below.given && (t.once || t.mergedDay(row)) {
		above = t.below
	}
	r := newColumnsRead(above, t.week)
	for i, cell := range row.Cells {
		if cell == "" || i >= len(t.columns) && slices.Contains(t.columns, titleColumn) && isRowNumber(cell) {
			continue
		}
		what := planColumn(0)
		if i < len(t.columns) {
			what = t.columns[i]
		}
		if line.Problem = r.take(what, cell); line.Problem != nil {
			return
		}
	}
	entries, err := r.entries()
	if r.hasDay() && err == nil {
		t.below = headingOf(entries)
	}
	line.take(entries, err)
	line.Leaders = r.leaders
}

// mergedDay tells that the row's day stands in a cell merged with the one
// above, which is empty below in some programs.
func (t *tableReader) mergedDay(row Row) bool {
	return slices.ContainsFunc(row.Merged, func(i int) bool { return i < len(t.columns) && t.columns[i].has(dayColumn) })
}

// headingOf is the day of a row, for those below it.
func headingOf(entries []Reading) heading {
	h := heading{given: true, days: days{kind: council.Timed}}
	for _, e := range entries {
		s := dateSpan{e.From, e.To}
		if e.From.IsZero() || slices.Contains(h.days.spans, s) {
			continue
		}
		h.days.spans = append(h.days.spans, s)
		if e.Kind == council.DuringWeek {
			h.days.kind = e.Kind
		}
	}
	if len(h.days.spans) == 0 {
		h.days.kind = council.ToBeAnnounced
	}
	return h
}

// lines writes the lines of a cell in one.
func lines(cell string) string {
	var parts []string
	for part := range strings.SplitSeq(cell, "\n") {
		if part = strings.Trim(tidy(part), ",; "); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// filled are the cells with something in them, each in one line.
func filled(cells []string) []string {
	var all []string
	for _, cell := range cells {
		if cell = tidy(cell); cell != "" {
			all = append(all, cell)
		}
	}
	return all
}

// cellsOfRow are the cells a row without known columns is read from: a
// paragraph has those of a line.
func cellsOfRow(cells []string) []string {
	if len(cells) == 1 {
		return cellsOf(unnumbered(cells[0]))
	}
	return cellsOf(strings.Join(cells, " | "))
}

// rowText is a row as one line.
func rowText(cells []string) string { return strings.Join(filled(cells), " | ") }
