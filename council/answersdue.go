package council

import "time"

// longSitting is how long after its start a record that begins is taken for
// one made afterwards.
const longSitting = 4 * time.Hour

// recordAhead is how long before the start a record may begin: who joins a
// meeting just after midnight is recorded before it opens (4.37).
const recordAhead = 2 * time.Hour

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

// RecordableFrom is when the record may begin: on the meeting's day, or the
// evening before when the start is close to midnight.
func (m Meeting) RecordableFrom(zone *time.Location) time.Time {
	from := m.Day.At(0, zone)
	if ahead := m.At(zone).Add(-recordAhead); ahead.Before(from) {
		return ahead
	}
	return from
}

// RecordedAfter tells that a record begun now is entered afterwards, not made
// during the meeting.
func (m Meeting) RecordedAfter(now time.Time, zone *time.Location) bool {
	return now.After(m.At(zone).Add(longSitting))
}

// Earlier tells that one hour of the meeting comes before another. A meeting may
// go on past midnight, and people may come to it the evening before.
func (m Meeting) Earlier(a, b TimeOfDay) bool { return m.sinceStart(a) < m.sinceStart(b) }

// sinceStart is the minutes from the start to the hour that is meant.
func (m Meeting) sinceStart(at TimeOfDay) int {
	const day, half, before = 24 * 60, 12 * 60, 20 * 60
	switch since := int(at) - int(m.Start); {
	case since < -half:
		return since + day
	case since > before:
		return since - day
	default:
		return since
	}
}
