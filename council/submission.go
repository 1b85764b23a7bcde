package council

import "time"

// SubmissionState is where a unit's plan for a week stands.
type SubmissionState string

// The states of a submission. A unit has at most one Draft, one Submitted and
// one Proposed for a week; what was replaced stays as Superseded.
const (
	Draft      SubmissionState = "draft"
	Submitted  SubmissionState = "submitted"
	Returned   SubmissionState = "returned"
	Proposed   SubmissionState = "proposed"
	Superseded SubmissionState = "superseded"
	Declined   SubmissionState = "declined"
)

// Submission (поданий план) is one unit's plan for one week (3.16). It stays
// as submitted: a change makes a new version.
type Submission struct {
	ID      int64
	UnitID  int64
	Week    Week
	Version int
	State   SubmissionState
	// NothingPlanned says in so many words that the week is empty; silence
	// and an empty week are different facts.
	NothingPlanned bool
	// SubmittedAt is the instant of submitting, zero in a draft. InForceSince
	// is when the unit first had a plan that this one goes on from: a plan in
	// time that was changed later is not late, its new entries are.
	SubmittedAt  time.Time
	InForceSince time.Time
	SubmittedBy  int64
	// OnBehalf marks a plan entered by the organiser for the unit.
	OnBehalf bool
	// Revision counts the changes of a draft.
	Revision int
	Entries  []Entry
}

// Late tells that the plan came after the deadline.
func (s Submission) Late(deadline time.Time) bool {
	return !s.InForceSince.IsZero() && s.InForceSince.After(deadline)
}

// Incomplete are the entries that lack what a plan needs.
func (s Submission) Incomplete() []Entry {
	var found []Entry
	for _, e := range s.Entries {
		if !e.Complete() {
			found = append(found, e)
		}
	}
	return found
}
