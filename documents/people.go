package documents

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// full is the name with what the person is: "Коваль Олена Петрівна – начальниця
// управління".
func full(name, position string) string {
	if position == "" {
		return name
	}
	return name + " – " + lowerFirst(position)
}

// lowerFirst makes a post's title part of a sentence; an abbreviation stays.
func lowerFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	if unicode.IsUpper(second) {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

// remarks are how a person takes part: remotely, from when, until when, by whom.
func (l layout) remarks(a council.Attendance) []string {
	var said []string
	switch a.Presence {
	case council.PresentRemote:
		if !l.Remote() {
			said = append(said, l.txt("paper.presence.remote"))
		}
	case council.DeputyHere:
		said = append(said, l.deputy(a))
	}
	if a.Arrived != nil {
		said = append(said, l.txt("paper.presence.from", locales.Data{"Time": a.Arrived.String()}))
	}
	if a.Left != nil {
		said = append(said, l.txt("paper.presence.until", locales.Data{"Time": a.Left.String()}))
	}
	if !a.TakesPart() {
		said = append(said, l.reasons(a)...)
	}
	return said
}

func (l layout) deputy(a council.Attendance) string {
	if a.DeputyName == "" {
		return l.txt("paper.presence.deputy")
	}
	return l.txt("paper.presence.deputy_named", locales.Data{"Name": a.DeputyName})
}

// longestReason keeps a reason told in words from filling the page.
const longestReason = 200

// reasons are why somebody is absent, where the body's minutes give it.
func (l layout) reasons(a council.Attendance) []string {
	if !l.Body.ShowReasons || a.Reason == "" {
		return nil
	}
	words := []rune(clean(a.Words))
	switch {
	case a.Reason != council.OtherReason || len(words) == 0:
		return []string{l.txt("paper.reason." + string(a.Reason))}
	case len(words) > longestReason:
		words = append(words[:longestReason-1], '…')
	}
	return []string{string(words)}
}

// presence is the cell of the sheet, empty while nothing is recorded.
func (l layout) presence(a council.Attendance) string {
	var said []string
	switch a.Presence {
	case council.PresentRemote:
		if l.Remote() {
			said = append(said, l.txt("paper.presence.remote"))
		}
	case council.PresentHere, council.AbsentHere, council.Excused:
		said = append(said, l.txt("paper.presence."+string(a.Presence)))
	}
	return strings.Join(append(said, l.remarks(a)...), ", ")
}

// people is a numbered list under its heading; nothing when nobody is in it.
func (l layout) people(p *paper, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.add(paragraph{Lead: l.txt(heading, locales.Data{"Number": len(lines)}), Before: 8, KeepNext: true})
	for i, line := range lines {
		p.add(paragraph{Text: fmt.Sprintf("%d.\u00a0%s", i+1, line), Indent: 10})
	}
}

// line is a participant in a list of the minutes.
func (l layout) line(x council.Participant) string {
	text := full(x.Person.Full(), x.Position())
	if said := l.remarks(x.Line); len(said) > 0 {
		text += " (" + strings.Join(said, ", ") + ")"
	}
	return text
}

// sum says how many took part, and whether that is enough (4.16, 12.9).
func (l layout) sum() string {
	t := l.Tally()
	total := l.txt("paper.total", locales.Data{"Number": t.Total})
	if l.Body.Kind == council.Conference {
		total = l.txt("paper.total_conference", locales.Data{"Number": t.Appointed})
	}
	if !l.Recorded() {
		return total + l.txt("paper.sum_blank")
	}
	said := []string{total + l.txt("paper.sum", locales.Data{"Present": t.Present + t.Remote, "Absent": t.Absent + t.Excused + t.Deputies})}
	if vacant := t.Total - t.Appointed; vacant > 0 && l.Body.Kind != council.Conference {
		said = append(said, l.txt("paper.sum_vacant", locales.Data{"Number": vacant}))
	}
	if t.Unmarked > 0 {
		said = append(said, l.txt("paper.sum_unmarked", locales.Data{"Number": t.Unmarked}))
	}
	if t.Remote > 0 && !l.Remote() {
		said = append(said, l.txt("paper.sum_remote", locales.Data{"Number": t.Remote}))
	}
	if t.Deputies > 0 {
		said = append(said, l.txt("paper.sum_deputies", locales.Data{"Number": t.Deputies}))
	}
	if t.Needed > 0 {
		verdict := "paper.no_quorum"
		if t.HasQuorum {
			verdict = "paper.quorum"
		}
		said = append(said, l.txt("paper.quorum_needed", locales.Data{"Number": t.Needed}), l.txt(verdict))
	}
	return strings.Join(said, " ")
}
