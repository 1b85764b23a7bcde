package council

import (
	"fmt"
	"hash/fnv"
	"slices"
)

// Question is what is in doubt about an entry that was read from somebody's
// text.
type Question string

// The questions. Each has words of its own for the person who is asked.
const (
	DayOrTime    Question = "day_or_time"    // "12.05": a day or an hour
	OutsideWeek  Question = "outside_week"   // a day that is not in the planned week
	WrongWeekday Question = "wrong_weekday"  // the date falls on another weekday than written
	WrongYear    Question = "wrong_year"     // a year that is not the week's
	WhichDay     Question = "which_day"      // the day can be read in several ways
	WhichTime    Question = "which_time"     // the hour can be read in several ways
	OneOrSeveral Question = "one_or_several" // one event or two in one sentence
	WhichVenue   Question = "which_venue"    // words that may or may not be the venue
	WhoAnswers   Question = "who_answers"    // words that may or may not be the responsible
	WhichLeader  Question = "which_leader"   // leaders spoken of without a name or post
)

// Doubt is a question to the author of an entry: what is in doubt, the words
// as written, and how they may be read. The entry holds the first choice until
// the author settles it; nothing is guessed in silence.
type Doubt struct {
	Question Question `json:"question"`
	Text     string   `json:"text,omitempty"`
	Choices  []Choice `json:"choices,omitempty"`
}

// Choice is one reading of a doubt: what it sets in the entry; nil leaves what
// is there.
type Choice struct {
	From        *Date      `json:"from,omitempty"`
	To          *Date      `json:"to,omitempty"`
	Kind        *EntryKind `json:"kind,omitempty"`
	Hours       *Hours     `json:"hours,omitempty"`
	Title       *string    `json:"title,omitempty"`
	Venue       *string    `json:"venue,omitempty"`
	Responsible *string    `json:"responsible,omitempty"`
	Leaders     *[]int64   `json:"leaders,omitempty"`
}

// Apply is the entry with the choice taken.
func (c Choice) Apply(e Entry) Entry {
	set(&e.From, c.From)
	set(&e.To, c.To)
	set(&e.Kind, c.Kind)
	set(&e.Hours, c.Hours)
	set(&e.Title, c.Title)
	set(&e.Venue, c.Venue)
	set(&e.Responsible, c.Responsible)
	set(&e.Leaders, c.Leaders)
	return e
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// Settled is the entry without the doubt: its author has said how it is.
func (e Entry) Settled(d Doubt) Entry {
	e.Doubts = slices.DeleteFunc(slices.Clone(e.Doubts), func(other Doubt) bool { return other.Key() == d.Key() })
	if len(e.Doubts) == 0 {
		e.Doubts = nil
	}
	return e
}

// Key tells a doubt of an entry from the others, for a button: a press that
// comes twice, or late, settles nothing else.
func (d Doubt) Key() uint32 {
	h := fnv.New32a()
	fmt.Fprint(h, d.Question, "\n", d.Text, "\n", len(d.Choices))
	return h.Sum32()
}

// Doubts is how many questions about the plan's entries are open.
func (s Submission) Doubts() int {
	n := 0
	for _, e := range s.Entries {
		n += len(e.Doubts)
	}
	return n
}

// Keeps tells that the choice leaves the entry as it is.
func (c Choice) Keeps(e Entry) bool { return c.Apply(e).sameAs(e) }

// AsRead is the entry with every doubt settled by its first choice.
func (e Entry) AsRead() Entry {
	for _, d := range e.Doubts {
		if len(d.Choices) > 0 {
			e = d.Choices[0].Apply(e)
		}
	}
	e.Doubts = nil
	return e
}
