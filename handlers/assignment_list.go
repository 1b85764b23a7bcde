package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// owed keeps what its doers have not reported.
func owed(all []council.AssignmentCard) []council.AssignmentCard {
	return keep(all, func(a council.AssignmentCard) bool { return a.Owed() })
}

func keep[T any](all []T, wanted func(T) bool) []T {
	var found []T
	for _, one := range all {
		if wanted(one) {
			found = append(found, one)
		}
	}
	return found
}

// errandPage is one page of assignments, each with a number to press.
func (t *turn) errandPage(all []council.AssignmentCard, asked int64, named bool, to func(page int) string) ([]string, [][]council.Button) {
	page, pages := pageOf(len(all), asked)
	var lines []string
	var buttons []council.Button
	for i, a := range onPage(all, page) {
		n := page*choicesOnPage + i + 1
		lines = append(lines, t.app.composer().errandLine(n, a, t.today(), named))
		buttons = append(buttons, council.Button{Text: strconv.Itoa(n), Data: press("jc", a.ID)})
	}
	rows := inRows(buttons, 8)
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, to))
	}
	return lines, rows
}

// myAssignments are those that the person was given, or those done.
func myAssignments(ctx context.Context, t *turn) error {
	t.rest()
	past := t.press.arg(0)
	all, err := t.store.AssignmentsOf(ctx, t.Access.Person.ID)
	if err != nil {
		return err
	}
	mine := keep(all, func(a council.AssignmentCard) bool { return (a.State == council.Done) == (past == 1) })
	heading, none, other := "assignment.mine", "assignment.mine_none", t.button("assignment.button.done_ones", press("jl", 1))
	if past == 1 {
		slices.Reverse(mine)
		heading, none, other = "assignment.mine_done", "assignment.mine_done_none", t.button("assignment.button.my", press("jl"))
	}
	if len(mine) == 0 {
		heading = none
	}
	lines, rows := t.errandPage(mine, t.press.arg(1), false, func(n int) string { return press("jl", past, int64(n)) })
	if len(mine) < len(all) {
		rows = append(rows, row(other))
	}
	if t.Access.May(council.GiveAssignments) {
		rows = append(rows, row(t.button("assignment.button.control", press("jo"))))
	}
	html := strings.Join(append([]string{t.txt(heading)}, lines...), "\n")
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

func meetingGiven(ctx context.Context, t *turn, s sitting) error {
	t.rest()
	return t.showGiven(ctx, s, t.press.arg(1), "")
}

// showGiven is what was given at the meeting, with a word above, and further
// ways on.
func (t *turn) showGiven(ctx context.Context, s sitting, page int64, above string, further ...[]council.Button) error {
	all, err := t.store.AssignmentsAt(ctx, s.ID)
	if err != nil {
		return err
	}
	lines, rows := t.errandPage(all, page, true, func(n int) string { return press("jm", s.ID, int64(n)) })
	head := []string{t.txt("assignment.of_meeting", t.sittingData(s))}
	if above != "" {
		head = []string{above, "", head[0]}
	}
	if len(all) == 0 {
		head = append(head, t.txt("assignment.none"))
	}
	if t.begun(s) && t.Access.Assigns(s.body) {
		rows = append(rows, row(primary(t.button("assignment.button.add", press("jg", s.ID)))))
	}
	rows = append(rows, further...)
	t.show(strings.Join(append(head, lines...), "\n"), append(rows, t.backRow(meetingCard, s.ID))...)
	return nil
}

// registerControl: how all assignments stand, for the organiser (11.9).
func (a *App) registerControl() {
	a.presses["jo"] = overseeing(openAssignments) // 1 by meeting, page
	a.presses["jp"] = overseeing(doerAssignments) // person, page
	a.presses["js"] = overseeing(quarterSummary)  // year, number of the quarter
	a.openBeside("jo", "js")
}

func overseeing(do turnFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.GiveAssignments); err != nil {
			return err
		}
		t.rest()
		return do(ctx, t)
	}
}

// load is how many assignments somebody has, or a meeting gave.
type load struct {
	label, data         string
	open, overdue, wait int
}

// loads counts the open assignments by what key tells them apart.
func loads(all []council.AssignmentCard, today council.Date, of func(council.AssignmentCard) (label, data string)) []load {
	var found []load
	place := map[string]int{}
	for _, a := range all {
		label, data := of(a)
		at, known := place[data]
		if !known {
			at = len(found)
			place[data] = at
			found = append(found, load{label: label, data: data})
		}
		found[at].open++
		if a.Overdue(today) {
			found[at].overdue++
		}
		if a.State == council.Reported {
			found[at].wait++
		}
	}
	return found
}

func (l load) choice() choice {
	label := fmt.Sprintf("%d", l.open)
	if l.overdue > 0 {
		label += fmt.Sprintf(" · 🔴 %d", l.overdue)
	}
	if l.wait > 0 {
		label += fmt.Sprintf(" · 📝 %d", l.wait)
	}
	return choice{cut(l.label, 40) + " · " + label, l.data}
}

// openAssignments are all that is not done, by doer or by meeting; who owes
// most of what is overdue comes first.
func openAssignments(ctx context.Context, t *turn) error {
	byMeeting := t.press.arg(0)
	open, err := t.store.AssignmentsOpen(ctx)
	if err != nil {
		return err
	}
	key, other := "assignment.by_doer", t.button("assignment.button.by_meeting", press("jo", 1))
	of := func(a council.AssignmentCard) (string, string) { return a.Doer.Short(), press("jp", a.DoerID) }
	if byMeeting == 1 {
		key, other = "assignment.by_meeting", t.button("assignment.button.by_doer", press("jo"))
		of = func(a council.AssignmentCard) (string, string) {
			return dueDate(a.Held, t.today()) + " " + a.Body, press("jm", a.MeetingID)
		}
	}
	all := loads(open, t.today(), of)
	slices.SortStableFunc(all, func(a, b load) int { return cmp.Compare(b.overdue, a.overdue) })
	var choices []choice
	for _, l := range all {
		choices = append(choices, l.choice())
	}
	rows := t.choiceRows(choices, t.press.arg(1), func(n int) string { return press("jo", byMeeting, int64(n)) })
	total := load{}
	for _, l := range all {
		total.open, total.overdue, total.wait = total.open+l.open, total.overdue+l.overdue, total.wait+l.wait
	}
	html := t.txt(key) + "\n" + t.txt("assignment.totals", map[string]any{"Open": total.open, "Overdue": total.overdue, "Reported": total.wait})
	before := council.QuarterOf(t.today()).Before()
	rows = append(rows, row(other), row(t.button("assignment.button.summary", press("js", int64(before.Year), int64(before.Number)))))
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

// doerAssignments are all that one person has not done.
func doerAssignments(ctx context.Context, t *turn) error {
	p, err := t.store.PersonByID(ctx, t.press.arg(0), t.today())
	if err != nil {
		return err
	}
	all, err := t.store.AssignmentsOf(ctx, p.ID)
	if err != nil {
		return err
	}
	open := keep(all, func(a council.AssignmentCard) bool { return a.State != council.Done })
	lines, rows := t.errandPage(open, t.press.arg(1), false, func(n int) string { return press("jp", p.ID, int64(n)) })
	head := t.txt("assignment.of_doer", locales.Data{"Name": p.Full(), "Phone": p.Phone})
	if len(open) == 0 {
		head += "\n" + t.txt("assignment.none")
	}
	t.show(strings.Join(append([]string{head}, lines...), "\n"), append(rows, t.backRow("jo"))...)
	return nil
}
