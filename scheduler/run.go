// Package scheduler carries out the council's timetable: what is due between
// the last look and now is done once, in whichever replica comes first, and
// what fell into an outage afterwards or, by its rule, not at all.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"sereda/council"
)

// Store runs work in one transaction.
type Store[T any] interface {
	InTx(ctx context.Context, work func(tx T) error) error
}

// Tx is what the timetable asks of a transaction.
type Tx interface {
	Records
	State
}

// Records keep what has been looked at and carried out, and take notices.
type Records interface {
	LookedUntil(ctx context.Context, first time.Time) (time.Time, error)
	LookUntil(ctx context.Context, until time.Time) error
	AddOccurrence(ctx context.Context, o council.Occurrence, verdict council.Verdict, now time.Time) (bool, error)
	CountNotices(ctx context.Context, o council.Occurrence, notices int) error
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// Runner looks at the timetable.
type Runner[T Tx] struct {
	Store     Store[T]
	Timetable council.Timetable
	Quiet     council.QuietHours
	Composer  Composer
	Papers    PlanWriter
	Log       *slog.Logger
	// Enqueued is called when notices were written, so that they leave at
	// once; nil is nobody.
	Enqueued func()
}

// Result is what one look did. Elsewhere counts occurrences that another
// replica, or an earlier look, has carried out.
type Result struct {
	Done, Dropped, Elsewhere, Failed int
	Notices                          int
	// Quiet tells that quiet hours put the look off.
	Quiet bool
}

// RunOnce carries out what has become due since the last look. Each occurrence
// is a transaction of its own: one that fails stops no other, and the look does
// not move past it, so that it is tried again. In quiet hours nothing is looked
// at: whom an occurrence concerns is known only when it is carried out, and who
// submits at night needs no reminder in the morning. now is the council's.
func (r *Runner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	if r.Quiet.Release(now, r.Timetable.Zone).After(now) {
		return Result{Quiet: true}, nil
	}
	due, after, err := r.due(ctx, now)
	if err != nil {
		return Result{}, fmt.Errorf("look at the timetable: %w", err)
	}
	if len(due) == 0 && now.Sub(after) < lookEvery {
		return Result{}, nil
	}
	var result Result
	var failures []error
	until := now
	for _, o := range due {
		if err := guarded(func() error { return r.carryOut(ctx, o, now, &result) }); err != nil {
			failures = append(failures, fmt.Errorf("%s of week %s: %w", o.Kind, o.Week, err))
			result.Failed++
			until = earlier(until, o.At.Add(-time.Microsecond))
		}
	}
	if err := r.Store.InTx(ctx, func(tx T) error { return tx.LookUntil(ctx, until) }); err != nil {
		failures = append(failures, err)
	}
	if result.Notices > 0 && r.Enqueued != nil {
		r.Enqueued()
	}
	return result, errors.Join(failures...)
}

// lookEvery spares the database a write for each look at which nothing is due.
const lookEvery = time.Minute

// movable is how long before its week a deadline moved by hand may lie, with
// everything that hangs on it.
const movable = 28

// due are the occurrences since the last look, and when that was.
func (r *Runner[T]) due(ctx context.Context, now time.Time) (due []council.Occurrence, after time.Time, err error) {
	err = r.Store.InTx(ctx, func(tx T) error {
		if after, err = tx.LookedUntil(ctx, now); err != nil {
			return err
		}
		moved, err := tx.MovedDeadlines(ctx, council.DateOf(after.In(r.Timetable.Zone)).AddDays(-movable))
		if err != nil {
			return err
		}
		due = r.Timetable.Due(after, now, moved)
		return nil
	})
	return due, after, err
}

// carryOut records the occurrence and writes its notices in one transaction.
func (r *Runner[T]) carryOut(ctx context.Context, o council.Occurrence, now time.Time, result *Result) error {
	verdict := r.verdict(o, now)
	added, notices := false, 0
	err := r.Store.InTx(ctx, func(tx T) error {
		added, notices = false, 0 // a transaction tried again starts anew
		var err error
		if added, err = tx.AddOccurrence(ctx, o, verdict, now); err != nil || !added || verdict == council.Drop {
			return err
		}
		effect, err := r.effect(ctx, tx, o, now)
		if err != nil {
			return err
		}
		if notices, err = tx.Enqueue(ctx, effect, now, now); err != nil {
			return err
		}
		return tx.CountNotices(ctx, o, notices)
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
	r.Log.Info("occurrence", "kind", o.Kind, "week", o.Subject(), "at", o.At, "late", now.Sub(o.At),
		"dropped", verdict == council.Drop, "notices", notices)
	return nil
}

// verdict counts lateness from the end of the quiet hours in which the
// occurrence fell: being held till morning is not being late.
func (r *Runner[T]) verdict(o council.Occurrence, now time.Time) council.Verdict {
	before := o.Kind == council.Ask || o.Kind == council.Remind
	if before && !now.Before(o.Deadline) || o.Kind == council.Chase && !now.Before(o.Until) {
		return council.Drop
	}
	ready := r.Quiet.Release(o.At, r.Timetable.Zone)
	return o.Verdict(o.At.Add(max(0, now.Sub(ready))))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
