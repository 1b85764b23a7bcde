package council

import "time"

// Proceedings is a meeting as its papers tell it (5.29, 11.6). Everything is as
// of the meeting's day.
type Proceedings struct {
	Council string
	Body    Body
	Meeting Meeting
	// Total is the composition; Seats are all seats, the invited included.
	Total      int
	Seats      []SeatHolder
	Attendance []Attendance
	// Guests have their names, whether they are in the directory or not.
	Guests []Guest
	Agenda []AgendaItem
	// Assignments are those given so far, by date (11.9).
	Assignments []AssignmentCard
	// ChairedBy has no ID until it is known; Recorder writes the paper.
	ChairedBy, Recorder Person
	WrittenAt           time.Time
}

// Participant is a seat's holder with their line of the record.
type Participant struct {
	SeatHolder
	Line Attendance
}

// Position is what the person is, as papers say it: the post of a seat ex
// officio, otherwise the person's own.
func (p Participant) Position() string {
	if p.Title != "" {
		return p.Title
	}
	return p.Person.Position
}

// Remote tells that the meeting is held remotely and its papers are those of a
// remote sitting (4.38).
func (p Proceedings) Remote() bool { return p.Meeting.Mode == Remotely }

// Members are those who vote, in the order of papers: that of the seats, and at
// a remote sitting the alphabet's (4.37).
func (p Proceedings) Members() []Participant {
	seats := VotingMembers(p.Seats)
	if p.Remote() {
		seats = Alphabetical(seats)
	}
	return p.participants(seats)
}

// Others are those without a vote who came: invited regulars, a secretary who
// is no member.
func (p Proceedings) Others() []Participant {
	var came []Participant
	for _, x := range p.participants(OncePerPerson(p.Seats)) {
		if !x.Votes && x.Line.TakesPart() {
			came = append(came, x)
		}
	}
	return came
}

func (p Proceedings) participants(seats []SeatHolder) []Participant {
	lines := make(map[int64]Attendance, len(p.Attendance))
	for _, a := range p.Attendance {
		lines[a.PersonID] = a
	}
	found := make([]Participant, len(seats))
	for i, s := range seats {
		found[i] = Participant{SeatHolder: s, Line: lines[s.Person.ID]}
	}
	return found
}

// Tally counts who took part at all: late arrival and early leave stand in the
// lines, not in the sum.
func (p Proceedings) Tally() TallyResult {
	whole := make([]Attendance, len(p.Attendance))
	for i, a := range p.Attendance {
		a.Arrived, a.Left = nil, nil
		whole[i] = a
	}
	return Tally(p.Body, p.Total, p.Seats, whole, nil)
}

// Recorded tells that somebody's attendance is recorded; before that the papers
// are forms to fill in by hand.
func (p Proceedings) Recorded() bool {
	for _, a := range p.Attendance {
		if a.Presence != Unmarked {
			return true
		}
	}
	return false
}

// HolderOf is the first holder of a seat of the kind, without an ID when it is
// vacant.
func (p Proceedings) HolderOf(kind SeatKind) Person {
	for _, s := range p.Seats {
		if s.Kind == kind && !s.Vacant() {
			return s.Person
		}
	}
	return Person{}
}
