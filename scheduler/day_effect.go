package scheduler

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// DayState is the plan and its people as they stand when an occurrence is
// carried out.
type DayState interface {
	RevisionsOver(ctx context.Context, from, to council.Date) ([]council.Revision, error)
	EventRecordsOf(ctx context.Context, entries []int64) (council.EventRecords, error)
	MeetingsBetween(ctx context.Context, from, to council.Date) ([]council.Meeting, error)
	LeadersOn(ctx context.Context, day council.Date) ([]council.Leader, error)
	AssistantsOn(ctx context.Context, day council.Date) (map[int64][]int64, error)
	PeopleOn(ctx context.Context, day council.Date) ([]council.Person, error)
	HeadsOf(ctx context.Context, units []int64, day council.Date) (map[int64][]council.Recipient, error)
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
}

// DayComposer writes the messages around the days of a plan.
type DayComposer interface {
	// LeaderDay is a leader's day with what came for its events, or the day of who
	// goes for leaders; changed tells that another was told before.
	LeaderDay(d council.LeaderDay, records council.EventRecords, changed bool) []council.Message
	// MaterialsDue reminds of the materials of events that are still to come
	// (13.3); due is the last day for those of an event.
	MaterialsDue(events []council.RevisionEntry, records council.EventRecords, due func(begins council.Date) council.Date) []council.Message
	// EventEve reminds of events, and of what is still to come for them.
	EventEve(events []council.RevisionEntry, records council.EventRecords) []council.Message
	// OutcomeQuestion asks what became of the events that ended on the days
	// (3.19).
	OutcomeQuestion(from, to council.Date, events []council.RevisionEntry, records council.EventRecords) council.Message
	// Fulfilment tells how a week's plan was carried out (3.19).
	Fulfilment(f council.Fulfilment) []council.Message
}

// effect is whom the occurrence concerns at this moment, and what they are told.
func (r *DayRunner[T]) effect(ctx context.Context, tx T, o council.DayOccurrence, now time.Time) ([]council.Notice, error) {
	today := council.DateOf(now.In(r.Timetable.Zone))
	switch o.Kind {
	case council.DayEve, council.DayMorning:
		return r.leaders(ctx, tx, o)
	case council.MaterialsDue:
		return r.materials(ctx, tx, o, today)
	case council.EventEve:
		return r.eve(ctx, tx, o, today)
	case council.AskOutcome:
		return r.outcomes(ctx, tx, o, today)
	case council.WeekOutcome:
		return r.fulfilment(ctx, tx, o, today)
	}
	return nil, fmt.Errorf("nobody knows what to do on %q", o.Kind)
}

// leaders are told their day, and so are their assistants and who goes for one;
// nobody is troubled for a day with nothing planned.
func (r *DayRunner[T]) leaders(ctx context.Context, tx T, o council.DayOccurrence) ([]council.Notice, error) {
	plans, err := tx.RevisionsOver(ctx, o.From, o.To)
	if err != nil || len(plans) == 0 {
		return nil, err
	}
	leaders, err := tx.LeadersOn(ctx, o.From)
	if err != nil {
		return nil, err
	}
	assistants, err := tx.AssistantsOn(ctx, o.From)
	if err != nil {
		return nil, err
	}
	serving, err := tx.PeopleOn(ctx, o.From)
	if err != nil {
		return nil, err
	}
	records, err := tx.EventRecordsOf(ctx, council.EntryIDs(plans[0].Entries))
	if err != nil {
		return nil, err
	}
	var all []council.Notice
	for _, l := range leaders {
		if d := plans[0].LeaderDay(l, o.From); len(d.Entries) > 0 {
			all = append(all, d.Notices(o.Kind, assistants[l.PostID], r.Composer.LeaderDay(d, records, false))...)
		}
	}
	for _, d := range plans[0].SentOn(o.From, serving) {
		all = append(all, d.Notices(o.Kind, nil, r.Composer.LeaderDay(d, records, false))...)
	}
	return all, nil
}
