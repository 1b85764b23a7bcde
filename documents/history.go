package documents

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"sereda/council"
	"sereda/locales"
)

// historyColumns are the columns of the history, with their widths in letters.
var historyColumns = []struct {
	key   string
	width float64
}{{"at", 18}, {"who", 22}, {"what", 40}, {"action", 30}, {"change", 60}}

// HistorySpreadsheet is who changed what when as XLSX, one trace a row, with
// instants to sort by in the council's zone.
func (w Writer) HistorySpreadsheet(h council.History) (council.File, error) {
	book := excelize.NewFile()
	defer book.Close()
	sheet := w.Texts.Label("history.sheet")
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return council.File{}, fmt.Errorf("write history: %w", err)
	}
	if err := w.fillHistory(book, sheet, h); err != nil {
		return council.File{}, fmt.Errorf("write history: %w", err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return council.File{}, fmt.Errorf("write history: %w", err)
	}
	return council.File{Name: w.Texts.Label("history.file", locales.Data{"Week": h.Week.String()}) + ".xlsx", Data: b.Bytes()}, nil
}

func (w Writer) fillHistory(book *excelize.File, sheet string, h council.History) error {
	format := "dd.mm.yyyy hh:mm"
	moment, text, head := bordered(), bordered(), bordered()
	moment.CustomNumFmt = &format
	head.Font.Bold = true
	var looks [3]int
	for i, s := range []*excelize.Style{moment, text, head} {
		id, err := book.NewStyle(s)
		if err != nil {
			return err
		}
		looks[i] = id
	}
	titles := make([]any, len(historyColumns))
	for i, c := range historyColumns {
		titles[i] = w.Texts.Label("history.cell." + c.key)
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := book.SetColWidth(sheet, name, name, c.width); err != nil {
			return err
		}
	}
	if err := book.SetSheetRow(sheet, "A1", &titles); err != nil {
		return err
	}
	for i, l := range h.Lines {
		// Cells know no zones: the hour stands as the council's clocks show it.
		at := l.At.In(w.zone()).Truncate(time.Second)
		local := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
		cells := []any{local, printable(l.Who), printable(l.What), printable(l.Action), printable(l.Change)}
		if err := book.SetSheetRow(sheet, cellName(1, i+2), &cells); err != nil {
			return err
		}
	}
	last := len(h.Lines) + 1
	if err := book.SetCellStyle(sheet, "A1", cellName(len(historyColumns), 1), looks[2]); err != nil || last == 1 {
		return err
	}
	if err := book.SetCellStyle(sheet, "A2", cellName(1, last), looks[0]); err != nil {
		return err
	}
	return book.SetCellStyle(sheet, "B2", cellName(len(historyColumns), last), looks[1])
}
