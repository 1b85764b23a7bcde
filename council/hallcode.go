package council

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"time"
)

// HallCodeDigits is how long a hall's code is.
const HallCodeDigits = 4

// HallSecret is what the codes on hall's screens are made of: all replicas of
// one bot have the same, and nobody without its token knows it.
func HallSecret(token string) []byte { return SecretHash("hall:" + token) }

// HallCode is the code that the hall's screen shows during the minute of t:
// whoever can read it is in the hall. It tells nothing of the next one to who
// does not know the secret.
func HallCode(secret []byte, meetingID int64, t time.Time) string {
	return hallCode(secret, meetingID, t.Unix()/60)
}

// HallCodeHolds tells that the code, sent at an instant, is that of its minute
// or of the one before: reading and typing takes its time.
func HallCodeHolds(secret []byte, meetingID int64, code string, sent time.Time) bool {
	minute := sent.Unix() / 60
	now, before := hallCode(secret, meetingID, minute), hallCode(secret, meetingID, minute-1)
	return subtle.ConstantTimeCompare([]byte(code), []byte(now))|
		subtle.ConstantTimeCompare([]byte(code), []byte(before)) == 1
}

func hallCode(secret []byte, meetingID, minute int64) string {
	mac := hmac.New(sha256.New, secret)
	var of [16]byte
	binary.BigEndian.PutUint64(of[:8], uint64(meetingID))
	binary.BigEndian.PutUint64(of[8:], uint64(minute))
	mac.Write(of[:])
	return fmt.Sprintf("%0*d", HallCodeDigits, binary.BigEndian.Uint64(mac.Sum(nil))%10_000)
}
