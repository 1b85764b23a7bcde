package intake_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/intake"
)

func TestXLSX(t *testing.T) {
	t.Parallel()
	row := func(number int, cells ...string) intake.Row {
		return intake.Row{Number: number, Table: 1, Cells: cells}
	}
	tests := []struct {
		name  string
		write func(t *testing.T, f *excelize.File)
		want  []intake.Row
	}{
		{"texts and empty cells keep their columns", func(t *testing.T, f *excelize.File) {
			put(t, f, "A1", "Дата")
			put(t, f, "C1", "Захід")
			put(t, f, "C4", "Нарада")
		}, []intake.Row{row(1, "Дата", "", "Захід"), row(4, "", "", "Нарада")}},
		{"a number shown as a date is a date, as a time a time", func(t *testing.T, f *excelize.File) {
			putAs(t, f, "A1", 46357, "dd.mm.yyyy")
			putAs(t, f, "B1", 0.4166666665, "h:mm")
			putAs(t, f, "C1", 46357.625, "[$-422]d mmmm hh:mm;@")
			putAs(t, f, "D1", 46357, `dddd", "d mmmm`)
			putAs(t, f, "E1", 9.3, "0.00")
			putAs(t, f, "F1", 46357, "0")
		}, []intake.Row{row(1, "01.12.2026", "10:00", "01.12.2026 15:00", "01.12.2026", "9.3", "46357")}},
		{"days may be counted from 1904", func(t *testing.T, f *excelize.File) {
			yes := true
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			putAs(t, f, "A1", 44895, "dd.mm.yyyy")
		}, []intake.Row{row(1, "01.12.2026")}},
		{"a cell merged downwards is in every row, one merged across in its first", func(t *testing.T, f *excelize.File) {
			must(t, f.MergeCell("Sheet1", "A1", "C1"))
			must(t, f.MergeCell("Sheet1", "A2", "A3"))
			put(t, f, "A1", "План")
			put(t, f, "A2", "1.12")
			put(t, f, "B2", "А")
			put(t, f, "B3", "Б")
		}, []intake.Row{row(1, "План"), row(2, "1.12", "А"), {Number: 3, Table: 1, Cells: []string{"1.12", "Б"}, Merged: []int{0}}}},
		{"hidden sheets are not read, others are", func(t *testing.T, f *excelize.File) {
			for _, name := range []string{"Довідник", "Далі"} {
				_, err := f.NewSheet(name)
				must(t, err)
				must(t, f.SetCellStr(name, "A1", name))
			}
			must(t, f.SetSheetVisible("Довідник", false))
			put(t, f, "A1", "Нарада")
		}, []intake.Row{row(1, "Нарада"), {Number: 1, Table: 2, Cells: []string{"Далі"}}}},
		{"a row at the very end costs nothing", func(t *testing.T, f *excelize.File) {
			put(t, f, "A1", "Нарада")
			put(t, f, "B1048576", "Кінець")
		}, []intake.Row{row(1, "Нарада"), row(1048576, "", "Кінець")}},
		{"several formats in one cell are one text", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "A1", []excelize.RichTextRun{{Text: "На"}, {Text: "рада", Font: &excelize.Font{Bold: true}}}))
		}, []intake.Row{row(1, "Нарада")}},
		{"lines of a cell stay, truth is told in words", func(t *testing.T, f *excelize.File) {
			put(t, f, "A1", "Нарада\r\n\r\nкаб. 1")
			must(t, f.SetCellBool("Sheet1", "B1", true))
		}, []intake.Row{row(1, "Нарада\nкаб. 1", "так")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := excelize.NewFile()
			test.write(t, f)
			got, err := intake.Read(t.Context(), "план.xlsx", bytesOf(t, f))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.Rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, f *excelize.File, cell, text string) {
	t.Helper()
	must(t, f.SetCellStr("Sheet1", cell, text))
}

func putAs(t *testing.T, f *excelize.File, cell string, value float64, format string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
	must(t, f.SetCellFloat("Sheet1", cell, value, -1, 64))
	must(t, f.SetCellStyle("Sheet1", cell, cell, style))
}

func bytesOf(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}
