package council

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"
)

// Minutes (протокол) are a meeting's minutes as they were recorded: the address
// where they are published, or a file. The zero Minutes are none.
type Minutes struct {
	Link string
	// FileID is the file that Telegram keeps, Name is the file's own.
	FileID, Name string
	// Published tells that they are for everybody who sees the meeting: a link
	// always is, a file once it was said so.
	Published bool
	At        time.Time
}

// Recorded tells that there are minutes.
func (m Minutes) Recorded() bool { return m.Link != "" || m.FileID != "" }

// LongestMinutes is how large a file of minutes may be, in bytes.
const LongestMinutes = 10 << 20

// minutesFiles are the kinds of files that minutes may be, with the bytes they
// begin with.
var minutesFiles = map[string]string{".pdf": "%PDF-", ".docx": "PK\x03\x04"}

// MinutesFile tells the kind of a file of minutes by its name: ".pdf" or
// ".docx".
func MinutesFile(name string) (extension string, ok bool) {
	extension = strings.ToLower(path.Ext(name))
	_, ok = minutesFiles[extension]
	return extension, ok
}

// IsMinutesFile tells that the content is of the kind that the name says.
func IsMinutesFile(name string, content []byte) bool {
	extension, ok := MinutesFile(name)
	return ok && bytes.HasPrefix(content, []byte(minutesFiles[extension]))
}

// PublishedMinutes (оприлюднений протокол) are minutes that everybody may read
// (5.33).
type PublishedMinutes struct {
	Minutes
	Meeting Meeting
	Body    string
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
