package council

import "time"

// widestChange is more than any clock change moves the hands.
const widestChange = 3 * time.Hour

// Hands is what t's clock shows, as if in UTC, where no hour is skipped or
// doubled and the hands can be reckoned with.
func Hands(t time.Time) time.Time {
	y, m, d := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(y, m, d, hour, minute, second, t.Nanosecond(), time.UTC)
}

// AtHands is the instant at which clocks in the zone show the hands. In the
// hour skipped by a clock change it is as long after midnight as the hands
// say, so an hour later on the wall; in the doubled hour it is the first of
// the two. [time.Date] leaves open which it takes.
func AtHands(hands time.Time, zone *time.Location) time.Time {
	y, m, d := hands.Date()
	hour, minute, second := hands.Clock()
	t := time.Date(y, m, d, hour, minute, second, hands.Nanosecond(), zone)

	_, offset := t.Add(-widestChange).Zone()
	byOldClock := Hands(hands).Add(-time.Duration(offset) * time.Second).In(zone)
	if Hands(t).Equal(Hands(hands)) && !Hands(byOldClock).Equal(Hands(hands)) {
		return t
	}
	return byOldClock
}
