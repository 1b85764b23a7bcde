package council

import (
	"slices"
	"time"
)

// Reach is whether a person can be written to in Telegram.
type Reach string

// Reachable people have an account that takes messages; Blocked ones have
// stopped the bot; NoAccount is everybody else.
const (
	Reachable Reach = "reachable"
	Blocked   Reach = "blocked"
	NoAccount Reach = "none"
)

// Standing is where a unit stands with its plan for a week.
type Standing struct {
	Unit Unit
	// Head holds the unit's post on the day asked about; no ID while it is
	// vacant. HeadReach is whether the head can be written to.
	Head      Person
	HeadReach Reach
	// Recipients are those to tell on that day, see [Headship.Recipients].
	Recipients []Recipient
	// SubmittedAt is the instant of submitting, zero when there is no plan;
	// InForceSince that of the first plan it goes on from.
	SubmittedAt    time.Time
	InForceSince   time.Time
	NothingPlanned bool
	OnBehalf       bool
	// Proposed tells that a change after the deadline waits for a decision.
	Proposed bool
	// Draft is how many entries a draft holds.
	Draft int
}

// Submitted tells that there is a plan, an empty one included (practice).
func (s Standing) Submitted() bool { return !s.SubmittedAt.IsZero() }

// Late tells that the plan came after the deadline; without one nothing is late.
func (s Standing) Late(deadline time.Time) bool {
	return s.Submitted() && !deadline.IsZero() && s.InForceSince.After(deadline)
}

// Reachable are those to tell whom a message reaches.
func (s Standing) Reachable() []Recipient {
	return slices.DeleteFunc(slices.Clone(s.Recipients), func(r Recipient) bool { return !r.Reachable })
}

// Roll is the units of a week by how they stand, each list in the council's
// order.
type Roll struct {
	// Missing must submit and have not (3.16).
	Missing []Standing
	// Silent submit if need be and have said nothing.
	Silent []Standing
	// Late came after the deadline; Nothing have nothing planned. A unit may
	// be in both.
	Late    []Standing
	Nothing []Standing
	// Undecided have changes after the deadline that wait for the organiser:
	// they join no plan that is agreed before that.
	Undecided []Standing
	// Submitted is how many plans there are; Owed how many units must submit,
	// and OwedIn how many of those have.
	Submitted, Owed, OwedIn int
}

// RollOf sorts the units. The deadline is the one in force.
func RollOf(standings []Standing, deadline time.Time) Roll {
	var r Roll
	for _, s := range standings {
		r.count(s)
		switch {
		case !s.Submitted() && s.Unit.Duty == MustSubmit:
			r.Missing = append(r.Missing, s)
		case !s.Submitted() && s.Unit.Duty == IfNeedBe:
			r.Silent = append(r.Silent, s)
		}
		if s.Late(deadline) {
			r.Late = append(r.Late, s)
		}
		if s.Submitted() && s.NothingPlanned {
			r.Nothing = append(r.Nothing, s)
		}
		if s.Proposed {
			r.Undecided = append(r.Undecided, s)
		}
	}
	return r
}

func (r *Roll) count(s Standing) {
	if s.Submitted() {
		r.Submitted++
	}
	if s.Unit.Duty == MustSubmit {
		r.Owed++
		if s.Submitted() {
			r.OwedIn++
		}
	}
}
