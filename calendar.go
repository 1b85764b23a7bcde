package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"sereda/council"
	"sereda/locales"
	"sereda/storage"
	"sereda/web"
)

// calendarBack is how many weeks before this one stay in calendars.
const calendarBack = 4

// calendarAddress is where a calendar finds its events.
func (s *service) calendarAddress(secret string) string {
	return s.address(web.CalendarPath + secret + ".ics")
}

func (s *service) calendar() *web.Calendar {
	return &web.Calendar{Write: s.writeCalendar, Now: time.Now, Log: s.log}
}

// writeCalendar asks the person's roles anew each time. Who is in the directory
// no more has no calendar.
func (s *service) writeCalendar(ctx context.Context, secretHash []byte) ([]byte, error) {
	var events []council.CalendarEvent
	var scope council.CalendarScope
	var installation string
	today := council.DateOf(s.clock.Now().In(s.cfg.Zone))
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		subscription, err := tx.SubscriptionBy(ctx, secretHash)
		if err != nil {
			return err
		}
		reader, err := tx.AccessOfPerson(ctx, subscription.PersonID, today)
		if err != nil {
			return err
		}
		if !subscription.RevokedAt.IsZero() || !reader.Known() {
			return fmt.Errorf("calendar of person %d: %w", subscription.PersonID, council.ErrForbidden)
		}
		if installation, err = tx.Installation(ctx); err != nil {
			return err
		}
		source, err := s.calendarSource(ctx, tx, today)
		if err != nil {
			return err
		}
		own, err := tx.PersonalOf(ctx, reader.Person, today)
		if err != nil {
			return err
		}
		scope = subscription.Reads(reader)
		events = source.Calendar(reader, scope, own)
		return nil
	})
	if err != nil {
		return nil, err
	}
	name := s.texts.Label("calendar.name."+string(scope), locales.Data{"Council": s.cfg.Council})
	return s.papers.Calendar(name, installation, events)
}

func (s *service) calendarSource(ctx context.Context, tx *storage.Tx, today council.Date) (council.CalendarSource, error) {
	from := council.WeekOf(today).Monday.AddDays(-7 * calendarBack)
	plans, err := s.plans.from(ctx, tx, from)
	if err != nil {
		return council.CalendarSource{}, err
	}
	meetings, err := tx.CalendarMeetings(ctx, from)
	return council.CalendarSource{Plans: plans, Meetings: meetings}, err
}

// planHistories remembers agreed plans: what was agreed does not change, and
// many calendars ask for it.
type planHistories struct {
	mu    sync.Mutex
	weeks map[council.Week]council.PlanHistory
}

// from are the plans of the weeks from the day on. Older ones are forgotten.
func (p *planHistories) from(ctx context.Context, tx *storage.Tx, day council.Date) ([]council.PlanHistory, error) {
	latest, err := tx.LatestRevisions(ctx, day)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	known := p.weeks
	p.mu.Unlock()
	fresh := make(map[council.Week]council.PlanHistory, len(latest))
	plans := make([]council.PlanHistory, 0, len(latest))
	for week, number := range latest {
		history := known[week]
		if history.Number < number {
			revisions, err := tx.RevisionsAfter(ctx, week, history.Number)
			if err != nil {
				return nil, err
			}
			history = history.With(revisions...)
		}
		fresh[week] = history
		plans = append(plans, history)
	}
	p.mu.Lock()
	p.weeks = fresh
	p.mu.Unlock()
	return plans, nil
}
