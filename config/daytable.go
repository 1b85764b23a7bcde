package config

import (
	"fmt"
	"io"
	"time"

	"sereda/council"
)

// writeDays prints what is ahead around the days of agreed plans: the hours of
// the leaders' days, which are the same every day, then everything else with
// its date.
func (c Config) writeDays(w io.Writer, now, until time.Time) {
	t := c.Days()
	today := council.DateOf(now.In(c.Zone))
	fmt.Fprintf(w, "\nthe days of agreed plans\n")
	for _, line := range []struct {
		at   council.TimeOfDay
		text string
	}{
		{t.Morning, "leaders and assistants: today's plan"},
		{t.Eve, "leaders and assistants: tomorrow's plan; the day's changes to all who have the plan"},
	} {
		fmt.Fprintf(w, "every day %s\t%s%s\n", line.at, line.text, c.heldHour(today.At(line.at, c.Zone)))
	}
	for _, o := range t.Due(now, until) {
		if text := whatOfDays(o); text != "" {
			fmt.Fprintf(w, "%s\t%s%s\n", moment(o.At.In(c.Zone)), text, c.heldHour(o.At))
		}
	}
}

// heldHour says until what hour the quiet hours hold a message.
func (c Config) heldHour(at time.Time) string {
	if sent := c.Quiet.Release(at, c.Zone); sent.After(at) {
		return fmt.Sprintf(" (quiet hours: goes out %s)", sent.In(c.Zone).Format("15:04"))
	}
	return ""
}

// whatOfDays says an occurrence in words; the leaders' days are said once for
// all.
func whatOfDays(o council.DayOccurrence) string {
	days := day(o.From)
	if o.From != o.To {
		days += " – " + day(o.To)
	}
	switch o.Kind {
	case council.MaterialsDue:
		return "reminder of materials for events on " + days
	case council.EventEve:
		return "reminder of the events on " + days
	case council.AskOutcome:
		return "question: held or not, to those responsible for events of " + days
	case council.WeekOutcome:
		return "how the week " + days + " was carried out, to the secretary and the organiser"
	}
	return ""
}
