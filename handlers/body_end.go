package handlers

import (
	"context"

	"sereda/council"
)

// endBody dissolves a body from today on: its coming meetings are cancelled,
// those held and their records stay.
func endBody(ctx context.Context, t *turn, b council.Body) error {
	if err := t.need(council.ManageBodies); err != nil {
		return err
	}
	if t.press.arg(1) == 0 {
		t.show(t.txt("body.ask_end", map[string]any{"Body": b.Name}),
			t.backRow("bob", b.ID), row(danger(t.button("button.end_body_yes", press("boe", b.ID, 1)))))
		return nil
	}
	cancelled, err := t.cancelComing(ctx, b)
	if err != nil {
		return err
	}
	if err := t.store.EndBody(ctx, b.ID, t.today().AddDays(-1)); err != nil {
		return err
	}
	if err := t.audit(ctx, "body.ended", bodySubject(b.ID), map[string]any{"cancelled": cancelled}); err != nil {
		return err
	}
	html := t.txt("body.ended", map[string]any{"Body": b.Name})
	if cancelled > 0 {
		html += "\n" + t.txt("body.cancelled", map[string]any{"Count": cancelled})
	}
	t.rest()
	t.show(html, t.backRow("bo"))
	return nil
}

// cancelComing cancels the body's meetings that have not been held. A year
// ahead is further than any is called.
func (t *turn) cancelComing(ctx context.Context, b council.Body) (int, error) {
	const year = 366
	meetings, err := t.store.MeetingsBetween(ctx, t.today(), t.today().AddDays(year))
	if err != nil {
		return 0, err
	}
	cancelled := 0
	for _, m := range meetings {
		if m.BodyID != b.ID || m.State != council.Planned || !m.At(t.app.Zone).After(t.Now) {
			continue
		}
		was, err := t.store.LockMeeting(ctx, m.ID)
		if err != nil {
			return 0, err
		}
		s := sitting{was, b}
		s.State, s.Version = council.Cancelled, was.Version+1
		if _, err := t.renew(ctx, was, s, "cancelled", nil); err != nil {
			return 0, err
		}
		cancelled++
	}
	return cancelled, nil
}
