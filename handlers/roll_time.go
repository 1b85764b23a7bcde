package handlers

import (
	"context"

	"sereda/council"
)

// Which time a button sets, and the minutes that are none.
const (
	came = 1
	left = 2

	askMinute = -1
	noMinute  = -2
)

// timePressedInHall records late arrival or early leave at the minute on the
// button.
func timePressedInHall(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.press.arg(1))
	if err != nil {
		return err
	}
	which, minute, page := t.press.arg(2), t.press.arg(3), t.press.arg(4)
	view := h.press("rm", s.Person.ID, page)
	if minute == askMinute {
		c := Conversation{Step: stepHour, Meeting: h.meeting.ID, Person: s.Person.ID, Item: page, Message: t.screen, Single: which == left}
		t.wait(c)
		key := "roll.ask_came"
		if which == left {
			key = "roll.ask_left"
		}
		return t.aside(ctx, h, t.about(h, s, key), row(t.button("button.back", view)))
	}
	var at *council.TimeOfDay
	if minute != noMinute {
		read, exists := council.NewTimeOfDay(int(minute/60), int(minute%60))
		if !exists {
			t.toast("press.stale")
			return t.present(ctx, h, view)
		}
		at = &read
	}
	return t.setTime(ctx, h, s, which, at, view)
}

func hourTyped(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.conversation.Person)
	if err != nil {
		return err
	}
	hours, _, err := t.app.Reader.Hours(t.text)
	if err != nil || hours.Start == nil {
		t.say(t.txt("roll.hour_again"))
		return nil
	}
	which := int64(came)
	if t.conversation.Single {
		which = left
	}
	return t.setTime(ctx, h, s, which, hours.Start, t.menuOf(h))
}

// setTime changes one time of the person's line. Who came late is there; who
// leaves has come before. To take back the time of who takes no part changes
// nothing.
func (t *turn) setTime(ctx context.Context, h *hall, s council.SeatHolder, which int64, at *council.TimeOfDay, view string) error {
	a := h.line(s.Person.ID)
	if at == nil && !a.TakesPart() {
		t.toast("press.stale")
		return t.present(ctx, h, view)
	}
	if !a.TakesPart() {
		a = council.Attendance{Presence: h.usual()}
	}
	if which == left {
		a.Left = at
	} else {
		a.Arrived = at
	}
	if a.Arrived != nil && a.Left != nil && !h.meeting.Earlier(*a.Arrived, *a.Left) {
		t.cannotHere("roll.left_before")
		if t.query == nil {
			return nil
		}
		return t.present(ctx, h, view)
	}
	a.Claimed = false
	return t.mark(ctx, h, s, a, view)
}
