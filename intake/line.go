package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
)

// readLine reads the entries of a line cut into cells. A cell with nothing but
// a day or a time may stand anywhere; of the others the first is the title,
// then come the venue and the responsible.
func readLine(cells []string, above heading, week council.Week) ([]council.Entry, error) {
	w, texts, err := readWhen(cells, above.given, week)
	if err != nil {
		return nil, err
	}
	if !w.hasDay {
		switch {
		case above.err != nil:
			return nil, above.err
		case !above.given:
			return nil, refuse(NoDay)
		}
		w.days = above.days
	}
	var e council.Entry
	if err := fillTexts(&e, texts); err != nil {
		return nil, err
	}
	e.Kind, e.Hours, e.Visibility = kindOf(w), w.hours.Hours, council.StaffOnly
	if w.days.kind == council.ToBeAnnounced {
		return []council.Entry{e}, nil
	}
	var entries []council.Entry
	for _, s := range w.days.spans {
		e.From, e.To = s.from, s.to
		entries = append(entries, e)
	}
	return entries, nil
}

func kindOf(w when) council.EntryKind {
	switch {
	case w.days.kind == council.DuringWeek, w.days.kind == council.ToBeAnnounced:
		return w.days.kind
	case w.hours.Start == nil:
		return council.AllDay
	}
	return council.Timed
}

// readWhen takes the day and the time out of the cells: from cells of their
// own, then from the beginning of the others, then from inside them.
func readWhen(cells []string, headed bool, week council.Week) (when, []string, error) {
	var w when
	texts, err := w.fromOwnCells(cells, headed, week)
	if err != nil {
		return w, nil, err
	}
	for i := range texts {
		if w.hasDay && w.hasTime {
			break
		}
		if err := w.fromBeginning(&texts[i], headed, week); err != nil {
			return w, nil, err
		}
	}
	for i := range texts {
		if err := w.fromInside(&texts[i], headed, week); err != nil {
			return w, nil, err
		}
	}
	return w, texts, nil
}

// fromOwnCells reads the cells with nothing but a day or a time and returns the
// others.
func (w *when) fromOwnCells(cells []string, headed bool, week council.Week) ([]string, error) {
	var others []string
	for _, cell := range cells {
		c := newCursor(cell)
		own, err := c.when(week, headed || w.hasDay)
		switch {
		case !own.hasDay && !own.hasTime, !c.finished(), own.hasDay && w.hasDay, own.hasTime && w.hasTime:
			others = append(others, cell)
		case err != nil:
			return nil, err
		default:
			w.add(own)
		}
	}
	return others, nil
}

// fromBeginning reads a day and a time that a text begins with and leaves the
// rest of it.
func (w *when) fromBeginning(text *string, headed bool, week council.Week) error {
	c := newCursor(*text)
	own, err := c.when(week, headed || w.hasDay)
	switch {
	case own.hasDay && w.hasDay, own.hasTime && w.hasTime:
		return nil
	case err != nil:
		return err
	}
	w.add(own)
	*text = (*text)[c.offset(len(*text)):]
	return nil
}

// fromInside reads what is still missing from within a text. Under a heading a
// date inside is part of the title.
func (w *when) fromInside(text *string, headed bool, week council.Week) error {
	if !w.hasDay && !headed {
		rest, read, found, err := findDay(*text, week)
		if err != nil {
			return err
		}
		if found {
			w.days, w.hasDay, *text = read, true, rest
		}
	}
	if w.hasTime {
		return nil
	}
	rest, read, found, err := findTime(*text)
	if found && err == nil {
		w.hours, w.hasTime, *text = read, true, rest
	}
	return err
}

func (w *when) add(other when) {
	if other.hasDay {
		w.days, w.hasDay = other.days, true
	}
	if other.hasTime {
		w.hours, w.hasTime = other.hours, true
	}
}

// fillTexts puts title, venue and responsible where they belong.
func fillTexts(e *council.Entry, texts []string) error {
	var rest []string
	for _, text := range texts {
		text, responsible := splitResponsible(text)
		e.Responsible = joined(e.Responsible, responsible)
		if text = trimmed(text); text != "" {
			rest = append(rest, text)
		}
	}
	switch {
	case len(rest) == 0:
		return refuse(NoTitle)
	case len(rest) > 3, len(rest) == 3 && e.Responsible != "" && !arePeople(rest[2]):
		return refuse(TooManyFields)
	}
	e.Title = rest[0]
	if len(rest) == 1 {
		e.Title, e.Venue = splitVenue(rest[0])
	}
	if len(rest) == 2 && e.Responsible == "" && arePeople(rest[1]) {
		e.Title, e.Venue = splitVenue(rest[0])
		rest = []string{rest[0], e.Venue, rest[1]}
	}
	if len(rest) > 1 {
		e.Venue = rest[1]
	}
	if len(rest) > 2 {
		e.Responsible = joined(e.Responsible, rest[2])
	}
	return checkLengths(*e)
}

func checkLengths(e council.Entry) error {
	switch {
	case e.Title == "":
		return refuse(NoTitle)
	case utf8.RuneCountInString(e.Title) > council.MaxTitle,
		utf8.RuneCountInString(e.Venue) > council.MaxVenue,
		utf8.RuneCountInString(e.Responsible) > council.MaxResponsible:
		return refuse(TooLong)
	}
	return nil
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// trimmed is a text without what separated it from its neighbours. The dot of
// an abbreviation stays.
func trimmed(text string) string {
	text = strings.TrimLeft(tidy(text), " ,.;:)–—-")
	text = strings.TrimRight(text, " ,;:(–—-")
	if bare, ok := strings.CutSuffix(text, "."); ok {
		last := bare[strings.LastIndexAny(bare, " .")+1:]
		if utf8.RuneCountInString(last) > 3 {
			return bare
		}
	}
	return text
}

// splitResponsible takes "(Відповідальні: …)" or "відп. …" out of a text.
func splitResponsible(text string) (rest, responsible string) {
	c := newCursor(text)
	for ; c.at < len(c.tokens); c.at++ {
		start := c.at
		if !c.responsibleWord() {
			c.at = start
			continue
		}
		from := c.tokens[start].start
		if start == 0 || c.tokens[start-1].text != "(" {
			return text[:from], trimmed(text[c.offset(len(text)):])
		}
		inner := text[c.offset(len(text)):]
		end := closingBracket(inner)
		after := strings.TrimPrefix(inner[end:], ")")
		return cut(text[:from-1]+after, from-1, from-1), trimmed(inner[:end])
	}
	return text, ""
}

// responsibleWord reads "Відповідальний:", "відп.", "Відповідальна за
// проведення –". Without its mark the word is part of a title.
func (c *cursor) responsibleWord() bool {
	t := c.peek(0)
	short := slices.Contains([]string{"відп", "відпов"}, t.text)
	if t.kind != word || !short && !strings.HasPrefix(t.text, "відповідальн") {
		return false
	}
	c.at++
	if short && !c.isMark(0, ".:") {
		return false
	}
	if c.takeMark(".") {
		c.takeMark(":-")
		return true
	}
	if c.takeWord("за", "особа", "особи") {
		c.takeWord("проведення", "підготовку", "захід", "виконання")
	}
	return c.takeMark(":") || c.isMark(0, "-") && c.peek(0).spaced && c.takeMark("-")
}

// closingBracket is where the bracket around a text ends; the text's end when
// it was left open.
func closingBracket(text string) int {
	depth := 0
	for i, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			return i
		case r == ')':
			depth--
		}
	}
	return len(text)
}

const person = `(?:\p{Lu}[\p{L}'’ʼ-]+ ?\p{Lu}\. ?(?:\p{Lu}\.)?|\p{Lu}\. ?(?:\p{Lu}\. ?)?\p{Lu}[\p{L}'’ʼ-]+)`

var people = regexp.MustCompile(`^` + person + `(?:(?:,| та| і)? ?` + person + `)*$`)

// arePeople tells that a text is nothing but surnames with initials.
func arePeople(text string) bool { return people.MatchString(text) }
