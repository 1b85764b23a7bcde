package documents

import (
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The template's rows in XLSX: the lines above, the head of the table, as many
// with lines as a plan mostly has, and as many that still offer lists.
const (
	formTop   = 4
	formLined = 60
	formLast  = formTop + 300
)

// lettersOf is how many letters stand in a column so many millimetres wide.
func lettersOf(mm float64) float64 { return mm / 2 }

// spreadsheet is the template as a sheet, with the lists on a hidden one.
func (f form) spreadsheet() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	sheet, lists := f.txt("template.sheet"), f.txt("template.lists")
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	if _, err := book.NewSheet(lists); err != nil {
		return nil, err
	}
	g := formGrid{book: book, sheet: sheet, lists: lists, form: f}
	return filled(book, g.top, g.table, g.offers, g.forPrint)
}

// formGrid fills the sheets of the template.
type formGrid struct {
	book         *excelize.File
	sheet, lists string
	form
}

func (g formGrid) top() error {
	bold, err := g.book.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: textSize, Bold: true}})
	if err != nil {
		return err
	}
	plain := bordered()
	plain.Border = nil
	hint, err := g.book.NewStyle(plain)
	if err != nil {
		return err
	}
	last := len(g.columns())
	for i, line := range append(g.head(), g.txt("template.hint", g.fromTo(2))) {
		row, style := i+1, bold
		if i == len(g.head()) {
			style = hint
			letters := float64(utf8.RuneCountInString(line))
			if err := g.book.SetRowHeight(g.sheet, row, rowOfLine*math.Ceil(letters/lettersOf(g.width())+0.5)); err != nil {
				return err
			}
		}
		for _, err := range []error{
			g.book.SetCellStr(g.sheet, cellName(1, row), line),
			g.book.MergeCell(g.sheet, cellName(1, row), cellName(last, row)),
			g.book.SetCellStyle(g.sheet, cellName(1, row), cellName(last, row), style),
		} {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (g formGrid) width() float64 {
	sum := 0.0
	for _, c := range g.columns() {
		sum += c.width
	}
	return sum
}

// table is the head and the rows to fill. Their cells are texts: a spreadsheet
// would make a number of a date or an hour, and hide the year.
func (g formGrid) table() error {
	text := formats[words]
	open := bordered()
	open.CustomNumFmt = &text
	rows, err := g.book.NewStyle(open)
	if err != nil {
		return err
	}
	head := bordered()
	head.Font.Bold, head.Alignment.Horizontal = true, "center"
	head.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
	heads, err := g.book.NewStyle(head)
	if err != nil {
		return err
	}
	for i, c := range g.columns() {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		for _, err := range []error{
			g.book.SetColWidth(g.sheet, name, name, lettersOf(c.width)),
			g.book.SetCellStr(g.sheet, cellName(i+1, formTop), g.txt("template.column."+c.key)),
			g.book.SetCellStyle(g.sheet, cellName(i+1, formTop), cellName(i+1, formTop), heads),
			g.book.SetCellStyle(g.sheet, cellName(i+1, formTop+1), cellName(i+1, formTop+formLined), rows),
		} {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// offers are the lists of the columns, and what to write into them. Anything
// else may be written as well.
func (g formGrid) offers() error {
	for i, c := range g.columns() {
		offer := excelize.NewDataValidation(true)
		offer.SetSqref(cellName(i+1, formTop+1) + ":" + cellName(i+1, formLast))
		for n, choice := range c.choices {
			if err := g.book.SetCellStr(g.lists, cellName(i+1, n+1), choice); err != nil {
				return err
			}
		}
		if len(c.choices) > 0 {
			offer.SetSqrefDropList(fmt.Sprintf("'%s'!%s:%s", g.lists, absolute(i+1, 1), absolute(i+1, len(c.choices))))
		}
		switch c.key {
		case "day", "time", "venue", "leaders":
			offer.SetInput(g.txt("template.column."+c.key), g.txt("template.help."+c.key, g.fromTo(2)))
		default:
			continue
		}
		if err := g.book.AddDataValidation(g.sheet, offer); err != nil {
			return err
		}
	}
	return g.book.SetSheetVisible(g.lists, false)
}

func (g formGrid) forPrint() error {
	yes, lie, a4, wide, high := true, "landscape", 9, 1, 0
	at := g.WrittenAt.UTC().Format(time.RFC3339)
	for _, err := range []error{
		g.book.SetPanes(g.sheet, &excelize.Panes{Freeze: true, YSplit: formTop, TopLeftCell: cellName(1, formTop+1), ActivePane: "bottomLeft"}),
		g.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: g.sheet, // the head on each page
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", g.sheet, formTop, formTop)}),
		g.book.SetSheetProps(g.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		g.book.SetPageLayout(g.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lie, FitToWidth: &wide, FitToHeight: &high}),
		g.book.SetDocProps(&excelize.DocProperties{Title: g.txt("template.title"), Creator: clean(g.council), Created: at, Modified: at}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}
