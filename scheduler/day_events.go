package scheduler

import (
	"context"
	"slices"

	"sereda/council"
)

// materials reminds those who answer for the occurrence's events of what is
// still to come, and of what was promised for today.
func (r *DayRunner[T]) materials(ctx context.Context, tx T, o council.DayOccurrence, today council.Date) ([]council.Notice, error) {
	plans, err := tx.RevisionsOver(ctx, today, o.To)
	if err != nil {
		return nil, err
	}
	events := eventsOf(plans, func(p council.Revision) []council.RevisionEntry { return p.Begun(today, o.To) })
	records, err := tx.EventRecordsOf(ctx, council.EntryIDs(events))
	if err != nil {
		return nil, err
	}
	events = slices.DeleteFunc(events, func(e council.RevisionEntry) bool {
		return len(records.Missing(e)) == 0 || !o.Covers(e.From) && !records.DueOn(e, today)
	})
	return toCharges(ctx, tx, o, today, events, func(mine []council.RevisionEntry) []council.Message {
		return r.Composer.MaterialsDue(mine, records, r.Timetable.MaterialsDueOn)
	})
}

// eve reminds of the events of the next working day and of the days off before
// it. What lasts the whole week needs no reminder.
func (r *DayRunner[T]) eve(ctx context.Context, tx T, o council.DayOccurrence, today council.Date) ([]council.Notice, error) {
	plans, err := tx.RevisionsOver(ctx, o.From, o.To)
	if err != nil {
		return nil, err
	}
	events := eventsOf(plans, func(p council.Revision) []council.RevisionEntry { return p.OnEve(o.From, o.To) })
	records, err := tx.EventRecordsOf(ctx, council.EntryIDs(events))
	if err != nil {
		return nil, err
	}
	return toCharges(ctx, tx, o, today, events, func(mine []council.RevisionEntry) []council.Message {
		return r.Composer.EventEve(mine, records)
	})
}

// outcomes asks what became of the events that ended.
func (r *DayRunner[T]) outcomes(ctx context.Context, tx T, o council.DayOccurrence, today council.Date) ([]council.Notice, error) {
	plans, err := tx.RevisionsOver(ctx, o.From, o.To)
	if err != nil {
		return nil, err
	}
	events := eventsOf(plans, func(p council.Revision) []council.RevisionEntry { return p.Ended(o.From, o.To) })
	records, err := tx.EventRecordsOf(ctx, council.EntryIDs(events))
	if err != nil {
		return nil, err
	}
	return toCharges(ctx, tx, o, today, events, func(mine []council.RevisionEntry) []council.Message {
		return []council.Message{r.Composer.OutcomeQuestion(o.From, o.To, mine, records)}
	})
}

// fulfilment tells the secretary and the organisers how the week went.
func (r *DayRunner[T]) fulfilment(ctx context.Context, tx T, o council.DayOccurrence, today council.Date) ([]council.Notice, error) {
	plans, err := tx.RevisionsOver(ctx, o.From, o.To)
	if err != nil || len(plans) == 0 || len(plans[0].Entries) == 0 {
		return nil, err
	}
	records, err := tx.EventRecordsOf(ctx, council.EntryIDs(plans[0].Entries))
	if err != nil {
		return nil, err
	}
	// A meeting may have been moved out of its week.
	meetings, err := tx.MeetingsBetween(ctx, o.From.AddDays(-council.AppearAhead), o.To.AddDays(council.AppearAhead))
	if err != nil {
		return nil, err
	}
	messages := r.Composer.Fulfilment(plans[0].Fulfil(records, meetings))
	var people []int64
	for _, role := range []council.Role{council.Secretary, council.Organiser} {
		found, err := tx.PeopleWith(ctx, role, today)
		if err != nil {
			return nil, err
		}
		people = append(people, found...)
	}
	slices.Sort(people)
	var all []council.Notice
	for _, id := range slices.Compact(people) {
		all = append(all, council.DayNotices(o.Kind, o.From, id, plans[0].Number, messages)...)
	}
	return all, nil
}

func eventsOf(plans []council.Revision, of func(p council.Revision) []council.RevisionEntry) []council.RevisionEntry {
	var events []council.RevisionEntry
	for _, p := range plans {
		events = append(events, of(p)...)
	}
	return events
}

// toCharges writes to each who answers for some of the events about those.
func toCharges[T DayTx](ctx context.Context, tx T, o council.DayOccurrence, today council.Date, events []council.RevisionEntry,
	messages func(mine []council.RevisionEntry) []council.Message) ([]council.Notice, error) {
	if len(events) == 0 {
		return nil, nil
	}
	heads, err := tx.HeadsOf(ctx, council.UnitsOf(events), today)
	if err != nil {
		return nil, err
	}
	organisers, err := tx.PeopleWith(ctx, council.Organiser, today)
	if err != nil {
		return nil, err
	}
	var all []council.Notice
	for _, c := range council.Charges(events, heads, organisers) {
		all = append(all, council.DayNotices(o.Kind, o.From, c.PersonID, 0, messages(c.Events))...)
	}
	return all, nil
}
