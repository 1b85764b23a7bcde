package intake

import (
	"slices"
	"strconv"
	"strings"
)

// readDOCX reads the paragraphs and the rows of the tables, in their order. It
// reads what Word shows: text inserted with tracking, in content controls, smart
// tags, hyperlinks and fields; not what was deleted or moved away, nor what a
// content control shows until something is put into it. A table in
// a cell is part of the cell's text.
func readDOCX(f *officeFile, main string) ([]Row, error) {
	d := docxReader{}
	if err := f.part(main, d.take); err != nil {
		return nil, err
	}
	return d.rows.rows, d.rows.err
}

// docxReader is where the reading of a document stands.
type docxReader struct {
	rows rowList
	// number counts paragraphs and rows, tables the tables, depth how deep in
	// tables we are.
	number, tables, depth int
	// skipped is how many open elements are within one that is not shown,
	// itself included.
	skipped int
	// inRun counts open runs, properties open properties: a tab in a run is
	// text, one in properties is a setting.
	inRun, properties int
	text              strings.Builder
	// controls tells of each open content control whether it shows its prompt,
	// prompt of the one whose properties come; prompts counts those that do.
	controls []bool
	prompt   bool
	prompts  int

	row     Row
	deleted bool
	span    int
	// merge tells how the cell belongs to the one above: "", "restart",
	// "continue".
	merge string
	// above is the text of each column's last cell that may go on below.
	above map[int]string
}

// notShown are the elements whose texts Word does not show, or shows in another
// place.
var notShown = []string{"del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "instrText", "delText"}

func (d *docxReader) take(x *xmlScanner, kind xmlToken) error {
	switch {
	case d.rows.err != nil:
		return d.rows.err
	case kind == xmlText:
		if d.inRun > 0 && d.skipped == 0 && d.prompts == 0 {
			d.text.WriteString(x.text())
		}
	case d.skipped > 0:
		d.skip(kind)
	case kind == xmlStart:
		d.start(x)
	default:
		d.end(x.name())
	}
	return nil
}

func (d *docxReader) skip(kind xmlToken) {
	if kind == xmlStart {
		d.skipped++
	} else {
		d.skipped--
	}
}

func (d *docxReader) start(x *xmlScanner) {
	name := x.name()
	switch name {
	case "del":
		// In a row's properties it is the row that was deleted.
		d.deleted = d.deleted || d.properties > 0
	case "tbl":
		if d.depth++; d.depth == 1 {
			d.tables++
			d.above = map[int]string{}
		}
	case "tr":
		if d.depth == 1 {
			d.number++
			d.row, d.deleted = Row{Number: d.number, Table: d.tables}, false
		}
	case "tc":
		if d.depth == 1 {
			d.text.Reset()
			d.span, d.merge = 1, ""
		}
	case "pPr", "trPr", "tcPr", "rPr", "tblPr", "sectPr":
		d.properties++
	case "r", "t":
		d.inRun++
	case "sdt":
		d.prompt = false
	case "showingPlcHdr":
		d.prompt = !slices.Contains([]string{"0", "false", "off"}, x.attr("val"))
	case "sdtContent":
		d.openControl()
	}
	if d.properties > 0 {
		d.property(x, name)
	} else {
		d.character(name)
	}
	if slices.Contains(notShown, name) {
		d.skipped = 1
	}
}

// property reads what a row's or cell's properties say of the grid.
func (d *docxReader) property(x *xmlScanner, name string) {
	if d.depth != 1 {
		return
	}
	switch name {
	case "gridSpan":
		d.span = smallCount(x.attr("val"))
	case "vMerge":
		if d.merge = "continue"; x.attr("val") == "restart" {
			d.merge = "restart"
		}
	case "gridBefore":
		d.row.Cells = append(d.row.Cells, make([]string, smallCount(x.attr("val")))...)
	}
}

func smallCount(text string) int {
	n, _ := strconv.Atoi(text)
	return min(max(n, 1), maxFileCells)
}

// character writes what stands for a character.
func (d *docxReader) character(name string) {
	if d.inRun == 0 || d.prompts > 0 {
		return
	}
	switch name {
	case "tab", "ptab":
		d.text.WriteByte('\t')
	case "br", "cr":
		d.text.WriteByte('\n')
	case "noBreakHyphen":
		d.text.WriteByte('-')
	}
}

func (d *docxReader) openControl() {
	d.controls = append(d.controls, d.prompt)
	if d.prompt {
		d.prompts++
	}
	d.prompt = false
}

func (d *docxReader) closeControl() {
	last := len(d.controls) - 1
	if last < 0 {
		return
	}
	if d.controls[last] {
		d.prompts--
	}
	d.controls = d.controls[:last]
}

func (d *docxReader) end(name string) {
	switch name {
	case "pPr", "trPr", "tcPr", "rPr", "tblPr", "sectPr":
		d.properties = max(0, d.properties-1)
	case "r", "t":
		d.inRun = max(0, d.inRun-1)
	case "sdtContent":
		d.closeControl()
	case "p":
		d.paragraph()
	case "tc":
		if d.depth == 1 {
			d.cell()
		}
	case "tr":
		if d.depth == 1 && !d.deleted {
			d.rows.add(d.row)
		}
	case "tbl":
		d.depth = max(0, d.depth-1)
	}
}

// paragraph ends a line of a cell, or a paragraph of its own.
func (d *docxReader) paragraph() {
	if d.depth > 0 {
		d.text.WriteByte('\n')
		return
	}
	d.number++
	for line := range strings.SplitSeq(d.text.String(), "\n") {
		d.rows.add(Row{Number: d.number, Cells: []string{line}})
	}
	d.text.Reset()
}

func (d *docxReader) cell() {
	text, column := d.text.String(), len(d.row.Cells)
	d.text.Reset()
	if column >= maxFileCells {
		return
	}
	switch d.merge {
	case "restart":
		d.above[column] = text
	case "continue":
		if above, known := d.above[column]; known && strings.TrimSpace(text) == "" {
			text = above
			d.row.Merged = append(d.row.Merged, column)
		}
	default:
		delete(d.above, column)
	}
	d.row.Cells = append(append(d.row.Cells, text), make([]string, max(1, d.span)-1)...)
}
