package council

import "slices"

// Clashes are those that the change brings into the agreed plan (P8): with the
// revision's entries, and not among its clashes already. What is cancelled
// brings none.
func (c Change) Clashes(r Revision) []Clash {
	if c.Now == nil {
		return nil
	}
	changed := *c.Now
	if current, there := r.Entry(c.EntryID); there && c.Was != nil {
		changed, _ = c.Onto(current)
	}
	before, after := make([]PlanEntry, 0, len(r.Entries)), make([]PlanEntry, 0, len(r.Entries)+1)
	for _, e := range r.Entries {
		before = append(before, e.planEntry())
		if e.ID != changed.ID {
			after = append(after, e.planEntry())
		}
	}
	after = append(after, changed.planEntry())
	known := FindClashes(r.Week, before, r.Leaders)
	return slices.DeleteFunc(FindClashes(r.Week, after, r.Leaders), func(clash Clash) bool {
		return !clash.has(changed.ID) || slices.ContainsFunc(known, clash.within)
	})
}

func (c Clash) has(id int64) bool {
	return slices.ContainsFunc(c.Entries, func(e PlanEntry) bool { return e.ID == id })
}

// within tells that the other clash says all that this one does.
func (c Clash) within(other Clash) bool {
	return c.Kind == other.Kind && c.Day == other.Day && c.Leader.PostID == other.Leader.PostID &&
		!slices.ContainsFunc(c.Entries, func(e PlanEntry) bool { return !other.has(e.ID) })
}

// planEntry is the event as it stands in a plan that is being formed.
func (e RevisionEntry) planEntry() PlanEntry {
	p := PlanEntry{Entry: e.Entry, State: InPlan, CityWide: e.CityWide, MeetingID: e.MeetingID}
	if len(e.UnitIDs) > 0 {
		p.Unit.ID = e.UnitIDs[0]
	}
	if len(e.Units) > 0 {
		p.Unit.Name = e.Units[0]
	}
	return p
}
