package council

import (
	"net/url"
	"strings"
	"time"
	"unicode"
)

// PublishedMinutes (оприлюднений протокол) is where everybody may read a
// meeting's minutes (5.33).
type PublishedMinutes struct {
	Meeting Meeting
	Body    string
	Link    string
	At      time.Time
}

// longestMinutesLink is more than any site's address needs.
const longestMinutesLink = 500

// PublicLink takes an address that everybody is to be sent to: https, a named
// host, and nobody's name or password in it. Its host and path are written as
// addresses are.
func PublicLink(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) > longestMinutesLink || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "", false
	}
	u, err := url.Parse(text)
	if err != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return "", false
	}
	u.Scheme = "https"
	link := u.String()
	return link, len(link) <= 3*longestMinutesLink
}
