package intake

import (
	"slices"
	"strings"
	"unicode"

	"sereda/council"
)

// columnsRead gathers what the cells of a row say.
type columnsRead struct {
	when row // its days and times
	read Reading
	// note is what a cell of days and times says besides: "(за окремим
	// графіком)".
	note string
	// form is what the column of forms says, leaders that of leaders.
	form, leaders string
	// ownDay tells that the column of days says one, stray that the column of
	// hours does: a spreadsheet makes "9.3" of 9.30, and a date of 10.10.
	ownDay, stray bool
}

func newColumnsRead(above heading, week council.Week) *columnsRead {
	return &columnsRead{when: row{week: week, above: above}}
}

// take reads a cell. What a cell of days and times has besides belongs to what
// else its column holds.
func (r *columnsRead) take(what planColumn, cell string) error {
	if what.has(whenColumn) {
		rest, err := r.takeWhen(what, tidy(cell))
		if err != nil || rest == "" {
			return err
		}
		if what &^= whenColumn; what == 0 {
			if rest == trimmed(tidy(cell)) || strings.ContainsAny(rest, "0123456789") || lettersIn(rest) < 3 {
				return refuse(NotUnderstood)
			}
			r.note = " (" + strings.Trim(rest, "()") + ")"
			return nil
		}
		cell = rest
	}
	switch {
	case what.has(titleColumn):
		text, people := cutResponsible(spaced(cell))
		text, named := splitResponsible(text)
		r.read.Title = joined(r.read.Title, trimmed(text))
		r.read.People = append(append(r.read.People, people...), unitsOf(named)...)
		r.read.LeaderWords = append(r.read.LeaderWords, leaderWords(text)...)
	case what.has(venueColumn) && what.has(responsibleColumn):
		r.takeVenueAndResponsible(cell)
	case what.has(venueColumn):
		(&fields{reading: &r.read}).venue(cell)
	case what.has(responsibleColumn):
		r.read.People = append(r.read.People, unitsOf(lines(cell))...)
	case what.has(leadersColumn):
		r.leaders = joined(r.leaders, lines(cell))
	case what.has(formColumn):
		r.form = joined(r.form, lines(cell))
	}
	return nil
}

// takeWhen cuts the days and times out of a cell: in a column of days alone
// "12.05" is a day, in one of hours alone it is an hour.
func (r *columnsRead) takeWhen(what planColumn, cell string) (rest string, err error) {
	before := len(r.when.found)
	cell = counted(what, cell)
	if !what.has(dayColumn) {
		if hour, ok := hourAlone(cell); ok {
			r.when.found = append(r.when.found, hour)
			return "", nil
		}
	}
	r.when.cells = nil
	r.when.take(cell)
	if len(r.when.cells) > 0 {
		rest = trimmed(tidy(r.when.cells[0].text))
	}
	r.when.cells = nil
	for i := before; i < len(r.when.found); i++ {
		f := &r.when.found[i]
		switch {
		case f.other == nil:
			r.stray = r.stray || f.kind == foundDay && !what.has(dayColumn)
		case !what.has(timeColumn):
			f.other = nil
		case !what.has(dayColumn) && f.kind == foundDay:
			*f = *f.other
		}
		r.ownDay = r.ownDay || f.kind == foundDay && what.has(dayColumn)
	}
	return rest, nil
}

func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// hourAlone reads a cell of a column of hours: "10", "10.00", "з 9 до 12".
func hourAlone(cell string) (found, bool) {
	c := newCursor(cell)
	if c.wholeDay() && c.finished() {
		return found{kind: foundTime, allDay: true}, true
	}
	c.at = 0
	from, to, isRange, ok := c.hoursWritten(true)
	return found{kind: foundTime, text: cell, from: from, to: to, isRange: isRange, introduced: true}, ok && c.finished()
}

func (r *columnsRead) hasDay() bool {
	return slices.ContainsFunc(r.when.found, func(f found) bool { return f.kind == foundDay || f.kind == foundNoDay })
}

// takeVenueAndResponsible parts a cell at "відповідальний", or takes its last
// lines for the responsible when they are nothing but people.
func (r *columnsRead) takeVenueAndResponsible(cell string) {
	text, named := splitResponsible(cell)
	f := fields{reading: &r.read}
	f.venue(f.takePeople(text, 1))
	r.read.People = append(r.read.People, unitsOf(named)...)
}

// withForm is a title with the event's form behind it, as a row without a
// header has them: "«Вимір». Відкриття фотовиставки". An entry has no other
// place for it.
func withForm(title, form string) string {
	if form == "" || isOnlySeparators(form) || strings.Contains(fold(title), fold(form)) {
		return title
	}
	return strings.TrimSuffix(title, ".") + ". " + form
}

// entries are the row's, one for each of its days and times.
func (r *columnsRead) entries() ([]Reading, error) {
	if r.read.Title == "" {
		return nil, refuse(NoTitle)
	}
	if r.ownDay && r.stray {
		return nil, refuse(NotUnderstood)
	}
	if !r.hasDay() && !r.when.above.given {
		return nil, refuse(NoDay)
	}
	r.read.Title = withForm(r.read.Title, r.form) + r.note
	if r.leaders != "" {
		r.read.LeaderWords = append(r.read.LeaderWords, r.leaders)
	}
	return r.when.readings(r.read.whole())
}
