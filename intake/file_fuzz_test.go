package intake_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sereda/intake"
)

// FuzzFile reads whole files, as they come.
func FuzzFile(f *testing.F) {
	book := excelize.NewFile()
	if err := book.SetCellStr("Sheet1", "B2", "Нарада"); err != nil {
		f.Fatal(err)
	}
	whole, err := book.WriteToBuffer()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("план.xlsx", whole.Bytes())
	f.Add("план.docx", zipped(f, map[string]string{"word/document.xml": `<w:document><w:p><w:r><w:t>Нарада</w:t></w:r></w:p></w:document>`}))
	f.Add("план.csv", []byte("Дата;Захід\n1.12;Нарада"))
	f.Add("план.txt", []byte("1.12 Нарада"))
	f.Fuzz(func(t *testing.T, name string, data []byte) { readable(t, name, data) })
}

// FuzzDOCX reads whatever may stand in a document.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="3"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>а&amp;</w:t><w:br/></w:r></w:p></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:del><w:r><w:delText>а</w:delText></w:r></w:del><![CDATA[б]]><!-- > --></w:p>`)
	f.Add(`</w:tc></w:tr></w:tbl><w:tc></w:tc><w:tbl><w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		readable(t, "план.docx", zipped(t, map[string]string{"word/document.xml": "<w:document>" + body}))
	})
}

// FuzzXLSX reads whatever may stand in a sheet.
func FuzzXLSX(f *testing.F) {
	f.Add(`<sheetData><row r="5"><c r="C5" t="str"><v>а</v></c><c t="d"><v>2026-12-01T10:00:00</v></c><c><v>46357.5</v></c></row></sheetData><mergeCells><mergeCell ref="C5:C9"/></mergeCells>`)
	f.Add(`<row r="-1"><c r="ZZZ1"><v>1e9</v></c></row></row></c><c t="s"><v>-1</v></c>`)
	f.Fuzz(func(t *testing.T, sheet string) { readable(t, "план.xlsx", xlsxOf(t, "<worksheet>"+sheet)) })
}

// readable tells that a file and its rows are read, or refused by name, without
// a panic.
func readable(t *testing.T, name string, data []byte) {
	t.Helper()
	content, err := intake.Read(t.Context(), name, data)
	switch {
	case err != nil && (intake.KindOf(err) == "" || strings.Contains(err.Error(), "panic")):
		t.Errorf("%v", err)
	case err == nil && len(content.Rows) == 0:
		t.Error("neither rows nor an error")
	case err == nil:
		for _, line := range intake.Table(content, tableWeek) {
			if line.Problem == nil && len(line.Entries) == 0 || line.Text == "" {
				t.Errorf("row %d is neither read nor refused: %+v", line.Number, line)
			}
		}
	}
}
