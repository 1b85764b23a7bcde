package documents

import "time"

// The text, in points.
const (
	textSize, tableSize       = 12.0, 11.0
	paragraphLead, singleLead = 1.15, 1.0
)

// page is A4 with its margins, in mm.
type page struct{ Width, Height, Left, Right, Top, Bottom float64 }

// The margins are the same however the page lies.
var (
	standing = page{Width: 210, Height: 297, Left: 30, Right: 10, Top: 20, Bottom: 20}
	lying    = page{Width: 297, Height: 210, Left: 30, Right: 10, Top: 20, Bottom: 20}
)

// textWidth is the text's on a standing page.
const textWidth = 170.0

func (p page) text() float64 { return p.Width - p.Left - p.Right }

func (p page) lies() bool { return p.Width > p.Height }

// paper is a document as blocks, in the order of reading.
type paper struct {
	Title   string
	Author  string
	Written time.Time
	// Page is the standing one unless said otherwise.
	Page   page
	Blocks []block
}

// block is a paragraph, a table or a rule.
type block interface{ clean() block }

type align int

const (
	left align = iota
	centre
	right
)

// paragraph is a text. Lead is its bold beginning. Sizes are in points, lengths
// in mm: Indent is the first line's, Hang that of the others.
type paragraph struct {
	Lead, Text   string
	Align        align
	Bold         bool
	Size         float64
	Indent, Hang float64
	Before       float64
	KeepNext     bool
}

// table has cells of plain text. Its head is repeated on every page; a table
// without lines arranges text in columns. Together keeps it on one page.
// Headings are the rows of one bold cell, as wide as the table and kept with
// the row that follows; Strong are rows in bold. KeepNext keeps the last row
// with the block after the table: a signature does not stand alone on a page.
// Lists are what the empty cells of a column offer in DOCX.
type table struct {
	Widths   []float64
	Aligns   []align
	Head     []string
	Rows     [][]string
	Headings map[int]bool
	Strong   map[int]bool
	Lists    map[int]list
	Height   float64 // of a row at least, mm
	Size     float64
	NoLines  bool
	Together bool
	KeepNext bool
	Before   float64
}

// rule is a line to write on by hand.
type rule struct{}

const ruleHeight = 8.0 // mm

func (p *paper) add(blocks ...block) {
	for _, b := range blocks {
		p.Blocks = append(p.Blocks, b.clean())
	}
}

func (p paragraph) clean() block {
	p.Lead, p.Text = clean(p.Lead), clean(p.Text)
	if p.Size == 0 {
		p.Size = textSize
	}
	return p
}

func (t table) clean() block {
	rows := make([][]string, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = make([]string, len(r))
		for j, text := range r {
			rows[i][j] = clean(text)
		}
	}
	t.Rows = rows
	if t.Size == 0 {
		t.Size = tableSize
	}
	return t
}

func (rule) clean() block { return rule{} }

// heading adds a row of one bold cell.
func (t *table) heading(text string) {
	if t.Headings == nil {
		t.Headings = map[int]bool{}
	}
	t.Headings[len(t.Rows)] = true
	t.Rows = append(t.Rows, []string{text})
}

// across is the table as a heading's row sees it: of one column.
func (t table) across() table {
	t.Widths, t.Aligns, t.Height = []float64{t.width()}, []align{centre}, 0
	return t
}

// alignOf is a column's alignment.
func (t table) alignOf(column int) align {
	if column < len(t.Aligns) {
		return t.Aligns[column]
	}
	return left
}

// strong makes a row bold.
func (t *table) strong(row int) {
	if t.Strong == nil {
		t.Strong = map[int]bool{}
	}
	t.Strong[row] = true
}
