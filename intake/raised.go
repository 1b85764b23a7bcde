package intake

import "regexp"

// raisedMinutes are minutes in small raised figures, "9⁰⁰", or as plans type
// them, "9ºº"; wave is a tilde between hours.
var (
	raisedMinutes = regexp.MustCompile(`(\d{1,2}) ?([⁰º°][⁰º°]|¹⁵|³[⁰º°]|⁴⁵)`)
	wave          = regexp.MustCompile(`(\d)\s*[~∼〜]\s*(\d)`)
)

// raised writes such times as others are written.
func raised(text string) string {
	text = raisedMinutes.ReplaceAllStringFunc(text, func(found string) string {
		parts := raisedMinutes.FindStringSubmatch(found)
		minutes := "00"
		switch []rune(parts[2])[0] {
		case '¹':
			minutes = "15"
		case '³':
			minutes = "30"
		case '⁴':
			minutes = "45"
		}
		return parts[1] + ":" + minutes
	})
	return wave.ReplaceAllString(text, "$1-$2")
}
