package handlers

import (
	"context"
	"unicode/utf8"

	"sereda/council"
)

// askReason asks why; nothing is kept before it is told.
func askReason(ctx context.Context, t *turn, h *hall, w whose) error {
	var buttons []council.Button
	for i, r := range reasons {
		buttons = append(buttons, t.button("response.button.reason."+string(r), press("rz", w.args(h, int64(i+1))...)))
	}
	return t.ponder(ctx, h, w, t.question(h, w, "response.why"), append(inRows(buttons, 2), t.backToAnswer(h, w)))
}

func reasonPressed(ctx context.Context, t *turn, h *hall, w whose) error {
	reason, known := placed(reasons, t.press.arg(2))
	switch {
	case !known:
		t.toast("press.stale")
		return askReason(ctx, t, h, w)
	case reason == council.OtherReason:
		t.waitForAnswer(h, w, stepReason)
		return t.ponder(ctx, h, w, t.question(h, w, "response.reason_words"), [][]council.Button{t.backToAnswer(h, w)})
	}
	return t.respond(ctx, h, w, council.Response{Answer: council.WillNot, Reason: reason})
}

func reasonTyped(ctx context.Context, t *turn, h *hall, w whose) error {
	words, fits := t.readReason()
	if !fits {
		return nil
	}
	return t.respond(ctx, h, w, council.Response{Answer: council.WillNot, Reason: council.OtherReason, Words: words})
}

// readReason is the typed reason; one that is too long is refused in words.
func (t *turn) readReason() (words string, fits bool) {
	words = oneLine(t.text)
	if n := utf8.RuneCountInString(words); n > council.LongestReason {
		t.say(t.txt("response.reason_long", map[string]any{"Count": n, "Limit": council.LongestReason}))
		return "", false
	}
	return words, true
}

// question is what is asked, under the meeting and, by phone, the person.
func (t *turn) question(h *hall, w whose, key string) string {
	c := t.app.composer()
	html := c.meetingHead(h.body, h.meeting) + "\n"
	if !w.own {
		html += t.txt("response.for", map[string]any{"Name": w.seat.Person.Full()}) + "\n"
	}
	return html + "\n" + t.txt(key)
}

// ponder shows a question in place of the invitation, or of the secretary's
// board, which is not brought up to date meanwhile.
func (t *turn) ponder(ctx context.Context, h *hall, w whose, html string, rows [][]council.Button) error {
	if !w.own {
		return t.aside(ctx, h, html, rows...)
	}
	t.show(html, rows...)
	return nil
}

func (t *turn) waitForAnswer(h *hall, w whose, step string) {
	args := w.args(h)
	t.wait(Conversation{Step: step, Meeting: h.meeting.ID, Item: int64(h.meeting.Version), Person: args[len(args)-1], Message: t.screen})
}

// backToAnswer leads back to the invitation, or to the person on the list.
func (t *turn) backToAnswer(h *hall, w whose) []council.Button {
	if w.own {
		return row(t.button("button.back", h.press("ri")))
	}
	return row(t.button("button.back", h.press("rwp", w.seat.Person.ID)))
}
