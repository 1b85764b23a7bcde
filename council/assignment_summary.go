package council

import (
	"cmp"
	"slices"
	"time"
)

// AssignmentTally counts assignments: Given is the sum of InTime, Late, Overdue
// and Ahead. Unconfirmed are those among the reported that nobody has confirmed.
type AssignmentTally struct {
	Given, InTime, Late, Overdue, Ahead int
	Unconfirmed                         int
}

func (n *AssignmentTally) add(a Assignment, today Date, zone *time.Location) {
	n.Given++
	switch {
	case a.Overdue(today):
		n.Overdue++
	case a.Owed():
		n.Ahead++
	case a.Late(today, zone):
		n.Late++
	default:
		n.InTime++
	}
	if a.State == Reported {
		n.Unconfirmed++
	}
}

// DoerTally is how one doer stands.
type DoerTally struct {
	Doer Person
	Unit string
	AssignmentTally
}

// AssignmentSummary is how the assignments due in a quarter were carried out
// (11.10).
type AssignmentSummary struct {
	Quarter Quarter
	AssignmentTally
	// Doers stand by unit, then by name; who is in no unit comes last.
	Doers []DoerTally
}

// SumUp counts the assignments of the quarter as they stand today.
func SumUp(q Quarter, due []AssignmentCard, today Date, zone *time.Location) AssignmentSummary {
	s := AssignmentSummary{Quarter: q}
	place := map[int64]int{}
	for _, a := range due {
		at, known := place[a.DoerID]
		if !known {
			at = len(s.Doers)
			place[a.DoerID] = at
			s.Doers = append(s.Doers, DoerTally{Doer: a.Doer, Unit: a.Unit})
		}
		s.Doers[at].add(a.Assignment, today, zone)
		s.add(a.Assignment, today, zone)
	}
	slices.SortStableFunc(s.Doers, func(a, b DoerTally) int {
		if (a.Unit == "") != (b.Unit == "") {
			return cmp.Compare(b.Unit, a.Unit)
		}
		return cmp.Or(CompareNames(a.Unit, b.Unit), CompareNames(a.Doer.Full(), b.Doer.Full()))
	})
	return s
}
