package documents

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"sereda/council"
	"sereda/locales"
)

// localTime and dateOnly are how calendars write a moment of a zone and a day.
const (
	localTime = "20060102T150405"
	dateOnly  = "20060102"
)

// refreshed is how often a calendar is asked to look for changes. Many look
// less often whatever they are asked.
const refreshed = "PT1H"

// Calendar writes events as iCalendar (RFC 5545). name is what the calendar is
// called; installation makes the events' identifiers unique in the world. The
// same events are written the same, byte by byte.
func (w Writer) Calendar(name, installation string, events []council.CalendarEvent) ([]byte, error) {
	calendar := ics.NewCalendarFor("Sereda")
	calendar.SetProductId("-//Sereda//Weekly plan//UK")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(calendarText(name))
	calendar.SetXWRTimezone(w.Zone.String())
	calendar.SetXPublishedTTL(refreshed)
	calendar.SetRefreshInterval(refreshed, ics.WithValue("DURATION"))
	if len(events) > 0 {
		addZone(calendar, w.Zone, events[0].From.Year, events[len(events)-1].To.Year)
	}
	for _, e := range events {
		w.addEvent(calendar, installation, e)
	}
	var b bytes.Buffer
	if err := calendar.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return b.Bytes(), nil
}

func (w Writer) addEvent(calendar *ics.Calendar, installation string, e council.CalendarEvent) {
	event := calendar.AddEvent(e.UID + "@" + installation)
	event.SetDtStampTime(e.ChangedAt)
	event.SetModifiedAt(e.ChangedAt)
	event.SetSequence(e.Sequence)
	status := ics.ObjectStatusConfirmed
	if e.Cancelled {
		status = ics.ObjectStatusCancelled
	}
	event.SetStatus(status)
	title := calendarText(e.Title)
	if e.Hours.Start != nil && e.From == e.To {
		w.setHours(event, e)
	} else {
		event.SetProperty(ics.ComponentPropertyDtStart, day(e.From), ics.WithValue("DATE"))
		event.SetProperty(ics.ComponentPropertyDtEnd, day(e.To.AddDays(1)), ics.WithValue("DATE"))
		// What lasts for days leaves people free for other things.
		if e.From != e.To {
			event.SetTimeTransparency(ics.TransparencyTransparent)
		}
		if hours := e.Hours.String(); hours != "" {
			title += " (" + hours + ")"
		}
	}
	event.SetSummary(title)
	if e.Venue != "" {
		event.SetLocation(calendarText(e.Venue))
	}
	if about := w.about(e); about != "" {
		event.SetDescription(about)
	}
}

// setHours writes hours by the wall clock; in the hour that a clock change
// skips they are as long after midnight as they say.
func (w Writer) setHours(event *ics.VEvent, e council.CalendarEvent) {
	zone := ics.WithTZID(w.Zone.String())
	start := e.From.At(*e.Hours.Start, w.Zone)
	end := e.From.At(council.TimeOfDay(e.Hours.EndMinute()), w.Zone)
	if !end.After(start) {
		end = start.Add(time.Duration(e.Hours.EndMinute()-int(*e.Hours.Start)) * time.Minute)
	}
	event.SetProperty(ics.ComponentPropertyDtStart, start.In(w.Zone).Format(localTime), zone)
	event.SetProperty(ics.ComponentPropertyDtEnd, end.In(w.Zone).Format(localTime), zone)
}

func day(d council.Date) string {
	return d.At(0, time.UTC).Format(dateOnly)
}

// about is what stands under an event: who takes part, whose it is, a meeting's
// agenda and where to join.
func (w Writer) about(e council.CalendarEvent) string {
	var lines []string
	say := func(key string, value string) {
		if value != "" {
			lines = append(lines, w.Texts.Label(key, locales.Data{"Value": value}))
		}
	}
	if e.Kind == council.DuringWeek {
		lines = append(lines, w.Texts.Label("calendar.during_week"))
	}
	say("calendar.leaders", strings.Join(e.Leaders, ", "))
	say("calendar.units", strings.Join(e.Units, ", "))
	say("calendar.responsible", e.Responsible)
	say("calendar.link", e.Link)
	if len(e.Agenda) > 0 {
		lines = append(lines, w.Texts.Label("calendar.agenda"))
		for i, item := range e.Agenda {
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, item))
		}
	}
	for i, line := range lines {
		lines[i] = calendarText(line)
	}
	return strings.Join(lines, "\n")
}

// calendarText is people's text on one line, without characters that would end
// a property.
func calendarText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.TrimSpace(text)
}
