package intake

import (
	"regexp"
	"slices"
	"strings"
)

// placeStems begin the names of places that hold events.
var placeStems = []string{"центр", "бібліотек", "музе", "палац", "будинк", "будинок", "школ", "клуб", "стадіон", "площ", "парк", "меморіал", "пляж",
	"спорткомплекс", "спортзал", "комплекс", "хаб", "дім", "ліце", "гімназі", "театр", "філармоні", "зал", "кабінет", "каб", "абонемент", "сквер", "храм", "церкв", "пам'ятник", "памятник", "фойє", "библиотек", "дом"}

// eventStems begin the words an event is called by.
var eventStems = []string{"нарад", "засіданн", "зустріч", "конкурс", "концерт", "мітинг", "виставк", "прийом", "участь", "виїзд", "семінар", "відкритт",
	"сесі", "комісі", "святкуванн", "змаганн", "лекці", "екскурс", "презентац", "навчанн", "робот", "заход", "захід", "урочист", "тренінг",
	"совещан", "заседан", "встреч", "прием", "бесід", "вікторин", "ярмар", "прибиранн", "покладанн", "апаратн", "рейд", "огляд", "толок", "оглян", "турнір", "лінійк", "планірк", "звіт", "збор", "крос", "марафон", "вечір", "свят", "поїздк", "відряджен"}

// isEvent tells that a word is what an event is called by: one of those, or a
// doing, "вручення", "відкриття".
func isEvent(text string) bool {
	return hasStem(text, eventStems) || strings.HasSuffix(text, "ння") || strings.HasSuffix(text, "ття")
}

// isPlaceAlone tells that a text is nothing but a place: a place's word stands
// in its first words, before any comma, and no event's.
func isPlaceAlone(text string) bool {
	if strings.Contains(text, ":") || happening(text) && happens.MatchString(text) {
		return false
	}
	c := newCursor(text)
	words := 0
	for n := 0; words < 4 && c.has(n); n++ {
		t := c.cut[n]
		if t.kind == mark && strings.Contains("(«,", t.text) && words > 0 {
			break
		}
		if t.kind != word {
			continue
		}
		words++
		if isEvent(t.text) || words > 1 && slices.Contains([]string{"у", "в", "на", "біля", "до"}, t.text) {
			return false
		}
		if c.has(n+2) && c.cut[n+1].text == "-" && isEvent(c.cut[n+2].text) {
			return false // "Онлайн-нарада"
		}
		if c.at = n; c.venueAhead(0) || hasStem(t.text, placeStems) && !isMany(t.text) {
			return true
		}
	}
	return false
}

// isMany tells that a word is of many places, which is none: "огляд скверів".
func isMany(text string) bool {
	return slices.ContainsFunc([]string{"ів", "ах", "ях", "ам", "ям", "ами", "площ"}, func(end string) bool { return strings.HasSuffix(text, end) })
}

// splitHappening parts "у міському театрі відбудеться вечір": the place stands
// before the verb, the event after it.
func splitHappening(text string) (title, venue string, ok bool) {
	if !happening(text) {
		return "", "", false
	}
	at := happens.FindStringIndex(text)
	if at == nil {
		return "", "", false
	}
	before := newCursor(text[:at[0]])
	if !before.takeWord("у", "в", "на") || !placeAfterPreposition(text[before.offset(at[0]):at[0]]) {
		return "", "", false
	}
	return trimmed(text[at[1]:]), trimmed(text[before.offset(at[0]):at[0]]), true
}

// leading is a dash or a colon that may end a place.
var leading = regexp.MustCompile(`\s[–—-]\s|:\s`)

// splitLeading parts "на площі – концерт", "3 поверх, зал засідань: комітет" and
// "(онлайн, Zoom) нарада": the place stands first.
func splitLeading(text string) (title, venue string, ok bool) {
	if title, venue, ok := splitBracketed(text); ok {
		return title, venue, true
	}
	at := leading.FindStringIndex(text)
	if at == nil || at[0] == 0 || trimmed(text[at[1]:]) == "" {
		return "", "", false
	}
	before := newCursor(text[:at[0]])
	if before.takeWord("у", "в", "на") {
		venue = text[before.offset(at[0]):at[0]]
		ok = placeAfterPreposition(venue)
	} else {
		venue = text[:at[0]]
		ok = isPlaceAlone(venue) && startsPlace(venue) || isHall(venue) && strings.Contains(fold(venue), " зал")
	}
	return trimmed(text[at[1]:]), trimmed(venue), ok
}

// splitBracketed parts a place in brackets from the event behind it.
func splitBracketed(text string) (title, venue string, ok bool) {
	inner, bracketed := strings.CutPrefix(text, "(")
	end := closingBracket(inner)
	if !bracketed || end == len(inner) {
		return "", "", false
	}
	title, venue = trimmed(inner[end+1:]), trimmed(inner[:end])
	return title, venue, title != "" && !isPlaceAlone(title) && isPlaceAlone(venue)
}

// splitPlace parts a sentence into title and venue: in brackets at the end,
// after a comma, a dash or a full stop when a place begins there, a room with
// its number, "у сесійній залі" at the end.
func splitPlace(text string) (title, venue string) {
	if title, venue, ok := splitHappening(text); ok {
		return title, venue
	}
	if title, venue, ok := splitLeading(text); ok {
		return title, venue
	}
	if open := lastBracket(text); open > 0 {
		if inner := text[open+1 : open+1+closingBracket(text[open+1:])]; isPlaceAlone(inner) || startsPlace(inner) {
			return trimmed(text[:open]), trimmed(inner)
		}
	}
	if title, venue = splitVenue(text); venue != "" {
		return title, venue
	}
	c := newCursor(text)
	for ; c.more(); c.at++ {
		t := c.peek(0)
		if c.at > 0 && t.text == "," && isPlaceAlone(text[t.end:]) {
			return trimmed(text[:t.start]), trimmed(text[t.end:])
		}
		if c.at == 0 || t.kind != word || !slices.Contains([]string{"у", "в", "на", "біля"}, t.text) {
			continue
		}
		if rest := text[t.end:]; placeAfterPreposition(rest) {
			return trimmed(text[:t.start]), trimmed(rest)
		}
	}
	return text, ""
}

// placeAfterPreposition tells that "у" is followed by a hall and nothing more:
// "великій залі Будинку рад".
func placeAfterPreposition(text string) bool {
	c := newCursor(text)
	for n := range 3 {
		t := c.peek(n)
		if t.kind != word {
			return false
		}
		if slices.Contains([]string{"залі", "зале", "кабінеті", "кабинете", "палаці", "будинку", "бібліотеці", "музеї", "театрі", "центрі", "парку", "приміщенні", "школі", "ліцеї", "режимі", "площі", "стадіоні"}, t.text) {
			return true
		}
	}
	return false
}

func startsPlace(text string) bool {
	c := newCursor(text)
	return c.venueAhead(0) || strings.Contains(fold(text), "поверх")
}

// lastBracket is where the bracket that ends the text opens, -1 without one.
func lastBracket(text string) int {
	trimmed := strings.TrimRight(text, " .;,")
	if !strings.HasSuffix(trimmed, ")") {
		return -1
	}
	depth := 0
	for i := len(trimmed) - 1; i >= 0; i-- {
		switch trimmed[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
