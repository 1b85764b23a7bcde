package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Limits of an imported spreadsheet. The largest council has some thousands of
// rows; a file may claim a million.
const (
	maxRosterBytes   = 16 << 20
	maxRosterRows    = 5000
	maxRosterColumns = 100
	maxUnzipped      = 64 << 20
	maxUnzippedXML   = 16 << 20
)

// errTooManyRows is a spreadsheet beyond maxRosterRows.
var errTooManyRows = errors.New("too many rows")

// sheetRow is a row that is not empty and its number as a spreadsheet shows it.
type sheetRow struct {
	number int
	cells  []string
}

// readSpreadsheet reads the rows of a CSV file or of an XLSX file's first
// sheet. What the file is follows from its content; the name only keeps out
// what is neither.
func readSpreadsheet(r io.Reader, filename string) ([]sheetRow, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxRosterBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read spreadsheet: %w", err)
	}
	extension := strings.ToLower(filepath.Ext(filename))
	switch {
	case len(content) > maxRosterBytes:
		return nil, errTooManyRows
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return readXLSX(content)
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")) || !slices.Contains([]string{".csv", ".txt", ".tsv"}, extension):
		return nil, errors.New("neither CSV nor XLSX")
	}
	return readCSV(content)
}

// readXLSX reads the first sheet's raw values: formatted ones would depend on
// the file's formats and turn long numbers into "3.8E+11".
func readXLSX(content []byte) (rows []sheetRow, err error) {
	defer func() {
		// A hostile file must not stop a running bot.
		if r := recover(); r != nil {
			rows, err = nil, fmt.Errorf("read XLSX: panic: %v", r)
		}
	}()
	file, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzippedXML,
	})
	if err != nil {
		return nil, fmt.Errorf("open XLSX: %w", err)
	}
	defer file.Close()
	sheets := file.GetSheetList()
	if len(sheets) == 0 {
		return nil, errors.New("no sheet")
	}
	iterator, err := file.Rows(sheets[0])
	if err != nil {
		return nil, fmt.Errorf("read XLSX: %w", err)
	}
	defer iterator.Close()
	for number := 1; iterator.Next(); number++ {
		cells, err := iterator.Columns()
		if err != nil {
			return nil, fmt.Errorf("read XLSX row %d: %w", number, err)
		}
		if rows = appendRow(rows, number, cells); len(rows) > maxRosterRows {
			return nil, errTooManyRows
		}
	}
	return rows, iterator.Error()
}

// readCSV reads comma, semicolon or tab separated values, in UTF-8, UTF-16 or
// Windows-1251 as Excel saves them.
func readCSV(content []byte) ([]sheetRow, error) {
	text, err := decodeText(content)
	if err != nil {
		return nil, fmt.Errorf("decode CSV: %w", err)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = delimiter(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	var rows []sheetRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read CSV: %w", err)
		}
		number, _ := r.FieldPos(0)
		// Excel's own hint about the delimiter is no row of the table.
		if number == 1 && strings.HasPrefix(strings.ToLower(cells[0]), "sep=") {
			continue
		}
		if rows = appendRow(rows, number, cells); len(rows) > maxRosterRows {
			return nil, errTooManyRows
		}
	}
}

func appendRow(rows []sheetRow, number int, cells []string) []sheetRow {
	empty := true
	for i, cell := range cells {
		cells[i] = tidy(clean(cell))
		empty = empty && cells[i] == ""
	}
	if empty {
		return rows
	}
	return append(rows, sheetRow{number, cells[:min(len(cells), maxRosterColumns)]})
}

func decodeText(content []byte) (string, error) {
	if bytes.HasPrefix(content, []byte("\xFF\xFE")) || bytes.HasPrefix(content, []byte("\xFE\xFF")) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(content)
		return string(text), err
	}
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(content) {
		return string(content), nil
	}
	text, err := charmap.Windows1251.NewDecoder().Bytes(content)
	return string(text), err
}

// delimiter is the one that stands most often in the first line, outside
// quotes; Excel's hint "sep=;" tells it too.
func delimiter(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, d := range []rune{',', ';', '\t'} {
		count, quoted := 0, false
		for _, r := range line {
			switch {
			case r == '"':
				quoted = !quoted
			case r == d && !quoted:
				count++
			}
		}
		if count > most {
			best, most = d, count
		}
	}
	return best
}
