package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// acceptErrand tells that the doer has taken note; a second press changes
// nothing.
func acceptErrand(ctx context.Context, t *turn, e *errand) error {
	if e.State != council.Given {
		return showErrand(ctx, t, e)
	}
	e.State = council.Accepted
	if err := t.keepErrand(ctx, e, "assignment.accepted", nil); err != nil {
		return err
	}
	t.toast("assignment.accepted")
	return showErrand(ctx, t, e)
}

func (t *turn) keepErrand(ctx context.Context, e *errand, action string, details map[string]any) error {
	if err := t.store.UpdateAssignment(ctx, e.Assignment); err != nil {
		return err
	}
	return t.audit(ctx, action, e.About(), details)
}

func askReport(_ context.Context, t *turn, e *errand) error {
	t.wait(Conversation{Step: stepReport, Item: e.ID})
	t.show(t.txt("assignment.ask_report")+"\n\n"+t.app.composer().errandText(e.AssignmentCard, t.today()), t.backRow("jc", e.ID))
	return nil
}

func reportTyped(ctx context.Context, t *turn, e *errand) error {
	e.FileID = ""
	return t.report(ctx, e, t.text)
}

// reportSent takes a file with its caption, if any, as the words.
func reportSent(ctx context.Context, t *turn, e *errand) error {
	e.FileID = t.message.Document.FileID
	return t.report(ctx, e, t.message.Caption)
}

// report keeps the doer's word, stops the reminders and tells who gave the
// assignment.
func (t *turn) report(ctx context.Context, e *errand, words string) error {
	if n := utf8.RuneCountInString(words); n > longestReport {
		t.say(t.txt("assignment.long", map[string]any{"Count": n, "Limit": longestReport}), t.backRow("jc", e.ID))
		return nil
	}
	e.State, e.Report, e.ReportedAt = council.Reported, words, t.Now.Truncate(time.Microsecond)
	if err := t.keepErrand(ctx, e, "assignment.reported", map[string]any{"file": e.FileID != ""}); err != nil {
		return err
	}
	if err := t.stopErrandReminders(ctx, e); err != nil {
		return err
	}
	judges, err := t.judges(ctx, e)
	if err != nil {
		return err
	}
	for part, m := range t.app.composer().errandReported(e.AssignmentCard, t.today()) {
		for _, id := range judges {
			if id != t.Access.Person.ID {
				t.tell(council.Notice{PersonID: id, Class: council.Bulk, About: e.About(), Message: m,
					Key: fmt.Sprintf("assignment_reported:%d:%d:%d:%d", e.ID, t.Update.ID, part, id)})
			}
		}
	}
	t.rest()
	t.showCard(e, t.txt("assignment.reported"))
	return nil
}

// stopErrandReminders takes back what still waits to remind the doer.
func (t *turn) stopErrandReminders(ctx context.Context, e *errand) error {
	return t.store.WithdrawReminders(ctx, e.About(), e.DoerID, append(council.AssignmentReminders(), errandGiven)...)
}

// judges are who hears of a report: who records for the body these days, those
// who stand in for them, and who gave it while they are an organiser.
func (t *turn) judges(ctx context.Context, e *errand) ([]int64, error) {
	organisers, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
	if err != nil || e.body.RecordedByOrganiser {
		return organisers, err
	}
	seats, err := t.store.SeatsOn(ctx, e.BodyID, t.today())
	if err != nil {
		return nil, err
	}
	judges := council.Recorders(e.body, seats)
	standIns, err := t.store.StandInsFor(ctx, judges, t.today())
	if err != nil {
		return nil, err
	}
	judges = append(judges, standIns...)
	for _, id := range organisers {
		if id == e.GivenBy || len(judges) == 0 {
			judges = append(judges, id)
		}
	}
	return once(judges), nil
}

// sendReport sends the report's file to keep.
func sendReport(_ context.Context, t *turn, e *errand) error {
	if e.FileID == "" {
		t.toast("press.stale")
		return nil
	}
	t.reply(t.app.composer().reportFile(e.AssignmentCard))
	return nil
}

// confirmErrand ends the assignment. A report is not needed: who works without
// Telegram reports by phone. The button says whether it was under a report, so
// that one that was withdrawn in the meantime is not confirmed unseen.
func confirmErrand(ctx context.Context, t *turn, e *errand) error {
	if (e.State == council.Reported) == (t.press.arg(1) == 1) {
		t.toast("press.stale")
		return showErrand(ctx, t, e)
	}
	e.State = council.Done
	if e.ReportedAt.IsZero() {
		e.ReportedAt = t.Now.Truncate(time.Microsecond)
	}
	if err := t.keepErrand(ctx, e, "assignment.confirmed", nil); err != nil {
		return err
	}
	if err := t.stopErrandReminders(ctx, e); err != nil {
		return err
	}
	t.tellUnlessSelf(e, "confirmed")
	t.toast("assignment.confirmed")
	return showErrand(ctx, t, e)
}

func (t *turn) tellUnlessSelf(e *errand, what string) {
	if t.does(e) {
		return
	}
	m := t.app.composer().errandNews("assignment.notice."+what, e.AssignmentCard, t.today())
	if kind := "assignment_" + what; slices.Contains(notedErrands, kind) {
		m = t.askToNoteErrand(m, e.ID, kind)
	}
	t.tellDoer(e.AssignmentCard, "assignment_"+what, m)
}

func askReturn(ctx context.Context, t *turn, e *errand) error {
	if e.State != council.Reported {
		t.toast("press.stale")
		return showErrand(ctx, t, e)
	}
	t.wait(Conversation{Step: stepReturn, Item: e.ID})
	t.show(t.txt("assignment.ask_return")+"\n\n"+t.app.composer().errandText(e.AssignmentCard, t.today()), t.backRow("jc", e.ID))
	return nil
}

// returnTyped asks the doer for more: the assignment is owed again, reminders
// go on.
func returnTyped(ctx context.Context, t *turn, e *errand) error {
	if n := utf8.RuneCountInString(t.text); n > longestRemark {
		t.say(t.txt("assignment.long", map[string]any{"Count": n, "Limit": longestRemark}), t.backRow("jc", e.ID))
		return nil
	}
	t.rest()
	if e.State != council.Reported {
		return showErrand(ctx, t, e)
	}
	e.State, e.Remark, e.ReportedAt = council.Accepted, t.text, time.Time{}
	if err := t.keepErrand(ctx, e, "assignment.returned", nil); err != nil {
		return err
	}
	t.tellUnlessSelf(e, "returned")
	t.showCard(e, t.txt("assignment.returned"))
	return nil
}

func askNewDue(_ context.Context, t *turn, e *errand) error {
	t.wait(Conversation{Step: stepNewDue, Item: e.ID})
	rows := t.dueChoices(func(day council.Date) string { return press("jwd", e.ID, dayArg(day)) })
	t.show(t.txt("assignment.ask_new_due", map[string]any{"Due": locales.FullDate(e.Due)}), append(rows, t.backRow("jc", e.ID))...)
	return nil
}

func newDuePressed(ctx context.Context, t *turn, e *errand) error {
	if problem := t.dayProblem(t.press.day(1)); problem != "" {
		t.alert(problem)
		return nil
	}
	return t.putOff(ctx, e, t.press.day(1))
}

func newDueTyped(ctx context.Context, t *turn, e *errand) error {
	day, problem := t.readDay(t.text)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("jc", e.ID))
		return nil
	}
	return t.putOff(ctx, e, day)
}

// putOff changes the day: reminders of the old one are taken back.
func (t *turn) putOff(ctx context.Context, e *errand, due council.Date) error {
	if due == e.Due {
		return showErrand(ctx, t, e)
	}
	was := e.Due
	e.Due = due
	if err := t.keepErrand(ctx, e, "assignment.put_off", map[string]any{"from": was, "to": due}); err != nil {
		return err
	}
	if err := t.stopErrandReminders(ctx, e); err != nil {
		return err
	}
	t.tellUnlessSelf(e, "put_off")
	t.toast("assignment.put_off")
	return showErrand(ctx, t, e)
}

// takeErrandBack ends an assignment that was given by mistake.
func takeErrandBack(ctx context.Context, t *turn, e *errand) error {
	if t.press.arg(1) != 1 {
		t.rest()
		t.show(t.txt("assignment.ask_take_back")+"\n\n"+t.app.composer().errandText(e.AssignmentCard, t.today()),
			row(danger(t.button("assignment.button.take_back_yes", press("jx", e.ID, 1)))), t.backRow("jc", e.ID))
		return nil
	}
	e.State = council.Dropped
	if err := t.keepErrand(ctx, e, "assignment.taken_back", nil); err != nil {
		return err
	}
	if err := t.stopErrandReminders(ctx, e); err != nil {
		return err
	}
	t.toast("assignment.taken_back")
	s, err := t.sitting(ctx, e.MeetingID)
	if err != nil {
		return err
	}
	if t.does(e) {
		return t.showGiven(ctx, s, 0, "")
	}
	t.tellDoer(e.AssignmentCard, errandTakenBack, t.askToNoteErrand(council.Message{
		HTML: t.txt("assignment.notice.taken_back", map[string]any{"Text": cut(e.Text, 500)})}, e.ID, errandTakenBack))
	p, err := t.store.PersonByID(ctx, e.DoerID, t.today())
	if err != nil {
		return err
	}
	note, err := t.reachNote(ctx, p)
	if err != nil {
		return err
	}
	// No list leads to it any more.
	return t.showGiven(ctx, s, 0, t.txt("assignment.taken_back_done")+note, t.errandToldDoor(e)...)
}
