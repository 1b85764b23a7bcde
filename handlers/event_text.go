package handlers

import (
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// eventName is "вт 01.12 10:00 Концерт", escaped.
func (c Composer) eventName(e council.RevisionEntry) string {
	when := strings.TrimSpace(c.when(planEntryOf(e)) + " " + e.Hours.String())
	return "<b>" + locales.Escape(when) + "</b> " + locales.Escape(cut(e.Title, nameCharacters))
}

// materialStates tell of each material of the event whether it came.
func (c Composer) materialStates(e council.RevisionEntry, records council.EventRecords) string {
	var lines []string
	for _, kind := range e.Needs() {
		name := c.Texts.Label("event.kind." + string(kind))
		p, answered := records.Promised(e.ID, kind)
		switch {
		case records.Came(e.ID, kind):
			lines = append(lines, "✅ "+name)
		case answered && p.Day.IsZero():
			lines = append(lines, "➖ "+c.txt("event.state.never", locales.Data{"Kind": name}))
		case answered:
			lines = append(lines, "🕓 "+c.txt("event.state.later", locales.Data{"Kind": name, "Day": locales.ShortDay(p.Day)}))
		default:
			lines = append(lines, "⏳ "+c.txt("event.state.missing", locales.Data{"Kind": name}))
		}
	}
	if records.Came(e.ID, council.News) {
		lines = append(lines, "📰 "+c.Texts.Label("event.kind.news"))
	}
	return strings.Join(lines, "\n")
}

func (c Composer) materialCard(e council.RevisionEntry, records council.EventRecords) string {
	return c.txt("event.card") + "\n" + c.eventName(e) + "\n\n" + c.materialStates(e, records)
}

func (c Composer) overviewLine(n int, e council.RevisionEntry, records council.EventRecords) string {
	line := fmt.Sprintf("%d. %s", n, c.eventName(e))
	if units := strings.Join(e.Units, ", "); units != "" {
		line += "\n<i>" + locales.Escape(cut(units, nameCharacters)) + "</i>"
	}
	return line + "\n" + c.materialStates(e, records)
}

// MaterialsDue reminds of the materials of events that are still to come (13.3).
func (c Composer) MaterialsDue(events []council.RevisionEntry, records council.EventRecords, due func(begins council.Date) council.Date) []council.Message {
	var lines []string
	for i, e := range events {
		lines = append(lines, fmt.Sprintf("%d. %s\n   %s", i+1, c.eventName(e), c.txt("event.due", locales.Data{
			"Kinds": c.kinds(records.Missing(e)), "Day": locales.ShortDay(due(e.From))})))
	}
	return c.eventMessages(section{c.txt("event.reminder"), lines}, c.eventButtons(events, events))
}

// EventEve reminds of events, and of what is still to come for them.
func (c Composer) EventEve(events []council.RevisionEntry, records council.EventRecords) []council.Message {
	var lines []string
	for i, e := range events {
		line := fmt.Sprintf("%d. %s", i+1, c.eventName(e))
		if e.Venue != "" {
			line += ", " + locales.Escape(cut(e.Venue, council.MaxVenue))
		}
		if missing := records.Missing(e); len(missing) > 0 {
			line += "\n   " + c.txt("event.eve_missing", locales.Data{"Kinds": c.kinds(missing)})
		}
		lines = append(lines, line)
	}
	missing := keep(events, func(e council.RevisionEntry) bool { return len(records.Missing(e)) > 0 })
	return c.eventMessages(section{c.txt("event.eve"), lines}, c.eventButtons(missing, events))
}

func (c Composer) kinds(kinds []council.MaterialKind) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = c.Texts.Label("event.kind." + string(kind))
	}
	return strings.Join(names, ", ")
}

// mostEventButtons is well below what Telegram takes under one message.
const mostEventButtons = 60

// eventButtons open the events' cards, under the numbers that the events have
// among all.
func (c Composer) eventButtons(events, all []council.RevisionEntry) [][]council.Button {
	var buttons []council.Button
	for _, e := range events[:min(len(events), mostEventButtons)] {
		n := slices.IndexFunc(all, func(one council.RevisionEntry) bool { return one.ID == e.ID }) + 1
		buttons = append(buttons, c.button("event.button.card", beside("ym", weekArg(council.WeekOf(e.From)), e.ID), locales.Data{"Number": n}))
	}
	return inRows(buttons, 4)
}

// eventMessages are the section in as many messages as it takes, the buttons
// under the last.
func (c Composer) eventMessages(s section, buttons [][]council.Button) []council.Message {
	texts := split([]section{s}, messageCharacters, 100, c.continued())
	messages := make([]council.Message, len(texts))
	for i, text := range texts {
		messages[i] = council.Message{HTML: text, Silent: i > 0}
	}
	messages[len(messages)-1].Buttons = buttons
	return messages
}

// materialCame is what came for an event: the words, and the file as a message
// of its own where its caption could not hold them.
func (c Composer) materialCame(e council.RevisionEntry, m council.EventMaterial) []council.Message {
	head := c.txt("event.came."+string(m.Kind), locales.Data{"Units": cut(strings.Join(e.Units, ", "), nameCharacters)}) + "\n" + c.eventName(e)
	if m.FileID == "" {
		return []council.Message{{HTML: head + "\n\n" + locales.Escape(m.Words)}}
	}
	file := council.Message{HTML: head, Document: &council.Document{Name: m.Name, FileID: m.FileID, Picture: m.Picture}}
	if m.Words == "" {
		return []council.Message{file}
	}
	return []council.Message{file, {HTML: locales.Escape(m.Words), Silent: true}}
}
