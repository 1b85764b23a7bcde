package scheduler

import (
	"context"
	"slices"
	"time"

	"sereda/council"
)

// MeetingTx is what the timetable of meetings asks of a transaction.
type MeetingTx interface {
	Records
	RegularMeetings
	MeetingState
	LateInvitations
}

// RegularMeetings make the meetings of a body's schedule, and have those that
// nobody was told of follow it.
type RegularMeetings interface {
	AddRegularMeetings(ctx context.Context, meetings []council.Meeting) ([]council.Meeting, error)
	FollowCadence(ctx context.Context, m council.Meeting) (bool, error)
	DropUntold(ctx context.Context, m council.Meeting) (bool, error)
}

// MeetingRunner looks at the timetable of meetings.
type MeetingRunner[T MeetingTx] struct {
	Means[T]
	Timetable council.MeetingTimetable
	Composer  MeetingComposer
	// Follow brings what is agreed in step with meetings that their bodies'
	// schedule has just made, moved or called off, and answers whom that
	// concerns; nil is nobody.
	Follow func(ctx context.Context, tx T, meetings []council.Meeting, now time.Time) ([]council.Notice, error)
}

// RunOnce makes the regular meetings that must be there, carries out what has
// become due since the last look and invites who was seated since; what failed
// is tried at the next. Quiet hours do not put it off, a meeting may be at
// night: what can wait waits for their end. now is the council's.
func (r *MeetingRunner[T]) RunOnce(ctx context.Context, now time.Time) (Result, error) {
	followed := 0
	due := func(ctx context.Context, tx T, after, now time.Time) (found []council.MeetingOccurrence, err error) {
		found, followed, err = r.due(ctx, tx, after, now)
		return found, err
	}
	result, err := timetable[T, council.MeetingOccurrence]{
		Means: r.Means, look: council.LookAtMeetings, due: due, verdict: council.MeetingOccurrence.Verdict,
		anew: r.anew, effect: r.effect, hold: r.hold(now),
		// An invitation waits in its meeting, however old its hour is.
		lasting: council.Invite, besides: r.inviteSeated,
	}.runOnce(ctx, now)
	r.enqueued(followed)
	return result, err
}

func (r *MeetingRunner[T]) hold(now time.Time) time.Time {
	return r.Timetable.Quiet.Release(now, r.Timetable.Zone)
}

// due has regular meetings appear on the way, and tells how many notices that
// made.
func (r *MeetingRunner[T]) due(ctx context.Context, tx T, after, now time.Time) ([]council.MeetingOccurrence, int, error) {
	bodies, err := tx.BodiesOn(ctx, council.DateOf(now.In(r.Timetable.Zone)))
	if err != nil {
		return nil, 0, err
	}
	from, to := r.Timetable.Horizon(bodies, after)
	_, ahead := r.Timetable.Horizon(bodies, now)
	ahead = later(ahead, council.DateOf(now.In(r.Timetable.Zone)).AddDays(council.AppearAhead+council.LongestBreak))
	meetings, err := tx.MeetingsBetween(ctx, from, later(to, ahead))
	if err != nil {
		return nil, 0, err
	}
	meetings, followed, err := r.realign(ctx, tx, bodies, meetings, now)
	if err != nil {
		return nil, 0, err
	}
	told, err := r.follow(ctx, tx, followed, now)
	return r.Timetable.Due(bodies, meetings, after, now), told, err
}

func (r *MeetingRunner[T]) follow(ctx context.Context, tx T, followed []council.Meeting, now time.Time) (int, error) {
	if r.Follow == nil || len(followed) == 0 {
		return 0, nil
	}
	notices, err := r.Follow(ctx, tx, followed, now)
	if err != nil || len(notices) == 0 {
		return 0, err
	}
	return tx.Enqueue(ctx, notices, now, r.hold(now))
}

// realign makes the regular meetings of the next four weeks, and has those that
// nobody was told of follow their body's schedule as it is now. The answer is
// the meetings as they are then, and those that became others.
func (r *MeetingRunner[T]) realign(ctx context.Context, tx T, bodies []council.Body, known []council.Meeting, now time.Time) (meetings, others []council.Meeting, err error) {
	plan := r.Timetable.Realign(bodies, known, now)
	for _, m := range plan.Changed {
		followed, err := tx.FollowCadence(ctx, m)
		if err != nil {
			return nil, nil, err
		}
		if followed {
			i := slices.IndexFunc(known, func(k council.Meeting) bool { return k.ID == m.ID })
			known[i], others = m, append(others, m)
			r.Log.Info("a regular meeting followed its body's schedule", "meeting", m.ID)
		}
	}
	for _, m := range plan.Gone {
		dropped, err := tx.DropUntold(ctx, m)
		if err != nil {
			return nil, nil, err
		}
		if dropped {
			others = append(others, m)
			known = slices.DeleteFunc(known, func(k council.Meeting) bool { return k.ID == m.ID })
			r.Log.Info("a regular meeting is no more by its body's schedule", "meeting", m.ID)
		}
	}
	if len(plan.Missing) == 0 {
		return known, others, nil
	}
	appeared, err := tx.AddRegularMeetings(ctx, plan.Missing)
	if len(appeared) > 0 {
		r.Log.Info("regular meetings appeared", "meetings", len(appeared))
	}
	return append(known, appeared...), append(others, appeared...), err
}

// anew locks the meeting: what was moved or cancelled since the look is told no
// more.
func (r *MeetingRunner[T]) anew(ctx context.Context, tx T, o council.MeetingOccurrence) (council.MeetingOccurrence, bool, error) {
	m, err := tx.LockMeeting(ctx, o.Meeting.ID)
	return o, err == nil && m.Version == o.Meeting.Version && m.State == o.Meeting.State, err
}

func later(a, b council.Date) council.Date {
	if b.After(a) {
		return b
	}
	return a
}
