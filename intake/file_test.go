package intake_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/intake"
)

// Each bad file has a kind of its own, so that it can be answered in its own
// words.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	put(t, book, "A1", "Нарада")
	good := bytesOf(t, book)
	protected := new(strings.Builder)
	must(t, book.Write(protected, excelize.Options{Password: "таємниця"}))
	ole := func(stream string) string {
		text := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512)
		for _, unit := range utf16.Encode([]rune(stream)) {
			text += string([]byte{byte(unit), byte(unit >> 8)})
		}
		return text
	}
	million := `<worksheet><sheetData>` + strings.Repeat(`<row><c t="str"><v>а</v></c></row>`, 1_000_000) + `</sheetData></worksheet>`
	tests := []struct {
		name, file, data string
		want             intake.Kind
	}{
		{"a photo", "план.jpg", "\xFF\xD8\xFF\xE0....", intake.FilePicture},
		{"a photo of an iPhone", "IMG_1.HEIC", "\x00\x00\x00\x18ftypheic....", intake.FilePicture},
		{"a PDF", "план.pdf", "%PDF-1.7", intake.FilePDF},
		{"a PDF by another name", "план.docx", "%PDF-1.7", intake.FilePDF},
		{"an old Word file", "план.doc", ole("WordDocument"), intake.FileOldWord},
		{"RTF", "план.doc", `{\rtf1}`, intake.FileOldWord},
		{"an old Excel file", "план.xls", ole("Workbook"), intake.FileOldExcel},
		{"a file under a password", "план.xlsx", protected.String(), intake.FileProtected},
		{"an empty file", "план.xlsx", "", intake.FileEmpty},
		{"an empty sheet", "план.xlsx", string(bytesOf(t, excelize.NewFile())), intake.FileEmpty},
		{"a file of 25 MB", "план.xlsx", strings.Repeat("P", 25<<20), intake.FileTooBig},
		{"half a file", "план.xlsx", string(good[:len(good)/2]), intake.FileDamaged},
		{"a text that calls itself a table", "план.xlsx", "Нарада", intake.FileDamaged},
		{"any other zip", "план.zip", string(zipped(t, map[string]string{"a.txt": "а"})), intake.FileOther},
		{"OpenDocument", "план.ods", string(zipped(t, map[string]string{"mimetype": "application/vnd.oasis", "content.xml": "<a/>"})), intake.FileOther},
		{"a video", "план.avi", "RIFF\x00\x00", intake.FileOther},
		{"a program that calls itself text", "план.txt", "MZ\x00\x00", intake.FileOther},
		{"a sheet of a million rows", "план.xlsx", string(xlsxOf(t, million)), intake.FileTooLong},
		{"a zip bomb of rows", "план.xlsx", string(xlsxOf(t, `<worksheet><sheetData>`+strings.Repeat(`<row></row>`, 6<<20)+`</sheetData></worksheet>`)), intake.FileTooLong},
		{"a zip bomb of text", "план.docx", string(zipped(t, map[string]string{"word/document.xml": `<w:document><w:p><w:r><w:t>` + strings.Repeat("а", 32<<20)})), intake.FileTooLong},
		{"a bomb of entities", "план.docx", string(zipped(t, map[string]string{"word/document.xml": `<!DOCTYPE a [<!ENTITY a "аааа">]><w:document/>`})), intake.FileDamaged},
		{"XML that ends in a tag", "план.docx", string(zipped(t, map[string]string{"word/document.xml": `<w:document><w:p`})), intake.FileDamaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := intake.Read(t.Context(), test.file, []byte(test.data))
			if intake.KindOf(err) != test.want || len(got.Rows) != 0 {
				t.Errorf("%d rows, %v, want %s", len(got.Rows), err, test.want)
			}
		})
	}
}

func TestReadingEndsWithItsTime(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	put(t, book, "A1", "Нарада")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := intake.Read(ctx, "план.xlsx", bytesOf(t, book)); intake.KindOf(err) != intake.FileTooSlow {
		t.Error(err)
	}
	var known *intake.Error
	if _, err := intake.Read(t.Context(), "план.xlsx", []byte("PK\x03\x04")); !errors.As(err, &known) {
		t.Error(err)
	}
}

// Macros are not looked at: the values of a file with them are read.
func TestFilesWithMacrosAndPlainOnesAreRead(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"план.xlsm": string(xlsxOf(t, `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Нарада</t></is></c><c t="inlineStr"><is><t>Зал</t></is></c></row></sheetData></worksheet>`)),
		"план.csv":  "\xEF\xBB\xBFНарада;Зал\r\n",
	} {
		got, err := intake.Read(t.Context(), name, []byte(data))
		if diff := cmp.Diff(intake.Content{Rows: []intake.Row{{Number: 1, Table: 1, Cells: []string{"Нарада", "Зал"}}}}, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	got, err := intake.Read(t.Context(), "план.txt", []byte("\n1.12 Нарада\n"))
	if diff := cmp.Diff(intake.Content{Rows: []intake.Row{{Number: 2, Cells: []string{"1.12 Нарада"}}}}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// xlsxOf is a workbook of one sheet, written as given.
func xlsxOf(tb testing.TB, sheet string) []byte {
	tb.Helper()
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return zipped(tb, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="` + relations + `"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="` + relations + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	})
}
