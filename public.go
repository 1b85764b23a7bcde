package main

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
	"sereda/locales"
	"sereda/storage"
	"sereda/web"
)

// minutesBack is how many days of published minutes the page lists.
const minutesBack = 183

// public is the page for everybody, nil unless the settings want one.
func (s *service) public() *web.Public {
	if !s.cfg.Web.Public {
		return nil
	}
	return &web.Public{View: s.announcements, Paper: s.minutesFile, Text: func(key string) string { return s.texts.Label(key) }, Now: time.Now, Log: s.log}
}

// announcements are what everybody may see from today on; the calendar has some
// weeks before it too.
func (s *service) announcements(ctx context.Context) (web.Announcements, error) {
	a := web.Announcements{Council: s.cfg.Council, Address: s.address(web.PublicPath)}
	today := council.DateOf(s.clock.Now().In(s.cfg.Zone))
	var events []council.CalendarEvent
	var minutes []council.PublishedMinutes
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		source, err := s.calendarSource(ctx, tx, today)
		if err != nil {
			return err
		}
		events = source.Public()
		if minutes, err = tx.PublishedMinutes(ctx, today.AddDays(-minutesBack)); err != nil {
			return err
		}
		a.ID, err = tx.Installation(ctx)
		return err
	})
	if err != nil {
		return a, err
	}
	for _, e := range events {
		if !e.To.Before(today) {
			a.Weeks = s.arrange(a.Weeks, e, today)
		}
		if e.ChangedAt.After(a.UpdatedAt) {
			a.UpdatedAt = e.ChangedAt
		}
	}
	for _, m := range minutes {
		a.Minutes = append(a.Minutes, s.publicMinutes(m))
		if m.At.After(a.UpdatedAt) {
			a.UpdatedAt = m.At
		}
	}
	a.Calendar, err = s.papers.Calendar(s.texts.Label("calendar.name.public", locales.Data{"Council": s.cfg.Council}), a.ID, events)
	return a, err
}

// publicMinutes are minutes in words; a file is given by the page itself.
func (s *service) publicMinutes(m council.PublishedMinutes) web.PublicMinutes {
	p := web.PublicMinutes{ID: fmt.Sprintf("minutes-%d", m.Meeting.ID), Link: m.Link, UpdatedAt: m.At,
		Title: s.texts.Label("public.minutes_of", locales.Data{"Body": m.Body, "Number": m.Meeting.Number,
			"Day": locales.FullDate(m.Meeting.Day)})}
	if extension, is := council.MinutesFile(m.Name); is {
		p.File, p.Ref = p.ID+extension, m.FileID
		p.Link = s.address(web.PublicPath) + p.File
	}
	return p
}

// minutesFile fetches a file of minutes that Telegram keeps. What is not what its
// name says is given to nobody.
func (s *service) minutesFile(ctx context.Context, name, ref string) ([]byte, error) {
	content, err := s.client.Download(ctx, ref, council.LongestMinutes)
	if err == nil && !council.IsMinutesFile(name, content) {
		return nil, web.ErrNoPaper
	}
	return content, err
}

// arrange puts an event into its week and day; events come in the order of
// their days. What began before this week stands in this one.
func (s *service) arrange(weeks []web.PublicWeek, e council.CalendarEvent, today council.Date) []web.PublicWeek {
	week := council.WeekOf(e.From)
	if e.From.Before(council.WeekOf(today).Monday) {
		week = council.WeekOf(today)
	}
	name := locales.FullWeek(week)
	if n := len(weeks); n == 0 || weeks[n-1].Name != name {
		weeks = append(weeks, web.PublicWeek{Name: name})
	}
	w := &weeks[len(weeks)-1]
	if e.From != e.To || e.Kind == council.DuringWeek {
		w.Lasting = append(w.Lasting, s.announced(e))
		return weeks
	}
	date := e.From.String()
	if n := len(w.Days); n == 0 || w.Days[n-1].Date != date {
		w.Days = append(w.Days, web.PublicDay{Name: locales.Day(e.From), Date: date, Today: e.From == today})
	}
	d := &w.Days[len(w.Days)-1]
	d.Events = append(d.Events, s.announced(e))
	return weeks
}

// announced is the event in words.
func (s *service) announced(e council.CalendarEvent) web.PublicEvent {
	p := web.PublicEvent{ID: e.UID, Title: e.Title, Venue: e.Venue, Cancelled: e.Cancelled, UpdatedAt: e.ChangedAt,
		When: e.Hours.String(), Starts: e.From.String()}
	switch {
	case e.From != e.To:
		p.When, p.Ends = locales.Days(e.From, e.To), e.To.String()
		if hours := e.Hours.String(); hours != "" {
			p.When += ", " + hours
		}
	case e.Kind == council.DuringWeek:
		p.When = locales.Day(e.From)
	case e.Hours.Start == nil:
		p.When = s.texts.Label("public.all_day")
	default:
		p.Starts = e.From.At(*e.Hours.Start, s.cfg.Zone).Format(time.RFC3339)
		if e.Hours.End != nil {
			p.Ends = e.From.At(council.TimeOfDay(e.Hours.EndMinute()), s.cfg.Zone).Format(time.RFC3339)
		}
	}
	return p
}
