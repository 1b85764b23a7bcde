package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var movements = regexp.MustCompile(`(?i)^\s*(?:збирається|збереться|відбудеться|відбудуться|відбувається|проводиться|проводитиметься|пройде|пройдуть|проходить|планується|заплановано|розпочнеться|состоится|пройдет|собирается)\s+`)

// happens is the verb of a sentence that tells of an event.
var happens = regexp.MustCompile(`(?i)(?:^|\s)(?:збирається|збереться|відбудеться|відбудуться|відбувається|проводиться|проводитиметься|пройде|пройдуть|проходить|планується|розпочнеться|состоится|пройдет)(?:\s|$)`)

// happening tells that such a verb may stand in the text.
func happening(text string) bool {
	return hasAnyStem(text, "відбу", "відбува", "збира", "збере", "провод", "пройд", "проход", "плану", "розпоч", "состо", "собира")
}

// emptied are brackets of which only the words around hours are left.
var emptied = regexp.MustCompile(`\s*\((?:реєстрація|початок|засідання|збір|[\s,;–—-])*\)`)

var endMovements = regexp.MustCompile(`(?i)\s+(?:відбудеться|відбудуться|збирається|проводиться|пройде|состоится)\s*$`)

// danglingAnd is what a list of hours that were cut out leaves: "Концерт та".
var danglingAnd = regexp.MustCompile(`\s+(?:та|і|й)$`)

// titled is a title as a plan prints it: without the verb that a message begins
// with.
func titled(text string) string {
	text = strings.ReplaceAll(text, "( ", "(")
	text = danglingAnd.ReplaceAllString(trimmed(emptied.ReplaceAllString(text, "")), "")
	if !happening(text) {
		return text
	}
	bare := endMovements.ReplaceAllString(movements.ReplaceAllString(text, ""), "")
	if bare == text || bare == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(bare)
	return string(unicode.ToUpper(first)) + bare[size:]
}
