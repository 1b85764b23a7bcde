package council

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// EntryKind tells how an entry lies in its week (3.16 and practice).
type EntryKind string

// The kinds of an entry.
const (
	Timed         EntryKind = "timed"
	AllDay        EntryKind = "all_day"
	DuringWeek    EntryKind = "during_week"
	ToBeAnnounced EntryKind = "to_be_announced"
)

// Visibility tells who may see an entry once the plan is agreed (3.20, 3.21).
type Visibility string

// The visibilities of an entry.
const (
	LeadersOnly Visibility = "leaders"
	StaffOnly   Visibility = "staff"
	Public      Visibility = "public"
)

// Longest texts of an entry, in characters. They keep any entry inside one
// Telegram message with room for the rest of the screen.
const (
	MaxTitle       = 500
	MaxVenue       = 200
	MaxResponsible = 200
	// MaxEntries is how many entries one submission may hold.
	MaxEntries = 200
)

// Entry (захід) is one event of a submission: date, time, title, venue and
// the responsible (3.16), and the leaders who take part (3.18).
type Entry struct {
	ID int64
	// Origin is the entry of the unit's first version that this one goes on
	// from, itself in the first: a plan submitted anew keeps it.
	Origin int64 `json:",omitzero"`
	// From and To are the local days, both inclusive; they may overlap the
	// week's ends. For ToBeAnnounced both may be zero.
	From, To    Date
	Kind        EntryKind
	Hours       Hours
	Title       string
	Venue       string
	Responsible string
	// Leaders are posts (leaders' ids), in the council's order of precedence.
	Leaders []int64
	// Instead are those who go for leaders who do not take part (3.18).
	Instead    []StandIn `json:",omitempty"`
	Visibility Visibility
	// SubmittedAt is when this entry was first submitted; zero in a draft.
	// Lateness is derived from it.
	SubmittedAt time.Time
	// Source is where the entry came from.
	Source Source
	// Doubts are what its author has not settled yet.
	Doubts []Doubt
}

// Source is where an entry came from: the message of a chat and the line in
// it. Text is the line as written, kept for comparison with what was read.
type Source struct {
	ChatID    int64  `json:"chat_id,omitempty"`
	MessageID int    `json:"message_id,omitempty"`
	Line      int    `json:"line,omitempty"`
	Text      string `json:"text,omitempty"`
	// Read is a sign of how the line was read, see [Entry.Reading].
	Read uint32 `json:"read,omitempty"`
	// Edited tells that somebody changed by hand what was read.
	Edited bool `json:"edited,omitempty"`
}

// smallWords stand about days, hours and names.
var smallWords = strings.Fields(`пн вт ср чт пт сб нд понеділок вівторок середа середу четвер пятниця пятницю субота
	суботу неділя неділю о об з із від до по у в на год година годині години р рік року хв відп та і й`)

// SaysAll tells that what the entry was read from says nothing that is not in
// it, nor in the heading it is listed under; figures, and the small words that a
// day or an hour is written with, apart.
func (e Entry) SaysAll(heading string) bool {
	said := FoldWord(strings.Join([]string{heading, e.Title, e.Venue, e.Responsible}, " "))
	for _, word := range strings.Fields(FoldWord(e.Source.Text)) {
		letters := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		if letters != "" && !slices.Contains(smallWords, letters) && !strings.Contains(said, letters) {
			return false
		}
	}
	return true
}

// Complete tells that nothing a plan needs is missing: a title and a day (or
// the word that the day is to be announced). Venue and responsible are often
// not given, and that is no error.
func (e Entry) Complete() bool {
	return e.Title != "" && (e.Kind == ToBeAnnounced || !e.From.IsZero())
}

// Late tells that the entry was submitted after the deadline (3.16).
func (e Entry) Late(deadline time.Time) bool {
	return !e.SubmittedAt.IsZero() && e.SubmittedAt.After(deadline)
}

// On tells that the entry takes place on the day.
func (e Entry) On(d Date) bool {
	return !e.From.IsZero() && !d.Before(e.From) && !d.After(e.To)
}

// CompareEntries orders entries as a plan lists them: by day, entries of the
// whole day and week first, then by start, then by title, then by id.
func CompareEntries(a, b Entry) int {
	if c := compareOptionalDate(a.From, b.From); c != 0 {
		return c
	}
	if c := startOrder(a) - startOrder(b); c != 0 {
		return c
	}
	switch {
	case a.Title != b.Title:
		if a.Title < b.Title {
			return -1
		}
		return 1
	case a.ID < b.ID:
		return -1
	case a.ID > b.ID:
		return 1
	}
	return 0
}

// compareOptionalDate puts entries without a day last.
func compareOptionalDate(a, b Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func startOrder(e Entry) int {
	if e.Hours.Start == nil {
		return -1
	}
	return int(*e.Hours.Start)
}
