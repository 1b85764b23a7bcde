package intake

import (
	"regexp"
	"strings"
)

// raisedMinutes are minutes in small raised figures, "9⁰⁰", or as plans type
// them, "9ºº"; typed are hours with letters for figures, "1O.00"; wave is a
// tilde between hours.
var (
	raisedMinutes = regexp.MustCompile(`(\d{1,2}) ?([⁰º°][⁰º°]|¹⁵|³[⁰º°]|⁴⁵)`)
	typed         = regexp.MustCompile(`(?:^|[^\pL\d])([IІl\d][OОoо\d][.:-][\dOОoо]{2})(?:$|[^\pL\d])`)
	wave          = regexp.MustCompile(`(\d)\s*[~∼〜]\s*(\d)`)
)

// raised writes such times as others are written.
func raised(text string) string {
	if !mayBeRaised(text) {
		return text // as nearly all are
	}
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
	text = typed.ReplaceAllStringFunc(text, func(found string) string {
		if !strings.ContainsFunc(found, isDigit) {
			return found
		}
		return figures.Replace(found)
	})
	return wave.ReplaceAllString(text, "$1-$2")
}

// figures are the letters typed for figures.
var figures = strings.NewReplacer("I", "1", "І", "1", "l", "1", "O", "0", "О", "0", "o", "0", "о", "0")

// mayBeRaised tells that a text has a mark of such times, or a letter that may
// stand for a figure touching what hours are written with: it spares most texts
// the search.
func mayBeRaised(text string) bool {
	hour, letter := false, false // of the rune before
	for _, r := range text {
		wasHour, wasLetter := hour, letter
		hour, letter = false, false
		switch r {
		case '⁰', 'º', '°', '¹', '³', '~', '∼', '〜':
			return true
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ':', '-':
			hour = true
		case 'I', 'І', 'l', 'O', 'О', 'o', 'о':
			letter = true
		}
		if wasHour && letter || wasLetter && hour {
			return true
		}
	}
	return false
}
