package scheduler

import (
	"context"
	"time"

	"sereda/council"
)

// WeekTx is what the week's timetable asks of a transaction.
type WeekTx interface {
	Records
	WeekState
}

// WeekRunner looks at the week's timetable.
type WeekRunner[T WeekTx] struct {
	Means[T]
	Timetable council.Timetable
	Quiet     council.QuietHours
	Composer  WeekComposer
	Papers    PlanWriter
}

// RunOnce carries out what has become due since the last look; what failed is
// tried at the next. In quiet hours nothing is looked at: whom an occurrence
// concerns is known only when it is carried out, and who submits at night needs
// no reminder in the morning. now is the council's.
func (r *WeekRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	if r.Quiet.Release(now, r.Timetable.Zone).After(now) {
		return Result{Quiet: true}, nil
	}
	return timetable[T, council.Occurrence]{
		Means: r.Means, look: council.LookAtWeeks, due: r.due, verdict: r.verdict, effect: r.effect, hold: now,
	}.runOnce(ctx, now)
}

// movable is how many days before its week a deadline moved by hand may lie,
// with everything that hangs on it.
const movable = 28

func (r *WeekRunner[T]) due(ctx context.Context, tx T, after, now time.Time) ([]council.Occurrence, error) {
	moved, err := tx.MovedDeadlines(ctx, council.DateOf(after.In(r.Timetable.Zone)).AddDays(-movable))
	if err != nil {
		return nil, err
	}
	return r.Timetable.Due(after, now, moved), nil
}

// verdict counts lateness from the end of the quiet hours in which the
// occurrence fell: being held till morning is not being late.
func (r *WeekRunner[T]) verdict(o council.Occurrence, now time.Time) council.Verdict {
	before := o.Kind == council.Ask || o.Kind == council.Remind
	if before && !now.Before(o.Deadline) || o.Kind == council.Chase && !now.Before(o.Until) {
		return council.Drop
	}
	ready := r.Quiet.Release(o.At, r.Timetable.Zone)
	return o.Verdict(o.At.Add(max(0, now.Sub(ready))))
}
