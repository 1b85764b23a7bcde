package council

import (
	"cmp"
	"slices"
)

// WarningKind is what a submitter is told about an entry at once. Nothing of it
// keeps the entry out of the plan.
type WarningKind string

// The kinds of a warning (practice, P8).
const (
	LeaderBusy  WarningKind = "leader"  // the leader is somewhere else at that hour
	VenueBusy   WarningKind = "venue"   // the hall is taken
	AlreadySent WarningKind = "event"   // somebody else sent the same event
	OffHours    WarningKind = "hours"   // before or after the council's working hours
	NotWorking  WarningKind = "day_off" // the council does not work that day
)

// Warning is what does not fit about an entry of a unit's own. Others' entries
// stay out of it: the submitter learns that a leader or a hall is taken, and
// never by what or whom.
type Warning struct {
	Kind  WarningKind
	Entry Entry
	Day   Date
	// Leader is set for LeaderBusy.
	Leader Leader
	// Own is the unit's own entry that is in the way; nil when it is another's.
	Own *Entry
}

// WorkHours are when the council works, local, From inclusive and To the end.
// Equal ends say that any hour is as good.
type WorkHours struct {
	From, To TimeOfDay
}

// Outside tells that the hours begin before or end after the working ones. An
// entry of unknown length counts by its start.
func (w WorkHours) Outside(h Hours) bool {
	if h.Start == nil || w.From == w.To {
		return false
	}
	end := *h.Start + 1
	if h.End != nil {
		end = TimeOfDay(h.EndMinute())
	}
	return *h.Start < w.From || end > w.To
}

// Surroundings are what a unit's entries are held against.
type Surroundings struct {
	Week     Week
	UnitID   int64
	Calendar Calendar
	Hours    WorkHours
	Leaders  []Leader
	// Own are the entries of the unit's plan, Others those of other units'
	// submitted plans and the week's meetings.
	Own    []Entry
	Others []PlanEntry
}

// Warnings are what does not fit about those of the unit's entries for which
// asked says so, in the plan's order.
func (s Surroundings) Warnings(asked func(Entry) bool) []Warning {
	var found []Warning
	for _, e := range s.Own {
		if asked(e) {
			found = append(found, s.ofDay(e)...)
		}
	}
	all := slices.Clone(s.Others)
	for _, e := range s.Own {
		all = append(all, PlanEntry{Entry: e, Unit: Unit{ID: s.UnitID}})
	}
	for _, clash := range FindClashes(s.Week, all, s.Leaders) {
		found = append(found, s.ofClash(clash, asked)...)
	}
	slices.SortStableFunc(found, func(a, b Warning) int {
		return cmp.Or(compareOptionalDate(a.Day, b.Day), CompareEntries(a.Entry, b.Entry))
	})
	return found
}

func (s Surroundings) ofDay(e Entry) []Warning {
	if e.From.IsZero() || e.Kind == DuringWeek {
		return nil
	}
	if e.From == e.To && !s.Calendar.IsWorking(e.From) {
		return []Warning{{Kind: NotWorking, Entry: e, Day: e.From}}
	}
	if s.Hours.Outside(e.Hours) {
		return []Warning{{Kind: OffHours, Entry: e, Day: e.From}}
	}
	return nil
}

var warningOf = map[ClashKind]WarningKind{LeaderTwice: LeaderBusy, VenueTwice: VenueBusy, SameEvent: AlreadySent}

// Warning tells of the entry that somebody or something is taken, and not by
// what.
func (c Clash) Warning(e Entry) Warning {
	return Warning{Kind: warningOf[c.Kind], Entry: e, Day: c.Day, Leader: c.Leader}
}

// ofClash warns each asked entry of the unit once, by what is in its way: one of
// the unit's own that may be named, or another's that may not.
func (s Surroundings) ofClash(c Clash, asked func(Entry) bool) []Warning {
	var found []Warning
	for i, e := range c.Entries {
		if e.Unit.ID != s.UnitID || e.MeetingID != 0 || !asked(e.Entry) {
			continue
		}
		w := c.Warning(e.Entry)
		for j, other := range c.Entries {
			if i == j {
				continue
			}
			if other.Unit.ID != s.UnitID {
				w.Own = nil
				break
			}
			w.Own = &c.Entries[j].Entry
		}
		found = append(found, w)
	}
	return found
}
