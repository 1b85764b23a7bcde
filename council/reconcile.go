package council

// Gather makes entries of what units submitted and of the week's meetings, in
// the plan's order. Only plans in force count: drafts, proposals and what was
// replaced are left out. standings name the units.
func Gather(week Week, standings []Standing, submissions []Submission, meetings ...BodyMeeting) []PlanEntry {
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
			entries = append(entries, PlanEntry{Entry: e, Unit: units[s.UnitID], State: InPlan})
		}
	}
	entries = append(entries, MeetingEntries(week, meetings)...)
	sortEntries(entries)
	return entries
}

// Follow brings the plan's entries in step with what was gathered anew, and
// answers those that must be written; new ones have no ID. What nobody touched
// follows its source. What the organiser edited stays, and the source's new
// words are offered; what was returned to its unit takes them. What vanished
// from its source is dropped, and a double merged into it stands again. Entries
// that the organiser added have no source and stay.
func (p Plan) Follow(fresh []PlanEntry) []PlanEntry {
	sources := make(map[sourceOf]PlanEntry, len(fresh))
	for _, e := range fresh {
		sources[e.source()] = e
	}
	known := make(map[sourceOf]bool, len(p.Entries))
	var written []PlanEntry
	for _, e := range p.Entries {
		source := e.source()
		if source == (sourceOf{}) {
			continue
		}
		known[source] = true
		now, there := sources[source]
		if followed, changed := e.follow(now, there); changed {
			written = append(written, followed)
		}
	}
	for _, e := range fresh {
		if !known[e.source()] {
			seen := e.Entry
			e.Seen, e.State, e.ID = &seen, InPlan, 0
			written = append(written, e)
		}
	}
	return append(written, p.orphans(written)...)
}

// sourceOf tells entries' sources apart: a unit's entry through all its
// versions, or a meeting.
type sourceOf struct{ origin, meeting int64 }

func (e PlanEntry) source() sourceOf { return sourceOf{e.Origin, e.MeetingID} }

// follow is one entry after a look at its source, and whether it changed.
func (e PlanEntry) follow(now PlanEntry, there bool) (PlanEntry, bool) {
	switch {
	case !there && e.State == Vanished:
		return e, false
	case !there:
		e.State, e.Into = Vanished, 0
		return e, true
	case e.State == Vanished:
		return e.take(now.Entry, InPlan), true
	case e.Seen != nil && e.Seen.sameAs(now.Entry):
		changed := e.Offered != nil
		e.Offered = nil
		return e, changed
	case e.MeetingID != 0 || e.State == InPlan && (!e.Edited || e.Remark != ""):
		return e.take(now.Entry, e.State), true
	case e.Offered != nil && e.Offered.sameAs(now.Entry):
		return e, false
	}
	offered := now.Entry
	e.Offered = &offered
	return e, true
}

// take puts the source's words into the entry. Whom the organiser lets see it
// stays as the organiser said.
func (e PlanEntry) take(source Entry, state EntryState) PlanEntry {
	visibility := source.Visibility
	if e.Seen != nil && e.Visibility != e.Seen.Visibility {
		visibility = e.Visibility
	}
	id := e.ID
	e.Entry, e.State = source, state
	e.ID, e.Visibility = id, visibility
	e.Seen, e.Offered, e.Edited, e.Remark = &source, nil, false, ""
	return e
}

// TakeSource undoes the organiser's edits: the entry says what its unit says.
func (e PlanEntry) TakeSource() PlanEntry {
	switch {
	case e.Offered != nil:
		return e.take(*e.Offered, e.State)
	case e.Seen != nil:
		return e.take(*e.Seen, e.State)
	}
	return e
}

// orphans are doubles whose entry has just vanished: the first stands again and
// the others are its doubles.
func (p Plan) orphans(written []PlanEntry) []PlanEntry {
	state := map[int64]EntryState{}
	for _, e := range written {
		state[e.ID] = e.State
	}
	heir := map[int64]int64{}
	var found []PlanEntry
	for _, e := range p.Entries {
		if e.State != Merged || state[e.Into] != Vanished || e.Into == 0 || state[e.ID] != "" {
			continue
		}
		gone := e.Into
		if heir[gone] == 0 {
			heir[gone] = e.ID
			e.State, e.Into = InPlan, 0
		} else {
			e.Into = heir[gone]
		}
		found = append(found, e)
	}
	return found
}
