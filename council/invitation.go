package council

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// InvitationLife is how long an invitation's link can be opened.
const InvitationLife = 14 * 24 * time.Hour

// Invitation lets one person in, once. Only the hash of its secret is kept.
type Invitation struct {
	// PersonID is whom it lets in; 0 is the first administrator, whose person
	// does not exist yet.
	PersonID  int64
	ExpiresAt time.Time
	// UsedAt and RevokedAt are zero while it waits.
	UsedAt, RevokedAt time.Time
}

// Opens tells that the link still lets in.
func (i Invitation) Opens(now time.Time) bool {
	return i.UsedAt.IsZero() && i.RevokedAt.IsZero() && now.Before(i.ExpiresAt)
}

// NewSecret makes an invitation's secret: 24 random bytes, in the letters
// that Telegram allows in a link.
func NewSecret() string {
	var secret [24]byte
	rand.Read(secret[:]) // never fails: it ends the program instead
	return base64.RawURLEncoding.EncodeToString(secret[:])
}

// SecretHash is what is kept of a secret.
func SecretHash(secret string) []byte {
	hash := sha256.Sum256([]byte(secret))
	return hash[:]
}

// InvitationLink is the address that opens the bot with the secret. bot is its
// name without @.
func InvitationLink(bot, secret string) string {
	return "https://t.me/" + bot + "?start=" + secret
}
