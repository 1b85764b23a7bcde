package council

import (
	"bytes"
	"time"
)

// hallScreenLife is how long after the start of its meeting a hall's screen can
// be shown.
const hallScreenLife = 12 * time.Hour

// HallScreen lets one browser show a meeting's code and count in the hall. Its
// address opens once; only hashes are kept, of the address's secret and of the
// browser's that opened it.
type HallScreen struct {
	SecretHash []byte
	MeetingID  int64
	MadeBy     int64
	ExpiresAt  time.Time
	Browser    []byte
}

// NewHallScreen is one for a meeting that begins at start.
func NewHallScreen(secret string, meetingID, by int64, start, now time.Time) HallScreen {
	if start.Before(now) {
		start = now
	}
	return HallScreen{SecretHash: SecretHash(secret), MeetingID: meetingID, MadeBy: by, ExpiresAt: start.Add(hallScreenLife)}
}

// Waits tells that no browser has opened the address and one still may.
func (s HallScreen) Waits(now time.Time) bool {
	return len(s.Browser) == 0 && now.Before(s.ExpiresAt)
}

// ShownIn tells that the browser with the secret is the one that opened the
// address.
func (s HallScreen) ShownIn(browser string, now time.Time) bool {
	return len(s.Browser) > 0 && bytes.Equal(s.Browser, SecretHash(browser)) && now.Before(s.ExpiresAt)
}

// HallView is what the hall's screen shows.
type HallView struct {
	Council, Body string
	Day           Date
	State         MeetingState
	// Code is of the minute, empty unless attendance is being recorded; Left is
	// how much of the minute is left.
	Code  string
	Left  time.Duration
	Tally TallyResult
}
