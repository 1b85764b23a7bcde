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

// MeetingTx is what the timetable of meetings asks of a transaction.
type MeetingTx interface {
	MeetingRecords
	MeetingState
	LateInvitations
}

// MeetingRecords keep what has been looked at and carried out, make regular
// meetings and take notices.
type MeetingRecords interface {
	MeetingsLookedUntil(ctx context.Context, first time.Time) (time.Time, error)
	LookAtMeetingsUntil(ctx context.Context, until time.Time) error
	AddMeetingOccurrence(ctx context.Context, o council.MeetingOccurrence, verdict council.Verdict, now time.Time) (bool, error)
	CountMeetingNotices(ctx context.Context, o council.MeetingOccurrence, notices int) error
	AddRegularMeetings(ctx context.Context, meetings []council.Meeting) ([]council.Meeting, error)
	FollowCadence(ctx context.Context, m council.Meeting) (bool, error)
	DropUntold(ctx context.Context, m council.Meeting) (bool, error)
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// MeetingRunner looks at the timetable of meetings. It has a look of its own:
// quiet hours do not put it off, a meeting may be at night.
type MeetingRunner[T MeetingTx] struct {
	Store     Store[T]
	Timetable council.MeetingTimetable
	Composer  MeetingComposer
	Log       *slog.Logger
	// Enqueued is called when notices were written, so that they leave at
	// once; nil is nobody.
	Enqueued func()
}

// RunOnce makes the regular meetings that must be there and carries out what
// has become due since the last look. Each occurrence is a transaction of its
// own: one that fails stops no other, and the look does not move past it. now
// is the council's.
func (r *MeetingRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	due, after, err := r.due(ctx, now)
	if err != nil {
		return Result{}, fmt.Errorf("look at meetings: %w", err)
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
			// An invitation waits in its meeting, however old its hour is.
			if o.Kind != council.Invite {
				until = earlier(until, o.At.Add(-time.Microsecond))
			}
		}
	}
	if err := guarded(func() error { return r.inviteSeated(ctx, now, &result) }); err != nil {
		failures = append(failures, fmt.Errorf("invite who was seated since: %w", err))
		result.Failed++
	}
	if err := r.Store.InTx(ctx, func(tx T) error { return tx.LookAtMeetingsUntil(ctx, until) }); err != nil {
		failures = append(failures, err)
	}
	if result.Notices > 0 && r.Enqueued != nil {
		r.Enqueued()
	}
	return result, errors.Join(failures...)
}

// due are the occurrences since the last look, and when that was; regular
// meetings appear on the way.
func (r *MeetingRunner[T]) due(ctx context.Context, now time.Time) (due []council.MeetingOccurrence, after time.Time, err error) {
	err = r.Store.InTx(ctx, func(tx T) error {
		if after, err = tx.MeetingsLookedUntil(ctx, now); err != nil {
			return err
		}
		bodies, err := tx.BodiesOn(ctx, council.DateOf(now.In(r.Timetable.Zone)))
		if err != nil {
			return err
		}
		from, to := r.Timetable.Horizon(bodies, after)
		_, ahead := r.Timetable.Horizon(bodies, now)
		ahead = later(ahead, council.DateOf(now.In(r.Timetable.Zone)).AddDays(council.AppearAhead+council.LongestBreak))
		meetings, err := tx.MeetingsBetween(ctx, from, later(to, ahead))
		if err != nil {
			return err
		}
		meetings, err = r.realign(ctx, tx, bodies, meetings, now)
		if err != nil {
			return err
		}
		due = r.Timetable.Due(bodies, meetings, after, now)
		return nil
	})
	return due, after, err
}

// realign makes the regular meetings of the next four weeks, and has those that
// nobody was told of follow their body's schedule as it is now. The answer is
// the meetings as they are then.
func (r *MeetingRunner[T]) realign(ctx context.Context, tx T, bodies []council.Body, known []council.Meeting, now time.Time) ([]council.Meeting, error) {
	plan := r.Timetable.Realign(bodies, known, now)
	for _, m := range plan.Changed {
		followed, err := tx.FollowCadence(ctx, m)
		if err != nil {
			return nil, err
		}
		if followed {
			i := slices.IndexFunc(known, func(k council.Meeting) bool { return k.ID == m.ID })
			known[i] = m
			r.Log.Info("a regular meeting followed its body's schedule", "meeting", m.ID)
		}
	}
	for _, m := range plan.Gone {
		dropped, err := tx.DropUntold(ctx, m)
		if err != nil {
			return nil, err
		}
		if dropped {
			known = slices.DeleteFunc(known, func(k council.Meeting) bool { return k.ID == m.ID })
			r.Log.Info("a regular meeting is no more by its body's schedule", "meeting", m.ID)
		}
	}
	if len(plan.Missing) == 0 {
		return known, nil
	}
	appeared, err := tx.AddRegularMeetings(ctx, plan.Missing)
	if len(appeared) > 0 {
		r.Log.Info("regular meetings appeared", "meetings", len(appeared))
	}
	return append(known, appeared...), err
}

// carryOut records the occurrence and writes its notices in one transaction.
// The meeting is locked and read anew: what was moved or cancelled since the
// look is told no more.
func (r *MeetingRunner[T]) carryOut(ctx context.Context, o council.MeetingOccurrence, now time.Time, result *Result) error {
	verdict := o.Verdict(now)
	added, notices := false, 0
	err := r.Store.InTx(ctx, func(tx T) error {
		added, notices = false, 0
		m, err := tx.LockMeeting(ctx, o.Meeting.ID)
		if err != nil {
			return err
		}
		if m.Version != o.Meeting.Version || m.State != o.Meeting.State {
			return nil
		}
		if added, err = tx.AddMeetingOccurrence(ctx, o, verdict, now); err != nil || !added || verdict == council.Drop {
			return err
		}
		effect, err := r.effect(ctx, tx, o, now)
		if err != nil {
			return err
		}
		hold := r.Timetable.Quiet.Release(now, r.Timetable.Zone)
		for i := range effect {
			effect[i].Class = classOf(o, hold)
		}
		if notices, err = tx.Enqueue(ctx, effect, now, hold); err != nil {
			return err
		}
		return tx.CountMeetingNotices(ctx, o, notices)
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
	r.Log.Info("occurrence", "kind", o.Kind, "meeting", o.Subject(), "at", o.At, "late", now.Sub(o.At),
		"dropped", verdict == council.Drop, "notices", notices)
	return nil
}

// classOf lets what is close go before mass messages, and through quiet hours
// when it would be too late afterwards.
func classOf(o council.MeetingOccurrence, hold time.Time) council.Class {
	const close = 12 * time.Hour
	if o.Ahead > 0 && o.Ahead < close || !hold.Before(o.Until) {
		return council.Urgent
	}
	return council.Bulk
}

func later(a, b council.Date) council.Date {
	if b.After(a) {
		return b
	}
	return a
}
