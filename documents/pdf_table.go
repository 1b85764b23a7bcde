package documents

// Inside a cell, mm.
const (
	padSide = 1.6
	padTop  = 1.0
)

// cells are a row's texts as lines.
type cells [][][]piece

func (w *pdf) cells(t table, texts []string, bold bool) cells {
	row := make(cells, len(t.Widths))
	for i, width := range t.Widths {
		text := ""
		if i < len(texts) {
			text = texts[i]
		}
		inner := width - 2*t.side()
		row[i] = wrap(pieces(text, bold), inner, inner, w.measure(t.Size))
	}
	return row
}

func (c cells) deepest() int {
	n := 1
	for _, lines := range c {
		n = max(n, len(lines))
	}
	return n
}

// rest are the lines from the n-th on.
func (c cells) rest(n int) cells {
	row := make(cells, len(c))
	for i, lines := range c {
		row[i] = lines[min(n, len(lines)):]
	}
	return row
}

func (t table) rowHeight(c cells) float64 {
	return max(t.Height, float64(c.deepest())*height(t.Size, singleLead)+2*padTop)
}

func (w *pdf) head(t table) cells { return w.cells(t, t.Head, true) }

func (w *pdf) headHeight(t table) float64 {
	if len(t.Head) == 0 {
		return 0
	}
	return t.bare().rowHeight(w.head(t))
}

// side is the room at the sides of a cell: none where columns stand in the
// text.
func (t table) side() float64 {
	if t.NoLines {
		return 0
	}
	return padSide
}

// bare is the table without a least height, for its head.
func (t table) bare() table {
	t.Height = 0
	return t
}

// tableBeginning is the head with the first two rows, or the whole table when it is
// kept together.
func (w *pdf) tableBeginning(t table) float64 {
	need := t.Before*point + w.headHeight(t)
	rows := t.Rows
	if !t.Together {
		rows = rows[:min(2, len(rows))]
	}
	for i := range rows {
		row, c := w.rowOf(t, i)
		need += row.rowHeight(c)
	}
	return need
}

// table draws the table; next are the blocks after it.
func (w *pdf) table(t table, next []block) {
	w.y += t.Before * point
	w.drawHead(t)
	for i := range t.Rows {
		row, c := w.rowOf(t, i)
		w.row(t, row, c, w.keptWith(t, i, next))
	}
}

// rowOf is the i-th row with the columns it has.
func (w *pdf) rowOf(t table, i int) (table, cells) {
	row := t
	if t.Headings[i] {
		row = t.across()
	}
	return row, w.cells(row, t.Rows[i], t.Headings[i] || t.Strong[i])
}

// keptWith is the height of what must stand on one page with the i-th row: the
// row after a heading, the blocks after the last row.
func (w *pdf) keptWith(t table, i int, next []block) float64 {
	last := i == len(t.Rows)-1
	switch {
	case t.Headings[i] && !last:
		row, c := w.rowOf(t, i+1)
		return row.rowHeight(c) + w.keptWith(t, i+1, next)
	case t.KeepNext && last:
		return w.together(next)
	}
	return 0
}

func (w *pdf) drawHead(t table) {
	if len(t.Head) == 0 {
		return
	}
	head := t.bare()
	head.Aligns = make([]align, len(t.Widths))
	for i := range head.Aligns {
		head.Aligns[i] = centre
	}
	w.drawRow(head, w.head(t))
}

// row draws a row of t on this page or the next, with the need of what it is
// kept with; a row higher than a page is continued.
func (w *pdf) row(t, row table, c cells, need float64) {
	room, high := w.bottom()-w.y, row.rowHeight(c)
	page := w.bottom() - w.page.Top - w.headHeight(t)
	if high+need > page {
		need = 0
	}
	if high+need <= room {
		w.drawRow(row, c)
		return
	}
	fits := int((page - 2*padTop) / height(t.Size, singleLead))
	w.newPage()
	w.drawHead(t)
	for c.deepest() > fits {
		part := make(cells, len(c))
		for i, lines := range c {
			part[i] = lines[:min(fits, len(lines))]
		}
		w.drawRow(row, part)
		c = c.rest(fits)
		w.newPage()
		w.drawHead(t)
	}
	w.drawRow(row, c)
}

func (w *pdf) drawRow(t table, c cells) {
	high := t.rowHeight(c)
	step := height(t.Size, singleLead)
	x := w.page.Left
	for i, width := range t.Widths {
		if !t.NoLines {
			w.out.Rect(x, w.y, width, high, "D")
		}
		y := w.y + max(padTop, (high-float64(len(c[i]))*step)/2)
		for _, line := range c[i] {
			w.line(line, t.alignOf(i), t.Size, x+t.side(), y, width-2*t.side())
			y += step
		}
		x += width
	}
	w.y += high
}
