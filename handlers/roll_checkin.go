package handlers

import (
	"context"
	"slices"
	"time"

	"sereda/council"
)

// hereCommand is "/here 1234", a member checking in.
func hereCommand(ctx context.Context, t *turn) error {
	_, code := commandOf(t.message.Text)
	if !looksLikeCode(code) {
		t.say(t.txt("roll.type_code"))
		return nil
	}
	in, err := t.checkIn(ctx, code)
	if !in && err == nil {
		t.say(t.txt("roll.code_wrong"))
	}
	return err
}

// looksLikeCode tells that the text is what the hall's screen shows.
func looksLikeCode(text string) bool {
	if len(text) != council.HallCodeDigits {
		return false
	}
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// numberSteps take four digits for an answer: an hour, a day, a year, part of a
// phone.
var numberSteps = []string{stepHour, askDay, askTime, stepCallDay, stepCallHour, stepMoveDay, stepMoveHour, "deadline",
	stepSeatFrom, stepSeatLast, stepHeadFrom, stepPeriod, stepLastDay, stepField, stepNewPhone, stepFind, stepBodyWords,
	stepErrandDue, stepErrandGive, stepNewDue}

// codeTyped checks the person in. A code that does not is told so when the
// person is awaited in the hall, unless what was asked may be answered by it:
// four digits are nobody's name or reason.
func (t *turn) codeTyped(ctx context.Context) (done bool, err error) {
	if in, err := t.checkIn(ctx, t.text); in || err != nil {
		return in, err
	}
	if t.conversation.Step == "" || slices.Contains(numberSteps, t.conversation.Step) {
		return false, nil
	}
	open, err := t.openMeetings(ctx)
	if err != nil {
		return false, err
	}
	for _, m := range open {
		_, comes, err := t.claimant(ctx, m)
		if err != nil {
			return false, err
		}
		if comes {
			t.say(t.txt("roll.code_wrong"))
			return true, nil
		}
	}
	return false, nil
}

// checkIn is a member's claim to be there. The code is judged by the message's
// own time: one that was late on its way is as good. Which meeting it is
// follows from the code. It tells whether the code is one for this person:
// nobody learns of a meeting they do not belong to.
func (t *turn) checkIn(ctx context.Context, code string) (bool, error) {
	sent := time.Unix(int64(t.message.Date), 0)
	open, err := t.openMeetings(ctx)
	if err != nil {
		return false, err
	}
	for _, m := range open {
		if !council.HallCodeHolds(t.app.HallSecret, m.ID, code, sent) {
			continue
		}
		c, comes, err := t.claimant(ctx, m)
		if err != nil {
			return false, err
		}
		if comes {
			return true, t.claim(ctx, m, c, sent)
		}
	}
	return false, nil
}

// openMeetings are those being recorded just now.
func (t *turn) openMeetings(ctx context.Context) ([]council.Meeting, error) {
	all, err := t.store.MeetingsBetween(ctx, t.today().AddDays(-1), t.today().AddDays(1))
	var open []council.Meeting
	for _, m := range all {
		if m.State == council.Open && !m.EnteredAfter {
			open = append(open, m)
		}
	}
	return open, err
}

// claimant is whose line a claim is about: the person's own, or that of the
// member who sent them as a deputy.
type claimant struct {
	person int64
	deputy string
}

// claimant finds the line. What is known of the person already will do for
// most: sixty check in within a minute.
func (t *turn) claimant(ctx context.Context, m council.Meeting) (claimant, bool, error) {
	if m.Day == t.today() && len(t.Access.SeatsIn(m.BodyID)) > 0 {
		return claimant{person: t.Access.Person.ID}, true, nil
	}
	h, err := t.hall(ctx, m.ID)
	if err != nil {
		return claimant{}, false, err
	}
	if s, sits := h.seat(t.Access.Person.ID); sits {
		return claimant{person: s.Person.ID}, true, nil
	}
	for _, r := range h.responses {
		if r.Answer == council.SendsDeputy && r.DeputyID == t.Access.Person.ID {
			_, sits := h.seat(r.PersonID)
			return claimant{r.PersonID, r.DeputyName}, sits, nil
		}
	}
	return claimant{}, false, nil
}

// claim writes the line as claimed. What somebody who records has set stays.
func (t *turn) claim(ctx context.Context, m council.Meeting, c claimant, sent time.Time) error {
	h := &hall{}
	var err error
	if h.meeting, err = t.store.LockMeeting(ctx, m.ID); err != nil {
		return err
	}
	if h.body, err = t.store.BodyByID(ctx, m.BodyID); err != nil {
		return err
	}
	if h.attendance, err = t.store.AttendanceOf(ctx, m.ID); err != nil {
		return err
	}
	line := h.line(c.person)
	head := t.app.composer().meetingHead(h.body, h.meeting) + "\n\n"
	switch {
	case h.meeting.State != council.Open, sent.Before(h.meeting.OpenedAt.Truncate(time.Second)):
		t.say(head + t.txt("roll.not_open"))
		return nil
	case line.TakesPart():
		t.say(head + t.txt("roll.here_already"))
		return nil
	case line.Presence != council.Unmarked:
		t.say(head + t.txt("roll.here_struck"))
		return nil
	}
	a := council.Attendance{Presence: h.usual(), Claimed: true}
	if c.deputy != "" {
		a.Presence, a.DeputyName = council.DeputyHere, c.deputy
	}
	if err := t.write(ctx, h, c.person, a); err != nil {
		return err
	}
	t.say(head + t.txt("roll.here"))
	t.follow(h)
	return nil
}
