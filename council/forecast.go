package council

// ForecastResult is what the answers promise. All numbers are of the voting
// members of that day (4.15, 4.16).
type ForecastResult struct {
	// Total is the composition, Appointed how many of it are filled, Needed how
	// many must take part (0: the body has no quorum).
	Total, Appointed, Needed int
	// Sure counts those who promised to take part in a way that counts: in
	// person, remotely and by an agreed deputy where the body lets them.
	Sure int
	// In person, remotely, with a deputy, not coming, silent: everybody
	// appointed is in one of them.
	InPerson, Remotely, Deputies, Absent, Silent int
	// Short is how many promises are still missing for the quorum, 0 when it
	// is reached.
	Short int
	// NotAnswered have said nothing yet, in the order of the seats; those
	// without a vote are among them.
	NotAnswered []SeatHolder
}

// Reached tells that the promises make a quorum, or that none is needed.
func (f ForecastResult) Reached() bool { return f.Short == 0 }

// Lost tells that there will be no quorum even if everybody silent comes.
func (f ForecastResult) Lost() bool { return f.Short > f.Silent }

// BrokenSince tells that an answer in between broke the quorum: it was promised
// and is not any more, or cannot be reached now even if everybody silent comes.
func (f ForecastResult) BrokenSince(before ForecastResult) bool {
	return before.Reached() && !f.Reached() || !before.Lost() && f.Lost()
}

// Forecast counts the answers to a meeting's version. total is the composition
// and seats are those of the meeting's day; answers of others count for
// nothing.
func Forecast(b Body, total int, seats []SeatHolder, responses []Response) ForecastResult {
	answers := make(map[int64]Response, len(responses))
	for _, r := range responses {
		answers[r.PersonID] = r
	}
	f := ForecastResult{Total: total}
	for _, s := range OncePerPerson(seats) {
		r, answered := answers[s.Person.ID]
		if !answered {
			f.NotAnswered = append(f.NotAnswered, s)
		}
		if s.Votes {
			f.Appointed++
			f.count(b, r)
		}
	}
	f.Needed = b.Quorum.Needed(total, f.Appointed)
	f.Short = max(0, f.Needed-f.Sure)
	return f
}

func (f *ForecastResult) count(b Body, r Response) {
	sure := false
	switch r.Answer {
	case WillAttend:
		f.InPerson++
		sure = true
	case WillRemotely:
		f.Remotely++
		sure = b.RemoteCounts
	case SendsDeputy:
		f.Deputies++
		sure = b.DeputiesCount && r.DeputyAgreed
	case WillNot:
		f.Absent++
	default:
		f.Silent++
	}
	if sure {
		f.Sure++
	}
}
