package scheduler

import (
	"context"
	"time"

	"sereda/council"
)

// DayTx is what the day's timetable asks of a transaction.
type DayTx interface {
	Records
	DayState
}

// DayRunner looks at the day's timetable.
type DayRunner[T DayTx] struct {
	Means[T]
	Timetable council.DayTimetable
	Composer  DayComposer
}

// RunOnce carries out what has become due since the last look; what failed is
// tried at the next. In quiet hours nothing is looked at: the plan may change
// until their end. now is the council's.
func (r *DayRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	if r.Timetable.Quiet.Release(now, r.Timetable.Zone).After(now) {
		return Result{Quiet: true}, nil
	}
	return timetable[T, council.DayOccurrence]{
		Means: r.Means, look: council.LookAtDays, due: r.due, verdict: council.DayOccurrence.Verdict, effect: r.effect, hold: now,
	}.runOnce(ctx, now)
}

func (r *DayRunner[T]) due(_ context.Context, _ T, after, now time.Time) ([]council.DayOccurrence, error) {
	return r.Timetable.Due(after, now), nil
}
