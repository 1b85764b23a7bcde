package council

// TallyResult is who takes part, counted. All numbers are of the voting members
// of that day.
type TallyResult struct {
	// Total is the composition, Appointed how many of it are filled, Needed how
	// many must take part (0: the body has no quorum).
	Total, Appointed, Needed int
	// Counted take part in a way that counts (4.16, 4.39, 12.9).
	Counted   int
	HasQuorum bool
	// Present, remote, by a deputy, absent, excused, unmarked: everybody
	// appointed is in one of them. Who has not come yet or has left early is
	// absent at that time.
	Present, Remote, Deputies, Absent, Excused, Unmarked int
	// Claimed of them checked in by themselves and wait to be confirmed.
	Claimed int
}

// Short is how many are missing for the quorum.
func (t TallyResult) Short() int { return max(0, t.Needed-t.Counted) }

// Tally counts the record at a time of the day, or as it stands (nil): who has
// left early is then gone. total is the composition and seats are those of the
// meeting's day; lines of others count for nothing. A claim counts until it is
// struck.
func Tally(b Body, total int, seats []SeatHolder, attendance []Attendance, at *TimeOfDay) TallyResult {
	lines := make(map[int64]Attendance, len(attendance))
	for _, a := range attendance {
		lines[a.PersonID] = a
	}
	t := TallyResult{Total: total}
	for _, s := range VotingMembers(seats) {
		t.Appointed++
		t.count(b, lines[s.Person.ID], at)
	}
	t.Needed = b.Quorum.Needed(total, t.Appointed)
	t.HasQuorum = t.Counted >= t.Needed
	return t
}

func (t *TallyResult) count(b Body, a Attendance, at *TimeOfDay) {
	counts := false
	switch p := a.presenceAt(at); p {
	case PresentHere:
		t.Present++
		counts = true
	case PresentRemote:
		t.Remote++
		counts = b.RemoteCounts
	case DeputyHere:
		t.Deputies++
		counts = b.DeputiesCount
	case AbsentHere:
		t.Absent++
	case Excused:
		t.Excused++
	default:
		t.Unmarked++
	}
	if counts {
		t.Counted++
	}
	if a.Claimed {
		t.Claimed++
	}
}

// TakesPart tells that the person is or was there: in person, remotely or by a
// deputy, late and early included.
func (a Attendance) TakesPart() bool {
	return a.Presence == PresentHere || a.Presence == PresentRemote || a.Presence == DeputyHere
}

// presenceAt is the presence at the time, or as the record stands (nil).
func (a Attendance) presenceAt(at *TimeOfDay) Presence {
	if !a.TakesPart() {
		return a.Presence
	}
	if at == nil {
		if a.Left != nil {
			return AbsentHere
		}
		return a.Presence
	}
	if a.Arrived != nil && *at < *a.Arrived || a.Left != nil && *at >= *a.Left {
		return AbsentHere
	}
	return a.Presence
}
