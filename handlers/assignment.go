package handlers

import (
	"context"
	"fmt"

	"sereda/council"
)

// registerAssignments: what meetings told people to do (11.9, 11.10).
func (a *App) registerAssignments() {
	a.commands["assignments"] = myAssignments
	a.presses["jl"] = myAssignments             // 1 for those done, page
	a.presses["jc"] = onAssignment(showErrand)  // assignment
	a.presses["ja"] = doing(acceptErrand)       // assignment
	a.presses["jr"] = doing(askReport)          // assignment
	a.presses["jf"] = onAssignment(sendReport)  // assignment
	a.steps[stepReport] = doing(reportTyped)    // the report in words
	a.files[stepReport] = doing(reportSent)     // a file
	a.presses["jk"] = judging(confirmErrand)    // assignment, 1 without a report
	a.presses["jb"] = judging(askReturn)        // assignment
	a.steps[stepReturn] = judging(returnTyped)  // why
	a.presses["jw"] = judging(askNewDue)        // assignment
	a.presses["jwd"] = judging(newDuePressed)   // assignment, day
	a.steps[stepNewDue] = judging(newDueTyped)  // the day
	a.presses["jx"] = judging(takeErrandBack)   // assignment, 1 when confirmed
	a.presses["jm"] = controlling(meetingGiven) // meeting, page
	a.registerGiving()
	a.registerControl()
	a.openBeside("jc", "jf", "jl", "jm")
	a.cards = append(a.cards, assignmentDoors)
}

// The questions of the dialogues about assignments.
const (
	stepErrand     = "assignment.text"
	stepDoer       = "assignment.doer"
	stepErrandDue  = "assignment.due"
	stepErrandGive = "assignment.give"
	stepReport     = "assignment.report"
	stepReturn     = "assignment.return"
	stepNewDue     = "assignment.new_due"
)

// Longest assignment, report and remark, in letters: a message holds them with
// all that stands around.
const (
	longestErrand = 1000
	longestReport = 1500
	longestRemark = 500
)

// errand is an assignment with its body.
type errand struct {
	council.AssignmentCard
	body council.Body
}

type errandFunc func(ctx context.Context, t *turn, e *errand) error

// onAssignment loads the assignment that the button or the conversation names,
// for its doer and for who sees the body's assignments. Whoever changes it next
// waits.
func onAssignment(do errandFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		id := t.conversation.Item
		if t.query != nil {
			id = t.press.arg(0)
		}
		e, err := t.errand(ctx, id)
		if err != nil {
			return err
		}
		if e.State == council.Dropped {
			return fmt.Errorf("assignment %d: %w", id, council.ErrNotFound)
		}
		if !t.does(e) && !t.Access.SeesAssignments(e.body) {
			return fmt.Errorf("assignment %d: %w", id, council.ErrForbidden)
		}
		return do(ctx, t, e)
	}
}

// errand loads an assignment, also one that was taken back.
func (t *turn) errand(ctx context.Context, id int64) (*errand, error) {
	a, err := t.store.LockAssignment(ctx, id)
	if err != nil {
		return nil, err
	}
	b, err := t.store.BodyByID(ctx, a.BodyID)
	return &errand{a, b}, err
}

func (t *turn) does(e *errand) bool { return e.DoerID == t.Access.Person.ID }

// doing refuses everybody but the doer.
func doing(do errandFunc) turnFunc {
	return onAssignment(func(ctx context.Context, t *turn, e *errand) error {
		if !t.does(e) {
			return fmt.Errorf("report assignment %d: %w", e.ID, council.ErrForbidden)
		}
		return unlessDone(do)(ctx, t, e)
	})
}

// judging refuses who does not give the body's assignments.
func judging(do errandFunc) turnFunc {
	return onAssignment(func(ctx context.Context, t *turn, e *errand) error {
		if !t.Access.Assigns(e.body) {
			return fmt.Errorf("judge assignment %d: %w", e.ID, council.ErrForbidden)
		}
		return unlessDone(do)(ctx, t, e)
	})
}

// unlessDone shows what was confirmed in the meantime as it is.
func unlessDone(do errandFunc) errandFunc {
	return func(ctx context.Context, t *turn, e *errand) error {
		if e.State == council.Done {
			t.toast("assignment.done_already")
			return showErrand(ctx, t, e)
		}
		return do(ctx, t, e)
	}
}

// controlling loads a meeting for who sees its assignments.
func controlling(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.SeesAssignments(s.body) {
			return fmt.Errorf("assignments of meeting %d: %w", s.ID, council.ErrForbidden)
		}
		return do(ctx, t, s)
	})
}

// begun tells that something may have been decided at the meeting.
func (t *turn) begun(s sitting) bool {
	switch s.State {
	case council.Open, council.Closed:
		return true
	case council.Planned:
		return !t.Now.Before(s.At(t.app.Zone))
	}
	return false
}

// assignmentDoors are the ways from a meeting's card to its assignments.
func assignmentDoors(ctx context.Context, t *turn, s sitting) ([][]council.Button, error) {
	if !t.Access.SeesAssignments(s.body) {
		return nil, nil
	}
	given, err := t.store.AssignmentsAt(ctx, s.ID)
	if err != nil || len(given) == 0 && !(t.begun(s) && t.Access.Assigns(s.body)) {
		return nil, err
	}
	b := t.button("assignment.button.of_meeting", press("jm", s.ID))
	if len(given) > 0 {
		b.Text += fmt.Sprintf(" · %d", len(given))
	}
	return [][]council.Button{row(b)}, nil
}

// assignmentRow leads from home to one's own assignments, and to the control
// over all.
func (t *turn) assignmentRow(ctx context.Context) ([]council.Button, error) {
	var buttons []council.Button
	mine, err := t.store.AssignmentsOf(ctx, t.Access.Person.ID)
	if err != nil {
		return nil, err
	}
	if owed := len(owed(mine)); owed > 0 {
		buttons = append(buttons, t.numbered("assignment.button.mine", owed, press("jl")))
	} else if len(mine) > 0 {
		buttons = append(buttons, t.button("assignment.button.my", press("jl")))
	}
	if t.Access.May(council.GiveAssignments) {
		buttons = append(buttons, t.button("assignment.button.control", press("jo")))
	}
	return buttons, nil
}

func (t *turn) numbered(key string, n int, data string) council.Button {
	return council.Button{Text: t.label(key, map[string]any{"Number": n}), Data: data}
}

// showErrand is the assignment's card, with what the person may do about it.
func showErrand(_ context.Context, t *turn, e *errand) error {
	t.rest()
	t.showCard(e, "")
	return nil
}

func (t *turn) showCard(e *errand, above string) {
	html := t.app.composer().errandText(e.AssignmentCard, t.today())
	if above != "" {
		html = above + "\n\n" + html
	}
	t.show(html, t.cardButtons(e)...)
}

func (t *turn) cardButtons(e *errand) [][]council.Button {
	var rows [][]council.Button
	if e.FileID != "" {
		rows = append(rows, row(t.button("assignment.button.file", press("jf", e.ID))))
	}
	if t.does(e) && e.State != council.Done {
		rows = append(rows, t.app.composer().doerButtons(e.Assignment)...)
	}
	if t.Access.Assigns(e.body) && e.State != council.Done {
		rows = append(rows, t.judgeButtons(e)...)
	}
	rows = append(rows, t.errandToldDoor(e)...)
	switch {
	case t.Access.SeesAssignments(e.body) && !t.does(e):
		rows = append(rows, t.backRow("jm", e.MeetingID))
	case t.does(e):
		rows = append(rows, t.backRow("jl"))
	}
	return rows
}

func (t *turn) judgeButtons(e *errand) [][]council.Button {
	var rows [][]council.Button
	if e.State == council.Reported {
		rows = append(rows, t.app.composer().verdictButtons(e.Assignment))
	} else {
		rows = append(rows, row(t.button("assignment.button.done", press("jk", e.ID, 1))))
	}
	return append(rows, row(t.button("assignment.button.new_due", press("jw", e.ID)), danger(t.button("assignment.button.take_back", press("jx", e.ID)))))
}
