package handlers

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// MinutesStore keeps where minutes are published.
type MinutesStore interface {
	MinutesLink(ctx context.Context, meetingID int64) (string, error)
	SetMinutesLink(ctx context.Context, meetingID int64, link string, personID int64, at time.Time) error
}

const stepMinutesLink = "k.link"

// registerMinutes: where a closed meeting's minutes are published (5.33).
func (a *App) registerMinutes() {
	a.presses["kl"] = publishing(askMinutesLink)         // meeting
	a.presses["klx"] = publishing(takeMinutesLink)       // meeting
	a.steps[stepMinutesLink] = publishing(minutesLinked) // the address
	a.openBeside("kl")
	a.cards = append(a.cards, minutesDoor)
}

// publishes tells that the meeting's minutes are for everybody.
func publishes(s sitting) bool {
	return s.State == council.Closed && (s.body.Publish || s.OpenToPublic)
}

// publishing is for who records for the body, once the record is closed.
func publishing(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.Records(s.body) {
			return fmt.Errorf("publish minutes of meeting %d: %w", s.ID, council.ErrForbidden)
		}
		if !publishes(s) {
			t.rest()
			t.toast("press.stale")
			return t.showSitting(ctx, s, t.txt("minutes.not_yet"))
		}
		return do(ctx, t, s)
	})
}

// minutesDoor shows everybody who sees the meeting where the minutes are, and
// who records where to say it.
func minutesDoor(ctx context.Context, t *turn, s sitting) ([][]council.Button, error) {
	if !publishes(s) {
		return nil, nil
	}
	link, err := t.store.MinutesLink(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	var rows [][]council.Button
	if link != "" {
		rows = append(rows, row(council.Button{Text: t.label("minutes.button.read"), URL: link}))
	}
	if t.Access.Records(s.body) {
		rows = append(rows, row(t.button("minutes.button.link", press("kl", s.ID))))
	}
	return rows, nil
}

func askMinutesLink(ctx context.Context, t *turn, s sitting) error {
	link, err := t.store.MinutesLink(ctx, s.ID)
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepMinutesLink, Meeting: s.ID})
	data := t.sittingData(s)
	data["Link"] = link
	var rows [][]council.Button
	if link != "" {
		rows = append(rows, row(t.button("minutes.button.remove", press("klx", s.ID))))
	}
	t.show(t.txt("minutes.ask", data), append(rows, t.backRow("gm", s.ID))...)
	return nil
}

func minutesLinked(ctx context.Context, t *turn, s sitting) error {
	link, ok := council.PublicLink(t.text)
	if !ok {
		t.say(t.txt("minutes.bad_link"), t.backRow("gm", s.ID))
		return nil
	}
	return t.keepMinutes(ctx, s, link, "minutes.done")
}

func takeMinutesLink(ctx context.Context, t *turn, s sitting) error {
	return t.keepMinutes(ctx, s, "", "minutes.removed")
}

func (t *turn) keepMinutes(ctx context.Context, s sitting, link, done string) error {
	before, err := t.store.MinutesLink(ctx, s.ID)
	if err != nil {
		return err
	}
	t.rest()
	if link != before {
		if err := t.store.SetMinutesLink(ctx, s.ID, link, t.Access.Person.ID, t.Now); err != nil {
			return err
		}
		if err := t.audit(ctx, "minutes.published", council.AboutMeeting(s.ID), map[string]any{"link": []string{before, link}}); err != nil {
			return err
		}
	}
	return t.showSitting(ctx, s, t.txt(done))
}
