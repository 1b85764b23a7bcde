package documents

import (
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// planPart is a part of the plan under its heading: a day, the periods, or what
// is to be announced.
type planPart struct {
	heading string
	entries []council.RevisionEntry
}

// daysShown chooses the days that stand in a table though nothing is planned.
type daysShown func(d council.Date) bool

// planned shows days only when something is planned.
func planned(council.Date) bool { return false }

// workdays shows Monday to Friday.
func workdays(d council.Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }

// parts divides entries as the plan lists them; nothing is left out.
func (l planLayout) parts(entries []council.RevisionEntry, shown daysShown) []planPart {
	days := make([]planPart, 7, 9)
	for i, d := range l.Week.Days() {
		days[i].heading = upperFirst(locales.Day(d))
	}
	periods := planPart{heading: l.txt("paper.plan.periods")}
	announced := planPart{heading: l.txt("paper.plan.to_be_announced")}
	for _, e := range entries {
		switch {
		case e.Kind == council.ToBeAnnounced || e.From.IsZero():
			announced.entries = append(announced.entries, e)
		case l.ofOneDay(e):
			day := &days[e.From.DaysSince(l.Week.Monday)]
			day.entries = append(day.entries, e)
		default:
			periods.entries = append(periods.entries, e)
		}
	}
	var parts []planPart
	for i, part := range append(days, periods, announced) {
		if len(part.entries) > 0 || i < 7 && shown(l.Week.Day(i)) {
			parts = append(parts, part)
		}
	}
	return parts
}

// ofOneDay tells that the entry lies in one day of the week.
func (l planLayout) ofOneDay(e council.RevisionEntry) bool {
	return e.From == e.To && e.Kind != council.DuringWeek && l.Week.Contains(e.From)
}

// hours are the entry's hours, or its days where it has several.
func (l planLayout) hours(e council.RevisionEntry) string {
	var said []string
	switch {
	case e.Kind == council.ToBeAnnounced || e.From.IsZero():
	case e.Kind == council.DuringWeek && e.From == l.Week.Monday && e.To == l.Week.Sunday():
		said = append(said, l.txt("paper.plan.during_week"))
	case !l.ofOneDay(e):
		said = append(said, shortDays(e.From, e.To))
	case e.Hours.Start == nil:
		said = append(said, l.txt("paper.plan.all_day"))
	}
	if hours := e.Hours.String(); hours != "" {
		said = append(said, hours)
	}
	return strings.Join(said, ", ")
}

// shortDays are "30.11–02.12".
func shortDays(from, to council.Date) string {
	if from == to {
		return dayMonth(from)
	}
	return dayMonth(from) + "–" + dayMonth(to)
}
