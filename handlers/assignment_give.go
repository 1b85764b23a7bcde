package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// registerGiving: what, who, by when, and the last look. Nothing is written
// before that.
func (a *App) registerGiving() {
	a.presses["jg"] = giving(askErrand)        // meeting
	a.steps[stepErrand] = giving(errandTyped)  // what
	a.steps[stepDoer] = giving(doerTyped)      // who
	a.presses["jq"] = giving(doerPages)        // meeting, page
	a.presses["jd"] = giving(doerChosen)       // meeting, person
	a.presses["jt"] = giving(duePressed)       // meeting, day
	a.steps[stepErrandDue] = giving(dueTyped)  // by when
	a.presses["jy"] = giving(giveErrand)       // meeting
	a.steps[stepErrandGive] = giving(dueTyped) // another day, before it is given
}

// giving loads the meeting for who gives its assignments.
func giving(do meetingFunc) turnFunc {
	return controlling(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.Assigns(s.body) {
			return fmt.Errorf("give assignments of meeting %d: %w", s.ID, council.ErrForbidden)
		}
		if !t.begun(s) {
			t.toast("assignment.too_early")
			return showMeeting(ctx, t, s)
		}
		return do(ctx, t, s)
	})
}

// midway tells that the dialogue about this meeting has come so far; otherwise
// the list is shown.
func (t *turn) midway(ctx context.Context, s sitting, steps ...string) (bool, error) {
	for _, step := range steps {
		if t.conversation.Step == step && t.conversation.Meeting == s.ID {
			return true, nil
		}
	}
	t.toast("press.stale")
	return false, t.showGiven(ctx, s, 0, "")
}

func askErrand(_ context.Context, t *turn, s sitting) error {
	t.wait(Conversation{Step: stepErrand, Meeting: s.ID})
	t.show(t.txt("assignment.ask_text", map[string]any{"Body": s.body.Name, "Day": locales.Day(s.Day)}), t.backRow("jm", s.ID))
	return nil
}

func errandTyped(ctx context.Context, t *turn, s sitting) error {
	if n := utf8.RuneCountInString(t.text); n > longestErrand {
		t.say(t.txt("assignment.long", map[string]any{"Count": n, "Limit": longestErrand}), t.backRow("jm", s.ID))
		return nil
	}
	t.wait(Conversation{Step: stepDoer, Meeting: s.ID, Fields: map[string]string{"text": t.text}})
	return t.showSearch(ctx, 0)
}

// doerSearch looks for whom to tell; before a name is typed it offers who sits
// in the body.
func (t *turn) doerSearch() search {
	meeting := t.conversation.Meeting
	return search{prompt: "assignment.who", back: t.backRow("jm", meeting),
		person: func(id int64) string { return press("jd", meeting, id) },
		pages:  func(n int) string { return press("jq", meeting, int64(n)) },
		near: func(ctx context.Context) ([]council.Person, error) {
			m, err := t.store.MeetingByID(ctx, meeting)
			if err != nil {
				return nil, err
			}
			seats, err := t.invited(ctx, m)
			people := make([]council.Person, len(seats))
			for i, s := range seats {
				people[i] = s.Person
			}
			return people, err
		}}
}

func doerTyped(ctx context.Context, t *turn, _ sitting) error { return searchTyped(ctx, t) }

func doerPages(ctx context.Context, t *turn, s sitting) error {
	if on, err := t.midway(ctx, s, stepDoer); !on {
		return err
	}
	return t.showSearch(ctx, t.press.arg(1))
}

func doerChosen(ctx context.Context, t *turn, s sitting) error {
	if on, err := t.midway(ctx, s, stepDoer, stepErrandDue, stepErrandGive); !on {
		return err
	}
	p, err := t.store.PersonByID(ctx, t.press.arg(1), t.today())
	if err != nil {
		return err
	}
	if hasLeft(p, t.today()) {
		t.alert("person.left_toast")
		return nil
	}
	c := t.conversation
	c.Step, c.Person, c.Text = stepErrandDue, p.ID, ""
	t.wait(c)
	rows := t.dueChoices(func(day council.Date) string { return press("jt", s.ID, dayArg(day)) })
	t.show(t.txt("assignment.ask_due", map[string]any{"Name": p.Full()}), append(rows, t.backRow("jm", s.ID))...)
	return nil
}

// dueChoices are the usual terms: some working days, weeks, the month's end.
func (t *turn) dueChoices(to func(council.Date) string) [][]council.Button {
	calendar, today := t.app.Timetable.Calendar, t.today()
	monthEnd := council.NewDate(today.Year, today.Month+1, 0)
	days := []council.Date{
		calendar.AddWorkingDays(today, 1), calendar.AddWorkingDays(today, 3), calendar.AddWorkingDays(today, 5),
		calendar.WorkingDayOnOrBefore(today.AddDays(14)), calendar.WorkingDayOnOrBefore(today.AddDays(30)),
		calendar.WorkingDayOnOrBefore(monthEnd), calendar.WorkingDayOnOrBefore(council.QuarterOf(today).Last()),
	}
	var buttons []council.Button
	offered := map[council.Date]bool{}
	for _, day := range days {
		if !offered[day] && !day.Before(today) {
			offered[day] = true
			buttons = append(buttons, council.Button{Text: locales.ShortDay(day), Data: to(day)})
		}
	}
	return inRows(buttons, 3)
}

func duePressed(ctx context.Context, t *turn, s sitting) error {
	if on, err := t.midway(ctx, s, stepErrandDue, stepErrandGive); !on {
		return err
	}
	if problem := t.dayProblem(t.press.day(1)); problem != "" {
		t.alert(problem)
		return nil
	}
	return t.lastLook(ctx, s, t.press.day(1))
}

func dueTyped(ctx context.Context, t *turn, s sitting) error {
	day, problem := t.readDay(t.text)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("jm", s.ID))
		return nil
	}
	return t.lastLook(ctx, s, day)
}

// lastLook shows what the doer will be told.
func (t *turn) lastLook(ctx context.Context, s sitting, due council.Date) error {
	c := t.conversation
	p, err := t.store.PersonByID(ctx, c.Person, t.today())
	if err != nil {
		return err
	}
	c.Step, c.Day = stepErrandGive, due
	t.wait(c)
	card := t.newErrand(s, p)
	html := t.txt("assignment.ask_give") + "\n\n" + t.txt("assignment.text", locales.Data{"Text": card.Text}) + "\n\n" +
		t.txt("assignment.doer", locales.Data{"Name": p.Full()}) + "\n" + t.txt("assignment.due", locales.Data{"Due": locales.FullDate(due)})
	if !t.app.Timetable.Calendar.IsWorking(due) {
		html += "\n" + t.txt("meeting.day_off")
	}
	t.show(html, row(primary(t.button("assignment.button.give", press("jy", s.ID)))),
		row(t.button("assignment.button.other_due", press("jd", s.ID, p.ID))), t.backRow("jm", s.ID))
	return nil
}

// newErrand is the assignment that the dialogue has put together.
func (t *turn) newErrand(s sitting, doer council.Person) council.AssignmentCard {
	return council.AssignmentCard{Doer: doer, BodyID: s.body.ID, Body: s.body.Name, Held: s.Day,
		Assignment: council.Assignment{MeetingID: s.ID, Text: t.conversation.Fields["text"], DoerID: doer.ID, Due: t.conversation.Day,
			State: council.Given, GivenBy: t.Access.Person.ID, GivenAt: t.Now.Truncate(time.Microsecond)}}
}

// giveErrand writes the assignment and tells the doer.
func giveErrand(ctx context.Context, t *turn, s sitting) error {
	if on, err := t.midway(ctx, s, stepErrandGive); !on {
		return err
	}
	p, err := t.store.PersonByID(ctx, t.conversation.Person, t.today())
	if err != nil {
		return err
	}
	a := t.newErrand(s, p)
	if problem := t.dayProblem(a.Due); problem != "" || hasLeft(p, t.today()) {
		t.alert("press.stale")
		return t.showGiven(ctx, s, 0, "")
	}
	if a.ID, err = t.store.AddAssignment(ctx, a.Assignment); err != nil {
		return err
	}
	details := map[string]any{"meeting": s.ID, "doer": p.ID, "due": a.Due}
	if err := t.audit(ctx, "assignment.given", a.About(), details); err != nil {
		return err
	}
	t.rest()
	if p.ID != t.Access.Person.ID {
		t.tellDoer(a, errandGiven, t.app.composer().errandNews("assignment.notice.given", a, t.today()))
	}
	note, err := t.reachNote(ctx, p)
	if err != nil {
		return err
	}
	return t.showGiven(ctx, s, 0, t.txt("assignment.given", map[string]any{"Name": p.Short()})+note)
}

// tellDoer writes to the doer once for this turn.
func (t *turn) tellDoer(a council.AssignmentCard, kind string, m council.Message) {
	t.tell(council.Notice{PersonID: a.DoerID, Class: council.Bulk, About: a.About(), Message: m,
		Key: errandKey(kind, a.ID, t.Update.ID, a.DoerID)})
}

// errandKey is the key of news of an assignment to its doer, told by an update.
func errandKey(kind string, id, update, doerID int64) string {
	return fmt.Sprintf("%s:%d:%d:%d", kind, id, update, doerID)
}

// reachNote says whom neither Telegram nor an e-mail reaches.
func (t *turn) reachNote(ctx context.Context, p council.Person) (string, error) {
	if t.app.Mails && p.Email != "" {
		return "", nil
	}
	binding, err := t.store.BindingOf(ctx, p.ID)
	if err != nil || binding.Account != 0 && binding.BlockedAt.IsZero() {
		return "", err
	}
	return "\n" + t.txt("meeting.unreached", map[string]any{"Names": strings.TrimSpace(p.Short() + " " + p.Phone)}), nil
}
