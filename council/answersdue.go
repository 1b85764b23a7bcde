package council

import "time"

// longSitting is how long after its start a record that begins is taken for
// one made afterwards.
const longSitting = 4 * time.Hour

// LongestReason is how many letters a reason of absence in words may have.
const LongestReason = 200

// AnswersDue is until when answers to the meeting are in time (4.15): so long
// before the start as the body says, on the hands of the council's clock, so
// that a day ahead is the same hour across a clock change.
func (b Body) AnswersDue(m Meeting, zone *time.Location) time.Time {
	return AtHands(Hands(m.At(zone)).Add(-b.AnswerAhead), zone)
}

// Answerable tells that answers can still be given and changed: the meeting is
// planned and has not begun.
func (m Meeting) Answerable(now time.Time, zone *time.Location) bool {
	return m.State == Planned && now.Before(m.At(zone))
}

// RecordedAfter tells that a record begun now is entered afterwards, not made
// during the meeting.
func (m Meeting) RecordedAfter(now time.Time, zone *time.Location) bool {
	return now.After(m.At(zone).Add(longSitting))
}
