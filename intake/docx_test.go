package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/intake"
)

func paragraph(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func cell(content string) string { return `<w:tc>` + content + `</w:tc>` }

func TestDOCX(t *testing.T) {
	t.Parallel()
	row := func(number int, cells ...string) intake.Row {
		return intake.Row{Number: number, Table: 1, Cells: cells}
	}
	text := func(number int, text string) intake.Row { return intake.Row{Number: number, Cells: []string{text}} }
	tests := []struct {
		name, body string
		want       []intake.Row
	}{
		{"paragraphs and tables keep their order", paragraph("Понеділок") + `<w:tbl><w:tr>` + cell(paragraph("10.00")) + cell(paragraph("Нарада")) + `</w:tr></w:tbl>` + paragraph("Кінець"),
			[]intake.Row{text(1, "Понеділок"), row(2, "10.00", "Нарада"), text(3, "Кінець")}},
		{"a text in several runs is one", `<w:p><w:r><w:t>На</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">рада </w:t></w:r><w:r><w:t>о 10</w:t></w:r></w:p>`,
			[]intake.Row{text(1, "Нарада о 10")}},
		{"what was inserted stays, what was deleted or moved away does not",
			`<w:p><w:ins><w:r><w:t>Нова </w:t></w:r></w:ins><w:del><w:r><w:delText>стара </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>звідси </w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>нарада</w:t></w:r></w:moveTo></w:p>`,
			[]intake.Row{text(1, "Нова нарада")}},
		{"a deleted row is none", `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cell(paragraph("Стара")) + `</w:tr><w:tr>` + cell(paragraph("Нова")) + `</w:tr></w:tbl>`,
			[]intake.Row{row(2, "Нова")}},
		{"content controls, smart tags, hyperlinks and fields show their text",
			`<w:p><w:sdt><w:sdtContent><w:r><w:t>А </w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>Б </w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>В </w:t></w:r></w:hyperlink>` +
				`<w:r><w:instrText> DATE </w:instrText></w:r><w:fldSimple><w:r><w:t>Г</w:t></w:r></w:fldSimple></w:p>`,
			[]intake.Row{text(1, "А Б В Г")}},
		{"what a content control shows until it is filled in is no text", `<w:tbl><w:tr>` +
			`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + cell(paragraph("Виберіть дату")) + `</w:sdtContent></w:sdt>` +
			cell(`<w:p><w:sdt><w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr><w:sdtContent><w:r><w:t>Нарада</w:t></w:r></w:sdtContent></w:sdt>`+
				`<w:sdt><w:sdtPr><w:showingPlcHdr w:val="1"/></w:sdtPr><w:sdtContent><w:sdt><w:sdtContent><w:r><w:t>Оберіть</w:t><w:br/></w:r></w:sdtContent></w:sdt></w:sdtContent></w:sdt>`+
				`<w:r><w:t> штабу</w:t></w:r></w:p>`) + `</w:tr></w:tbl>`,
			[]intake.Row{row(1, "", "Нарада штабу")}},
		{"a row within a content control is a row", `<w:tbl><w:sdt><w:sdtContent><w:tr>` + cell(paragraph("Рядок")) + `</w:tr></w:sdtContent></w:sdt></w:tbl>`,
			[]intake.Row{row(1, "Рядок")}},
		{"a cell across columns keeps the others in theirs", `<w:tbl><w:tr>` + cell(`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+paragraph("Вівторок")) + cell(paragraph("Зал")) + `</w:tr></w:tbl>`,
			[]intake.Row{row(1, "Вівторок", "", "Зал")}},
		{"a row may begin in a later column", `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + cell(paragraph("Зал")) + `</w:tr></w:tbl>`,
			[]intake.Row{row(1, "", "Зал")}},
		{"a cell merged downwards is in every row", `<w:tbl><w:tr>` + cell(`<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+paragraph("1.12")) + cell(paragraph("А")) + `</w:tr>` +
			`<w:tr>` + cell(`<w:tcPr><w:vMerge/></w:tcPr><w:p/>`) + cell(paragraph("Б")) + `</w:tr><w:tr>` + cell(`<w:p/>`) + cell(paragraph("В")) + `</w:tr></w:tbl>`,
			[]intake.Row{row(1, "1.12", "А"), {Number: 2, Table: 1, Cells: []string{"1.12", "Б"}, Merged: []int{0}}, row(3, "", "В")}},
		{"paragraphs, breaks and a table within a cell are its lines", `<w:tbl><w:tr>` + cell(paragraph("Нарада")+`<w:p><w:r><w:t>каб. 1</w:t><w:br/><w:t>2 поверх</w:t></w:r></w:p>`+
			`<w:tbl><w:tr>`+cell(paragraph("Петренко"))+`</w:tr></w:tbl><w:p/>`) + `</w:tr></w:tbl>`,
			[]intake.Row{row(1, "Нарада\nкаб. 1\n2 поверх\nПетренко")}},
		{"a tab is text, a tab stop is not", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>10.00</w:t><w:tab/><w:t>Нарада</w:t></w:r></w:p>`,
			[]intake.Row{text(1, "10.00 Нарада")}},
		{"a text box is read once", `<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Рамка</w:t></mc:Choice><mc:Fallback><w:t>Рамка</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
			[]intake.Row{text(1, "Рамка")}},
		{"entities are characters", paragraph("Суд &amp; &#1057;&#x443;&#x434; &lt;1&gt;"), []intake.Row{text(1, "Суд & Суд <1>")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			data := zipped(t, map[string]string{"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>` + test.body + `</w:body></w:document>`})
			got, err := intake.Read(t.Context(), "план.docx", data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.Rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}
