package council

import "time"

// Spread (розсилка) is a revision of a week's plan whose letters are still to be
// written: its documents first, then a copy for everybody it goes to. A later
// revision of the week takes its place.
type Spread struct {
	Week   Week
	Number int
	// Holders are those whom an earlier revision had reached when this one was
	// made: they are told of its changes instead.
	Holders []int64
	// Failures counts the attempts in a row that failed, Problem is why the last
	// one did; Next is when, in real time, the next may be made.
	Failures int
	Problem  string
	Next     time.Time
}

// spreadPauses: a failed spread is tried again soon, then less often.
const (
	firstSpreadPause   = 5 * time.Second
	longestSpreadPause = 10 * time.Minute
)

// Pause is how long to wait after the failures there were.
func (s Spread) Pause() time.Duration {
	return min(longestSpreadPause, firstSpreadPause<<min(s.Failures, 10))
}

// PlanPaper is what is written once for all who get a part of a revision: the
// document, and the calendar that goes with it by e-mail, 0 for none.
type PlanPaper struct {
	Part     Part
	Document Document
	Calendar int64
}

// WithoutSecrets tells that nothing of the revision is for leaders only: whole or
// in part, it is the same.
func (r Revision) WithoutSecrets() bool { return len(r.For(StaffPart).Entries) == len(r.Entries) }
