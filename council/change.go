package council

import "time"

// ChangeKind is what a change does to the agreed plan (3.19).
type ChangeKind string

// The kinds of a change. MoveEntry is another day or hour, AlterEntry
// everything else.
const (
	AddEntry    ChangeKind = "add"
	MoveEntry   ChangeKind = "move"
	CancelEntry ChangeKind = "cancel"
	AlterEntry  ChangeKind = "alter"
)

// ChangeState is what became of a change.
type ChangeState string

// The states of a change.
const (
	ChangeAsked    ChangeState = "asked"
	ChangeAccepted ChangeState = "accepted"
	ChangeDeclined ChangeState = "declined"
)

// Change (зміна) is a change of an agreed plan: what was and what is, who asked
// and who accepted. Accepted, it belongs to a revision.
type Change struct {
	ID      int64
	Week    Week
	EntryID int64
	Kind    ChangeKind
	State   ChangeState
	// Was is nil for what is added, Now for what is cancelled.
	Was, Now *RevisionEntry
	// AskedBy is who asked, for the unit or 0 when for nobody's. A meeting that
	// was moved is asked by who moved it.
	AskedBy int64
	UnitID  int64
	AskedAt time.Time
	// DecidedBy is the organiser, Reason why it was declined.
	DecidedBy int64
	DecidedAt time.Time
	Reason    string
	// Number is the revision that an accepted change made.
	Number int
}

// KindOf tells what became of an entry: nil is one that is not in the plan.
// The same on both sides is no change and has no kind.
func KindOf(was, now *RevisionEntry) ChangeKind {
	switch {
	case was == nil && now == nil:
		return ""
	case was == nil:
		return AddEntry
	case now == nil:
		return CancelEntry
	case was.From != now.From || was.To != now.To || was.Kind != now.Kind || was.Hours.String() != now.Hours.String():
		return MoveEntry
	case !was.Entry.sameAs(now.Entry) || was.CityWide != now.CityWide:
		return AlterEntry
	}
	return ""
}
