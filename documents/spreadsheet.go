package documents

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"sereda/council"
	"sereda/locales"
)

// PlanSpreadsheet is the consolidated plan as XLSX for further work: one entry
// a row, with dates and hours to sort and count by.
func (w Writer) PlanSpreadsheet(r council.Revision) (council.File, error) {
	l := w.planLayout(r)
	data, err := l.spreadsheet()
	if err != nil {
		return council.File{}, fmt.Errorf("write XLSX: %w", err)
	}
	return council.File{Name: l.txt("paper.file.plan", locales.Data{"Week": r.Week.String()}) + ".xlsx", Data: data}, nil
}

// column is a column of the spreadsheet: its heading, its width in letters and
// the look of its cells.
type column struct {
	key   string
	width float64
	look  look
}

type look int

const (
	words look = iota
	number
	date
	clock
)

// formats are those of cells, by look; dates and hours as people here write
// them.
var formats = [...]string{words: "@", number: "0", date: "dd.mm.yyyy", clock: "hh:mm"}

var columns = []column{
	{"number", 6, number}, {"from", 11, date}, {"to", 11, date}, {"weekday", 11, words}, {"start", 9, clock}, {"end", 9, clock},
	{"when", 14, words}, {"event", 48, words}, {"venue", 22, words}, {"responsible", 22, words}, {"leaders", 22, words},
	{"units", 28, words}, {"city_wide", 14, words}, {"visibility", 14, words}, {"late", 12, words}, {"outcome", 14, words},
}

// printed are the columns that are printed, the first ones; the others are for
// work on the screen.
const printed = 11

// spreadsheet is the file; the same plan gives the same bytes.
func (l planLayout) spreadsheet() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	sheet := l.txt("paper.sheet_of_plan")
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	g := grid{book: book, sheet: sheet, texts: l}
	return filled(book, g.style, g.header, g.rows, g.forPrint, g.properties)
}

// filled are the bytes of the book after the steps.
func filled(book *excelize.File, steps ...func() error) ([]byte, error) {
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// grid fills the one sheet of the book.
type grid struct {
	book  *excelize.File
	sheet string
	texts planLayout
	looks [len(formats)]int
	head  int
}

func (g *grid) style() error {
	for kind, format := range formats {
		s := bordered()
		s.CustomNumFmt = &format
		if look(kind) != words {
			s.Alignment.Horizontal = "center"
		}
		id, err := g.book.NewStyle(s)
		if err != nil {
			return err
		}
		g.looks[kind] = id
	}
	s := bordered()
	s.Font.Bold, s.Alignment.Horizontal = true, "center"
	s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
	var err error
	g.head, err = g.book.NewStyle(s)
	return err
}

func bordered() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Times New Roman", Size: tableSize},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
	}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		// Without a colour the lines come out blue.
		s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: "000000"})
	}
	return s
}

func (g *grid) header() error {
	row := make([]any, len(columns))
	for i, c := range columns {
		row[i] = g.texts.txt("paper.cell." + c.key)
		name, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = g.book.SetColWidth(g.sheet, name, name, c.width)
		}
		if err != nil {
			return err
		}
	}
	if err := g.book.SetSheetRow(g.sheet, "A1", &row); err != nil {
		return err
	}
	if err := g.book.SetRowHeight(g.sheet, 1, 2*rowOfLine); err != nil {
		return err
	}
	return g.book.SetCellStyle(g.sheet, "A1", cellName(len(columns), 1), g.head)
}

func (g *grid) rows() error {
	for i, e := range g.texts.Entries {
		cells := g.texts.cells(i+1, e)
		if err := g.book.SetSheetRow(g.sheet, cellName(1, i+2), &cells); err != nil {
			return err
		}
		if err := g.book.SetRowHeight(g.sheet, i+2, rowHeight(cells)); err != nil {
			return err
		}
	}
	if len(g.texts.Entries) == 0 {
		return nil
	}
	for i, c := range columns {
		if err := g.book.SetCellStyle(g.sheet, cellName(i+1, 2), cellName(i+1, len(g.texts.Entries)+1), g.looks[c.look]); err != nil {
			return err
		}
	}
	return nil
}

// cells are the entry's, in the order of the columns; nil is an empty one.
func (l planLayout) cells(n int, e council.RevisionEntry) []any {
	return []any{
		n, dateCell(e.From), dateCell(e.To), l.weekday(e), clockCell(e.Hours.Start), clockCell(e.Hours.End),
		l.term("paper.kind_of_entry.", string(e.Kind)), printable(e.Title), printable(e.Venue), printable(e.Responsible), spaced(printable(l.participants(e))),
		printable(strings.Join(e.Units, ", ")), l.yes(e.CityWide), l.term("paper.visibility.", string(e.Visibility)), l.yes(e.Late),
		l.term("paper.outcome.", string(e.Outcome)),
	}
}

func (l planLayout) weekday(e council.RevisionEntry) any {
	if e.From.IsZero() || e.From != e.To {
		return nil
	}
	return locales.Weekday(e.From.Weekday())
}

// spaced has plain spaces: people search and filter by what they type.
func spaced(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// term is the word for a value, nothing for none.
func (l planLayout) term(keys, value string) any {
	if value == "" {
		return nil
	}
	return l.txt(keys + value)
}

func (l planLayout) yes(is bool) any {
	if !is {
		return nil
	}
	return l.txt("paper.yes")
}

func dateCell(d council.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.At(0, time.UTC)
}

// clockCell is the time as part of a day, which is what a spreadsheet counts in.
func clockCell(t *council.TimeOfDay) any {
	if t == nil {
		return nil
	}
	return float64(*t) / (24 * 60)
}

const (
	rowOfLine  = 15.0  // points
	highestRow = 409.0 // points, the format's limit
)

// rowHeight is estimated: a spreadsheet that was not made by hand does not
// fit its rows to wrapped text.
func rowHeight(cells []any) float64 {
	lines := 1.0
	for i, c := range cells {
		if text, isText := c.(string); isText {
			lines = max(lines, math.Ceil(1.15*float64(utf8.RuneCountInString(text))/columns[i].width))
		}
	}
	return min(lines*rowOfLine+3, highestRow)
}

// cellName is "B7"; the numbers are ours and never refused.
func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err)
	}
	return name
}
