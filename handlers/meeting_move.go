package handlers

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// changing loads a meeting for those who may move or cancel it. One that is
// over, cancelled, or not the version that the button was made for is shown as
// it is.
func changing(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.ConvenesFor(s.body) {
			return fmt.Errorf("change meeting %d: %w", s.ID, council.ErrForbidden)
		}
		locked, err := t.store.LockMeeting(ctx, s.ID)
		if err != nil {
			return err
		}
		s.Meeting = locked
		seen := t.conversation.Item
		if t.query != nil {
			seen = t.press.arg(1)
		}
		if s.State != council.Planned || seen != int64(s.Version) {
			t.toast("meeting.changed_meanwhile")
			return showMeeting(ctx, t, s)
		}
		return do(ctx, t, s)
	})
}

// waitAbout is a step of a dialogue about this version of the meeting.
func (t *turn) waitAbout(s sitting, step string, day council.Date, text string) {
	t.wait(Conversation{Step: step, Meeting: s.ID, Item: int64(s.Version), Day: day, Text: text})
}

// press makes a button's data about this version of the meeting.
func (s sitting) press(do string, args ...int64) string {
	return press(do, append([]int64{s.ID, int64(s.Version)}, args...)...)
}

func (t *turn) sittingData(s sitting) map[string]any { return t.momentData(s.body, s.Day, s.Start) }

func moveDay(_ context.Context, t *turn, s sitting) error {
	t.waitAbout(s, stepMoveDay, council.Date{}, "")
	rows := t.dayChoices(func(day council.Date) string { return s.press("gvd", dayArg(day)) })
	t.show(t.txt("move.day", t.sittingData(s)), append(rows, t.backRow("gm", s.ID))...)
	return nil
}

func moveDayTyped(_ context.Context, t *turn, s sitting) error {
	day, problem := t.readDay(t.text)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("gm", s.ID))
		return nil
	}
	t.askMoveHour(s, day)
	return nil
}

func moveHour(_ context.Context, t *turn, s sitting) error {
	day := t.press.day(2)
	if problem := t.dayProblem(day); problem != "" {
		t.alert(problem)
		return nil
	}
	t.askMoveHour(s, day)
	return nil
}

func (t *turn) askMoveHour(s sitting, day council.Date) {
	t.waitAbout(s, stepMoveHour, day, "")
	to := func(at council.TimeOfDay) string { return s.press("gvt", dayArg(day), int64(at)) }
	rows := t.hourChoices(day, to)
	if day != s.Day && s.Start.Minute() != 0 && t.momentProblem(day, s.Start) == "" {
		rows = append([][]council.Button{{{Text: s.Start.String(), Data: to(s.Start)}}}, rows...)
	}
	t.show(t.txt("move.hour", t.momentData(s.body, day, 0)), append(rows, row(t.button("button.back", s.press("gv"))))...)
}

func moveHourTyped(_ context.Context, t *turn, s sitting) error {
	at, problem := t.readHour(t.text, t.conversation.Day)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("gm", s.ID))
		return nil
	}
	t.confirmMove(s, t.conversation.Day, at)
	return nil
}

// askMove shows what the move means before it is made.
func askMove(_ context.Context, t *turn, s sitting) error {
	day, at, problem := t.pressedMoment(2)
	if problem != "" {
		t.alert(problem)
		return nil
	}
	t.confirmMove(s, day, at)
	return nil
}

func (t *turn) confirmMove(s sitting, day council.Date, at council.TimeOfDay) {
	data := t.momentData(s.body, day, at)
	html := t.txt("move.ask", map[string]any{"Old": t.txt("meeting.moment", t.sittingData(s)), "New": t.txt("meeting.moment", data), "Body": s.body.Name})
	if !t.app.Timetable.Calendar.IsWorking(day) {
		html += "\n" + t.txt("meeting.day_off")
	}
	html += t.lateNote(s, day.At(at, t.app.Zone)) + "\n\n" + t.txt("move.consequence")
	t.rest()
	t.show(html,
		row(primary(t.button("button.move_yes", s.press("gvy", dayArg(day), int64(at))))),
		row(t.button("button.back", s.press("gvd", dayArg(day))), t.homeButtons()[0][0]))
}

// lateNote points out a change later than the body's notice rule (11.3). It is
// no prohibition.
func (t *turn) lateNote(s sitting, next time.Time) string {
	before := s.At(t.app.Zone)
	if !s.body.Notice.TooLate(before, next, t.Now.In(t.app.Zone), t.app.Timetable.Calendar) {
		return ""
	}
	key := "move.late_friday"
	if !s.body.Notice.PreviousFriday {
		key = "move.late"
	}
	return "\n\n" + t.txt(key, map[string]any{"Ahead": t.ahead(s.body.Notice.Lead)})
}

// moveMeeting moves it: answers are asked anew.
func moveMeeting(ctx context.Context, t *turn, s sitting) error {
	day, at, problem := t.pressedMoment(2)
	if problem != "" {
		t.alert(problem)
		return nil
	}
	if s.Day == day && s.Start == at {
		t.toast("move.same")
		return showMeeting(ctx, t, s)
	}
	was := s.Meeting
	s.Day, s.Start = day, at
	details := map[string]any{"from": was.Day.String() + " " + was.Start.String(), "to": day.String() + " " + at.String()}
	return t.change(ctx, was, s, "moved", details)
}

// change writes a new version of a meeting and shows it.
func (t *turn) change(ctx context.Context, was council.Meeting, s sitting, what string, details map[string]any) error {
	// The news asks for the answers, so that this version is invited with it.
	s.Version = was.Version + 1
	s.Invited = s.Version
	told, err := t.renew(ctx, was, s, what, details)
	if err != nil {
		return err
	}
	t.rest()
	t.toast("meeting.done." + what)
	return t.showSitting(ctx, s, t.txt("meeting.done."+what)+told)
}

// renew writes the meeting down as it is now, in one transaction with its news:
// what waits about the meeting as it was is withdrawn, the invited are told,
// and so are the deputies who were to come. The answer is how many are told.
func (t *turn) renew(ctx context.Context, was council.Meeting, s sitting, what string, details map[string]any) (string, error) {
	deputies, err := t.deputiesOf(ctx, was)
	if err != nil {
		return "", err
	}
	if _, err := t.store.WithdrawNotices(ctx, council.AboutMeeting(s.ID), ""); err != nil {
		return "", err
	}
	if err := t.store.UpdateMeeting(ctx, s.Meeting); err != nil {
		return "", err
	}
	if err := t.audit(ctx, "meeting."+what, council.AboutMeeting(s.ID), details); err != nil {
		return "", err
	}
	for _, follow := range t.app.changed {
		if err := follow(ctx, t, s); err != nil {
			return "", err
		}
	}
	t.tellStandIns(s, was, what, deputies)
	return t.tellChanged(ctx, s, was, what)
}
