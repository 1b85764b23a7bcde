package intake

import (
	"regexp"
	"slices"
	"strings"
)

// texts gathers title, venue, responsible and leaders from what the days and
// times left of the cells.
func (r *row) texts() Reading {
	var read Reading
	var cells []rowCell
	for _, cell := range r.cells {
		cell.text = withoutSchedule(cell.text)
		read.LeaderWords = append(read.LeaderWords, leaderWords(withoutResponsible(cell.text))...)
		cell.text, cell.people = cutResponsible(cell.text)
		read.People = append(read.People, cell.people...)
		if cell.text = trimmedLines(cell.text); cell.text != "" {
			cells = append(cells, cell)
		}
	}
	f := fields{reading: &read}
	if len(r.cells) < 2 {
		f.prose(cells)
	} else {
		f.columns(cells, r.cells)
	}
	return read.whole()
}

var schedule = regexp.MustCompile(`(?i)\s*\(?за окрем(?:им|о) (?:графіком|визначен\S+ (?:графіком|темою))\)?`)

// withoutSchedule takes off "(за окремим графіком)": it names no place.
func withoutSchedule(text string) string {
	if !hasAnyStem(text, "за окрем") {
		return text
	}
	return schedule.ReplaceAllString(text, "")
}

type fields struct{ reading *Reading }

// prose reads a sentence: title, then the venue and the people.
func (f *fields) prose(cells []rowCell) {
	if len(cells) == 0 {
		return
	}
	cell := cells[0]
	text := tidy(cell.text)
	if isUnit(text) && strings.Contains(text, " ") && (cell.dated || cell.timed) {
		// "Відділ економіки – звіт за місяць"
		if unit, title, both := cutDash(text); both {
			f.reading.People, f.reading.Title = append(f.reading.People, unit), titled(title)
			return
		}
		f.reading.People = append(f.reading.People, unitsOf(text)...)
		return
	}
	if _, _, both := splitLeading(text); !both && isPlaceAlone(text) {
		f.venue(cell.text)
		return
	}
	if rest, after, ok := splitOrganiser(text); ok && (peopleOf(after) != nil || isUnit(after)) {
		text = rest
		f.reading.People = append(f.reading.People, unitsOf(after)...)
	}
	text, people := trailingPeople(text)
	f.reading.People = append(f.reading.People, people...)
	title, venue := splitPlace(text)
	if rest, after, ok := splitOrganiser(venue); ok {
		venue = rest
		f.reading.People = append(f.reading.People, unitsOf(after)...)
	}
	f.reading.Title = titled(title)
	f.venue(venue)
}

// cutDash parts a text at its first dash.
func cutDash(text string) (before, after string, ok bool) {
	at := leading.FindStringIndex(text)
	if at == nil {
		return text, "", false
	}
	return text[:at[0]], text[at[1]:], true
}

// columns reads a row: people and units by what they are, of the other cells
// the first is the title and the last the venue.
func (f *fields) columns(cells, all []rowCell) {
	var rest []rowCell
	shared := false
	for i, cell := range cells {
		if i > 0 || cell.dated {
			before := cell.text
			cell.text = f.takePeople(cell.text, i)
			shared = shared || cell.text != "" && cell.text != before && i > 0
		}
		if cell.text != "" {
			rest = append(rest, cell)
		}
	}
	switch {
	case len(rest) == 0:
		return
	case len(rest) == 1 && rest[0].dated && (isPlaceAlone(tidy(rest[0].text)) || !all[0].dated):
		f.venue(rest[0].text)
		return
	}
	title := rest[0]
	rest = rest[1:]
	if title.dated && len(rest) > 0 && isPlaceAlone(tidy(title.text)) {
		f.venue(title.text)
		title, rest = rest[0], rest[1:]
	}
	name := titled(spaced(title.text))
	if len(rest) > 0 && isForm(rest[0].text) && (len(rest) > 1 || strings.HasPrefix(name, "«") && !isPlaceAlone(tidy(rest[0].text))) ||
		len(rest) > 1 && shared && len(rest) == 2 {
		name = withForm(name, spaced(rest[0].text))
		rest = rest[1:]
	}
	f.reading.Title = name
	if len(rest) == 0 && len(f.reading.Venues) == 0 {
		var venue string
		f.reading.Title, venue = splitPlace(name)
		f.venue(venue)
		return
	}
	for i, cell := range rest {
		if i > 0 || len(f.reading.Venues) > 0 && !isPlaceAlone(tidy(cell.text)) {
			f.reading.People = append(f.reading.People, unitsOf(cell.text)...)
			continue
		}
		f.venue(cell.text)
	}
}

// takePeople takes the people and units of a cell and leaves the rest.
func (f *fields) takePeople(text string, at int) string {
	if at > 0 && isUnit(tidy(text)) {
		f.reading.People = append(f.reading.People, unitsOf(text)...)
		return ""
	}
	if rest, after, ok := splitOrganiser(text); ok {
		f.reading.People = append(f.reading.People, unitsOf(after)...)
		return rest
	}
	lines := strings.Split(text, "\n")
	end := len(lines)
	var people []string
	for end > 0 {
		line := strings.Trim(tidy(lines[end-1]), ",; ")
		names := peopleOf(line)
		if names == nil {
			break
		}
		people = append(names, people...)
		end--
	}
	f.reading.People = append(f.reading.People, people...)
	if end < len(lines) {
		return strings.Join(lines[:end], "\n")
	}
	rest, people := trailingPeople(text)
	f.reading.People = append(f.reading.People, people...)
	return rest
}

// venue adds a place: the lines of a cell are one place, unless each names a
// room or hall of its own.
func (f *fields) venue(text string) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Trim(tidy(line), ",; "); line != "" {
			lines = append(lines, line)
		}
	}
	several := len(lines) > 1
	for _, line := range lines {
		several = several && isHall(line)
	}
	if several {
		f.reading.Venues = append(f.reading.Venues, lines...)
		return
	}
	place := strings.Join(lines, ", ")
	if bare, ok := inBrackets(place); ok {
		place = bare
	}
	if place = trimmedPlace(place); place != "" {
		f.reading.Venues = append(f.reading.Venues, place)
	}
}

func inBrackets(text string) (string, bool) {
	if !strings.HasPrefix(text, "(") || closingBracket(text[1:]) != len(text)-2 {
		return text, false
	}
	return text[1 : len(text)-1], true
}

func trimmedPlace(text string) string {
	text = strings.Trim(text, " ,;–—-")
	if !strings.Contains(text, "(") {
		text = strings.TrimRight(text, ")")
	}
	return strings.TrimSuffix(text, ".")
}

var hallWords = []string{"каб", "кабінет", "зал", "зала", "к", "кім", "кімната", "сесійна", "сесійний", "мала", "велика", "актова"}

func isHall(text string) bool { return slices.Contains(hallWords, newCursor(text).peek(0).text) }

func hasStem(text string, stems []string) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return strings.HasPrefix(text, stem) })
}

// formWords begin the form of an event in a column beside its name.
var formStems = []string{"виставк", "фотовиставк", "перегляд", "огляд", "пресогляд", "прес", "літературн", "відкритт", "книжков", "онлайн", "бесід", "годин", "лекці",
	"зустріч", "майстер", "конкурс", "концерт", "вечір", "презентац", "тренінг", "круглий", "семінар", "засіданн", "нарад", "мітинг", "екскурс"}

func isForm(text string) bool { return hasStem(newCursor(text).peek(0).text, formStems) }

func spaced(text string) string { return tidy(text) }

func trimmedLines(text string) string {
	return strings.TrimRight(strings.TrimLeft(strings.TrimSpace(text), " ,.;:)–—-\n"), " ,;:(–—-\n")
}
