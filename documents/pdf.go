package documents

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"codeberg.org/go-pdf/fpdf"
)

const (
	face  = "Serif"
	point = 25.4 / 72 // mm
	// lineOf is a line's height in ems: what word processors give this face.
	lineOf = 1.15
)

// pdf writes a paper page by page. fpdf's own wrapping measures otherwise than
// it draws, so lines are made here and only placed by it.
type pdf struct {
	out  *fpdf.Fpdf
	page page
	y    float64
	// size and bold are the face's now.
	size float64
	bold bool
}

// writePDF is the paper as PDF. The same paper gives the same bytes.
func writePDF(p paper) ([]byte, error) {
	out := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: p.Page.Width, Ht: p.Page.Height}})
	out.AddUTF8FontFromBytes(face, "", liberationserifregular.TTF)
	out.AddUTF8FontFromBytes(face, "B", liberationserifbold.TTF)
	out.SetAutoPageBreak(false, 0)
	out.SetMargins(0, 0, 0)
	out.SetCellMargin(0)
	out.SetLineWidth(0.18)
	out.SetTitle(p.Title, true)
	out.SetAuthor(p.Author, true)
	out.SetCreationDate(p.Written.UTC())
	out.SetModificationDate(p.Written.UTC())
	out.SetCatalogSort(true)
	w := &pdf{out: out, page: p.Page}
	w.newPage()
	for i := range p.Blocks {
		if need := w.together(p.Blocks[i:]); w.y+need > w.bottom() && need <= w.bottom()-w.page.Top {
			w.newPage()
		}
		w.draw(p.Blocks[i], p.Blocks[i+1:])
	}
	var b bytes.Buffer
	if err := out.Output(&b); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return b.Bytes(), nil
}

func (w *pdf) bottom() float64 { return w.page.Height - w.page.Bottom }

// newPage begins a page; from the second on it has its number at the top.
func (w *pdf) newPage() {
	w.out.AddPage()
	w.y = w.page.Top
	if n := w.out.PageNo(); n > 1 {
		w.line([]piece{{strconv.Itoa(n), false}}, centre, textSize, 0, w.page.Top/2-textSize*lineOf*point/2, w.page.Width)
	}
}

// together is the height that must find room on this page before the first
// block begins: with it come the blocks it is kept with, and the beginning of
// the one after them.
func (w *pdf) together(blocks []block) float64 {
	var need float64
	for _, b := range blocks {
		p, isParagraph := b.(paragraph)
		if !isParagraph || !p.KeepNext {
			return need + w.beginning(b)
		}
		need += w.paragraphHeight(p)
	}
	return need
}

// beginning is the least of a block that may stand at the foot of a page.
func (w *pdf) beginning(b block) float64 {
	switch b := b.(type) {
	case paragraph:
		return b.Before*point + float64(min(2, len(w.lines(b))))*height(b.Size, paragraphLead)
	case table:
		return w.tableBeginning(b)
	}
	return ruleHeight
}

// draw draws a block; next are those after it.
func (w *pdf) draw(b block, next []block) {
	switch b := b.(type) {
	case paragraph:
		w.paragraph(b)
	case table:
		w.table(b, next)
	case rule:
		w.y += ruleHeight
		w.out.Line(w.page.Left, w.y-1, w.page.Width-w.page.Right, w.y-1)
	}
}

func height(size, lead float64) float64 { return size * lineOf * lead * point }

func (w *pdf) measure(size float64) measure {
	return func(text string, bold bool) float64 {
		w.font(size, bold)
		return w.out.GetStringWidth(text)
	}
}

func (w *pdf) font(size float64, bold bool) {
	if w.size == size && w.bold == bold {
		return // every change is written into the page
	}
	w.size, w.bold = size, bold
	style := ""
	if bold {
		style = "B"
	}
	w.out.SetFont(face, style, size)
}

func (w *pdf) lines(p paragraph) [][]piece {
	all := pieces(p.Text, p.Bold)
	if p.Lead != "" {
		all = append(pieces(p.Lead+" ", true), all...)
	}
	return wrap(all, w.page.text()-p.Indent, w.page.text()-p.Hang, w.measure(p.Size))
}

func (w *pdf) paragraphHeight(p paragraph) float64 {
	return p.Before*point + float64(len(w.lines(p)))*height(p.Size, paragraphLead)
}

func (w *pdf) paragraph(p paragraph) {
	w.y += p.Before * point
	step := height(p.Size, paragraphLead)
	for i, line := range w.lines(p) {
		if w.y+step > w.bottom() {
			w.newPage()
		}
		from := p.Hang
		if i == 0 {
			from = p.Indent
		}
		w.line(line, p.Align, p.Size, w.page.Left+from, w.y, w.page.text()-from)
		w.y += step
	}
}

// line places one line; runs of one weight are one text.
func (w *pdf) line(line []piece, a align, size, x, y, width float64) {
	runs := joined(line)
	m := w.measure(size)
	var used float64
	for _, r := range runs {
		used += m(r.text, r.bold)
	}
	switch a {
	case centre:
		x += (width - used) / 2
	case right:
		x += width - used
	}
	for _, r := range runs {
		w.font(size, r.bold)
		w.out.SetXY(x, y)
		w.out.CellFormat(m(r.text, r.bold), height(size, singleLead), r.text, "", 0, "L", false, 0, "")
		x += m(r.text, r.bold)
	}
}

// joined are the runs of a line, without the space at its end.
func joined(line []piece) []piece {
	var runs []piece
	for _, p := range line {
		if n := len(runs); n > 0 && runs[n-1].bold == p.bold {
			runs[n-1].text += p.text
		} else {
			runs = append(runs, p)
		}
	}
	if n := len(runs); n > 0 {
		runs[n-1].text = strings.TrimRight(runs[n-1].text, " ")
	}
	return runs
}
