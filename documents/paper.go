package documents

import "time"

// The page, in mm, and its text, in points.
const (
	pageWidth, pageHeight     = 210.0, 297.0
	marginLeft, marginRight   = 30.0, 10.0
	marginTop, marginBottom   = 20.0, 20.0
	textWidth                 = pageWidth - marginLeft - marginRight
	textSize, tableSize       = 12.0, 11.0
	paragraphLead, singleLead = 1.15, 1.0
)

// paper is a document as blocks, in the order of reading.
type paper struct {
	Title   string
	Author  string
	Written time.Time
	Blocks  []block
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
type table struct {
	Widths   []float64
	Aligns   []align
	Head     []string
	Rows     [][]string
	Height   float64 // of a row at least, mm
	Size     float64
	NoLines  bool
	Together bool
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

// alignOf is a column's alignment.
func (t table) alignOf(column int) align {
	if column < len(t.Aligns) {
		return t.Aligns[column]
	}
	return left
}
