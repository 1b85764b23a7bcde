package council

import (
	"slices"
	"time"
)

// Consolidated (зведений план) is the week as one: what all units submitted,
// by day and hour, and how the units stand (3.17, 3.19).
type Consolidated struct {
	Week     Week
	Deadline time.Time
	// State is where the plan stands, empty while nobody keeps one.
	State PlanState
	// Days are Monday to Sunday, each with the entries of that one day.
	Days [7][]PlanEntry
	// Periods are entries of several days, of the whole week or of days
	// outside it.
	Periods []PlanEntry
	// ToBeAnnounced are entries whose day is not known yet.
	ToBeAnnounced []PlanEntry
	// Leaders are the leaders' own weeks (3.17), also the empty ones.
	Leaders []LeaderWeek
	Clashes []Clash
	// Accepted are clashes that the organiser lets stand.
	Accepted []Clash
	// Standings are all units, in the council's order.
	Standings []Standing
	Roll
}

// PlanEntry is an entry of the week's plan: it follows its source, a unit's
// entry or a meeting, until the organiser edits it. Its ID is its own.
type PlanEntry struct {
	Entry
	// Unit submitted it; a meeting has the body's name, and what the organiser
	// added may have none. More are the units of doubles merged into it.
	Unit Unit
	More []Unit
	// Late tells that it was submitted after the deadline (3.16).
	Late      bool
	MeetingID int64
	// CityWide marks the main events of the city (3.19).
	CityWide bool
	State    EntryState
	// Seen is what the source said when it was taken over, Offered what it
	// says now where the organiser's edit stands in the way.
	Seen, Offered *Entry
	Edited        bool
	// Into is the entry that stands for a double.
	Into int64
	// Remark is why it was struck out, or what its unit must mend.
	Remark string
	// Version counts all changes, Sequence those since the agreement.
	Version, Sequence int
}

// Units are all that submitted it, the first one first.
func (e PlanEntry) Units() []Unit {
	if e.Unit.Name == "" {
		return e.More
	}
	return append([]Unit{e.Unit}, e.More...)
}

// LeaderWeek is what a leader takes part in (3.18), in the plan's order.
type LeaderWeek struct {
	Leader  Leader
	Entries []PlanEntry
}

// Entries are all entries of the week in the plan's order: by day and hour,
// then those of periods, then those to be announced.
func (c Consolidated) Entries() []PlanEntry {
	all := slices.Concat(c.Days[:]...)
	all = append(all, c.Periods...)
	return append(all, c.ToBeAnnounced...)
}

// On are the entries of the day, and of the periods it lies in.
func (c Consolidated) On(d Date) []PlanEntry {
	if !c.Week.Contains(d) {
		return nil
	}
	day := slices.Clone(c.Days[d.DaysSince(c.Week.Monday)])
	for _, e := range c.Periods {
		if e.On(d) {
			day = append(day, e)
		}
	}
	return day
}

// Consolidate makes one week of the plan's entries. Without a deadline nothing
// is late. leaders are those of the week, in the order of precedence.
func Consolidate(week Week, standings []Standing, entries []PlanEntry, deadline time.Time, leaders []Leader) Consolidated {
	c := Consolidated{Week: week, Deadline: deadline, Standings: standings, Roll: RollOf(standings, deadline)}
	for i := range entries {
		entries[i].Late = !deadline.IsZero() && entries[i].Entry.Late(deadline)
		c.place(entries[i])
	}
	ordered := c.Entries()
	for _, l := range leaders {
		c.Leaders = append(c.Leaders, leaderWeek(l, ordered))
	}
	c.Clashes = FindClashes(week, entries, leaders)
	return c
}

func sortEntries(entries []PlanEntry) {
	slices.SortStableFunc(entries, func(a, b PlanEntry) int { return CompareEntries(a.Entry, b.Entry) })
}

func (c *Consolidated) place(e PlanEntry) {
	switch {
	case e.Kind == ToBeAnnounced || e.From.IsZero():
		c.ToBeAnnounced = append(c.ToBeAnnounced, e)
	case e.From == e.To && e.Kind != DuringWeek && c.Week.Contains(e.From):
		day := e.From.DaysSince(c.Week.Monday)
		c.Days[day] = append(c.Days[day], e)
	default:
		c.Periods = append(c.Periods, e)
	}
}

func leaderWeek(l Leader, entries []PlanEntry) LeaderWeek {
	own := LeaderWeek{Leader: l}
	for _, e := range entries {
		if slices.Contains(e.Leaders, l.PostID) {
			own.Entries = append(own.Entries, e)
		}
	}
	return own
}
