package documents

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"sereda/council"
	"sereda/locales"
)

// Handover is the list by which something is handed over on paper: as XLSX to
// go on with, and as PDF to print and sign.
func (w Writer) Handover(h council.Receipts) ([]council.File, error) {
	l := handoverLayout{w, h}
	name := w.Texts.Label("paper.file.handover", locales.Data{"Day": h.On.String()})
	table, err := l.spreadsheet()
	if err != nil {
		return nil, fmt.Errorf("write XLSX: %w", err)
	}
	pdf, err := writePDF(l.paper())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return []council.File{{Name: name + ".xlsx", Data: table}, {Name: name + ".pdf", Data: pdf}}, nil
}

type handoverLayout struct {
	Writer
	council.Receipts
}

func (l handoverLayout) txt(key string) string { return l.Texts.Label(key) }

// handoverColumns with their widths on a lying page in mm, and in letters.
var handoverColumns = []struct {
	key         string
	mm, letters float64
}{
	{"number", 12, 6}, {"name", 62, 34}, {"unit", 73, 44}, {"phone", 36, 18}, {"date", 32, 16}, {"signature", 42, 24},
}

func (l handoverLayout) head() []string {
	var head []string
	for _, c := range handoverColumns {
		head = append(head, l.txt("paper.handover.column."+c.key))
	}
	return head
}

// row is a person's, with room for the day and the signature.
func (l handoverLayout) row(i int) []string {
	r := l.Rows[i]
	of := strings.Join(r.Units, "; ")
	if of == "" {
		of = r.Person.Position
	}
	return []string{strconv.Itoa(i + 1), r.Person.Full(), of, r.Person.Phone, "", ""}
}

func (l handoverLayout) paper() paper {
	title := l.txt("paper.handover.title")
	p := paper{Title: title + " " + clean(l.What), Author: clean(l.Council), Written: l.On.At(0, l.zone()), Page: lying}
	t := table{Aligns: []align{centre}, Head: l.head(), Height: signHeight, Before: 10}
	for _, c := range handoverColumns {
		t.Widths = append(t.Widths, c.mm)
	}
	for i := range l.Rows {
		t.Rows = append(t.Rows, l.row(i))
	}
	p.add(
		paragraph{Text: strings.ToUpper(l.Council), Align: centre, Bold: true, Size: 14, KeepNext: true},
		paragraph{Text: title, Align: centre, Bold: true, Before: 14, KeepNext: true},
		paragraph{Text: l.What, Align: centre, KeepNext: true},
		paragraph{Text: locales.FullDate(l.On), Align: right, Before: 6, KeepNext: true},
		t,
	)
	return p
}

func (l handoverLayout) spreadsheet() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	sheet := l.txt("paper.handover.sheet")
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	look, err := book.NewStyle(bordered())
	if err != nil {
		return nil, err
	}
	rows := [][]string{l.head()}
	for i := range l.Rows {
		rows = append(rows, l.row(i))
	}
	for i, r := range rows {
		cells := make([]any, len(r))
		for j, text := range r {
			cells[j] = printable(text)
		}
		if err := book.SetSheetRow(sheet, cellName(1, i+1), &cells); err != nil {
			return nil, err
		}
	}
	for i, c := range handoverColumns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = book.SetColWidth(sheet, column, column, c.letters)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := book.SetCellStyle(sheet, "A1", cellName(len(handoverColumns), len(rows)), look); err != nil {
		return nil, err
	}
	return l.printed(book, sheet)
}

// printed is the book, to be printed on lying pages, one page wide.
func (l handoverLayout) printed(book *excelize.File, sheet string) ([]byte, error) {
	yes, lie, a4, wide, high := true, "landscape", 9, 1, 0
	if err := book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return nil, err
	}
	if err := book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lie, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
