package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
		name = strings.TrimSuffix(name, ".") + ". " + spaced(rest[0].text)
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

// unitStems begin the names of units that answer for an event.
var unitStems = []string{"відділ", "управлінн", "департамент", "сектор", "служб", "оргкомітет", "виконком", "секретаріат", "апарат",
	"керівник", "завідувач", "директор", "начальник", "отдел", "управлени"}

func isUnit(text string) bool {
	c := newCursor(text)
	for n := range 2 {
		first := c.peek(n)
		if n > 0 && !hasStem(c.peek(0).text, []string{"юридичн", "загальн", "фінансов", "організаційн", "архівн"}) {
			return false
		}
		if first.kind == word && hasStem(first.text, unitStems) && !strings.Contains(fold(text), "музе") {
			return !hasStem(c.peek(n+1).text, []string{"зустріч", "нарад"})
		}
	}
	return false
}

func hasStem(text string, stems []string) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return strings.HasPrefix(text, stem) })
}

// unitsOf cuts units and people at commas and lines; glued people fall apart.
func unitsOf(text string) []string {
	text = tidy(text)
	if people := peopleOf(text); people != nil {
		return people
	}
	var all []string
	for part := range strings.SplitSeq(text, ",") {
		part = strings.Trim(part, " ;.")
		switch people := peopleOf(part); {
		case people != nil:
			all = append(all, people...)
		case part != "":
			all = append(all, part)
		}
	}
	return all
}

var organiser = regexp.MustCompile(`(?i)[,;.]?\s*(?:провод(?:е|ить|ять)|організатор[иі]?|организатор|відповідальн\pL*|ответственн\pL*|відп)(?:\s+за\s+проведення)?[\s:.–—-]+`)

// splitOrganiser parts "Міський пляж, проводе Відділ спорту".
func splitOrganiser(text string) (rest, after string, ok bool) {
	if !hasAnyStem(text, "провод", "організатор", "организатор", "відп", "ответств") {
		return text, "", false
	}
	at := organiser.FindStringIndex(text)
	if at == nil || at[0] == 0 && at[1] == len(text) {
		return text, "", false
	}
	return strings.TrimSpace(text[:at[0]]), text[at[1]:], true
}

const (
	surname  = `\p{Lu}[\p{Ll}'’ʼ]+(?:-\p{Lu}[\p{Ll}'’ʼ]+)?`
	initials = `\p{Lu}\.\s?(?:\p{Lu}\.)?`
	named    = surname + ` ` + `\p{Lu}[\p{Lu}'’ʼ-]{2,}`
)

var (
	oneName   = regexp.MustCompile(surname + `\s?` + initials + `|` + initials + `\s?` + surname + `|` + named)
	bracketed = regexp.MustCompile(`(?is)\(\s*(?:відповідальн\pL*|ответственн\pL*|відп\.?|отв\.?)(?:\s+(?:за\s+проведення|особ[аи]))?\s*[:–—-]\s*`)
	withPost  = regexp.MustCompile(`(` + surname + `\s?` + initials + `|` + initials + `\s?` + surname + `)\s*[–—-]\s*([\p{Ll}][^.;(]*)`)
)

// note is a remark in brackets after a name.
var note = regexp.MustCompile(`\s*\([^)]*\)`)

// peopleOf are the people a text is made of, nil when there is anything else.
func peopleOf(text string) []string {
	text = strings.Trim(text, " ,;.") + dotOf(text)
	bare := note.ReplaceAllString(text, "")
	var all []string
	rest := oneName.ReplaceAllStringFunc(bare, func(name string) string {
		all = append(all, tidy(name))
		return ","
	})
	left := strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, joint := range []string{"та", "і", "й"} {
		left = strings.ReplaceAll(left, ", "+joint+" ,", "")
	}
	if left != "" && strings.ContainsFunc(left, unicode.IsLetter) || strings.ContainsFunc(left, unicode.IsDigit) {
		return nil
	}
	return all
}

func dotOf(text string) string {
	if strings.HasSuffix(strings.TrimRight(text, " ,;"), ".") {
		return "."
	}
	return ""
}

// bracketedAt is where "(Відповідальні:" stands, nil when it does not.
func bracketedAt(text string) []int {
	if !strings.Contains(text, "(") {
		return nil
	}
	return bracketed.FindStringIndex(text)
}

// withoutResponsible is a text without "(Відповідальні: …)": who answers for an
// event need not take part.
func withoutResponsible(text string) string {
	for {
		at := bracketedAt(text)
		if at == nil {
			return text
		}
		end := at[1] + closingBracket(text[at[1]:])
		text = text[:at[0]] + strings.TrimPrefix(text[end:], ")")
	}
}

// cutResponsible takes "(Відповідальні: …)" and "Surname I.P. – post" out of a
// text.
func cutResponsible(text string) (rest string, people []string) {
	for {
		at := bracketedAt(text)
		if at == nil {
			break
		}
		end := at[1] + closingBracket(text[at[1]:])
		people = append(people, unitsOf(text[at[1]:end])...)
		text = strings.TrimRight(text[:at[0]], " \n") + " " + strings.TrimPrefix(text[end:], ")")
	}
	if !strings.ContainsAny(text, "–—-") {
		return text, people
	}
	for _, at := range slices.Backward(withPost.FindAllStringSubmatchIndex(text, -1)) {
		if at[0] > 0 && !strings.ContainsAny(strings.TrimRight(text[:at[0]], " ")[max(0, len(strings.TrimRight(text[:at[0]], " "))-1):], ".;,\n|") {
			continue
		}
		people = append([]string{tidy(text[at[2]:at[3]])}, people...)
		people = slices.Compact(people)
		text = strings.TrimRight(text[:at[0]], " ") + strings.TrimLeft(text[at[1]:], " .")
	}
	return text, people
}

// trailingPeople takes the people a text ends with.
func trailingPeople(text string) (rest string, people []string) {
	matches := oneName.FindAllStringIndex(text, -1)
	end := len(text)
	first := len(matches)
	for i := len(matches) - 1; i >= 0; i-- {
		between := strings.Trim(text[matches[i][1]:end], " ,;.")
		if between != "" && between != "та" && between != "і" {
			break
		}
		first, end = i, matches[i][0]
	}
	if first == len(matches) || end == 0 {
		return text, nil
	}
	before := strings.TrimRight(text[:end], " ")
	// A person inside a sentence, or a name of a place, is no responsible.
	if !strings.ContainsAny(before[len(before)-1:], ".,;)\n") || strings.HasSuffix(before, "ім.") {
		return text, nil
	}
	for _, m := range matches[first:] {
		people = append(people, tidy(text[m[0]:m[1]]))
	}
	return strings.TrimRight(before, " ,;"), people
}

// formWords begin the form of an event in a column beside its name.
var formStems = []string{"виставк", "фотовиставк", "перегляд", "огляд", "пресогляд", "прес", "літературн", "відкритт", "книжков", "онлайн", "бесід", "годин", "лекці",
	"зустріч", "майстер", "конкурс", "концерт", "вечір", "презентац", "тренінг", "круглий", "семінар", "засіданн", "нарад", "мітинг", "екскурс"}

func isForm(text string) bool { return hasStem(newCursor(text).peek(0).text, formStems) }

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

func spaced(text string) string { return tidy(text) }

func trimmedLines(text string) string {
	return strings.TrimRight(strings.TrimLeft(strings.TrimSpace(text), " ,.;:)–—-\n"), " ,;:(–—-\n")
}
