package council

import (
	"maps"
	"slices"
	"time"
)

// OutcomeKind is what became of an event (3.19).
type OutcomeKind string

// What became of an event; Unanswered is what nobody has told yet.
const (
	Unanswered OutcomeKind = ""
	Held       OutcomeKind = "held"
	NotHeld    OutcomeKind = "not_held"
	MovedAway  OutcomeKind = "moved"
)

// EventOutcome is the answer to the question what became of an event.
type EventOutcome struct {
	EntryID  int64
	Outcome  OutcomeKind
	PersonID int64
	At       time.Time
}

// LastDay is the event's last day in the week of its plan; what has no day is
// over with the week.
func (e RevisionEntry) LastDay(week Week) Date {
	if e.To.IsZero() || e.To.After(week.Sunday()) {
		return week.Sunday()
	}
	return e.To
}

// Ended are the events whose last day in the plan is one of from..to, both
// inclusive.
func (r Revision) Ended(from, to Date) []RevisionEntry {
	var found []RevisionEntry
	for _, e := range r.Entries {
		if last := e.LastDay(r.Week); !last.Before(from) && !last.After(to) {
			found = append(found, e)
		}
	}
	return found
}

// Begun are the events of the week that begin on one of the days from..to, both
// inclusive; what began before the week was in the plan before.
func (r Revision) Begun(from, to Date) []RevisionEntry {
	var found []RevisionEntry
	for _, e := range r.Entries {
		if r.Week.Contains(e.From) && !e.From.Before(from) && !e.From.After(to) {
			found = append(found, e)
		}
	}
	return found
}

// OnEve are the events that people are reminded of before the days from..to:
// what lasts all week needs no reminder.
func (r Revision) OnEve(from, to Date) []RevisionEntry {
	return slices.DeleteFunc(r.Begun(from, to), func(e RevisionEntry) bool { return e.Kind != Timed && e.Kind != AllDay })
}

// Outcome is what became of the event. A meeting answers by its record: one
// that was closed was held, on another day than the plan's moved.
func (r EventRecords) Outcome(e RevisionEntry, meetings []Meeting) OutcomeKind {
	at := slices.IndexFunc(r.Outcomes, func(o EventOutcome) bool { return o.EntryID == e.ID })
	if at >= 0 {
		return r.Outcomes[at].Outcome
	}
	at = slices.IndexFunc(meetings, func(m Meeting) bool { return e.MeetingID != 0 && m.ID == e.MeetingID })
	switch {
	case at < 0:
		return Unanswered
	case meetings[at].State == Cancelled:
		return NotHeld
	case meetings[at].Day != e.From:
		return MovedAway
	case meetings[at].State == Closed:
		return Held
	}
	return Unanswered
}

// Fulfilment is how a week's plan was carried out (3.19): the figures, and the
// events by what became of them.
type Fulfilment struct {
	Revision Revision
	Events   map[OutcomeKind][]RevisionEntry
	// Ahead are the events that nobody has been asked about yet.
	Ahead []RevisionEntry
}

// AsOf is how the plan was carried out up to the day: what ends on it or later,
// and has no answer, is still ahead.
func (f Fulfilment) AsOf(today Date) Fulfilment {
	events := maps.Clone(f.Events)
	events[Unanswered] = nil
	for _, e := range f.Events[Unanswered] {
		if e.LastDay(f.Revision.Week).Before(today) {
			events[Unanswered] = append(events[Unanswered], e)
		} else {
			f.Ahead = append(f.Ahead, e)
		}
	}
	f.Events = events
	return f
}

// Fulfil sums up the plan by what is known of its events.
func (r Revision) Fulfil(records EventRecords, meetings []Meeting) Fulfilment {
	f := Fulfilment{Revision: r, Events: map[OutcomeKind][]RevisionEntry{}}
	for _, e := range r.Entries {
		kind := records.Outcome(e, meetings)
		f.Events[kind] = append(f.Events[kind], e)
	}
	return f
}

// WithOutcomes is the revision with what became of its events.
func (r Revision) WithOutcomes(records EventRecords, meetings []Meeting) Revision {
	r.Entries = slices.Clone(r.Entries)
	for i, e := range r.Entries {
		r.Entries[i].Outcome = records.Outcome(e, meetings)
	}
	return r
}

// EntryIDs are the ids of the plan's events.
func EntryIDs(events []RevisionEntry) []int64 {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	return ids
}
