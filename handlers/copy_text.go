package handlers

import (
	"strconv"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// captionCharacters is how much of Telegram's 1,024 under a file a copy's text
// may take.
const captionCharacters = 1000

// PlanCopies gives the text under an agreed plan for one after another of those
// who get it: their own part first, then what there is in all.
func (c Composer) PlanCopies(r council.Revision) func(a council.Addressee) council.Message {
	head := c.txt("copy.title", locales.Data{"Week": locales.WeekDays(r.Week), "Revision": laterNumber(r)})
	feet := map[council.Part]string{}
	for _, part := range []council.Part{council.WholePart, council.StaffPart} {
		feet[part] = c.copySummary(r.For(part))
	}
	return func(a council.Addressee) council.Message {
		foot := feet[a.Part()]
		html := head + "\n\n" + foot
		if own := r.Own(a); len(own) > 0 {
			html = head + "\n\n" + c.ownEntries(own, captionCharacters-visible(html)) + "\n\n" + foot
		} else if len(a.Posts)+len(a.Units) > 0 {
			html = head + "\n\n" + c.txt("copy.nothing_own") + "\n\n" + foot
		}
		return council.Message{HTML: html, TakeNote: true, Buttons: c.copyButtons(r, len(a.Posts) > 0)}
	}
}

// laterNumber is the revision's number in words that name it; the first one has
// none.
func laterNumber(r council.Revision) string {
	if r.Number <= 1 {
		return ""
	}
	return strconv.Itoa(r.Number)
}

// copyButtons: whoever sees the week may go on to it.
func (c Composer) copyButtons(r council.Revision, seesWeek bool) [][]council.Button {
	rows := [][]council.Button{row(primary(c.button("button.acknowledge", press(acknowledgePress, weekArg(r.Week), int64(r.Number)))))}
	if seesWeek {
		rows = append(rows, row(c.button("button.open_week", beside("wk", weekArg(r.Week)))))
	}
	return rows
}

// ownEntries are as many of a person's own entries as the room bears.
func (c Composer) ownEntries(own []council.RevisionEntry, room int) string {
	lines := []string{c.txt("copy.own", locales.Data{"Count": len(own)})}
	room -= visible(lines[0])
	for i, e := range own {
		line := c.copyLine(e)
		more := c.txt("copy.more", locales.Data{"Count": len(own) - i})
		// A line and its break, and the word for those left out.
		if room -= visible(line) + 1; room < visible(more)+4 {
			lines = append(lines, more)
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// copyLine is one entry, short enough for several to fit.
func (c Composer) copyLine(e council.RevisionEntry) string {
	when := strings.TrimSpace(c.when(council.PlanEntry{Entry: e.Entry}) + " " + e.Hours.String())
	line := "• <b>" + locales.Escape(when) + "</b> " + locales.Escape(cut(e.Title, 120))
	if e.Venue != "" {
		line += " <i>(" + locales.Escape(cut(e.Venue, 60)) + ")</i>"
	}
	return line
}

// copySummary counts what is in the plan, by day.
func (c Composer) copySummary(r council.Revision) string {
	var days []string
	cityWide := 0
	for _, day := range r.Week.Days() {
		n := 0
		for _, e := range r.Entries {
			if e.From == day && e.To == day {
				n++
			}
		}
		if n > 0 {
			days = append(days, c.txt("copy.day", locales.Data{"Day": locales.ShortDay(day), "Number": n}))
		}
	}
	for _, e := range r.Entries {
		if e.CityWide {
			cityWide++
		}
	}
	lines := []string{c.txt("copy.entries", locales.Data{"Count": len(r.Entries)})}
	if len(days) > 0 {
		lines = append(lines, strings.Join(days, " · "))
	}
	if cityWide > 0 {
		lines = append(lines, c.txt("copy.city_wide", locales.Data{"Number": cityWide}))
	}
	return strings.Join(lines, "\n")
}
