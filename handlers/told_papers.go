package handlers

import (
	"context"
	"slices"
	"time"

	"sereda/council"
)

// paperReminders are the kinds by which who records is reminded of a meeting's
// papers: note is taken by the papers.
var paperReminders = []string{string(council.AgendaDue), string(council.MinutesDue), string(council.PublishDue)}

// papersAsTold is what reminders of a meeting's papers are looked at with.
type papersAsTold struct {
	// agenda: there are questions on it; traces are the meeting's, in order.
	agenda  bool
	traces  []council.Trace
	minutes council.Minutes
}

// papersAsTold reads the papers of a meeting when somebody was reminded of them.
func (t *turn) papersAsTold(ctx context.Context, s sitting, all []council.Delivery) (papersAsTold, error) {
	var p papersAsTold
	if !slices.ContainsFunc(all, func(d council.Delivery) bool { return slices.Contains(paperReminders, d.Kind) }) {
		return p, nil
	}
	items, _, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return p, err
	}
	p.agenda = len(items) > 0
	if p.traces, err = t.store.TracesOf(ctx, []string{council.AboutMeeting(s.ID)}, shownTraces); err != nil {
		return p, err
	}
	slices.Reverse(p.traces)
	p.minutes, err = t.store.MinutesOf(ctx, s.ID)
	return p, err
}

// doneSince is when what a reminder is about was done after it.
func (p papersAsTold) doneSince(d council.Delivery) (time.Time, bool) {
	switch council.OccurrenceKind(d.Kind) {
	case council.AgendaDue:
		at, added := sinceIn(p.traces, d.Begun, []string{"agenda.added"})
		return at, added && p.agenda
	case council.MinutesDue:
		return p.minutes.At, p.minutes.Recorded() && !p.minutes.At.Before(d.Begun)
	case council.PublishDue:
		return p.minutes.At, p.minutes.Published && !p.minutes.At.Before(d.Begun)
	}
	return time.Time{}, false
}

// paperReminderOver tells that the reminder is of use no more.
func (t *turn) paperReminderOver(s sitting, kind string) bool {
	table := council.MeetingTimetable{Zone: t.app.Zone, Calendar: t.app.Timetable.Calendar}
	return !slices.ContainsFunc(table.Occurrences(s.body, s.Meeting), func(o council.MeetingOccurrence) bool {
		return string(o.Kind) == kind && o.Verdict(t.Now) == council.Run
	})
}
