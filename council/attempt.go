package council

import "time"

// Way is how a stranger tried to get in.
type Way string

// The ways in; Words is anything else they said or pressed.
const (
	ByWords   Way = "words"
	ByLink    Way = "link"
	ByContact Way = "contact"
)

// TriesWindow is over which time a stranger's tries are counted.
const TriesWindow = time.Hour

// answeredTries get an answer; recordedTries are kept, so that one stranger
// cannot fill the database.
const (
	answeredTries = 5
	recordedTries = 20
)

// Tries counts a Telegram account's failed attempts of the last TriesWindow.
// Each way counts for itself: who chatted before the link arrived may still
// open it.
type Tries map[Way]int

// Heard tells that the attempt is looked at and answered.
func (t Tries) Heard(way Way) bool { return t[way] < answeredTries }

// Recorded tells that the attempt is worth a row.
func (t Tries) Recorded(way Way) bool { return t[way] < recordedTries }

// Attempt sums up what one Telegram account tried in one way.
type Attempt struct {
	Account int64
	Way     Way
	Count   int
	Last    time.Time
}
