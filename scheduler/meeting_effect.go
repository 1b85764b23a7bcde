package scheduler

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
)

// MeetingState is a meeting with its body as they stand when an occurrence is
// carried out.
type MeetingState interface {
	MeetingPeople
	BodiesOn(ctx context.Context, day council.Date) ([]council.Body, error)
	CompositionOn(ctx context.Context, bodyID int64, day council.Date) (int, error)
	MeetingsBetween(ctx context.Context, from, to council.Date) ([]council.Meeting, error)
	LockMeeting(ctx context.Context, id int64) (council.Meeting, error)
	MinutesOf(ctx context.Context, meetingID int64) (council.Minutes, error)
	ResponsesOf(ctx context.Context, m council.Meeting) ([]council.Response, error)
	AgendaOf(ctx context.Context, meetingID int64) ([]council.AgendaItem, []council.Material, error)
	KeepInvited(ctx context.Context, m council.Meeting) error
}

// MeetingPeople are those whom a meeting concerns.
type MeetingPeople interface {
	SeatsOn(ctx context.Context, bodyID int64, day council.Date) ([]council.SeatHolder, error)
	StandInsFor(ctx context.Context, people []int64, day council.Date) ([]int64, error)
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
}

// MeetingComposer writes the messages around a meeting. now is the council's
// instant, by which buttons are offered.
type MeetingComposer interface {
	// Invitation asks a person with a seat; InvitationAgain after a move.
	Invitation(b council.Body, m council.Meeting, now time.Time) council.Message
	InvitationAgain(b council.Body, m council.Meeting, now time.Time) council.Message
	// AnswerReminder goes to who has not answered yet.
	AnswerReminder(b council.Body, m council.Meeting, now time.Time) council.Message
	// MeetingReminder goes to those invited, with the answer they gave, if any;
	// DeputyReminder to who attends in the principal's place.
	MeetingReminder(b council.Body, m council.Meeting, answer *council.Response, now time.Time) council.Message
	DeputyReminder(b council.Body, m council.Meeting, principal council.Person) council.Message
	// Materials is the agenda with its links and files, in as many messages as
	// it takes; asked only when there is something to send.
	Materials(b council.Body, m council.Meeting, items []council.AgendaItem, materials []council.Material) []council.Message
	// QuorumWarning tells the chair and who records that the promises make no
	// quorum.
	QuorumWarning(b council.Body, m council.Meeting, f council.ForecastResult) council.Message
	// AgendaDue, MinutesDue and PublishDue remind who records of papers due on
	// the day (4.10, 5.29, 5.33).
	AgendaDue(b council.Body, m council.Meeting, due council.Date) council.Message
	MinutesDue(b council.Body, m council.Meeting, due council.Date) council.Message
	PublishDue(b council.Body, m council.Meeting) council.Message
}

// round is one occurrence with what is known of its meeting.
type round struct {
	council.MeetingOccurrence
	// hold is until when what can wait waits.
	now, hold time.Time
	// today is the council's day, seats are those of the meeting's.
	today   council.Date
	seats   []council.SeatHolder
	answers map[int64]council.Response
}

// effect is whom the occurrence concerns at this moment, and what they are told.
func (r *MeetingRunner[T]) effect(ctx context.Context, tx T, o council.MeetingOccurrence, now time.Time) ([]council.Notice, error) {
	o.Meeting.Invited = o.Meeting.Version
	w := round{MeetingOccurrence: o, now: now, hold: r.hold(now), today: council.DateOf(now.In(r.Timetable.Zone))}
	switch o.Kind {
	case council.AgendaDue, council.MinutesDue, council.PublishDue:
		return r.papers(ctx, tx, w)
	case council.SendMaterials:
		return r.materials(ctx, tx, w)
	}
	var err error
	if w.seats, err = tx.SeatsOn(ctx, o.Body.ID, o.Meeting.Day); err != nil {
		return nil, err
	}
	responses, err := tx.ResponsesOf(ctx, o.Meeting)
	if err != nil {
		return nil, err
	}
	w.answers = make(map[int64]council.Response, len(responses))
	for _, response := range responses {
		w.answers[response.PersonID] = response
	}
	switch o.Kind {
	case council.Invite:
		return r.ask(w), tx.KeepInvited(ctx, o.Meeting)
	case council.AskSilent:
		return r.ask(w), nil
	case council.RemindMeeting:
		return r.remind(w), nil
	case council.WarnQuorum:
		return r.warn(ctx, tx, w, responses)
	}
	return nil, fmt.Errorf("nobody knows what to do on %q", o.Kind)
}

// ask writes to everybody with a seat who has not answered.
func (r *MeetingRunner[T]) ask(w round) []council.Notice {
	message := r.Composer.AnswerReminder
	switch {
	case w.Kind == council.Invite && w.Meeting.Version > 1:
		message = r.Composer.InvitationAgain
	case w.Kind == council.Invite:
		message = r.Composer.Invitation
	}
	m := message(w.Body, w.Meeting, w.now)
	var notices []council.Notice
	for _, s := range council.OncePerPerson(w.seats) {
		if _, answered := w.answers[s.Person.ID]; !answered {
			notices = append(notices, w.notice(s.Person.ID, "", m))
		}
	}
	return notices
}

// remind writes to who comes or may come. Who said no needs no reminder, who
// sends a deputy who agreed neither: the deputy is reminded instead.
func (r *MeetingRunner[T]) remind(w round) []council.Notice {
	var notices []council.Notice
	for _, s := range council.OncePerPerson(w.seats) {
		answer, answered := w.answers[s.Person.ID]
		switch {
		case !answered:
			notices = append(notices, w.notice(s.Person.ID, "", r.Composer.MeetingReminder(w.Body, w.Meeting, nil, w.now)))
		case answer.Answer == council.WillNot:
		case answer.Answer == council.SendsDeputy && answer.DeputyAgreed:
			if answer.DeputyID != 0 {
				m := r.Composer.DeputyReminder(w.Body, w.Meeting, s.Person)
				notices = append(notices, w.notice(answer.DeputyID, fmt.Sprintf("for%d", s.Person.ID), m))
			}
		default:
			notices = append(notices, w.notice(s.Person.ID, "", r.Composer.MeetingReminder(w.Body, w.Meeting, &answer, w.now)))
		}
	}
	return notices
}

// materials sends what is attached, and the agenda, to those with a seat.
func (r *MeetingRunner[T]) materials(ctx context.Context, tx T, w round) ([]council.Notice, error) {
	items, materials, err := tx.AgendaOf(ctx, w.Meeting.ID)
	if err != nil || len(items)+len(materials) == 0 {
		return nil, err
	}
	seats, err := tx.SeatsOn(ctx, w.Body.ID, w.Meeting.Day)
	if err != nil {
		return nil, err
	}
	messages := r.Composer.Materials(w.Body, w.Meeting, items, materials)
	var notices []council.Notice
	for _, s := range council.OncePerPerson(seats) {
		for i, m := range messages {
			notices = append(notices, w.notice(s.Person.ID, council.PartOfMaterials(i), m))
		}
	}
	return notices, nil
}

// warn tells the chair and who records when the promises make no quorum.
func (r *MeetingRunner[T]) warn(ctx context.Context, tx T, w round, responses []council.Response) ([]council.Notice, error) {
	total, err := tx.CompositionOn(ctx, w.Body.ID, w.Meeting.Day)
	if err != nil {
		return nil, err
	}
	forecast := council.Forecast(w.Body, total, w.seats, responses)
	if forecast.Reached() {
		return nil, nil
	}
	officers, err := recorders(ctx, tx, w)
	if err != nil {
		return nil, err
	}
	m := r.Composer.QuorumWarning(w.Body, w.Meeting, forecast)
	return w.notices(append(officers, council.Chairs(w.seats)...), m), nil
}

// papers reminds who records for the body. An agenda with questions on it needs
// no reminder, minutes that are recorded neither; a file of them is still to be
// published.
func (r *MeetingRunner[T]) papers(ctx context.Context, tx T, w round) ([]council.Notice, error) {
	var m council.Message
	switch w.Kind {
	case council.AgendaDue:
		items, _, err := tx.AgendaOf(ctx, w.Meeting.ID)
		if err != nil || len(items) > 0 {
			return nil, err
		}
		m = r.Composer.AgendaDue(w.Body, w.Meeting, w.Due)
	default:
		minutes, err := tx.MinutesOf(ctx, w.Meeting.ID)
		switch {
		case err != nil || minutes.Published || w.Kind == council.MinutesDue && minutes.Recorded():
			return nil, err
		case w.Kind == council.MinutesDue:
			m = r.Composer.MinutesDue(w.Body, w.Meeting, w.Due)
		default:
			m = r.Composer.PublishDue(w.Body, w.Meeting)
		}
	}
	officers, err := recorders(ctx, tx, w)
	if err != nil {
		return nil, err
	}
	return w.notices(officers, m), nil
}

// recorders are who records for the body today: by seat, with those who stand
// in for them, or the organisers.
func recorders[T MeetingTx](ctx context.Context, tx T, w round) ([]int64, error) {
	if w.Body.RecordedByOrganiser {
		return tx.PeopleWith(ctx, council.Organiser, w.today)
	}
	seats, err := tx.SeatsOn(ctx, w.Body.ID, w.today)
	if err != nil {
		return nil, err
	}
	officers := council.Recorders(w.Body, seats)
	standIns, err := tx.StandInsFor(ctx, officers, w.today)
	return append(officers, standIns...), err
}

// notices are the message to each of the people once.
func (w round) notices(people []int64, m council.Message) []council.Notice {
	people = slices.Clone(people)
	slices.Sort(people)
	var notices []council.Notice
	for _, id := range slices.Compact(people) {
		notices = append(notices, w.notice(id, "", m))
	}
	return notices
}

func (w round) notice(personID int64, part string, m council.Message) council.Notice {
	return council.Notice{PersonID: personID, Class: classOf(w.MeetingOccurrence, w.hold), About: council.AboutMeeting(w.Meeting.ID),
		Key: w.Key(part, personID), Message: m}
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
