package scheduler

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
)

// AssignmentTx is what the timetable of assignments asks of a transaction.
type AssignmentTx interface {
	Records
	AssignmentsOpen(ctx context.Context) ([]council.AssignmentCard, error)
	AssignmentsBetween(ctx context.Context, from, to council.Date) ([]council.AssignmentCard, error)
	LockAssignment(ctx context.Context, id int64) (council.AssignmentCard, error)
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
}

// AssignmentComposer writes the messages around assignments.
type AssignmentComposer interface {
	// AssignmentReminder goes to the doer before, on and after the day.
	AssignmentReminder(o council.AssignmentOccurrence, today council.Date) council.Message
	// AssignmentCollection asks a doer, after a quarter, for reports on what is
	// owed; due is the last day for them (11.10).
	AssignmentCollection(o council.AssignmentOccurrence, due council.Date, owed []council.AssignmentCard, today council.Date) []council.Message
	// AssignmentSummary is the quarter's summary for the organisers (11.10).
	AssignmentSummary(s council.AssignmentSummary) []council.Message
}

// AssignmentRunner looks at the timetable of assignments.
type AssignmentRunner[T AssignmentTx] struct {
	Means[T]
	Timetable council.AssignmentTimetable
	Composer  AssignmentComposer
}

// RunOnce carries out what has become due since the last look; what failed is
// tried at the next. In quiet hours it looks all the same, and the notices wait
// for their end. now is the council's.
func (r *AssignmentRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	return timetable[T, council.AssignmentOccurrence]{
		Means: r.Means, look: council.LookAtAssignments, due: r.due, verdict: council.AssignmentOccurrence.Verdict,
		anew: r.anew, effect: r.effect, hold: r.Timetable.Quiet.Release(now, r.Timetable.Zone),
	}.runOnce(ctx, now)
}

// due reads assignments only when an hour of theirs has come.
func (r *AssignmentRunner[T]) due(ctx context.Context, tx T, after, now time.Time) ([]council.AssignmentOccurrence, error) {
	if !r.Timetable.MayBeDue(after, now) {
		return nil, nil
	}
	open, err := tx.AssignmentsOpen(ctx)
	if err != nil {
		return nil, err
	}
	return r.Timetable.Due(open, after, now), nil
}

// anew locks the assignment: what was reported, put off or taken back since the
// look is reminded of no more.
func (r *AssignmentRunner[T]) anew(ctx context.Context, tx T, o council.AssignmentOccurrence) (council.AssignmentOccurrence, bool, error) {
	if o.OfQuarter() {
		return o, true, nil
	}
	looked := o.Assignment.Due
	var err error
	o.Assignment, err = tx.LockAssignment(ctx, o.Assignment.ID)
	return o, err == nil && o.Assignment.Owed() && o.Assignment.Due == looked, err
}

// effect is whom the occurrence concerns at this moment, and what they are told.
func (r *AssignmentRunner[T]) effect(ctx context.Context, tx T, o council.AssignmentOccurrence, now time.Time) ([]council.Notice, error) {
	today := council.DateOf(now.In(r.Timetable.Zone))
	switch o.Kind {
	case council.AssignmentSoon, council.AssignmentDue, council.AssignmentOverdue:
		return notices(o, o.Assignment.DoerID, r.Composer.AssignmentReminder(o, today)), nil
	case council.CollectReports, council.ChaseReports:
		return r.collect(ctx, tx, o, today)
	case council.SumUpAssignments:
		return r.sumUp(ctx, tx, o, today)
	}
	return nil, fmt.Errorf("nobody knows what to do on %q", o.Kind)
}

// collect asks each doer for reports on all that was due by the quarter's end
// and is still owed.
func (r *AssignmentRunner[T]) collect(ctx context.Context, tx T, o council.AssignmentOccurrence, today council.Date) ([]council.Notice, error) {
	open, err := tx.AssignmentsOpen(ctx)
	if err != nil {
		return nil, err
	}
	owed := map[int64][]council.AssignmentCard{}
	var doers []int64
	for _, a := range open {
		if !a.Owed() || a.Due.After(o.Quarter.Last()) {
			continue
		}
		if owed[a.DoerID] == nil {
			doers = append(doers, a.DoerID)
		}
		owed[a.DoerID] = append(owed[a.DoerID], a)
	}
	slices.Sort(doers)
	var all []council.Notice
	for _, doer := range doers {
		messages := r.Composer.AssignmentCollection(o, o.Quarter.ReportsDue(r.Timetable.Calendar), owed[doer], today)
		all = append(all, notices(o, doer, messages...)...)
	}
	return all, nil
}

// sumUp tells the organisers how the quarter's assignments were carried out.
func (r *AssignmentRunner[T]) sumUp(ctx context.Context, tx T, o council.AssignmentOccurrence, today council.Date) ([]council.Notice, error) {
	due, err := tx.AssignmentsBetween(ctx, o.Quarter.First(), o.Quarter.Last())
	if err != nil || len(due) == 0 {
		return nil, err
	}
	organisers, err := tx.PeopleWith(ctx, council.Organiser, today)
	if err != nil {
		return nil, err
	}
	messages := r.Composer.AssignmentSummary(council.SumUp(o.Quarter, due, today, r.Timetable.Zone))
	var all []council.Notice
	for _, id := range organisers {
		all = append(all, notices(o, id, messages...)...)
	}
	return all, nil
}

// notices are the messages of the occurrence to one person.
func notices(o council.AssignmentOccurrence, personID int64, messages ...council.Message) []council.Notice {
	all := make([]council.Notice, len(messages))
	for part, m := range messages {
		all[part] = council.Notice{PersonID: personID, Class: council.Bulk, About: o.About(), Key: o.Key(part, personID), Message: m}
	}
	return all
}
