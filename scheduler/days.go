package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"sereda/council"
)

// DayTx is what the day's timetable asks of a transaction.
type DayTx interface {
	DayRecords
	DayState
}

// DayRecords keep what has been looked at and carried out, and take notices.
type DayRecords interface {
	DaysLookedUntil(ctx context.Context, first time.Time) (time.Time, error)
	LookAtDaysUntil(ctx context.Context, until time.Time) error
	AddDayOccurrence(ctx context.Context, o council.DayOccurrence, verdict council.Verdict, now time.Time) (bool, error)
	CountDayNotices(ctx context.Context, o council.DayOccurrence, notices int) error
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// DayRunner looks at the day's timetable.
type DayRunner[T DayTx] struct {
	Store     Store[T]
	Timetable council.DayTimetable
	Composer  DayComposer
	Log       *slog.Logger
	// Enqueued is called when notices were written, so that they leave at
	// once; nil is nobody.
	Enqueued func()
}

// RunOnce carries out what has become due since the last look. Each occurrence
// is a transaction of its own: one that fails stops no other, and the look does
// not move past it. In quiet hours nothing is looked at: the plan may change
// until their end. now is the council's.
func (r *DayRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	if r.Timetable.Quiet.Release(now, r.Timetable.Zone).After(now) {
		return Result{Quiet: true}, nil
	}
	var after time.Time
	err := r.Store.InTx(ctx, func(tx T) (err error) {
		after, err = tx.DaysLookedUntil(ctx, now)
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("look at the day: %w", err)
	}
	due := r.Timetable.Due(after, now)
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
	if err := r.Store.InTx(ctx, func(tx T) error { return tx.LookAtDaysUntil(ctx, until) }); err != nil {
		failures = append(failures, err)
	}
	if result.Notices > 0 && r.Enqueued != nil {
		r.Enqueued()
	}
	return result, errors.Join(failures...)
}

// carryOut records the occurrence and writes its notices in one transaction.
func (r *DayRunner[T]) carryOut(ctx context.Context, o council.DayOccurrence, now time.Time, result *Result) error {
	verdict := o.Verdict(now)
	added, notices := false, 0
	err := r.Store.InTx(ctx, func(tx T) error {
		added, notices = false, 0 // a transaction tried again starts anew
		var err error
		if added, err = tx.AddDayOccurrence(ctx, o, verdict, now); err != nil || !added || verdict == council.Drop {
			return err
		}
		effect, err := r.effect(ctx, tx, o, now)
		if err != nil {
			return err
		}
		if notices, err = tx.Enqueue(ctx, effect, now, now); err != nil {
			return err
		}
		return tx.CountDayNotices(ctx, o, notices)
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
