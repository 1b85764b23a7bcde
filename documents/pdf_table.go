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
	for _, texts := range rows {
		need += t.rowHeight(w.cells(t, texts, false))
	}
	return need
}

func (w *pdf) table(t table) {
	w.y += t.Before * point
	w.drawHead(t)
	for _, texts := range t.Rows {
		w.row(t, w.cells(t, texts, false))
	}
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

// row draws a row on this page or the next; a row higher than a page is
// continued.
func (w *pdf) row(t table, c cells) {
	room := w.bottom() - w.y
	if t.rowHeight(c) <= room {
		w.drawRow(t, c)
		return
	}
	page := w.bottom() - marginTop - w.headHeight(t)
	fits := int((page - 2*padTop) / height(t.Size, singleLead))
	w.newPage()
	w.drawHead(t)
	for c.deepest() > fits {
		part := make(cells, len(c))
		for i, lines := range c {
			part[i] = lines[:min(fits, len(lines))]
		}
		w.drawRow(t, part)
		c = c.rest(fits)
		w.newPage()
		w.drawHead(t)
	}
	w.drawRow(t, c)
}

func (w *pdf) drawRow(t table, c cells) {
	high := t.rowHeight(c)
	step := height(t.Size, singleLead)
	x := marginLeft
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
