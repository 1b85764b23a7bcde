package handlers

import (
	"context"
	"fmt"

	"sereda/council"
)

// registerResponses: answers to invitations, the person's own and those given
// by phone. The last number of an answer's button is for whom it is given, 0
// for the person who presses.
func (a *App) registerResponses() {
	a.presses["ri"] = inHall(showInvitation)         // meeting
	a.presses["ra"] = answering(answerPressed)       // meeting, version, answer, for whom
	a.presses["rn"] = answering(askReason)           // meeting, version, for whom
	a.presses["rz"] = answering(reasonPressed)       // meeting, version, reason, for whom
	a.presses["rs"] = answering(askDeputy)           // meeting, version, for whom
	a.presses["rsf"] = answering(deputyPage)         // meeting, version, for whom, page
	a.presses["rsp"] = answering(deputyChosen)       // meeting, version, for whom, deputy
	a.presses["rsn"] = answering(deputyNamed)        // meeting, version, for whom
	a.presses["rd"] = inHall(deputyAnswers)          // meeting, version, principal, 1 yes 2 no
	a.presses["rw"] = recording(chooseAnswerer)      // meeting, page
	a.presses["rwp"] = recording(answerFor)          // meeting, person
	a.presses["rx"] = recording(remindSilent)        // meeting
	a.steps[stepReason] = answering(reasonTyped)     // words
	a.steps[stepDeputy] = answering(deputyNameTyped) // a name
}

// The questions about an answer. Item is the meeting's version, Person for
// whom the answer is given.
const (
	stepReason = "r.reason"
	stepDeputy = "r.deputy"
)

// The answers and reasons, as buttons carry them: by place, from 1.
var (
	answers = []council.AnswerKind{council.WillAttend, council.WillRemotely}
	reasons = []council.AbsenceReason{council.OnLeave, council.Ill, council.OnBusinessTrip, council.OtherReason}
)

// handReminder is the kind of the reminders that the secretary sends.
const handReminder = "remind_by_hand"

// whose is for whom an answer is given: own when the person answers.
type whose struct {
	seat council.SeatHolder
	own  bool
}

type answerFunc func(ctx context.Context, t *turn, h *hall, w whose) error

// answering finds for whom the answer is and asks whether it can still be
// given: by who sits in the body that day, to the version the button thought,
// before the meeting begins.
func answering(do answerFunc) turnFunc {
	return inHall(func(ctx context.Context, t *turn, h *hall) error {
		version, person := t.answerArgs()
		w, err := t.whose(h, person)
		if err != nil {
			return err
		}
		if problem := answerProblem(t, h, version); problem != "" {
			t.rest()
			t.cannotHere(problem)
			return t.afterAnswer(ctx, h, w)
		}
		return do(ctx, t, h, w)
	})
}

// answerArgs are the version and the person that the button or the
// conversation is about.
func (t *turn) answerArgs() (version int, person int64) {
	if t.query == nil {
		return int(t.conversation.Item), t.conversation.Person
	}
	at := 2
	if t.press.Do == "ra" || t.press.Do == "rz" {
		at = 3
	}
	return int(t.press.arg(1)), t.press.arg(at)
}

func (t *turn) whose(h *hall, person int64) (whose, error) {
	own := person == 0
	if own {
		person = t.Access.Person.ID
	} else if !t.Access.Records(h.body) {
		return whose{}, fmt.Errorf("answer for another: %w", council.ErrForbidden)
	}
	seat, sits := h.seat(person)
	if !sits {
		return whose{}, fmt.Errorf("answer of who has no seat: %w", council.ErrForbidden)
	}
	return whose{seat: seat, own: own}, nil
}

func answerProblem(t *turn, h *hall, version int) string {
	switch {
	case h.meeting.State == council.Cancelled:
		return "response.cancelled"
	case !h.meeting.Answerable(t.Now, t.app.Zone):
		return "response.begun"
	case version != h.meeting.Version:
		return "response.moved"
	}
	return ""
}

// cannotHere tells why not; after a typed text in words of its own.
func (t *turn) cannotHere(key string) {
	if t.query != nil {
		t.alert(key)
		return
	}
	t.say(t.txt(key))
}

// args are those of an answer's button.
func (w whose) args(h *hall, more ...int64) []int64 {
	person := w.seat.Person.ID
	if w.own {
		person = 0
	}
	return append(append([]int64{h.meeting.ID, int64(h.meeting.Version)}, more...), person)
}

func answerPressed(ctx context.Context, t *turn, h *hall, w whose) error {
	answer, known := placed(answers, t.press.arg(2))
	if !known {
		t.toast("press.stale")
		return t.afterAnswer(ctx, h, w)
	}
	return t.respond(ctx, h, w, council.Response{Answer: answer})
}

// respond keeps the answer, tells whom it concerns and shows what stands now.
func (t *turn) respond(ctx context.Context, h *hall, w whose, r council.Response) error {
	former, _ := h.answer(w.seat.Person.ID)
	r.MeetingID, r.Version, r.PersonID, r.At = h.meeting.ID, h.meeting.Version, w.seat.Person.ID, t.Now
	r.Late = t.Now.After(h.body.AnswersDue(h.meeting, t.app.Zone))
	if !w.own {
		r.EnteredBy = t.Access.Person.ID
	}
	before := h.forecast()
	if err := t.store.Respond(ctx, r); err != nil {
		return err
	}
	h.keepAnswer(r)
	// Who has answered hears nothing more of being asked.
	err := t.store.WithdrawReminders(ctx, h.about(), r.PersonID, string(council.Invite), string(council.AskSilent), handReminder)
	if err != nil {
		return err
	}
	// The reason is not for the log: it is seen by who may see it.
	if err := t.audit(ctx, "responded", h.about(), map[string]any{"person": r.PersonID, "answer": r.Answer}); err != nil {
		return err
	}
	if err := t.tellDeputies(ctx, h, w, former, r); err != nil {
		return err
	}
	if err := t.warnOfQuorum(ctx, h, before); err != nil {
		return err
	}
	t.rest()
	t.toast("response.kept")
	if !w.own {
		t.tellEntered(h, w, r)
	}
	return t.afterAnswer(ctx, h, w)
}

// afterAnswer shows the person's own invitation with what stands now, or the
// secretary's board; the other boards are brought up to date.
func (t *turn) afterAnswer(ctx context.Context, h *hall, w whose) error {
	if !w.own {
		return t.changed(ctx, h, boardView(h, 0, modeAnswers))
	}
	t.showInvited(h)
	t.follow(h)
	return nil
}

// showInvitation shows the invitation as it stands to who has a seat.
func showInvitation(_ context.Context, t *turn, h *hall) error {
	if _, sits := h.seat(t.Access.Person.ID); !sits {
		return fmt.Errorf("invitation of who has no seat: %w", council.ErrForbidden)
	}
	t.rest()
	t.showInvited(h)
	return nil
}

func (t *turn) showInvited(h *hall) {
	var answer *council.Response
	if r, answered := h.answer(t.Access.Person.ID); answered {
		answer = &r
	}
	m := t.app.composer().invitation("response.invited", h.body, h.meeting, answer, t.Now)
	m.Edit = t.screen
	t.reply(m)
}

// warnOfQuorum tells the officers when this answer broke the quorum.
func (t *turn) warnOfQuorum(ctx context.Context, h *hall, before council.ForecastResult) error {
	after := h.forecast()
	if !after.BrokenSince(before) {
		return nil
	}
	officers, err := t.officers(ctx, h)
	if err != nil {
		return err
	}
	message := t.app.composer().QuorumWarning(h.body, h.meeting, after)
	for _, id := range officers {
		t.tell(council.Notice{PersonID: id, Class: council.Urgent, About: h.about(), Message: message,
			Key: council.MeetingKey("quorum", h.meeting, fmt.Sprint("update", t.Update.ID), id)})
	}
	return nil
}
