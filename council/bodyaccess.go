package council

import (
	"fmt"
	"slices"
)

// ManagesBody tells that the person may change the body's rules, composition
// and seats: as the organiser or as the body's secretary.
func (a Access) ManagesBody(b Body) bool { return a.mayIn(ManageBodies, b) }

// ConvenesFor tells that the person may enter, move or cancel a meeting of the
// body on the chair's behalf (4.32, 12.5).
func (a Access) ConvenesFor(b Body) bool { return a.mayIn(CallMeeting, b) }

// Records tells that the person may record attendance, close and reopen for the
// body: the organiser at a нарада (11.5), otherwise the body's secretary, the
// deputy secretary or who stands in for them (12.8).
func (a Access) Records(b Body) bool {
	if b.RecordedByOrganiser {
		return a.May(RecordAttendance)
	}
	return a.sitsAs(b.ID, seatPermissions[RecordAttendance])
}

// SeesReasons tells that the person may read why somebody is absent: who
// records for the body and its chair.
func (a Access) SeesReasons(b Body) bool {
	return a.Records(b) || a.sitsAs(b.ID, seatPermissions[SeeReasons])
}

// Assigns tells that the person may give the body's assignments and confirm
// that they are done: who records for the body and the organiser (11.9).
func (a Access) Assigns(b Body) bool {
	return a.May(GiveAssignments) || a.Records(b)
}

// SeesAssignments tells that the person may see all that was given at the
// body's meetings: who gives it and the chair.
func (a Access) SeesAssignments(b Body) bool {
	return a.Assigns(b) || a.sitsAs(b.ID, []SeatKind{ChairSeat})
}

// SeesMeetings tells that the person may see the body's meetings: who has a
// seat, the organiser, the secretary, the leadership.
func (a Access) SeesMeetings(b Body) bool { return a.mayIn(SeeMeetings, b) }

// SeesToldOf tells that the person may see who was told of the body's meetings
// and have it sent again: who does so for plans, the body's secretaries and who
// stands in for them.
func (a Access) SeesToldOf(b Body) bool { return a.mayIn(SeeDelivery, b) }

// SeesToldOfAssignments tells that the person may see who was told of what the
// body's meetings gave, and have it sent again: who gives it and sees who was
// told of the meetings themselves. A doer does not, nor the chair.
func (a Access) SeesToldOfAssignments(b Body) bool { return a.Assigns(b) && a.SeesToldOf(b) }

// SeatsIn are the person's own seats in the body, without those the person
// stands in for.
func (a Access) SeatsIn(bodyID int64) []Seat {
	var found []Seat
	for _, s := range a.Seats {
		if s.BodyID == bodyID && s.PersonID == a.Person.ID {
			found = append(found, s)
		}
	}
	return found
}

// Chairs are the people on the chair's seat.
func Chairs(seats []SeatHolder) []int64 { return onSeats(seats, ChairSeat) }

// Recorders are the people who record for the body by their seat; none where
// the organiser records.
func Recorders(b Body, seats []SeatHolder) []int64 {
	if b.RecordedByOrganiser {
		return nil
	}
	return onSeats(seats, seatPermissions[RecordAttendance]...)
}

func onSeats(seats []SeatHolder, kinds ...SeatKind) []int64 {
	var ids []int64
	for _, s := range seats {
		if !s.Vacant() && slices.Contains(kinds, s.Kind) && !slices.Contains(ids, s.Person.ID) {
			ids = append(ids, s.Person.ID)
		}
	}
	return ids
}

// mayIn asks the one table of who may do what, and that of the seats.
func (a Access) mayIn(action Action, b Body) bool {
	return a.May(action) || a.sitsAs(b.ID, seatPermissions[action])
}

func (a Access) sitsAs(bodyID int64, kinds []SeatKind) bool {
	return slices.ContainsFunc(a.Seats, func(s Seat) bool {
		return s.BodyID == bodyID && slices.Contains(kinds, s.Kind)
	})
}

// AboutMeeting names the meeting as the subject of notices, "meeting:7".
func AboutMeeting(id int64) string { return fmt.Sprintf("meeting:%d", id) }

// MeetingKey is the key of a notice about one version of a meeting to one
// person, so that whoever writes it, nobody is told twice. part tells apart
// notices of one kind (an hour before, a day before); it may be empty.
func MeetingKey(kind string, m Meeting, part string, personID int64) string {
	return fmt.Sprintf("%s:%d:%d:%s:%d", kind, m.ID, m.Version, part, personID)
}

// AskingKinds are the kinds of notices, as their keys have them, that put a
// version of a meeting to people: its invitations, the news of its call and of
// what asks for their answers anew.
func AskingKinds() []string { return []string{string(Invite), "called", "moved", "venue", "mode"} }
