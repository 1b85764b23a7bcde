package council

import (
	"slices"
	"time"
)

// MaterialKind is what a material is for.
type MaterialKind string

// The kinds of a material. An announcement (анонс) and a brief (довідка) are due
// a day before the event, news after it (13.3).
const (
	Announcement MaterialKind = "announcement"
	Brief        MaterialKind = "brief"
	News         MaterialKind = "news"
)

// EventMaterial (матеріал заходу) is what a unit sent for an event of the plan:
// words, or a file that Telegram keeps.
type EventMaterial struct {
	ID      int64
	EntryID int64
	Kind    MaterialKind
	Words   string
	// Name is the file's, FileID under what Telegram keeps it. Telegram keeps
	// pictures apart from other files.
	Name     string
	FileID   string
	Picture  bool
	PersonID int64
	At       time.Time
}

// Promise is what was answered instead of a material: that it comes by the day,
// or, without one, that there will be none.
type Promise struct {
	EntryID  int64
	Kind     MaterialKind
	Day      Date
	PersonID int64
	At       time.Time
}

// Needs are the materials that are due for the event (13.3): an announcement of
// what the city is to know of, a brief where a leader takes part or sends
// somebody. A meeting has its agenda.
func (e RevisionEntry) Needs() []MaterialKind {
	var needs []MaterialKind
	if e.MeetingID != 0 || e.From.IsZero() {
		return nil
	}
	if e.Public || e.CityWide {
		needs = append(needs, Announcement)
	}
	if len(e.Leaders)+len(e.Instead) > 0 {
		needs = append(needs, Brief)
	}
	return needs
}

// EventRecords is what units said about events of a plan.
type EventRecords struct {
	Sent     []EventMaterial
	Promises []Promise
	Outcomes []EventOutcome
}

// Of are the materials of the event, in the order in which they came.
func (r EventRecords) Of(entryID int64) []EventMaterial {
	var found []EventMaterial
	for _, m := range r.Sent {
		if m.EntryID == entryID {
			found = append(found, m)
		}
	}
	return found
}

// Came tells that a material of the kind was sent for the event.
func (r EventRecords) Came(entryID int64, kind MaterialKind) bool {
	return slices.ContainsFunc(r.Sent, func(m EventMaterial) bool { return m.EntryID == entryID && m.Kind == kind })
}

// Promised is what was answered instead of the material.
func (r EventRecords) Promised(entryID int64, kind MaterialKind) (Promise, bool) {
	at := slices.IndexFunc(r.Promises, func(p Promise) bool { return p.EntryID == entryID && p.Kind == kind })
	if at < 0 {
		return Promise{}, false
	}
	return r.Promises[at], true
}

// Missing are the materials of the event that are still to come.
func (r EventRecords) Missing(e RevisionEntry) []MaterialKind {
	return slices.DeleteFunc(e.Needs(), func(kind MaterialKind) bool {
		p, promised := r.Promised(e.ID, kind)
		return r.Came(e.ID, kind) || promised && p.Day.IsZero()
	})
}

// DueOn tells that a missing material of the event was promised for the day.
func (r EventRecords) DueOn(e RevisionEntry, day Date) bool {
	return slices.ContainsFunc(r.Missing(e), func(kind MaterialKind) bool {
		p, promised := r.Promised(e.ID, kind)
		return promised && p.Day == day
	})
}

// Begins is the moment of the event's start, of one without an hour the day's.
func (e RevisionEntry) Begins(zone *time.Location) time.Time {
	if e.Hours.Start != nil {
		return e.From.At(*e.Hours.Start, zone)
	}
	return e.From.At(0, zone)
}

// Charge is somebody with the events that are theirs to answer for.
type Charge struct {
	PersonID int64
	Events   []RevisionEntry
}

// Charges are who answers for the events: those who answer for their units, and
// for what the organisers added themselves the organisers. Meetings have a
// secretary of their own.
func Charges(events []RevisionEntry, heads map[int64][]Recipient, organisers []int64) []Charge {
	var charges []Charge
	give := func(personID int64, e RevisionEntry) {
		at := slices.IndexFunc(charges, func(c Charge) bool { return c.PersonID == personID })
		if at < 0 {
			at = len(charges)
			charges = append(charges, Charge{PersonID: personID})
		}
		c := &charges[at]
		if len(c.Events) == 0 || c.Events[len(c.Events)-1].ID != e.ID {
			c.Events = append(c.Events, e)
		}
	}
	for _, e := range events {
		if e.MeetingID != 0 {
			continue
		}
		for _, unit := range e.UnitIDs {
			for _, r := range heads[unit] {
				give(r.PersonID, e)
			}
		}
		if len(e.UnitIDs) == 0 {
			for _, id := range organisers {
				give(id, e)
			}
		}
	}
	return charges
}

// UnitsOf are the units that answer for the events.
func UnitsOf(events []RevisionEntry) []int64 {
	units := []int64{}
	for _, e := range events {
		units = append(units, e.UnitIDs...)
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// AnswersFor tells that the person may say what of the event: its unit's head,
// or the organiser on the unit's behalf.
func (a Access) AnswersFor(e RevisionEntry) bool {
	return a.May(FormPlan) || a.May(SubmitPlan) && slices.ContainsFunc(e.UnitIDs, a.Heads)
}
