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
	// Standings are all units, in the council's order.
	Standings []Standing
	Roll
}

// PlanEntry is a unit's entry in the consolidated week. Late tells that it was
// submitted after the deadline (3.16). A meeting is an entry too: it has its
// MeetingID, and the body's name is the unit's.
type PlanEntry struct {
	Entry
	Unit      Unit
	Late      bool
	MeetingID int64
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

// Consolidate makes one week of the submissions. Only plans in force count:
// drafts, proposals and what was replaced are left out. Without a deadline
// nothing is late. standings name the units; leaders are those of the week, in
// the order of precedence. meetings stand among the units' entries.
func Consolidate(week Week, standings []Standing, submissions []Submission, deadline time.Time, leaders []Leader, meetings ...BodyMeeting) Consolidated {
	c := Consolidated{Week: week, Deadline: deadline, Standings: standings, Roll: RollOf(standings, deadline)}
	entries := planEntries(standings, submissions, deadline)
	if len(meetings) > 0 {
		entries = append(entries, MeetingEntries(week, meetings)...)
		sortEntries(entries)
	}
	for _, e := range entries {
		c.place(e)
	}
	ordered := c.Entries()
	for _, l := range leaders {
		c.Leaders = append(c.Leaders, leaderWeek(l, ordered))
	}
	c.Clashes = FindClashes(week, entries, leaders)
	return c
}

// planEntries are the entries of all plans in force, ordered; entries of the
// same day, hour and title keep the order of the units.
func planEntries(standings []Standing, submissions []Submission, deadline time.Time) []PlanEntry {
	units := make(map[int64]Unit, len(standings))
	for _, s := range standings {
		units[s.Unit.ID] = s.Unit
	}
	var entries []PlanEntry
	for _, s := range submissions {
		if s.State != Submitted {
			continue
		}
		for _, e := range s.Entries {
			entries = append(entries, PlanEntry{Entry: e, Unit: units[s.UnitID], Late: !deadline.IsZero() && e.Late(deadline)})
		}
	}
	sortEntries(entries)
	return entries
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
