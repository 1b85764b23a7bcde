package documents

import (
	"strconv"

	"sereda/council"
	"sereda/locales"
)

const (
	signHeight = 8.0 // mm of a row to sign in
	blankRows  = 6   // for guests who will sign by hand
)

// sheet is the attendance sheet (11.6, 12.8; 4.39 of a remote sitting).
func (l layout) sheet() paper {
	p := l.paper(l.txt("paper.sheet.title"), l.txt("paper.sheet.of", locales.Data{"Kind": l.kind()}), l.number(""))
	l.circumstances(&p)
	p.add(l.members())
	if l.Remote() {
		p.add(paragraph{Text: l.txt("paper.alphabetical"), Size: tableSize, Before: 4})
	}
	if rows := l.guestRows(); len(rows) > 0 {
		p.add(
			paragraph{Text: l.txt("paper.sheet.guests"), Bold: true, Before: 12, KeepNext: true},
			l.guests(rows),
		)
	}
	p.add(paragraph{Text: l.sum(), Before: 12, KeepNext: true})
	if l.Meeting.EnteredAfter {
		p.add(paragraph{Text: l.txt("paper.entered_after"), KeepNext: true})
	}
	p.add(l.signatures([]string{l.txt("paper.recorder"), l.Recorder.Official()}))
	return p
}

// members is the table of those who vote. Remotely nobody signs; a sheet to
// sign by hand needs no column for what will be recorded.
func (l layout) members() table {
	t := table{
		Aligns: []align{centre}, Height: signHeight, Before: 10,
		Head: []string{l.txt("paper.column.number"), l.txt("paper.column.name"), l.txt("paper.column.position")},
	}
	presence, signature := l.txt("paper.column.presence"), l.txt("paper.column.signature")
	switch {
	case l.Remote():
		t.Widths, t.Head, t.Height = []float64{12, 62, 56, 40}, append(t.Head, presence), 0
	case l.Recorded():
		t.Widths, t.Head = []float64{12, 58, 44, 32, 24}, append(t.Head, presence, signature)
	default:
		t.Widths, t.Head = []float64{12, 64, 60, 34}, append(t.Head, signature)
	}
	for i, x := range l.Members() {
		row := []string{strconv.Itoa(i+1) + ".", x.Person.Full(), x.Position()}
		if l.Remote() || l.Recorded() {
			row = append(row, l.presence(x.Line))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// guestRows are the names of those without a vote, with what they are.
func (l layout) guestRows() [][]string {
	var rows [][]string
	add := func(name, what string) {
		rows = append(rows, []string{strconv.Itoa(len(rows)+1) + ".", name, what})
	}
	for _, x := range l.Others() {
		add(x.Person.Full(), x.Position())
	}
	for _, g := range l.Guests {
		add(g.Name, l.guest(g))
	}
	if !l.Recorded() && !l.Remote() {
		for range blankRows {
			rows = append(rows, []string{""})
		}
	}
	return rows
}

func (l layout) guest(g council.Guest) string {
	if g.Advisory {
		return l.txt("paper.guest.advisory")
	}
	return l.txt("paper.guest.invited")
}

func (l layout) guests(rows [][]string) table {
	t := table{
		Widths: []float64{12, 74, 60, 24}, Aligns: []align{centre}, Height: signHeight, Rows: rows, Before: 4,
		Head: []string{l.txt("paper.column.number"), l.txt("paper.column.name"), l.txt("paper.column.position"), l.txt("paper.column.signature")},
	}
	if l.Remote() {
		t.Widths, t.Head, t.Height = []float64{12, 90, 68}, t.Head[:3], 0
	}
	return t
}

// signatures are lines of a title, room for the signature and a name.
func (l layout) signatures(lines ...[]string) table {
	t := table{NoLines: true, Together: true, Widths: []float64{70, 45, 55}, Aligns: []align{left, centre, left},
		Size: textSize, Height: 13, Before: 10}
	for _, line := range lines {
		t.Rows = append(t.Rows, []string{line[0], "________________", line[1]})
	}
	return t
}
