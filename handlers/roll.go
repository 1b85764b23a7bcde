package handlers

import (
	"context"
	"fmt"

	"sereda/council"
)

// registerRoll: recording who is there. Every button carries the state it
// sets, so a press repeated, late or made by two at once does what it says.
func (a *App) registerRoll() {
	a.commands["here"] = hereCommand
	a.presses["ro"] = recording(openRoll)           // meeting
	a.presses["rt"] = whileOpen(tapped)             // meeting, person, presence, page
	a.presses["rm"] = whileOpen(personMenu)         // meeting, person, page
	a.presses["rp"] = whileOpen(presencePressed)    // meeting, person, presence, page
	a.presses["re"] = whileOpen(excusedPressed)     // meeting, person, reason, page; reason 0 asks
	a.presses["rh"] = whileOpen(timePressedInHall)  // meeting, person, 1 came 2 left, minute, page
	a.presses["ry"] = whileOpen(allWhoSaidYes)      // meeting, page
	a.presses["ru"] = whileOpen(chairPressed)       // meeting, person; 0 lists
	a.steps[stepExcuse] = whileOpen(excuseTyped)    // words
	a.steps[stepHour] = whileOpen(hourTyped)        // an hour
	a.steps[stepHallName] = whileOpen(hallNameRead) // a deputy's name
}

// The questions of the roll. Person is whom they are about, Item the page of
// the roll to go back to.
const (
	stepExcuse   = "r.excuse"
	stepHour     = "r.hour"
	stepHallName = "r.deputy_here"
)

// presences, as buttons carry them: by place, from 1.
var presences = []council.Presence{council.Unmarked, council.PresentHere, council.PresentRemote,
	council.DeputyHere, council.AbsentHere, council.Excused}

func placeOf(p council.Presence) int64 {
	for i, known := range presences {
		if known == p {
			return int64(i + 1)
		}
	}
	return 1
}

// openRoll begins the record: not before it may, and marked when it is made
// afterwards.
func openRoll(ctx context.Context, t *turn, h *hall) error {
	switch {
	case h.meeting.State == council.Cancelled:
		t.alert("response.cancelled")
	case h.meeting.State != council.Planned:
		t.toast("roll.open_already")
	case t.Now.Before(h.meeting.RecordableFrom(t.app.Zone)):
		t.alert("roll.too_early")
	default:
		h.meeting.State, h.meeting.OpenedAt = council.Open, t.Now
		h.meeting.EnteredAfter = h.meeting.RecordedAfter(t.Now, t.app.Zone)
		if err := t.store.UpdateMeeting(ctx, h.meeting); err != nil {
			return err
		}
		if err := t.audit(ctx, "roll.opened", h.about(), nil); err != nil {
			return err
		}
	}
	return t.changed(ctx, h, boardView(h, 0, modeTap))
}

// member is the person of the button, who must have a seat that day.
func (t *turn) member(h *hall, id int64) (council.SeatHolder, error) {
	s, sits := h.seat(id)
	if !sits {
		return s, fmt.Errorf("record of who has no seat: %w", council.ErrNotFound)
	}
	return s, nil
}

// tapped is one tap on a name of the roll.
func tapped(ctx context.Context, t *turn, h *hall) error {
	presence, known := placed(presences, t.press.arg(2))
	if !known {
		t.toast("press.stale")
		return t.changed(ctx, h, boardView(h, int(t.press.arg(3)), modeTap))
	}
	return t.setPresence(ctx, h, t.press.arg(1), presence, boardView(h, int(t.press.arg(3)), modeTap))
}

// presencePressed is a choice in a person's menu.
func presencePressed(ctx context.Context, t *turn, h *hall) error {
	presence, known := placed(presences, t.press.arg(2))
	person, page := t.press.arg(1), t.press.arg(3)
	switch {
	case !known:
		t.toast("press.stale")
		return personMenu(ctx, t, h)
	case presence == council.DeputyHere:
		return t.deputyHere(ctx, h, person, page)
	}
	return t.setPresence(ctx, h, person, presence, h.press("rm", person, page))
}

func (t *turn) setPresence(ctx context.Context, h *hall, person int64, presence council.Presence, view string) error {
	s, err := t.member(h, person)
	if err != nil {
		return err
	}
	a := council.Attendance{Presence: presence}
	former := h.line(person)
	switch presence {
	case council.DeputyHere:
		a.DeputyName = former.DeputyName
	case council.Excused:
		if r, _ := h.answer(person); r.Answer == council.WillNot {
			a.Reason, a.Words = r.Reason, r.Words
		}
	case council.PresentHere, council.PresentRemote:
		a.Arrived, a.Left = former.Arrived, former.Left
	}
	return t.mark(ctx, h, s, a, view)
}

// mark writes the person's line as the press sets it and shows it on all
// boards. A quorum that is lost with it is told.
func (t *turn) mark(ctx context.Context, h *hall, s council.SeatHolder, a council.Attendance, view string) error {
	before := h.tally()
	if err := t.write(ctx, h, s.Person.ID, a); err != nil {
		return err
	}
	if err := t.tellLoss(ctx, h, before); err != nil {
		return err
	}
	t.rest()
	return t.changed(ctx, h, view)
}

// write keeps a line. The first one tells when the record was made: it may have
// been opened in time and entered afterwards, Telegram having been away.
func (t *turn) write(ctx context.Context, h *hall, person int64, a council.Attendance) error {
	if len(h.attendance) == 0 && !a.Claimed && !h.meeting.EnteredAfter && h.meeting.RecordedAfter(t.Now, t.app.Zone) {
		h.meeting.EnteredAfter = true
		if err := t.store.UpdateMeeting(ctx, h.meeting); err != nil {
			return err
		}
	}
	a.MeetingID, a.PersonID, a.At, a.By = h.meeting.ID, person, t.Now, t.Access.Person.ID
	if err := t.store.Mark(ctx, a); err != nil {
		return err
	}
	h.keepLine(a)
	return nil
}

// tellLoss tells the officers when there was a quorum before this press and is
// none now. A record made afterwards alarms nobody.
func (t *turn) tellLoss(ctx context.Context, h *hall, before council.TallyResult) error {
	after := h.tally()
	if !before.HasQuorum || after.HasQuorum || h.meeting.EnteredAfter {
		return nil
	}
	lost := map[string]any{"Short": after.Short()}
	if t.query == nil { // a typed word has no press to answer
		t.say(t.txt("roll.lost", lost))
	} else {
		t.alert("roll.lost", lost)
	}
	officers, err := t.officers(ctx, h)
	if err != nil {
		return err
	}
	c := t.app.composer()
	html := c.txt("roll.lost_notice", map[string]any{"Counted": after.Counted, "Needed": after.Needed}) +
		"\n\n" + c.meetingHead(h.body, h.meeting)
	for _, id := range officers {
		if id != t.Access.Person.ID {
			t.tell(council.Notice{PersonID: id, Class: council.Urgent, About: h.about(),
				Message: council.Message{HTML: html},
				Key:     council.MeetingKey("loss", h.meeting, fmt.Sprint("update", t.Update.ID), id)})
		}
	}
	return nil
}

// allWhoSaidYes marks everybody not marked yet as they answered: there, or
// taking part remotely.
func allWhoSaidYes(ctx context.Context, t *turn, h *hall) error {
	marked := 0
	for _, s := range h.saidYes() {
		r, _ := h.answer(s.Person.ID)
		presence := h.usual()
		if r.Answer == council.WillRemotely {
			presence = council.PresentRemote
		}
		if err := t.write(ctx, h, s.Person.ID, council.Attendance{Presence: presence}); err != nil {
			return err
		}
		marked++
	}
	t.toast("roll.marked", map[string]any{"Number": marked})
	return t.changed(ctx, h, boardView(h, int(t.press.arg(1)), modeTap))
}

// saidYes are the members who promised to come and have no mark yet.
func (h *hall) saidYes() []council.SeatHolder {
	var found []council.SeatHolder
	for _, s := range h.members() {
		r, _ := h.answer(s.Person.ID)
		yes := r.Answer == council.WillAttend || r.Answer == council.WillRemotely
		if yes && h.line(s.Person.ID).Presence == council.Unmarked {
			found = append(found, s)
		}
	}
	return found
}

// usual is what a tap takes presence for.
func (h *hall) usual() council.Presence {
	if h.meeting.Mode == council.Remotely {
		return council.PresentRemote
	}
	return council.PresentHere
}
