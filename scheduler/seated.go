package scheduler

import (
	"context"
	"errors"
	"slices"
	"time"

	"sereda/council"
)

// LateInvitations tell whom a meeting's invitations have not reached.
type LateInvitations interface {
	// InvitedMeetings are the planned meetings from the day on whose invitations
	// have gone out.
	InvitedMeetings(ctx context.Context, from council.Date) ([]council.Meeting, error)
	// AskedOf are the people whom this version of the meeting has been put to,
	// by notices of the kinds.
	AskedOf(ctx context.Context, m council.Meeting, kinds []string) ([]int64, error)
}

// inviteSeated invites who got a seat after the invitations went out: seated in
// the chat or by import, or appointed to a post that brings a seat (4.14), and
// tells how many notices it wrote. now is the council's.
func (r *MeetingRunner[T]) inviteSeated(ctx context.Context, now time.Time) (notices int, err error) {
	today := council.DateOf(now.In(r.Timetable.Zone))
	var bodies []council.Body
	var meetings []council.Meeting
	err = r.Store.InTx(ctx, func(tx T) (err error) {
		if bodies, err = tx.BodiesOn(ctx, today); err != nil {
			return err
		}
		meetings, err = tx.InvitedMeetings(ctx, today)
		return err
	})
	failures := []error{err}
	for _, m := range meetings {
		i := slices.IndexFunc(bodies, func(b council.Body) bool { return b.ID == m.BodyID })
		if i < 0 || !m.At(r.Timetable.Zone).After(now) {
			continue
		}
		invited, err := r.inviteLate(ctx, bodies[i], m, now)
		failures = append(failures, err)
		notices += invited
	}
	return notices, errors.Join(failures...)
}

// inviteLate invites those of one meeting. Its lock keeps a move from passing
// in between.
func (r *MeetingRunner[T]) inviteLate(ctx context.Context, b council.Body, m council.Meeting, now time.Time) (notices int, err error) {
	o := council.MeetingOccurrence{Kind: council.Invite, Meeting: m, Body: b, At: now, Until: m.At(r.Timetable.Zone)}
	err = r.Store.InTx(ctx, func(tx T) error {
		people, err := uninvited(ctx, tx, m)
		if err != nil || len(people) == 0 {
			return err
		}
		locked, err := tx.LockMeeting(ctx, m.ID)
		if err != nil || locked.Version != m.Version || locked.State != m.State {
			return err
		}
		w := round{MeetingOccurrence: o, now: now, hold: r.hold(now)}
		notices, err = tx.Enqueue(ctx, w.notices(people, r.Composer.Invitation(b, m, now)), now, w.hold)
		return err
	})
	if notices > 0 {
		r.Log.Info("invited who was seated since", "meeting", o.Subject(), "notices", notices)
	}
	return notices, err
}

// uninvited are those with a seat on the meeting's day whom it was not put to
// and who have not answered.
func uninvited[T MeetingTx](ctx context.Context, tx T, m council.Meeting) ([]int64, error) {
	seats, err := tx.SeatsOn(ctx, m.BodyID, m.Day)
	if err != nil {
		return nil, err
	}
	known, err := tx.AskedOf(ctx, m, council.AskingKinds())
	if err != nil {
		return nil, err
	}
	responses, err := tx.ResponsesOf(ctx, m)
	if err != nil {
		return nil, err
	}
	for _, answer := range responses {
		known = append(known, answer.PersonID)
	}
	var people []int64
	for _, s := range council.OncePerPerson(seats) {
		if !slices.Contains(known, s.Person.ID) {
			people = append(people, s.Person.ID)
		}
	}
	return people, nil
}
