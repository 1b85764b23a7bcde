package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
)

// chooseAnswerer lists who has not answered, then the others: an answer given
// by phone is entered for one of them.
func chooseAnswerer(ctx context.Context, t *turn, h *hall) error {
	if problem := answerProblem(t, h, h.meeting.Version); problem != "" {
		t.toast(problem)
		return t.present(ctx, h, boardView(h, 0, modeTap))
	}
	t.rest()
	var silent, rest []choice
	for _, s := range council.OncePerPerson(h.seats) {
		label := s.Person.Short()
		if r, answered := h.answer(s.Person.ID); answered {
			rest = append(rest, choice{answerMark(r) + " " + label, h.press("rwp", s.Person.ID)})
			continue
		}
		silent = append(silent, choice{"⏳ " + label, h.press("rwp", s.Person.ID)})
	}
	rows := t.choiceRows(append(silent, rest...), t.press.arg(1), func(n int) string { return h.press("rw", int64(n)) })
	html := t.app.composer().meetingHead(h.body, h.meeting) + "\n\n" + t.txt("response.by_phone")
	return t.aside(ctx, h, html, append(rows, row(t.button("button.back", boardView(h, 0, modeAnswers))))...)
}

// answerFor is one person's answer, to be entered.
func answerFor(ctx context.Context, t *turn, h *hall) error {
	w, err := t.whose(h, t.press.arg(1))
	if err != nil {
		return err
	}
	t.rest()
	c := t.app.composer()
	html := c.meetingHead(h.body, h.meeting) + "\n\n" + c.personLine(w.seat)
	if r, answered := h.answer(w.seat.Person.ID); answered {
		html += "\n" + c.answerWords(r, true)
	}
	rows := c.answerButtons(h.body, h.meeting, w.seat.Person.ID)
	return t.aside(ctx, h, html, append(rows, row(t.button("button.back", h.press("rw"))))...)
}

// tellEntered lets the person know what was entered, to put it right.
func (t *turn) tellEntered(h *hall, w whose, r council.Response) {
	t.tell(council.Notice{PersonID: r.PersonID, Class: council.Bulk, About: h.about(),
		Message: t.app.composer().invitation("response.entered", h.body, h.meeting, &r, t.Now),
		Key:     council.MeetingKey("entered", h.meeting, fmt.Sprint("update", t.Update.ID), w.seat.Person.ID)})
}

// remindSilent reminds those who have not answered, once an hour at most. Whom
// Telegram does not reach stands on the list of who was told.
func remindSilent(ctx context.Context, t *turn, h *hall) error {
	if problem := answerProblem(t, h, h.meeting.Version); problem != "" {
		t.toast(problem)
		return t.present(ctx, h, boardView(h, 0, modeTap))
	}
	silent := h.forecast().NotAnswered
	reminded, err := t.store.NoticesSince(ctx, h.about(), handReminder+":", t.Now.Truncate(time.Hour).Add(-time.Second))
	if err != nil {
		return err
	}
	told, away := 0, 0
	message := t.app.composer().AnswerReminder(h.body, h.meeting, t.Now)
	hour := fmt.Sprint("hour", t.Now.Unix()/int64(time.Hour/time.Second))
	for _, s := range silent {
		key := council.MeetingKey(handReminder, h.meeting, hour, s.Person.ID)
		again := slices.Contains(reminded, key)
		switch {
		case s.Reach != council.Reachable:
			away++ // an e-mail may reach them
		case !again:
			told++
		}
		if !again {
			t.tell(council.Notice{PersonID: s.Person.ID, Class: council.Bulk, About: h.about(), Message: message, Key: key})
		}
	}
	t.alert("response.reminded", map[string]any{"Told": told, "Away": away})
	return nil
}
