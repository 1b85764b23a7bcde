package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"sereda/council"
)

// AssignmentTx is what the timetable of assignments asks of a transaction.
type AssignmentTx interface {
	AssignmentsLookedUntil(ctx context.Context, first time.Time) (time.Time, error)
	LookAtAssignmentsUntil(ctx context.Context, until time.Time) error
	AddAssignmentOccurrence(ctx context.Context, o council.AssignmentOccurrence, verdict council.Verdict, now time.Time) (bool, error)
	CountAssignmentNotices(ctx context.Context, o council.AssignmentOccurrence, notices int) error
	AssignmentsOpen(ctx context.Context) ([]council.AssignmentCard, error)
	AssignmentsBetween(ctx context.Context, from, to council.Date) ([]council.AssignmentCard, error)
	LockAssignment(ctx context.Context, id int64) (council.AssignmentCard, error)
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
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
	Store     Store[T]
	Timetable council.AssignmentTimetable
	Composer  AssignmentComposer
	Log       *slog.Logger
	// Enqueued is called when notices were written, so that they leave at
	// once; nil is nobody.
	Enqueued func()
}

// RunOnce carries out what has become due since the last look. Each occurrence
// is a transaction of its own: one that fails stops no other, and the look does
// not move past it. now is the council's.
func (r *AssignmentRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	due, after, err := r.due(ctx, now)
	if err != nil {
		return Result{}, fmt.Errorf("look at assignments: %w", err)
	}
	if len(due) == 0 && now.Sub(after) < lookEvery {
		return Result{}, nil
	}
	var result Result
	var failures []error
	until := now
	for _, o := range due {
		if err := guarded(func() error { return r.carryOut(ctx, o, now, &result) }); err != nil {
			failures = append(failures, fmt.Errorf("%s of %s: %w", o.Kind, o.Subject(), err))
			result.Failed++
			until = earlier(until, o.At.Add(-time.Microsecond))
		}
	}
	if err := r.Store.InTx(ctx, func(tx T) error { return tx.LookAtAssignmentsUntil(ctx, until) }); err != nil {
		failures = append(failures, err)
	}
	if result.Notices > 0 && r.Enqueued != nil {
		r.Enqueued()
	}
	return result, errors.Join(failures...)
}

// due are the occurrences since the last look, and when that was. Assignments
// are read only when an hour of theirs has come.
func (r *AssignmentRunner[T]) due(ctx context.Context, now time.Time) (due []council.AssignmentOccurrence, after time.Time, err error) {
	err = r.Store.InTx(ctx, func(tx T) error {
		if after, err = tx.AssignmentsLookedUntil(ctx, now); err != nil || !r.Timetable.MayBeDue(after, now) {
			return err
		}
		open, err := tx.AssignmentsOpen(ctx)
		if err != nil {
			return err
		}
		due = r.Timetable.Due(open, after, now)
		return nil
	})
	return due, after, err
}

// carryOut records the occurrence and writes its notices in one transaction.
func (r *AssignmentRunner[T]) carryOut(ctx context.Context, o council.AssignmentOccurrence, now time.Time, result *Result) error {
	verdict := o.Verdict(now)
	added, notices := false, 0
	err := r.Store.InTx(ctx, func(tx T) error {
		added, notices = false, 0
		stands, err := r.stands(ctx, tx, &o)
		if err != nil || !stands {
			return err
		}
		if added, err = tx.AddAssignmentOccurrence(ctx, o, verdict, now); err != nil || !added || verdict == council.Drop {
			return err
		}
		effect, err := r.effect(ctx, tx, o, now)
		if err != nil {
			return err
		}
		if notices, err = tx.Enqueue(ctx, effect, now, r.Timetable.Quiet.Release(now, r.Timetable.Zone)); err != nil {
			return err
		}
		return tx.CountAssignmentNotices(ctx, o, notices)
	})
	switch {
	case err != nil:
		return err
	case !added:
		result.Elsewhere++
		return nil
	case verdict == council.Drop:
		result.Dropped++
	default:
		result.Done++
		result.Notices += notices
	}
	r.Log.Info("occurrence", "kind", o.Kind, "about", o.Subject(), "at", o.At, "late", now.Sub(o.At),
		"dropped", verdict == council.Drop, "notices", notices)
	return nil
}

// stands locks the assignment and reads it anew: what was reported, put off or
// taken back since the look is reminded of no more.
func (r *AssignmentRunner[T]) stands(ctx context.Context, tx T, o *council.AssignmentOccurrence) (bool, error) {
	if o.OfQuarter() {
		return true, nil
	}
	a, err := tx.LockAssignment(ctx, o.Assignment.ID)
	if err != nil {
		return false, err
	}
	same := a.Owed() && a.Due == o.Assignment.Due
	o.Assignment = a
	return same, nil
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
