package council

import (
	"fmt"
	"slices"
)

// StrikeOut takes an entry out of the plan with the reason that its unit is
// told; doubles merged into it go with it.
func (p Plan) StrikeOut(id int64, reason string) (PlanEntry, error) {
	e, found := p.Entry(id)
	if !found || e.State != InPlan {
		return e, fmt.Errorf("strike out plan entry %d: %w", id, ErrConflict)
	}
	e.State, e.Remark = StruckOut, reason
	return e, nil
}

// PutBack undoes a striking out or a merging.
func (p Plan) PutBack(id int64) (PlanEntry, error) {
	e, found := p.Entry(id)
	if !found || e.State != StruckOut && e.State != Merged {
		return e, fmt.Errorf("put back plan entry %d: %w", id, ErrConflict)
	}
	e.State, e.Remark, e.Into = InPlan, "", 0
	return e, nil
}

// Merge makes the entry a double that the other one stands for: that one names
// both units and the leaders of both. What was merged into the double moves
// along. The answer is what must be written, the one that stands first.
func (p Plan) Merge(id, into int64) ([]PlanEntry, error) {
	double, found := p.Entry(id)
	stands, known := p.Entry(into)
	if !found || !known || id == into || double.State != InPlan || stands.State != InPlan || double.MeetingID != 0 {
		return nil, fmt.Errorf("merge plan entry %d into %d: %w", id, into, ErrConflict)
	}
	if missing := leadersBeyond(stands.Leaders, double.Leaders); len(missing) > 0 && stands.MeetingID == 0 {
		stands.Leaders = append(slices.Clone(stands.Leaders), missing...)
		stands.Edited = true
	}
	double.State, double.Into, double.Remark = Merged, into, ""
	written := []PlanEntry{stands, double}
	for _, e := range p.Entries {
		if e.State == Merged && e.Into == id {
			e.Into = into
			written = append(written, e)
		}
	}
	return written, nil
}

// leadersBeyond are the posts of more that are not among the known.
func leadersBeyond(known, more []int64) []int64 {
	var found []int64
	for _, post := range more {
		if !slices.Contains(known, post) {
			found = append(found, post)
		}
	}
	return found
}

// SetAside are the entries that the organiser struck out or merged, in the
// plan's order.
func (p Plan) SetAside() []PlanEntry {
	var found []PlanEntry
	for _, e := range p.Entries {
		if e.State == StruckOut || e.State == Merged {
			found = append(found, e)
		}
	}
	sortEntries(found)
	return found
}

// Doubles are the entries merged into the one.
func (p Plan) Doubles(id int64) []PlanEntry {
	var found []PlanEntry
	for _, e := range p.Entries {
		if e.State == Merged && e.Into == id {
			found = append(found, e)
		}
	}
	return found
}

// Mends tells that the unit's new version answers what was returned to it, and
// leaves everything else as it was: changed or taken out are only entries that
// carry a remark.
func (p Plan) Mends(unitID int64, old, now Submission) bool {
	returned := map[int64]bool{}
	for _, e := range p.Returned(unitID) {
		returned[e.Origin] = true
	}
	if len(returned) == 0 || now.NothingPlanned {
		return false
	}
	before := map[int64]Entry{}
	for _, e := range old.Entries {
		before[e.Origin] = e
	}
	mended := false
	for _, e := range now.Entries {
		was, known := before[e.Origin]
		switch {
		case !known:
			return false
		case was.sameAs(e):
		case !returned[e.Origin]:
			return false
		default:
			mended = true
		}
		delete(before, e.Origin)
	}
	for origin := range before {
		if !returned[origin] {
			return false
		}
		mended = true
	}
	return mended
}

// FollowMeeting is the agreed plan's entry of the meeting as the meeting stands
// now among the week's, and whether it changes.
func (p Plan) FollowMeeting(meetingID int64, week []PlanEntry) (PlanEntry, bool) {
	of := func(e PlanEntry) bool { return e.MeetingID == meetingID }
	at := slices.IndexFunc(p.Entries, of)
	now := slices.IndexFunc(week, of)
	switch {
	case at < 0 && now < 0:
		return PlanEntry{}, false
	case at < 0:
		e := week[now]
		seen := e.Entry
		e.Seen = &seen
		return e, true
	}
	e := p.Entries[at]
	stood := e.State == InPlan
	var changed bool
	if now >= 0 {
		e, changed = e.follow(week[now], true)
	} else {
		e, changed = e.follow(PlanEntry{}, false)
	}
	if !changed || !stood && e.State != InPlan {
		return e, false
	}
	e.Sequence++
	return e, true
}
