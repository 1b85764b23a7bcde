package council

import (
	"cmp"
	"slices"
)

// SeatHolder is a seat with who holds it on a day. A vacant seat has a person
// without an id. Reach is whether the holder can be written to.
type SeatHolder struct {
	Seat
	Person Person
	Reach  Reach
}

// Vacant tells that nobody holds the seat that day.
func (h SeatHolder) Vacant() bool { return h.Person.ID == 0 }

var seatOrder = []SeatKind{ChairSeat, SecretarySeat, DeputySecretarySeat, MemberSeat, InvitedSeat}

// CompareSeats orders seats as papers list them: the chair, the secretary, the
// deputy secretary, the members and the invited by the Ukrainian alphabet,
// vacant ones last within their kind.
func CompareSeats(a, b SeatHolder) int {
	return cmp.Or(
		cmp.Compare(slices.Index(seatOrder, a.Kind), slices.Index(seatOrder, b.Kind)),
		compareVacancy(a, b),
		CompareNames(a.Person.Full(), b.Person.Full()),
		cmp.Compare(a.ID, b.ID),
	)
}

func compareVacancy(a, b SeatHolder) int {
	switch {
	case a.Vacant() == b.Vacant():
		return 0
	case a.Vacant():
		return 1
	}
	return -1
}

// Alphabetical are the holders in the order of a remote sitting (4.37): by the
// alphabet, whatever the seat; vacant seats are left out, who has two seats
// stands once.
func Alphabetical(seats []SeatHolder) []SeatHolder {
	found := OncePerPerson(seats)
	slices.SortStableFunc(found, func(a, b SeatHolder) int {
		return CompareNames(a.Person.Full(), b.Person.Full())
	})
	return found
}

// OncePerPerson are the filled seats, in their order, each person once: the
// first seat stands, and it votes when any of the person's seats does.
func OncePerPerson(seats []SeatHolder) []SeatHolder {
	var found []SeatHolder
	place := map[int64]int{}
	for _, s := range seats {
		if s.Vacant() {
			continue
		}
		i, known := place[s.Person.ID]
		if !known {
			place[s.Person.ID] = len(found)
			found = append(found, s)
			continue
		}
		found[i].Votes = found[i].Votes || s.Votes
	}
	return found
}

// VotingMembers are those who make the composition that day and count towards
// the quorum, each person once.
func VotingMembers(seats []SeatHolder) []SeatHolder {
	return slices.DeleteFunc(OncePerPerson(seats), func(s SeatHolder) bool { return !s.Votes })
}
