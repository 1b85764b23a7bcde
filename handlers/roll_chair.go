package handlers

import (
	"context"

	"sereda/council"
)

// chairPressed records who chaired (4.18): one of those who are there.
func chairPressed(ctx context.Context, t *turn, h *hall) error {
	person := t.press.arg(1)
	if person == 0 {
		return t.chooseChair(ctx, h)
	}
	if !h.presides(person) {
		t.alert("roll.chair_absent")
		return t.chooseChair(ctx, h)
	}
	h.meeting.ChairedBy = person
	if err := t.store.UpdateMeeting(ctx, h.meeting); err != nil {
		return err
	}
	if err := t.audit(ctx, "roll.chaired", h.about(), map[string]any{"person": person}); err != nil {
		return err
	}
	t.toast("saved")
	return t.changed(ctx, h, boardView(h, 0, modeTap))
}

func (t *turn) chooseChair(ctx context.Context, h *hall) error {
	var choices []choice
	for _, s := range council.OncePerPerson(h.seats) {
		if h.presides(s.Person.ID) && !isInvited(s) && len(choices) < rollNames {
			choices = append(choices, choice{s.Person.Short(), h.press("ru", s.Person.ID)})
		}
	}
	key := "roll.who_chairs"
	if len(choices) == 0 {
		key = "roll.nobody_here"
	}
	var buttons []council.Button
	for _, c := range choices {
		buttons = append(buttons, council.Button{Text: cut(c.label, 30), Data: c.data})
	}
	rows := append(inRows(buttons, 2), row(t.button("button.back", boardView(h, 0, modeTap))))
	return t.aside(ctx, h, t.app.composer().meetingHead(h.body, h.meeting)+"\n\n"+t.txt(key), rows...)
}
