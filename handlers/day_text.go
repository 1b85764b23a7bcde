package handlers

import (
	"strings"

	"sereda/council"
	"sereda/locales"
)

// LeaderDay is a leader's day in as many messages as it takes, with what came for
// its events; of who goes for leaders the events alone. changed tells that
// another was told before.
func (c Composer) LeaderDay(d council.LeaderDay, records council.EventRecords, changed bool) []council.Message {
	week := council.WeekOf(d.Day)
	key, nothingLeft := "day.leader", "day.nothing_left"
	if d.Sent {
		key, nothingLeft = "day.sent", "day.sent_nowhere"
	}
	leaders := make(map[int64]string, len(d.Leaders))
	for _, l := range d.Leaders {
		leaders[l.PostID] = leaderName(l)
	}
	head := c.txt(key, locales.Data{"Day": sentence(locales.Day(d.Day)), "Title": d.Leader.Title, "Holder": d.Leader.Holder, "Goes": len(d.Entries) > 0})
	if changed {
		head = c.txt("day.changed", locales.Data{"Number": d.Number}) + "\n" + head
	}
	var hours, lasting section
	hours.heading, lasting.heading = head, c.txt("digest.periods")
	for _, e := range d.Entries {
		line := c.dayLine(e, leaders) + c.materialsLine(e.ID, records)
		if e.Kind == council.Timed && e.From == d.Day || e.Kind == council.AllDay && e.From == e.To {
			hours.items = append(hours.items, line)
		} else {
			lasting.items = append(lasting.items, line)
		}
	}
	sections := []section{hours}
	if len(lasting.items) > 0 {
		sections = append(sections, lasting)
	}
	if len(d.Entries) == 0 {
		sections[0].items = []string{c.txt(nothingLeft)}
	}
	texts := split(sections, messageCharacters, 100, c.continued())
	messages := make([]council.Message, len(texts))
	for i, text := range texts {
		messages[i] = council.Message{HTML: text, Silent: i > 0}
	}
	last := &messages[len(messages)-1]
	last.Buttons = c.materialDoors(week, planEntriesOf(d.Entries), records)
	if d.Sent { // the week is not theirs to see
		return messages
	}
	if len(d.Entries) > 0 {
		last.Buttons = append(last.Buttons, row(c.button("day.button.paper", press("kpd", weekArg(week), 0, int64(d.Day.DaysSince(week.Monday))))))
	}
	last.Buttons = append(last.Buttons, row(c.button("button.open_week", beside("wk", weekArg(week)))))
	return messages
}

// dayLine is an event under its day: one that lasts longer says from when to
// when. leaders are the names to be given with it.
func (c Composer) dayLine(e council.RevisionEntry, leaders map[int64]string) string {
	p := planEntryOf(e)
	when := e.Hours.String()
	if e.From != e.To || e.Kind == council.DuringWeek {
		when = strings.TrimSpace(c.when(p) + " " + when)
	}
	return c.planEntry(p, when, leaders)
}

func planEntriesOf(events []council.RevisionEntry) []council.PlanEntry {
	entries := make([]council.PlanEntry, len(events))
	for i, e := range events {
		entries[i] = planEntryOf(e)
	}
	return entries
}

// planEntryOf is an event of a revision as the lines of the week take it.
func planEntryOf(e council.RevisionEntry) council.PlanEntry {
	return council.PlanEntry{Entry: e.Entry, Unit: council.Unit{Name: strings.Join(e.Units, ", ")}, MeetingID: e.MeetingID, CityWide: e.CityWide}
}
