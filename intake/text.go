package intake

import (
	"unicode/utf8"

	"sereda/council"
)

// Line is a line of a plan, or a row of a table: the entries read from it
// (several for a list of days) or, with a Problem, words that stay to be
// finished by hand.
type Line struct {
	// Number is the line it begins on, from 1; Text what is written there,
	// tidied; of what was too long, or too many, the beginning.
	Number  int
	Text    string
	Entries []Reading
	// Leaders is what a table's column says of who takes part (3.18).
	Leaders string
	// Problem is an *Error, nil when the line was read.
	Problem error
}

// List reads a plan as people write it: sentences, lists, and rows whose cells
// are parted by " | " and may themselves run over several lines. An entry holds
// the first choice of each of its doubts. What has no day yet has the kind
// ToBeAnnounced; an entry may lack its day or its title when a text names none.
// Headings and headers are passed over, days above their lines are inherited.
func List(text string, week council.Week) []Line {
	var all []Line
	var above heading
	for _, rec := range records(text, week) {
		if len(all) >= MaxLines {
			return append(all, Line{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooManyLines)})
		}
		if utf8.RuneCountInString(rec.text()) > maxLine {
			all = append(all, Line{Number: rec.number, Text: beginning(rec.text()), Problem: refuse(TooLong)})
			continue
		}
		if day := rec.dayHeading(); day != nil {
			above = *day
			continue
		}
		if rec.isHeading() {
			continue
		}
		all = append(all, rec.read(above))
	}
	return all
}

// take keeps what was read, unless nothing of it makes an entry.
func (l *Line) take(entries []Reading, err error) {
	l.Entries, l.Problem = entries, err
	for _, e := range entries {
		switch {
		case tooLong(e.Entry):
			l.Entries, l.Problem = nil, refuse(TooLong)
			return
		case e.Title == "" && e.From.IsZero() && e.Kind != council.ToBeAnnounced:
			l.Entries, l.Problem = nil, refuse(NotUnderstood)
			return
		}
	}
	if len(entries) == 0 && err == nil {
		l.Problem = refuse(NoDay)
	}
}

// source notes in each entry where it was read.
func (l *Line) source() {
	for i := range l.Entries {
		l.Entries[i].Source = council.Source{Line: l.Number, Text: l.Text}
	}
}

// undated tells that no word of a line says when its entry is.
func (l *Line) undated() bool {
	return len(l.Entries) == 1 && l.Entries[0].From.IsZero() && l.Entries[0].Kind != council.ToBeAnnounced
}
