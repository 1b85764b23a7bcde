// Package scheduler carries out the council's timetables: what is due between
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

// Records keep what has been looked at and carried out, and take notices.
type Records interface {
	LookedUntil(ctx context.Context, look council.Look, first time.Time) (time.Time, error)
	LookUntil(ctx context.Context, look council.Look, until time.Time) error
	AddOccurrence(ctx context.Context, m council.Mark, verdict council.Verdict, now time.Time) (bool, error)
	CountNotices(ctx context.Context, m council.Mark, notices int) error
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// Means are what every runner works with.
type Means[T any] struct {
	Store Store[T]
	Log   *slog.Logger
	// Enqueued is called when notices were written, so that they leave at
	// once; nil is nobody.
	Enqueued func()
}

func (m Means[T]) enqueued(notices int) {
	if notices > 0 && m.Enqueued != nil {
		m.Enqueued()
	}
}

// Result is what one look did. Elsewhere counts occurrences that another
// replica, or an earlier look, has carried out, and those that what they are
// about has made needless since the look.
type Result struct {
	Done, Dropped, Elsewhere, Failed int
	Notices                          int
	// Quiet tells that quiet hours put the look off.
	Quiet bool
}

// timetable is what a runner has of its own; the look is the same for all.
type timetable[T Records, O interface{ Mark() council.Mark }] struct {
	Means[T]
	look council.Look
	// due are the occurrences with after < At <= now, in order.
	due func(ctx context.Context, tx T, after, now time.Time) ([]O, error)
	// verdict tells whether an occurrence still makes sense now.
	verdict func(o O, now time.Time) council.Verdict
	// anew locks and reads again what an occurrence is about; false tells that
	// it has become another since the look. nil is where nothing can.
	anew func(ctx context.Context, tx T, o O) (O, bool, error)
	// effect is whom an occurrence concerns at this moment, and what they are
	// told.
	effect func(ctx context.Context, tx T, o O, now time.Time) ([]council.Notice, error)
	// hold is when the notices may leave: now, or the end of quiet hours.
	hold time.Time
	// lasting is a kind that is due until it is carried out, wherever the look
	// stands; "" is none.
	lasting council.OccurrenceKind
	// besides is what is to be done at each look, due or not, and tells how many
	// notices it wrote. nil is nothing.
	besides func(ctx context.Context, now time.Time) (int, error)
}

// runOnce carries out what has become due since the last look. Each occurrence
// is a transaction of its own: one that fails stops no other, and the look does
// not move past it, so that it is tried again. now is the council's.
func (t timetable[T, O]) runOnce(ctx context.Context, now time.Time) (Result, error) {
	due, after, err := t.find(ctx, now)
	if err != nil {
		return Result{}, fmt.Errorf("look at %s: %w", t.look, err)
	}
	if len(due) == 0 && now.Sub(after) < lookEvery {
		return Result{}, nil
	}
	var result Result
	var failures []error
	until := now
	for _, o := range due {
		if err := guarded(func() error { return t.carryOut(ctx, o, now, &result) }); err != nil {
			m := o.Mark()
			failures = append(failures, fmt.Errorf("%s of %s: %w", m.Kind, m.Subject, err))
			result.Failed++
			if m.Kind != t.lasting {
				until = earlier(until, m.At.Add(-time.Microsecond))
			}
		}
	}
	if err := guarded(func() error { return t.doBesides(ctx, now, &result) }); err != nil {
		failures = append(failures, fmt.Errorf("beside the timetable of %s: %w", t.look, err))
		result.Failed++
	}
	if err := t.Store.InTx(ctx, func(tx T) error { return tx.LookUntil(ctx, t.look, until) }); err != nil {
		failures = append(failures, err)
	}
	t.enqueued(result.Notices)
	return result, errors.Join(failures...)
}

// lookEvery spares the database a write for each look at which nothing is due.
const lookEvery = time.Minute

// find are the occurrences since the last look, and when that was.
func (t timetable[T, O]) find(ctx context.Context, now time.Time) (due []O, after time.Time, err error) {
	err = t.Store.InTx(ctx, func(tx T) error {
		if after, err = tx.LookedUntil(ctx, t.look, now); err != nil {
			return err
		}
		due, err = t.due(ctx, tx, after, now)
		return err
	})
	return due, after, err
}

// carryOut records the occurrence and writes its notices in one transaction.
func (t timetable[T, O]) carryOut(ctx context.Context, o O, now time.Time, result *Result) error {
	m, verdict := o.Mark(), t.verdict(o, now)
	added, notices := false, 0
	err := t.Store.InTx(ctx, func(tx T) (err error) {
		added, notices = false, 0 // a transaction tried again starts anew
		o, stands := o, true
		if t.anew != nil {
			if o, stands, err = t.anew(ctx, tx, o); err != nil || !stands {
				return err
			}
		}
		if added, err = tx.AddOccurrence(ctx, m, verdict, now); err != nil || !added || verdict == council.Drop {
			return err
		}
		effect, err := t.effect(ctx, tx, o, now)
		if err != nil {
			return err
		}
		if notices, err = tx.Enqueue(ctx, effect, now, t.hold); err != nil {
			return err
		}
		return tx.CountNotices(ctx, m, notices)
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
	t.Log.Info("occurrence", "kind", m.Kind, "about", m.Subject, "at", m.At, "late", now.Sub(m.At),
		"dropped", verdict == council.Drop, "notices", notices)
	return nil
}

func (t timetable[T, O]) doBesides(ctx context.Context, now time.Time, result *Result) error {
	if t.besides == nil {
		return nil
	}
	notices, err := t.besides(ctx, now)
	result.Notices += notices
	return err
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
