package mail

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The tags in which messages are written are Telegram's few; a mail program
// knows them all.
var (
	tag  = regexp.MustCompile(`<[^>]*>`)
	link = regexp.MustCompile(`<a href="([^"]*)">([^<]*)</a>`)
)

// plain is the message without tags, links with their addresses.
func plain(message string) string {
	message = link.ReplaceAllStringFunc(message, func(a string) string {
		m := link.FindStringSubmatch(a)
		if m[1] == m[2] {
			return m[1]
		}
		return m[2] + " (" + m[1] + ")"
	})
	return html.UnescapeString(tag.ReplaceAllString(message, ""))
}

// longestSubject keeps a subject readable in a list of letters, in characters.
const longestSubject = 120

// subjectOf is the message's first line without the signs that stand before
// headings in a chat.
func subjectOf(message string) string {
	for line := range strings.Lines(plain(message)) {
		line = strings.TrimLeftFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '«' })
		if line = oneLine(line); line != "" {
			return line
		}
	}
	return ""
}

// oneLine keeps people's text within its header: no line ends, no other control
// characters, not too long.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > longestSubject {
		text = string([]rune(text)[:longestSubject-1]) + "…"
	}
	return text
}
