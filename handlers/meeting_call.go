package handlers

import (
	"context"
	"fmt"
	"unicode/utf8"

	"sereda/council"
)

// grounds are those worth a button, by place from 1; any other is typed.
var grounds = []string{"urgent", "mayor", "emergency", "additional"}

// longestGround keeps a ground within one line of the minutes.
const longestGround = 300

// calling loads the body whose meeting is called, for those who may call one.
func calling(do bodyFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		id := t.conversation.Body
		if t.query != nil {
			id = t.press.arg(0)
		}
		b, err := t.store.BodyByID(ctx, id)
		if err != nil {
			return err
		}
		if !t.Access.ConvenesFor(b) || !b.ExistsOn(t.today()) {
			return fmt.Errorf("call a meeting of body %d: %w", id, council.ErrForbidden)
		}
		return do(ctx, t, b)
	}
}

// callMeeting begins an extraordinary meeting (4.32, 12.5): whose, which day,
// what hour, on what ground.
func callMeeting(ctx context.Context, t *turn) error {
	t.rest()
	bodies, err := t.bodiesFor(ctx, t.Access.ConvenesFor)
	if err != nil {
		return err
	}
	switch len(bodies) {
	case 0:
		return fmt.Errorf("call a meeting: %w", council.ErrForbidden)
	case 1:
		return callDay(ctx, t, bodies[0])
	}
	var choices []choice
	for _, b := range bodies {
		choices = append(choices, choice{"🏛 " + b.Name, press("gcb", b.ID)})
	}
	rows := t.choiceRows(choices, t.press.arg(0), func(n int) string { return press("gc", int64(n)) })
	t.show(t.txt("call.whose"), append(rows, t.backRow("gl"))...)
	return nil
}

func callDay(_ context.Context, t *turn, b council.Body) error {
	t.wait(Conversation{Step: stepCallDay, Body: b.ID})
	rows := t.dayChoices(func(day council.Date) string { return press("gcd", b.ID, dayArg(day)) })
	t.show(t.txt("call.day", map[string]any{"Body": b.Name}), append(rows, t.backRow("gl"))...)
	return nil
}

func callDayTyped(_ context.Context, t *turn, b council.Body) error {
	day, problem := t.readDay(t.text)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("gcb", b.ID))
		return nil
	}
	t.askCallHour(b, day)
	return nil
}

func callHour(_ context.Context, t *turn, b council.Body) error {
	day := t.press.day(1)
	if problem := t.dayProblem(day); problem != "" {
		t.alert(problem)
		return nil
	}
	t.askCallHour(b, day)
	return nil
}

func (t *turn) askCallHour(b council.Body, day council.Date) {
	t.wait(Conversation{Step: stepCallHour, Body: b.ID, Day: day})
	rows := t.hourChoices(day, func(at council.TimeOfDay) string { return press("gct", b.ID, dayArg(day), int64(at)) })
	t.show(t.txt("call.hour", t.momentData(b, day, 0)), append(rows, t.backRow("gcb", b.ID))...)
}

func callHourTyped(_ context.Context, t *turn, b council.Body) error {
	at, problem := t.readHour(t.text, t.conversation.Day)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("gcb", b.ID))
		return nil
	}
	t.askGround(b, t.conversation.Day, at)
	return nil
}

func callGround(_ context.Context, t *turn, b council.Body) error {
	day, at, problem := t.pressedMoment(1)
	if problem != "" {
		t.alert(problem)
		return nil
	}
	t.askGround(b, day, at)
	return nil
}

// askGround is the last question: the answer calls the meeting.
func (t *turn) askGround(b council.Body, day council.Date, at council.TimeOfDay) {
	t.wait(Conversation{Step: stepCallGround, Body: b.ID, Day: day, Item: int64(at)})
	var rows [][]council.Button
	for i, g := range grounds {
		rows = append(rows, row(council.Button{Text: t.label("ground." + g), Data: press("gcg", b.ID, dayArg(day), int64(at), int64(i+1))}))
	}
	html := t.txt("call.ground", t.momentData(b, day, at))
	if !t.app.Timetable.Calendar.IsWorking(day) {
		html += "\n" + t.txt("meeting.day_off")
	}
	t.show(html, append(rows, t.backRow("gcd", b.ID, dayArg(day)))...)
}

func callWithGround(ctx context.Context, t *turn, b council.Body) error {
	day, at, problem := t.pressedMoment(1)
	if problem != "" {
		t.alert(problem)
		return nil
	}
	ground, known := placed(grounds, t.press.arg(3))
	if !known {
		t.toast("press.stale")
		return callDay(ctx, t, b)
	}
	return t.call(ctx, b, day, at, t.label("ground."+ground))
}

func callGroundTyped(ctx context.Context, t *turn, b council.Body) error {
	c, ground := t.conversation, oneLine(t.text)
	if n := utf8.RuneCountInString(ground); n > longestGround {
		t.say(t.txt("call.long_ground", map[string]any{"Limit": longestGround}), t.backRow("gcd", b.ID, dayArg(c.Day)))
		return nil
	}
	if problem := t.momentProblem(c.Day, council.TimeOfDay(c.Item)); problem != "" {
		t.say(t.txt(problem), t.backRow("gcb", b.ID))
		return nil
	}
	return t.call(ctx, b, c.Day, council.TimeOfDay(c.Item), ground)
}

// call enters the meeting on the chair's behalf and invites everybody. A second
// tap finds the meeting that is there.
func (t *turn) call(ctx context.Context, b council.Body, day council.Date, at council.TimeOfDay, ground string) error {
	t.rest()
	held, err := t.store.MeetingsBetween(ctx, day, day)
	if err != nil {
		return err
	}
	for _, m := range held {
		if m.BodyID == b.ID && m.Start == at && m.State != council.Cancelled {
			t.toast("call.already")
			return t.showSitting(ctx, sitting{m, b}, "")
		}
	}
	s := sitting{council.Meeting{
		BodyID: b.ID, Version: 1, Invited: 1, State: council.Planned, Day: day, Start: at, Venue: b.Venue, Mode: b.Mode,
		OpenToPublic: b.OpenToPublic, Ground: ground, EnteredBy: t.Access.Person.ID,
	}, b}
	if s.ID, err = t.store.AddMeeting(ctx, s.Meeting); err != nil {
		return err
	}
	details := map[string]any{"body": b.ID, "day": day, "start": at.String(), "ground": ground}
	if err := t.audit(ctx, "meeting.called", council.AboutMeeting(s.ID), details); err != nil {
		return err
	}
	if err := planFollowsMeeting(ctx, t, s); err != nil {
		return err
	}
	told, err := t.tellInvited(ctx, s, "called", "meeting.notice.called")
	if err != nil {
		return err
	}
	t.toast("call.done")
	return t.showSitting(ctx, s, t.txt("call.called")+told)
}
