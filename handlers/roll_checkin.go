package handlers

import (
	"context"
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
	return t.checkIn(ctx, code)
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

// checkIn is a member's claim to be there. The code is judged by the message's
// own time: one that was late on its way is as good. Which meeting it is
// follows from the code.
func (t *turn) checkIn(ctx context.Context, code string) error {
	sent := time.Unix(int64(t.message.Date), 0)
	open, err := t.openMeetings(ctx)
	if err != nil {
		return err
	}
	for _, m := range open {
		if !council.HallCodeHolds(t.app.HallSecret, m.ID, code, sent) {
			continue
		}
		h, err := t.hall(ctx, m.ID)
		if err != nil {
			return err
		}
		if s, deputy, comes := h.claimant(t.Access.Person.ID); comes {
			return t.claim(ctx, h, s, deputy, sent)
		}
	}
	// Nobody learns whether there is a meeting they do not belong to.
	t.say(t.txt("roll.code_wrong"))
	return nil
}

// openMeetings are those being recorded just now.
func (t *turn) openMeetings(ctx context.Context) ([]council.Meeting, error) {
	all, err := t.store.MeetingsBetween(ctx, t.today().AddDays(-1), t.today())
	var open []council.Meeting
	for _, m := range all {
		if m.State == council.Open && !m.EnteredAfter {
			open = append(open, m)
		}
	}
	return open, err
}

// claimant is whose line a person's claim is about: their own, or that of the
// member who sent them.
func (h *hall) claimant(person int64) (s council.SeatHolder, deputy string, comes bool) {
	if s, sits := h.seat(person); sits {
		return s, "", true
	}
	for _, r := range h.responses {
		if r.Answer == council.SendsDeputy && r.DeputyID == person {
			s, sits := h.seat(r.PersonID)
			return s, r.DeputyName, sits
		}
	}
	return council.SeatHolder{}, "", false
}

// claim writes the line as claimed. What somebody who records has set stays.
func (t *turn) claim(ctx context.Context, h *hall, s council.SeatHolder, deputy string, sent time.Time) error {
	line := h.line(s.Person.ID)
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
	if deputy != "" {
		a.Presence, a.DeputyName = council.DeputyHere, deputy
	}
	if err := t.write(ctx, h, s.Person.ID, a); err != nil {
		return err
	}
	t.say(head + t.txt("roll.here"))
	return t.refresh(ctx, h, 0)
}
