package council

import (
	"fmt"
	"slices"
	"time"
)

// PlanState is where a week's plan stands.
type PlanState string

// The states of a plan (3.17). Forming is the organiser's work; ForAgreement
// waits for the secretary, who agrees or returns it.
const (
	Forming      PlanState = "forming"
	ForAgreement PlanState = "for_agreement"
	PlanReturned PlanState = "returned"
	Agreed       PlanState = "agreed"
)

// Plan (тижневий план) is a week's plan with its entries, also those that are
// in it no more.
type Plan struct {
	Week  Week
	State PlanState
	// Version counts the changes of the plan and of its entries: a button made
	// for another version explains itself.
	Version int
	// Number is that of the latest revision, 0 before the first agreement.
	Number int
	// Remark is why the secretary returned it.
	Remark string
	// SentAt and SentBy are the last sending for agreement; nobody's when the
	// timetable sent it.
	SentAt  time.Time
	SentBy  int64
	Entries []PlanEntry
	// Accepted are the keys of the clashes that the organiser lets stand.
	Accepted []string
}

// EntryState is whether an entry stands in the plan.
type EntryState string

// The states of a plan's entry. Merged is a double that another one stands
// for; Vanished is one whose unit took it back, or whose meeting is off.
const (
	InPlan    EntryState = "in"
	StruckOut EntryState = "struck"
	Merged    EntryState = "merged"
	Vanished  EntryState = "vanished"
)

// Open tells that the plan is not agreed yet: what units submit joins it.
func (p Plan) Open() bool { return p.State != Agreed }

// InPlan are the entries that stand in the plan, in its order, each with the
// units of the doubles merged into it.
func (p Plan) InPlan() []PlanEntry {
	doubles := map[int64][]Unit{}
	for _, e := range p.Entries {
		if e.State == Merged {
			doubles[e.Into] = append(doubles[e.Into], e.Unit)
		}
	}
	var found []PlanEntry
	for _, e := range p.Entries {
		if e.State == InPlan {
			e.More = doubles[e.ID]
			found = append(found, e)
		}
	}
	sortEntries(found)
	return found
}

// Entry finds an entry of the plan, in whatever state.
func (p Plan) Entry(id int64) (PlanEntry, bool) {
	at := slices.IndexFunc(p.Entries, func(e PlanEntry) bool { return e.ID == id })
	if at < 0 {
		return PlanEntry{}, false
	}
	return p.Entries[at], true
}

// Returned are the entries of the unit that wait to be mended.
func (p Plan) Returned(unitID int64) []PlanEntry {
	var found []PlanEntry
	for _, e := range p.Entries {
		if e.State == InPlan && e.Remark != "" && e.Unit.ID == unitID {
			found = append(found, e)
		}
	}
	return found
}

// Revision is the snapshot of the plan as it stands. Leaders are those of the
// week's first day.
func (p Plan) Revision(by Signatory, at time.Time, deadline time.Time, leaders []Leader) Revision {
	r := Revision{Week: p.Week, Number: p.Number, AgreedAt: at, AgreedBy: by, Leaders: leaders}
	for _, e := range inOrder(p.Week, p.InPlan()) {
		entry := RevisionEntry{Entry: e.Entry, Sequence: e.Sequence, CityWide: e.CityWide, Public: e.Visibility == Public,
			Late: !deadline.IsZero() && e.Entry.Late(deadline), MeetingID: e.MeetingID}
		for _, u := range e.Units() {
			entry.Units = append(entry.Units, u.Name)
			if u.ID != 0 {
				entry.UnitIDs = append(entry.UnitIDs, u.ID)
			}
		}
		r.Entries = append(r.Entries, entry)
	}
	return r
}

// Draft is the plan as it stands, to be printed before it is agreed.
func (p Plan) Draft(deadline time.Time, leaders []Leader) Revision {
	p.Number = 0
	return p.Revision(Signatory{}, time.Time{}, deadline, leaders)
}

// inOrder puts entries of one day first, then periods, then those to be
// announced.
func inOrder(week Week, entries []PlanEntry) []PlanEntry {
	c := Consolidated{Week: week}
	for _, e := range entries {
		c.place(e)
	}
	return c.Entries()
}

// AboutPlan names the week's plan as the subject of the audit log,
// "plan:2026-11-30"; AboutPlanEntry one of its entries, "plan_entry:7".
func AboutPlan(week Week) string { return "plan:" + week.String() }

// AboutPlanEntry names an entry of a plan, see [AboutPlan].
func AboutPlanEntry(id int64) string { return fmt.Sprintf("plan_entry:%d", id) }
