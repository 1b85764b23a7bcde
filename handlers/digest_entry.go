package handlers

import (
	"strings"

	"sereda/council"
	"sereda/locales"
)

// Longest names on a line. Titles, venues and the responsible have their own
// limits; whatever the data, one line fits a message many times.
const (
	nameCharacters    = 150
	leadersCharacters = 300
	clashEntries      = 6
)

// leaderNames are the leaders' names by post; a vacant post goes by its title.
func leaderNames(w council.Consolidated) map[int64]string {
	names := make(map[int64]string, len(w.Leaders))
	for _, l := range w.Leaders {
		names[l.Leader.PostID] = leaderName(l.Leader)
	}
	return names
}

func leaderName(l council.Leader) string {
	if l.Holder == "" {
		return l.Title
	}
	return l.Holder
}

// entryLines are entries under their day's heading.
func (c Composer) entryLines(entries []council.PlanEntry, leaders map[int64]string) []string {
	lines := make([]string, len(entries))
	for i, e := range entries {
		lines[i] = c.planEntry(e, e.Hours.String(), leaders)
	}
	return lines
}

// datedLines are entries that name their days themselves.
func (c Composer) datedLines(entries []council.PlanEntry, leaders map[int64]string) []string {
	lines := make([]string, len(entries))
	for i, e := range entries {
		lines[i] = c.planEntry(e, strings.TrimSpace(c.when(e)+" "+e.Hours.String()), leaders)
	}
	return lines
}

func (c Composer) when(e council.PlanEntry) string {
	switch {
	case e.Kind == council.ToBeAnnounced || e.From.IsZero():
		return c.Texts.Label("entry.to_be_announced")
	case e.Kind == council.DuringWeek:
		return c.Texts.Label("entry.during_week")
	case e.From == e.To:
		return locales.ShortDay(e.From)
	}
	return locales.Days(e.From, e.To)
}

// planEntry is one entry: when, title and marks; then venue, responsible,
// leaders and unit on a line of their own.
func (c Composer) planEntry(e council.PlanEntry, when string, leaders map[int64]string) string {
	var b strings.Builder
	b.WriteString("• ")
	if when != "" {
		b.WriteString("<b>" + locales.Escape(when) + "</b> ")
	}
	if e.MeetingID != 0 {
		b.WriteString("🏛 ")
	}
	b.WriteString(locales.Escape(cut(e.Title, council.MaxTitle)))
	if e.Late {
		b.WriteString(" " + c.txt("digest.mark.late"))
	}
	if e.Visibility == council.LeadersOnly {
		b.WriteString(" 🔒")
	}
	if details := c.planEntryDetails(e, leaders); details != "" {
		b.WriteString("\n<i>" + details + "</i>")
	}
	return b.String()
}

func (c Composer) planEntryDetails(e council.PlanEntry, leaders map[int64]string) string {
	var parts []string
	if e.Venue != "" {
		parts = append(parts, locales.Escape(cut(e.Venue, council.MaxVenue)))
	}
	if e.Responsible != "" {
		parts = append(parts, c.txt("entry.responsible", locales.Data{"Name": cut(e.Responsible, council.MaxResponsible)}))
	}
	var names []string
	for _, post := range e.Leaders {
		if name := leaders[post]; name != "" {
			names = append(names, name)
		}
	}
	for _, s := range e.Instead {
		names = append(names, c.Texts.Label("entry.instead", locales.Data{"Name": s.Name, "Leader": leaders[s.Post]}))
	}
	if len(names) > 0 {
		parts = append(parts, "👤 "+locales.Escape(cut(strings.Join(names, ", "), leadersCharacters)))
	}
	if e.Unit.Name != "" && e.MeetingID == 0 {
		parts = append(parts, locales.Escape(cut(e.Unit.Name, nameCharacters)))
	}
	return strings.Join(parts, " · ")
}

// clashLines tell each clash with its first entries.
func (c Composer) clashLines(w council.Consolidated) []string {
	lines := make([]string, len(w.Clashes))
	for i, clash := range w.Clashes {
		lines[i] = c.clashLine(clash)
	}
	return lines
}

func (c Composer) clashLine(clash council.Clash) string {
	first := clash.Entries[0]
	lines := []string{"• " + c.txt("clash."+string(clash.Kind), locales.Data{
		"Day": locales.ShortDay(clash.Day), "Leader": leaderName(clash.Leader), "Venue": cut(first.Venue, council.MaxVenue),
	})}
	shown := clash.Entries[:min(len(clash.Entries), clashEntries)]
	for _, e := range shown {
		line := "   – "
		if hours := e.Hours.String(); hours != "" {
			line += hours + " "
		}
		line += locales.Escape(cut(e.Title, nameCharacters))
		if e.Unit.Name != "" && e.MeetingID == 0 {
			line += " <i>(" + locales.Escape(cut(e.Unit.Name, 80)) + ")</i>"
		}
		lines = append(lines, line)
	}
	if rest := len(clash.Entries) - len(shown); rest > 0 {
		lines = append(lines, "   "+c.txt("digest.more_entries", locales.Data{"Count": rest}))
	}
	return strings.Join(lines, "\n")
}
