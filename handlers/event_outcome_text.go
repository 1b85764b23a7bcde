package handlers

import (
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// outcomeMarks are how an answer shows on a line and its button.
var outcomeMarks = map[council.OutcomeKind]string{
	council.Unanswered: "▫️", council.Held: "✅", council.NotHeld: "❌", council.MovedAway: "↪️",
}

// OutcomeQuestion asks what became of the events that ended on the days (3.19).
func (c Composer) OutcomeQuestion(from, to council.Date, events []council.RevisionEntry, records council.EventRecords) council.Message {
	return c.outcomeScreen(from, to, events, records, 0)
}

// outcomeScreen is a page of the question: an event a line, a row of answers
// for each; of what was moved, the way to say when it is.
func (c Composer) outcomeScreen(from, to council.Date, events []council.RevisionEntry, records council.EventRecords, asked int64) council.Message {
	page, pages := pageOf(len(events), asked)
	html := c.txt("event.question", locales.Data{"Days": locales.Days(from, to)})
	var rows [][]council.Button
	for i, e := range onPage(events, page) {
		n := page*choicesOnPage + i + 1
		html += fmt.Sprintf("\n\n%s %d. %s", outcomeMarks[records.Outcome(e, nil)], n, c.eventName(e))
		if records.Came(e.ID, council.News) {
			html += " 📰"
		}
		var answers []council.Button
		for at, kind := range outcomeKinds {
			answers = append(answers, council.Button{Text: fmt.Sprintf("%d %s", n, outcomeMarks[kind]),
				Data: press("yor", dayArg(from), int64(page), e.ID, int64(at))})
		}
		answers = append(answers, council.Button{Text: fmt.Sprintf("%d 📰", n), Data: beside("yon", dayArg(from), int64(page), e.ID)})
		rows = append(rows, answers)
		if records.Outcome(e, nil) == council.MovedAway {
			rows = append(rows, row(council.Button{Text: fmt.Sprintf("%d %s", n, c.Texts.Label("event.button.moved_to")),
				Data: beside("yom", weekArg(council.WeekOf(e.From)), e.ID)}))
		}
	}
	if pages > 1 {
		rows = append(rows, pager(page, pages, func(n int) string { return press("yo", dayArg(from), int64(n)) }))
	}
	return council.Message{HTML: html + "\n\n" + c.txt("event.legend"), Buttons: rows}
}

// Fulfilment tells how a week's plan was carried out (3.19).
func (c Composer) Fulfilment(f council.Fulfilment) []council.Message {
	texts := split(c.fulfilmentSections(f), messageCharacters, 100, c.continued())
	messages := make([]council.Message, len(texts))
	for i, text := range texts {
		messages[i] = council.Message{HTML: text, Silent: i > 0}
	}
	messages[len(messages)-1].Buttons = [][]council.Button{
		row(c.button("event.button.fulfilment", beside("yf", weekArg(f.Revision.Week))))}
	return messages
}

// fulfilmentSections are the figures, then what was not held, moved or not
// answered for.
func (c Composer) fulfilmentSections(f council.Fulfilment) []section {
	sections := []section{{heading: c.txt("event.fulfilment", locales.Data{
		"Week": locales.WeekDays(f.Revision.Week), "Count": len(f.Revision.Entries), "Held": len(f.Events[council.Held]),
		"Moved": len(f.Events[council.MovedAway]), "NotHeld": len(f.Events[council.NotHeld]), "Silent": len(f.Events[council.Unanswered]), "Ahead": len(f.Ahead),
	})}}
	for _, kind := range []council.OutcomeKind{council.NotHeld, council.MovedAway, council.Unanswered} {
		var items []string
		for _, e := range f.Events[kind] {
			line := "• " + c.eventName(e)
			if units := strings.Join(e.Units, ", "); units != "" {
				line += " <i>(" + locales.Escape(cut(units, 80)) + ")</i>"
			}
			items = append(items, line)
		}
		if len(items) > 0 {
			key := string(kind)
			if kind == council.Unanswered {
				key = "unanswered"
			}
			sections = append(sections, section{outcomeMarks[kind] + " " + c.txt("event.list."+key), items})
		}
	}
	return sections
}
