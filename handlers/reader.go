package handlers

import (
	"sereda/council"
)

// Reader understands what people type: days, hours, whole lists. Its errors
// carry what was read, for the answer.
type Reader interface {
	// Day reads a day, a range or words like "протягом тижня" within the week.
	Day(text string, week council.Week) (DayRead, error)
	// Hours reads a time or a range; all day is a zero Hours and true.
	Hours(text string) (hours council.Hours, allDay bool, err error)
	// List reads a pasted plan, one entry a line.
	List(text string, week council.Week) []LineRead
	// Table reads what was kept of a file. An error means that an older version
	// kept it.
	Table(content []byte, week council.Week) ([]LineRead, error)
	// Template tells whose plan for which week a filled template is; false when
	// what was kept is no template.
	Template(content []byte) (TemplateRead, bool)
	// LeadersIn finds which leaders a title says take part.
	LeadersIn(title string, leaders []council.Leader) []int64
	// Date reads one day near today, for dates that belong to no week.
	Date(text string, today council.Date) (council.Date, error)
}

// DayRead is a day as typed: kind is Timed for a plain day or range, or
// DuringWeek, ToBeAnnounced.
type DayRead struct {
	From, To council.Date
	Kind     council.EntryKind
}

// TemplateRead is what a template says of itself: words, which anybody may have
// changed.
type TemplateRead struct {
	Unit string
	Week council.Week
}

// LineRead is one line of a pasted list: the entries read from it, or what is
// the matter with it. Nothing is dropped: a line that could not be read keeps
// its text.
type LineRead struct {
	Number  int
	Text    string
	Entries []council.Entry
	Problem error
	// Leaders are the words of a table's column about the leaders.
	Leaders string
}

// Trouble is what can be the matter with typed text; a Reader's errors wrap
// one of these kinds.
type Trouble interface {
	error
	// Key names the explanation in the catalogue, Date what was read, if any.
	Key() string
	Read() council.Date
}
