package intake

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// readXLSXRows reads the rows of the sheets a person sees, in their order.
// Numbers that are shown as dates and times are written out. (excelize, which
// reads the directory's import, keeps whole sheets in memory to tell of merged
// cells and formats.)
func readXLSXRows(f *officeFile, main string) ([]Row, error) {
	book, err := readWorkbook(f, main)
	if err != nil {
		return nil, err
	}
	var sheets []*xlsxSheet
	left := maxFileRows
	for i, part := range book.sheets {
		s := &xlsxSheet{book: book, table: i + 1, left: left}
		if err := f.part(part, s.take); err != nil {
			return nil, err
		}
		left = s.left
		sheets = append(sheets, s)
	}
	if err := book.fillShared(f, sheets); err != nil {
		return nil, err
	}
	var rows rowList
	for _, s := range sheets {
		s.fillMerged()
		for _, r := range s.rows {
			rows.add(r)
		}
	}
	return rows.rows, rows.err
}

// workbook is what is needed of a workbook to read its sheets.
type workbook struct {
	sheets []string // parts of the sheets that are shown
	shared string   // the part with the shared texts, "" for none
	// since1904 tells from which day days are counted.
	since1904 bool
	formats   []numberFormat
}

func readWorkbook(f *officeFile, main string) (*workbook, error) {
	targets, types, err := f.relations(main)
	if err != nil {
		return nil, err
	}
	book := &workbook{}
	for id, kind := range types {
		switch {
		case strings.HasSuffix(kind, "/sharedStrings"):
			book.shared = targets[id]
		case strings.HasSuffix(kind, "/styles"):
			if book.formats, err = readFormats(f, targets[id]); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
	}
	return book, f.part(main, func(x *xmlScanner, kind xmlToken) error {
		switch {
		case kind != xmlStart:
		case x.name() == "workbookPr":
			book.since1904 = isTrue(x.attr("date1904"))
		case x.name() == "sheet" && x.attr("state") != "hidden" && x.attr("state") != "veryHidden":
			// A chart sheet has no rows.
			if part := targets[x.attr("id")]; strings.Contains(part, "worksheet") || f.has(part) && !strings.Contains(part, "chartsheet") {
				book.sheets = append(book.sheets, part)
			}
		}
		return nil
	})
}

func isTrue(value string) bool { return value == "1" || value == "true" }

// xlsxSheet is where the reading of a sheet stands.
type xlsxSheet struct {
	book  *workbook
	table int
	// left is how many rows may still come.
	left int
	rows []Row
	// shared are the cells whose text is among the shared: its number and the
	// cell to put it into.
	shared map[int][]cellPlace
	merges []cellRange

	number, column int
	kind           string // the cell's type
	format         numberFormat
	value          strings.Builder
	// inValue is within v or t; phonetic within a hint how to pronounce.
	inValue, phonetic bool
	filled            bool // the row has a cell with a value
}

// cellPlace is a cell of the kept rows.
type cellPlace struct{ row, column int }

// cellRange is a block of cells, all inclusive, from 1 and columns from 0.
type cellRange struct{ firstRow, firstColumn, lastRow, lastColumn int }

func (s *xlsxSheet) take(x *xmlScanner, kind xmlToken) error {
	switch kind {
	case xmlText:
		if s.inValue && !s.phonetic {
			s.value.WriteString(x.text())
		}
	case xmlStart:
		return s.start(x)
	case xmlEnd:
		return s.end(x.name())
	}
	return nil
}

func (s *xlsxSheet) start(x *xmlScanner) error {
	switch x.name() {
	case "row":
		s.number++
		if n, err := strconv.Atoi(x.attr("r")); err == nil && n > 0 {
			s.number = n
		}
		s.column = -1
		s.rows, s.filled = append(s.rows, Row{Number: s.number, Table: s.table}), false
	case "c":
		s.column++
		if column, _, ok := cellAt(x.attr("r")); ok {
			s.column = column
		}
		s.kind = x.attr("t")
		s.format = s.book.formatOf(x.attr("s"))
		s.value.Reset()
	case "v", "t":
		s.inValue = true
	case "rPh":
		s.phonetic = true
	case "mergeCell":
		if r, ok := cellsIn(x.attr("ref")); ok && len(s.merges) < 4*maxFileRows {
			s.merges = append(s.merges, r)
		}
	}
	return nil
}

func (s *xlsxSheet) end(name string) error {
	switch name {
	case "v", "t":
		s.inValue = false
	case "rPh":
		s.phonetic = false
	case "c":
		s.cell()
	case "row":
		if len(s.rows) == 0 {
			return errXML
		}
		if !s.filled {
			s.rows = s.rows[:len(s.rows)-1]
			return nil
		}
		if s.left--; s.left < 0 {
			return refuse(FileTooLong)
		}
	}
	return nil
}

// cell keeps the cell's value; those far to the right are nobody's plan.
func (s *xlsxSheet) cell() {
	value := s.value.String()
	if strings.TrimSpace(value) == "" || s.column >= maxFileCells || s.column < 0 || len(s.rows) == 0 {
		return
	}
	row := &s.rows[len(s.rows)-1]
	for len(row.Cells) <= s.column {
		row.Cells = append(row.Cells, "")
	}
	s.filled = true
	switch s.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return
		}
		if s.shared == nil {
			s.shared = map[int][]cellPlace{}
		}
		s.shared[n] = append(s.shared[n], cellPlace{len(s.rows) - 1, s.column})
	case "b":
		row.Cells[s.column] = map[bool]string{true: "так", false: "ні"}[isTrue(value)]
	case "e":
		// "#REF!" is no word of the plan.
	case "d":
		row.Cells[s.column] = isoDate(value)
	case "inlineStr", "str":
		row.Cells[s.column] = value
	default:
		row.Cells[s.column] = s.format.show(value, s.book.since1904)
	}
}

// fillMerged writes the text of cells merged downwards into each of their rows.
func (s *xlsxSheet) fillMerged() {
	for _, m := range s.merges {
		if m.lastRow == m.firstRow || m.firstColumn >= maxFileCells {
			continue
		}
		text, at := "", 0
		for at = s.rowAt(m.firstRow); at < len(s.rows) && s.rows[at].Number <= m.lastRow; at++ {
			row := &s.rows[at]
			for len(row.Cells) <= m.firstColumn {
				row.Cells = append(row.Cells, "")
			}
			if row.Number == m.firstRow {
				text = row.Cells[m.firstColumn]
			} else if text != "" && row.Cells[m.firstColumn] == "" {
				row.Cells[m.firstColumn] = text
				row.Merged = append(row.Merged, m.firstColumn)
			}
		}
	}
}

// rowAt is the first kept row with the number or a higher one.
func (s *xlsxSheet) rowAt(number int) int {
	at, _ := slices.BinarySearchFunc(s.rows, number, func(r Row, n int) int { return r.Number - n })
	return at
}

// cellAt reads "C7" as column 2 and row 7.
func cellAt(ref string) (column, row int, ok bool) {
	letters := span(ref, func(r rune) bool { return 'A' <= r && r <= 'Z' })
	if letters == 0 || letters > 3 {
		return 0, 0, false
	}
	for _, letter := range ref[:letters] {
		column = column*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(ref[letters:])
	return column - 1, row, err == nil && row > 0
}

func cellsIn(ref string) (cellRange, bool) {
	from, to, _ := strings.Cut(ref, ":")
	r, ok := cellRange{}, false
	if r.firstColumn, r.firstRow, ok = cellAt(from); !ok {
		return r, false
	}
	r.lastColumn, r.lastRow, ok = cellAt(to)
	return r, ok
}

// fillShared reads the shared texts that the kept cells need, and no others.
func (b *workbook) fillShared(f *officeFile, sheets []*xlsxSheet) error {
	needed := 0
	for _, s := range sheets {
		needed += len(s.shared)
	}
	if needed == 0 || b.shared == "" {
		return nil
	}
	number, wanted, inText, phonetic := -1, false, false, false
	var text strings.Builder
	return f.part(b.shared, func(x *xmlScanner, kind xmlToken) error {
		switch {
		case kind == xmlText:
			if wanted && inText && !phonetic {
				text.WriteString(x.text())
			}
		case x.name() == "si" && kind == xmlStart:
			number++
			wanted = slices.ContainsFunc(sheets, func(s *xlsxSheet) bool { return len(s.shared[number]) > 0 })
			text.Reset()
		case x.name() == "si" && wanted:
			for _, s := range sheets {
				for _, at := range s.shared[number] {
					s.rows[at.row].Cells[at.column] = text.String()
				}
			}
		case x.name() == "t":
			inText = kind == xmlStart
		case x.name() == "rPh":
			phonetic = kind == xmlStart
		}
		return nil
	})
}
