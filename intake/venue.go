package intake

import (
	"slices"
	"strings"
)

// venueWords begin the name of a place. Only forms a place is named in stand
// here: ", скверів" goes on with a title, ", сквер" names a place.
var venueWords = strings.Fields(`
	каб кабінет кабінеті кабинет кабинете кім кімната кімнаті зал зала залі приймальня приймальні
	вул вулиця вулиці просп проспект проспекті пров провулок провулку площа площі пл бульвар бульварі
	м с смт село селі місто місті майдан майдані парк парку сквер сквері стадіон стадіоні
	музей музеї бібліотека бібліотеці школа школі ліцей ліцеї гімназія гімназії театр театрі
	палац палаці будинок будинку бк рнд дитсадок центр центрі філармонія філармонії
	онлайн відеоконференція відеоконференції місце адреса поверх
`)

// needDot are the words among them that are abbreviations only with a dot.
var needDot = []string{"м", "с", "пл"}

// splitVenue parts a sentence into title and venue. The venue runs to the end:
// after a comma or a dash when a place's word begins it, in brackets at the
// end, or a room with its number.
func splitVenue(text string) (title, venue string) {
	c := newCursor(text)
	depth := 0
	for ; c.more(); c.at++ {
		t := c.peek(0)
		switch {
		case t.text == "(":
			if inner := text[t.end:]; c.venueAhead(1) && isLast(inner) {
				return trimmed(text[:t.start]), trimmed(inner[:closingBracket(inner)])
			}
			depth++
		case t.text == ")":
			depth = max(0, depth-1)
		case depth > 0 || c.at == 0:
		case strings.Contains(",.;-", t.text) && t.kind == mark && c.peek(1).spaced && c.venueAhead(1):
			return trimmed(text[:t.start]), trimmed(text[t.end:])
		case c.roomAhead(0):
			return trimmed(text[:t.start]), trimmed(text[t.start:])
		case slices.Contains([]string{"у", "в"}, t.text) && c.roomAhead(1):
			return trimmed(text[:t.start]), trimmed(text[t.end:])
		}
	}
	return text, ""
}

// isLast tells that the bracket around inner is the last thing in the text.
func isLast(inner string) bool {
	return isOnlySeparators(strings.TrimPrefix(inner[closingBracket(inner):], ")"))
}

// venueAhead tells that a place's name begins n places ahead: "каб. 205", "у
// великій залі", "вул. Лесі Українки".
func (c *cursor) venueAhead(n int) bool {
	if slices.Contains([]string{"у", "в", "режимі", "режим"}, c.peek(n).text) {
		n++
	}
	if c.peek(n).text == "режимі" {
		n++
	}
	if c.roomAhead(n) || strings.HasPrefix(c.peek(n+1).text, "зал") && slices.Contains(venueWords, c.peek(n+1).text) {
		return true
	}
	t := c.peek(n)
	return t.kind == word && slices.Contains(venueWords, t.text) &&
		(!slices.Contains(needDot, t.text) || c.isMark(n+1, "."))
}

// roomAhead tells that a room with its number stands n places ahead: "каб. 205",
// "к.223", "кабінет № 3".
func (c *cursor) roomAhead(n int) bool {
	t := c.peek(n)
	if !slices.Contains([]string{"каб", "кабінет", "кабінеті", "кабинет", "кабинете", "кім", "кімната", "кімнаті", "к"}, t.text) {
		return false
	}
	n++
	if c.isMark(n, ".") {
		n++
	} else if t.text == "к" {
		return false
	}
	if c.isMark(n, "№") {
		n++
	}
	return c.peek(n).kind == number
}
