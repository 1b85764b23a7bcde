package scheduler

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// WeekState is the week as it stands when an occurrence is carried out.
type WeekState interface {
	MovedDeadlines(ctx context.Context, from council.Date) (council.Moved, error)
	Standings(ctx context.Context, week council.Week, day council.Date) ([]council.Standing, error)
	SubmissionsOfWeek(ctx context.Context, week council.Week) ([]council.Submission, error)
	LeadersOn(ctx context.Context, day council.Date) ([]council.Leader, error)
	MeetingsOfWeek(ctx context.Context, week council.Week, leaders []council.Leader) ([]council.BodyMeeting, error)
	FollowPlan(ctx context.Context, week council.Week, fresh []council.PlanEntry) (council.Plan, error)
	LockPlan(ctx context.Context, week council.Week) (council.Plan, error)
	UpdatePlan(ctx context.Context, p council.Plan) error
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
	AddFile(ctx context.Context, f council.File, at time.Time) (int64, error)
}

// PlanWriter writes the plan on paper.
type PlanWriter interface {
	Plan(r council.Revision) ([]council.File, error)
}

// WeekComposer writes the messages around a week.
type WeekComposer interface {
	// Question asks a unit that submits if need be.
	Question(o council.Occurrence, unit council.Unit) council.Message
	// Reminder goes to a unit still missing, before or after the deadline.
	Reminder(o council.Occurrence, s council.Standing) council.Message
	// MissingList tells the secretary and the organiser who is missing.
	MissingList(week council.Week, deadline time.Time, roll council.Roll) council.Message
	// Digest is the consolidated week in as many messages as it takes.
	Digest(c council.Consolidated) []council.Message
	// PlanPaper brings the stored plan on paper.
	PlanPaper(r council.Revision, name string, storedID int64) council.Message
}

// effect is whom the occurrence concerns at this moment, and what they are told.
func (r *WeekRunner[T]) effect(ctx context.Context, tx T, o council.Occurrence, now time.Time) ([]council.Notice, error) {
	day := council.DateOf(now.In(r.Timetable.Zone))
	standings, err := tx.Standings(ctx, o.Week, day)
	if err != nil {
		return nil, err
	}
	roll := council.RollOf(standings, o.Deadline)
	switch o.Kind {
	case council.Ask:
		return toUnits(o, roll.Silent, func(s council.Standing) council.Message { return r.Composer.Question(o, s.Unit) }), nil
	case council.Remind, council.Chase:
		return toUnits(o, roll.Missing, func(s council.Standing) council.Message { return r.Composer.Reminder(o, s) }), nil
	case council.Missing:
		list := r.Composer.MissingList(o.Week, o.Deadline, roll)
		return toOffice(ctx, tx, o, day, []council.Message{list})
	case council.Digest:
		if err := send(ctx, tx, o, now); err != nil {
			return nil, err
		}
		c, draft, err := consolidated(ctx, tx, o, standings)
		if err != nil {
			return nil, err
		}
		paper, err := r.paper(ctx, tx, draft, now)
		if err != nil {
			return nil, err
		}
		return toOffice(ctx, tx, o, day, append(r.Composer.Digest(c), paper))
	}
	return nil, fmt.Errorf("nobody knows what to do on %q", o.Kind)
}

// toUnits writes to everybody who answers for the units, once for each unit:
// a message about two could not be taken back when one of them submits.
func toUnits(o council.Occurrence, units []council.Standing, message func(council.Standing) council.Message) []council.Notice {
	at := o.At.Unix()
	if o.Kind == council.Ask {
		// Once a week (3.16), though a moved deadline brings the hour again.
		at = 0
	}
	var notices []council.Notice
	for _, s := range units {
		m := message(s)
		for _, to := range s.Recipients {
			notices = append(notices, council.Notice{
				PersonID: to.PersonID, Class: council.Bulk, About: about(o), Message: m,
				Key: fmt.Sprintf("%s:%s:%d:%d:%d", o.Kind, o.Subject(), s.Unit.ID, at, to.PersonID),
			})
		}
	}
	return notices
}

// toOffice writes to the secretaries and the organisers; who is both is told
// once.
func toOffice[T WeekTx](ctx context.Context, tx T, o council.Occurrence, day council.Date, messages []council.Message) ([]council.Notice, error) {
	var notices []council.Notice
	told := map[int64]bool{}
	for _, role := range []council.Role{council.Secretary, council.Organiser} {
		people, err := tx.PeopleWith(ctx, role, day)
		if err != nil {
			return nil, err
		}
		for _, id := range people {
			if told[id] {
				continue
			}
			told[id] = true
			for part, m := range messages {
				notices = append(notices, council.Notice{
					PersonID: id, Class: council.Bulk, About: about(o), Message: m,
					Key: fmt.Sprintf("%s:%s:%d:%d:%d", o.Kind, o.Subject(), o.At.Unix(), id, part),
				})
			}
		}
	}
	return notices, nil
}

// paper is the document that goes with the digest: the plan as it stands,
// stored once for all who get it.
func (r *WeekRunner[T]) paper(ctx context.Context, tx T, draft council.Revision, now time.Time) (council.Message, error) {
	draft.AsOf = now
	files, err := r.Papers.Plan(draft)
	if err != nil {
		return council.Message{}, err
	}
	paper := council.ToPrint(files)
	id, err := tx.AddFile(ctx, paper, now)
	return r.Composer.PlanPaper(draft, paper.Name, id), err
}

// consolidated is the week as one, and as it would be printed; the leaders are
// those of its first day.
func consolidated[T WeekTx](ctx context.Context, tx T, o council.Occurrence, standings []council.Standing) (council.Consolidated, council.Revision, error) {
	submissions, err := tx.SubmissionsOfWeek(ctx, o.Week)
	if err != nil {
		return council.Consolidated{}, council.Revision{}, err
	}
	leaders, err := tx.LeadersOn(ctx, o.Week.Monday)
	if err != nil {
		return council.Consolidated{}, council.Revision{}, err
	}
	meetings, err := tx.MeetingsOfWeek(ctx, o.Week, leaders)
	if err != nil {
		return council.Consolidated{}, council.Revision{}, err
	}
	p, err := tx.FollowPlan(ctx, o.Week, council.Gather(o.Week, standings, submissions, meetings...))
	if err != nil {
		return council.Consolidated{}, council.Revision{}, err
	}
	c := council.Consolidate(o.Week, standings, p.InPlan(), o.Deadline, leaders)
	c.State = p.State
	c.Accept(p.Accepted)
	return c, p.Draft(o.Deadline, leaders), nil
}

// send ends the forming (3.17): the plan goes for agreement as it is, unless
// the organiser has sent it.
func send[T WeekTx](ctx context.Context, tx T, o council.Occurrence, now time.Time) error {
	p, err := tx.LockPlan(ctx, o.Week)
	if err != nil || p.State == council.ForAgreement || p.State == council.Agreed {
		return err
	}
	p.State, p.SentAt, p.SentBy, p.Remark = council.ForAgreement, now, 0, ""
	return tx.UpdatePlan(ctx, p)
}

// about names the week in the list of who was told.
func about(o council.Occurrence) string { return "week:" + o.Subject() }
