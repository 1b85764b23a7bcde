package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"sereda/council"
)

const stepReopen = "k.reopen"

// longestReopening is how many letters the reason of a reopening may have.
const longestReopening = 500

// registerClosing: freezing the record, and opening it again with a reason.
func (a *App) registerClosing() {
	a.registerGuests()
	a.presses["kc"] = whileOpen(askClosing)      // meeting
	a.presses["kd"] = whileOpen(closeRecord)     // meeting
	a.presses["kr"] = recording(askReopening)    // meeting
	a.steps[stepReopen] = recording(reopenTyped) // the reason
}

// askClosing says what will stand in the record for good.
func askClosing(ctx context.Context, t *turn, h *hall) error {
	b := boardScreen{Composer: t.app.composer(), hall: h, records: true, now: t.Now}
	lines := []string{t.txt("closing.ask"), b.meetingHead(h.body, h.meeting), "", b.tallyLines(), b.chairLine()}
	if names := h.unmarked(); len(names) > 0 {
		lines = append(lines, "", t.txt("closing.unmarked", map[string]any{
			"Number": len(names), "Names": cut(strings.Join(names, ", "), 800)}))
	}
	if h.chairing() == 0 {
		lines = append(lines, "", t.txt("closing.no_chair"))
	}
	return t.aside(ctx, h, strings.Join(lines, "\n"),
		row(t.button("roll.button.back", boardView(h, 0, modeTap)), t.button("roll.button.chair", h.press("ru"))),
		row(danger(t.button("closing.button.yes", h.press("kd")))))
}

// unmarked are the members without a mark, by name.
func (h *hall) unmarked() []string {
	var names []string
	for _, s := range h.members() {
		if h.line(s.Person.ID).Presence == council.Unmarked {
			names = append(names, s.Person.Short())
		}
	}
	return names
}

// closeRecord freezes the record. Who has no mark is absent, with the reason
// they gave beforehand; the number is the body's next of the year, and stays
// when the record is opened and closed again.
func closeRecord(ctx context.Context, t *turn, h *hall) error {
	for _, s := range h.members() {
		if h.line(s.Person.ID).Presence != council.Unmarked {
			continue
		}
		a := council.Attendance{Presence: council.AbsentHere}
		if r, _ := h.answer(s.Person.ID); r.Answer == council.WillNot {
			a = council.Attendance{Presence: council.Excused, Reason: r.Reason, Words: r.Words}
		}
		if err := t.write(ctx, h, s.Person.ID, a); err != nil {
			return err
		}
	}
	if h.meeting.Number == 0 {
		number, err := t.store.NextNumber(ctx, h.body.ID, h.meeting.Day.Year)
		if err != nil {
			return err
		}
		h.meeting.Number = number
	}
	h.meeting.ChairedBy = h.chairing()
	h.meeting.State, h.meeting.ClosedAt = council.Closed, t.Now
	if err := t.store.UpdateMeeting(ctx, h.meeting); err != nil {
		return err
	}
	n := h.tally()
	if err := t.audit(ctx, "roll.closed", h.about(), map[string]any{
		"number": h.meeting.Number, "counted": n.Counted, "needed": n.Needed}); err != nil {
		return err
	}
	t.rest()
	t.toast("closing.done")
	return t.changed(ctx, h, boardView(h, 0, modeTap))
}

func askReopening(ctx context.Context, t *turn, h *hall) error {
	if h.meeting.State != council.Closed {
		t.toast("roll.open_already")
		return t.present(ctx, h, boardView(h, 0, modeTap))
	}
	t.waitInHall(h, stepReopen, 0, 0)
	return t.aside(ctx, h, t.app.composer().meetingHead(h.body, h.meeting)+"\n\n"+t.txt("closing.why_reopen"),
		row(t.button("button.back", boardView(h, 0, modeTap))))
}

// reopenTyped opens the record with a trace; the chair is told.
func reopenTyped(ctx context.Context, t *turn, h *hall) error {
	reason := oneLine(t.text)
	if n := utf8.RuneCountInString(reason); n > longestReopening {
		t.say(t.txt("response.reason_long", map[string]any{"Count": n, "Limit": longestReopening}))
		return nil
	}
	t.rest()
	if h.meeting.State != council.Closed {
		return t.present(ctx, h, boardView(h, 0, modeTap))
	}
	h.meeting.State, h.meeting.ClosedAt = council.Open, time.Time{}
	if err := t.store.UpdateMeeting(ctx, h.meeting); err != nil {
		return err
	}
	if err := t.audit(ctx, "roll.reopened", h.about(), map[string]any{"reason": reason}); err != nil {
		return err
	}
	if err := t.tellReopened(ctx, h, reason); err != nil {
		return err
	}
	return t.changed(ctx, h, boardView(h, 0, modeTap))
}

func (t *turn) tellReopened(ctx context.Context, h *hall, reason string) error {
	officers, err := t.officers(ctx, h)
	if err != nil {
		return err
	}
	c := t.app.composer()
	html := c.txt("closing.reopened", map[string]any{"Name": t.Access.Person.Short(), "Reason": reason}) +
		"\n\n" + c.meetingHead(h.body, h.meeting)
	for _, id := range officers {
		if id != t.Access.Person.ID {
			t.tell(council.Notice{PersonID: id, Class: council.Bulk, About: h.about(), Message: council.Message{HTML: html},
				Key: council.MeetingKey("reopened", h.meeting, fmt.Sprint("update", t.Update.ID), id)})
		}
	}
	return nil
}
