package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Limits of an uploaded file. A plan has at most some hundreds of rows; a file
// may claim a million, and a zip of some kilobytes may hold gigabytes.
const (
	// MaxFileBytes is what Telegram gives of a file to a bot at the most.
	MaxFileBytes = 20 << 20
	maxFileRows  = 2000
	maxFileCells = 60
	// maxFileText is how much text of a file is kept, in bytes.
	maxFileText = 8 << 20
	// maxFileParts is how much of a file's parts is unpacked, in bytes.
	maxFileParts = 48 << 20
)

// Content is what a file holds, before it is known for which week: rows of
// tables and, between them, paragraphs. It marshals, to be kept until its unit
// is known.
type Content struct {
	Rows []Row `json:"rows"`
}

// Row is a row of a table or a paragraph of its own.
type Row struct {
	// Number is the row's in its sheet, or among all paragraphs and rows of a
	// DOCX, from 1.
	Number int `json:"n"`
	// Table tells the tables of a file apart, from 1; 0 is a paragraph.
	Table int `json:"t,omitempty"`
	// Cells are the texts, a line break in one is "\n". Dates and times that a
	// spreadsheet keeps as numbers are written out: "30.11.2026 10:00". A cell
	// merged downwards has its text in each of its rows.
	Cells []string `json:"c"`
	// Merged are the cells whose text comes from a row above.
	Merged []int `json:"m,omitempty"`
}

// Read reads a DOCX or XLSX file, with macros or without (they are not looked
// at), a CSV file or a plain text. What the file is follows from its content;
// the name only tells CSV from text. An error wraps an *Error; a hostile file
// costs bounded time and memory, and ctx ends the reading.
func Read(ctx context.Context, name string, data []byte) (content Content, err error) {
	defer func() {
		// A hostile file must not stop a running bot.
		if p := recover(); p != nil {
			content, err = Content{}, fmt.Errorf("%w: panic: %v", refuse(FileDamaged), p)
		}
	}()
	rows, err := readRows(ctx, name, data)
	var known *Error
	switch {
	case ctx.Err() != nil:
		return Content{}, refuse(FileTooSlow)
	case errors.As(err, &known):
		return Content{}, known
	case err != nil:
		return Content{}, fmt.Errorf("%w: %w", refuse(FileDamaged), err)
	case len(rows) == 0:
		return Content{}, refuse(FileEmpty)
	}
	return Content{Rows: rows}, nil
}

func readRows(ctx context.Context, name string, data []byte) ([]Row, error) {
	switch kind := fileKind(data); {
	case len(data) > MaxFileBytes:
		return nil, refuse(FileTooBig)
	case len(data) == 0:
		return nil, refuse(FileEmpty)
	case kind != "":
		return nil, refuse(kind)
	case bytes.HasPrefix(data, []byte("PK")):
		return readOffice(ctx, data)
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv":
		return readCSVRows(data)
	case ".txt":
		return readTextRows(data)
	case ".docx", ".docm", ".xlsx", ".xlsm":
		return nil, refuse(FileDamaged)
	}
	return nil, refuse(FileOther)
}

// beginnings are how files begin that are refused at once.
var beginnings = []struct {
	bytes string
	kind  Kind
}{
	{"%PDF", FilePDF},
	{"\xFF\xD8\xFF", FilePicture},
	{"\x89PNG", FilePicture},
	{"GIF8", FilePicture},
	{"BM", FilePicture},
	{"II*\x00", FilePicture},
	{"MM\x00*", FilePicture},
	{"{\\rtf", FileOldWord},
}

// fileKind is the kind of a file that cannot be read, "" for one that perhaps
// can.
func fileKind(data []byte) Kind {
	for _, b := range beginnings {
		if bytes.HasPrefix(data, []byte(b.bytes)) {
			return b.kind
		}
	}
	switch {
	case len(data) > 12 && (string(data[8:12]) == "WEBP" || string(data[4:8]) == "ftyp"):
		return FilePicture
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return oldKind(data)
	}
	return ""
}

// oldKind tells a file under a password, which Office wraps into its old
// format, from a file of the old format itself. The names of its streams are
// UTF-16.
func oldKind(data []byte) Kind {
	has := func(name string) bool {
		return bytes.Contains(data, []byte(strings.Join(strings.Split(name, ""), "\x00")))
	}
	switch {
	case has("EncryptedPackage"):
		return FileProtected
	case has("WordDocument"):
		return FileOldWord
	case has("Workbook"), has("Book"):
		return FileOldExcel
	}
	return FileOther
}

func readOffice(ctx context.Context, data []byte) ([]Row, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f := &officeFile{ctx: ctx, archive: archive, left: maxFileParts}
	switch {
	case f.has("word/document.xml"):
		return readDOCX(f, "word/document.xml")
	case f.has("xl/workbook.xml"):
		return readXLSXRows(f, "xl/workbook.xml")
	case f.has("xl/workbook.bin"), f.has("mimetype"):
		return nil, refuse(FileOther)
	}
	main, err := f.mainPart()
	switch {
	case err != nil:
		return nil, err
	case strings.Contains(main, "document"):
		return readDOCX(f, main)
	case strings.Contains(main, "workbook"):
		return readXLSXRows(f, main)
	}
	return nil, refuse(FileOther)
}

// readCSVRows reads CSV as Excel saves it.
func readCSVRows(data []byte) ([]Row, error) {
	found, err := readCSV(data)
	switch {
	case errors.Is(err, errTooManyRows):
		return nil, refuse(FileTooLong)
	case err != nil:
		return nil, err
	}
	var rows rowList
	for _, r := range found {
		rows.add(Row{Number: r.number, Table: 1, Cells: r.cells})
	}
	return rows.rows, rows.err
}

// readTextRows reads a plain text, a line a paragraph.
func readTextRows(data []byte) ([]Row, error) {
	if bytes.IndexByte(data, 0) >= 0 && !bytes.HasPrefix(data, []byte("\xFF\xFE")) && !bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return nil, refuse(FileOther)
	}
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	var rows rowList
	number := 0
	for line := range strings.Lines(text) {
		number++
		rows.add(Row{Number: number, Cells: []string{line}})
		if rows.err != nil {
			break
		}
	}
	return rows.rows, rows.err
}

// rowList gathers the rows with something in them, within the limits.
type rowList struct {
	rows []Row
	size int
	err  error
}

// add keeps a row, unless all its cells are empty or from above.
func (l *rowList) add(r Row) {
	if l.err != nil {
		return
	}
	own := false
	for i, cell := range r.Cells {
		r.Cells[i] = tidyLines(cell)
		own = own || r.Cells[i] != "" && !slices.Contains(r.Merged, i)
		l.size += len(r.Cells[i])
	}
	if !own {
		return
	}
	for len(r.Cells) > 0 && r.Cells[len(r.Cells)-1] == "" {
		r.Cells = r.Cells[:len(r.Cells)-1]
	}
	if l.rows = append(l.rows, r); len(l.rows) > maxFileRows || l.size > maxFileText {
		l.err = refuse(FileTooLong)
	}
}

// tidyLines tidies each line of a cell and leaves out the empty ones.
func tidyLines(cell string) string {
	if !strings.ContainsAny(cell, "\n\r\u2028\v") {
		return tidy(clean(cell))
	}
	var lines []string
	for line := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune("\n\r\u2028\v", r) }) {
		if line = tidy(clean(line)); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
