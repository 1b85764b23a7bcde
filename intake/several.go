package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// moment is an hour in a sentence with the day that stands beside it.
type moment struct {
	start, end int    // bytes
	day        string // as written, "" when none stands there
}

// severalEvents parts a sentence that tells of several events, each with its
// own hour and its own words: "о 9.30 – молебень, о 10.00 – покладання квітів".
// A part without a day gets that of the one before. nil is one event. pieces
// are the days and times of the text.
func severalEvents(text string, pieces []found) []string {
	moments := momentsOf(pieces, text)
	if len(moments) < 2 {
		return nil
	}
	before := says(text[:moments[0].start])
	if before && goesOnAfter(text[moments[0].end:]) {
		return nil // words on both sides: whose they are cannot be told
	}
	var parts []string
	day := ""
	for i, m := range moments {
		part := strings.Trim(text[m.from(i, moments, before):m.to(i, moments, before, len(text))], " ,;.–—-\n")
		if !says(strings.Replace(part, text[m.start:m.end], "", 1)) {
			return nil
		}
		switch {
		case m.day != "":
			day = m.day
		case day != "":
			part = day + " " + part
		}
		parts = append(parts, part)
	}
	return parts
}

// goesOnAfter tells that what follows an hour belongs to it: a dash, a small
// letter.
func goesOnAfter(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " "))
	return unicode.IsLower(first) || strings.ContainsRune("–—-", first)
}

// from is where the words of the i-th moment begin: after the moment before it
// when words stand before their hour, else with the hour.
func (m moment) from(i int, all []moment, before bool) int {
	switch {
	case !before:
		return m.start
	case i == 0:
		return 0
	}
	return all[i-1].end
}

// to is where they end; what follows the last hour belongs to it.
func (m moment) to(i int, all []moment, before bool, end int) int {
	switch {
	case i == len(all)-1:
		return end
	case before:
		return m.end
	}
	return all[i+1].start
}

// momentsOf finds the hours of a sentence; nil when a day stands apart from
// them all but the first.
func momentsOf(pieces []found, text string) []moment {
	var all []moment
	var day *found
	for _, f := range pieces {
		switch {
		case f.aside:
			return nil
		case f.kind == foundDay && day == nil:
			day = &f
		case f.kind != foundTime:
			return nil
		case day != nil && beside(text[day.end:f.start]):
			all, day = append(all, moment{day.start, f.end, day.text}), nil
		case day != nil && len(all) > 0:
			return nil
		case day != nil:
			all, day = append(all, moment{f.start, f.end, day.text}), nil
		default:
			all = append(all, moment{f.start, f.end, ""})
		}
	}
	if day != nil {
		return nil
	}
	return all
}

// beside tells that between a day and its hour stand no words.
func beside(between string) bool { return strings.Trim(between, " ,–—-.\n") == "" }

// says tells that a text has words of an event in it.
func says(text string) bool {
	for c := newCursor(text); c.more(); c.at++ {
		if t := c.peek(0); t.kind == word && utf8.RuneCountInString(t.text) > 3 {
			return true
		}
	}
	return false
}
