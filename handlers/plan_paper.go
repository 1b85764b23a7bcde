package handlers

import (
	"context"
	"fmt"

	"sereda/council"
	"sereda/locales"
)

// PlanWriter writes the papers of a week's plan: to go on with and to print,
// and as a table.
type PlanWriter interface {
	Plan(r council.Revision) ([]council.File, error)
	// PlanToPrint is the plan as PDF alone.
	PlanToPrint(r council.Revision) (council.File, error)
	LeaderWeek(r council.Revision, post int64) ([]council.File, error)
	DayPlan(r council.Revision, day council.Date) ([]council.File, error)
	PlanSpreadsheet(r council.Revision) (council.File, error)
}

// registerPlanPapers: the plan on paper, for whoever sees the week. A button's
// revision 0 is the plan as it stands when the button is pressed.
func (a *App) registerPlanPapers() {
	a.presses["kp"] = onRevision(showPlanPapers) // week, revision
	a.presses["kpp"] = onRevision(planPaper)     // week, revision
	a.presses["kpx"] = onRevision(planTable)     // week, revision
	a.presses["kpl"] = onRevision(leaderPaper)   // week, revision, post
	a.presses["kpd"] = onRevision(dayPaper)      // week, revision, day
}

// onRevision loads the revision in a button, or the plan as it stands.
func onRevision(do func(ctx context.Context, t *turn, r council.Revision) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.SeeWeek); err != nil {
			return err
		}
		r, err := t.revision(ctx, t.press.week(0), int(t.press.arg(1)))
		if err != nil {
			return err
		}
		return do(ctx, t, r)
	}
}

// revision is the one of the number; 0 is the latest, or a draft while the plan
// is not agreed.
func (t *turn) revision(ctx context.Context, week council.Week, number int) (council.Revision, error) {
	if number != 0 {
		return t.store.RevisionOf(ctx, week, number)
	}
	f, err := t.forming(ctx, week)
	if err != nil {
		return council.Revision{}, err
	}
	if f.plan.State == council.Agreed {
		return t.store.RevisionOf(ctx, week, 0)
	}
	return f.plan.Draft(f.Deadline, f.leaders), nil
}

// showPlanPapers offers the papers of a revision, and the other revisions.
func showPlanPapers(ctx context.Context, t *turn, r council.Revision) error {
	current, err := t.store.PlanOf(ctx, r.Week)
	if err != nil {
		return err
	}
	week, number := weekArg(r.Week), t.press.arg(1)
	rows := [][]council.Button{{t.button("plan_paper.button.plan", press("kpp", week, number)), t.button("plan_paper.button.table", press("kpx", week, number))}}
	rows = append(rows, inRows(t.dayPapers(r, number), 3)...)
	rows = append(rows, inRows(t.leaderPapers(r, number), 2)...)
	rows = append(rows, inRows(t.revisionPapers(current, r), 3)...)
	data := locales.Data{"Week": locales.WeekDays(r.Week), "Number": r.Number, "At": locales.Instant(r.AgreedAt, t.app.Zone)}
	t.show(t.txt("plan_paper.screen", data), append(rows, t.weekFoot(r.Week)...)...)
	return nil
}

func (t *turn) dayPapers(r council.Revision, number int64) []council.Button {
	var buttons []council.Button
	for n, day := range r.Week.Days() {
		if r.Busy(day) {
			buttons = append(buttons, council.Button{Text: "🗓 " + locales.ShortDay(day), Data: press("kpd", weekArg(r.Week), number, int64(n))})
		}
	}
	return buttons
}

func (t *turn) leaderPapers(r council.Revision, number int64) []council.Button {
	var buttons []council.Button
	for _, l := range r.Leaders {
		buttons = append(buttons, council.Button{Text: "👤 " + cut(leaderName(l), 30), Data: press("kpl", weekArg(r.Week), number, l.PostID)})
	}
	return buttons
}

// offeredRevisions are as many as a screen bears.
const offeredRevisions = 9

// revisionPapers lead to the latest revisions besides the one that is shown,
// and back to the plan as it stands.
func (t *turn) revisionPapers(current council.Plan, shown council.Revision) []council.Button {
	var buttons []council.Button
	if !current.Open() && shown.Number != current.Number || current.Open() && shown.Number != 0 {
		buttons = append(buttons, t.button("plan_paper.button.current", press("kp", weekArg(shown.Week), 0)))
	}
	for n := current.Number; n > max(0, current.Number-offeredRevisions); n-- {
		if n != shown.Number && (n != current.Number || current.Open()) {
			buttons = append(buttons, council.Button{Text: t.label("plan_paper.button.revision", locales.Data{"Number": n}),
				Data: press("kp", weekArg(shown.Week), int64(n))})
		}
	}
	return buttons
}

func planPaper(ctx context.Context, t *turn, r council.Revision) error {
	files, err := t.app.Papers.Plan(r)
	if err != nil {
		return err
	}
	return t.sendFiles(ctx, t.app.composer().planCaption(r), files)
}

// planTable has what became of the events, too.
func planTable(ctx context.Context, t *turn, r council.Revision) error {
	records, meetings, err := t.known(ctx, r)
	if err != nil {
		return err
	}
	file, err := t.app.Papers.PlanSpreadsheet(r.WithOutcomes(records, meetings))
	if err != nil {
		return err
	}
	return t.sendFiles(ctx, t.app.composer().planCaption(r), []council.File{file})
}

func leaderPaper(ctx context.Context, t *turn, r council.Revision) error {
	post := t.press.arg(2)
	for _, l := range r.Leaders {
		if l.PostID != post {
			continue
		}
		files, err := t.app.Papers.LeaderWeek(r, post)
		if err != nil {
			return err
		}
		return t.sendFiles(ctx, t.txt("plan_paper.leader", locales.Data{
			"Week": locales.WeekDays(r.Week), "Number": r.Number, "Name": cut(leaderName(l), longestCaption)}), files)
	}
	return fmt.Errorf("post %d in revision %d: %w", post, r.Number, council.ErrNotFound)
}

func dayPaper(ctx context.Context, t *turn, r council.Revision) error {
	n := t.press.arg(2)
	if n < 0 || n >= noDay {
		return fmt.Errorf("day %d of a week: %w", n, council.ErrNotFound)
	}
	day := r.Week.Day(int(n))
	files, err := t.app.Papers.DayPlan(r, day)
	if err != nil {
		return err
	}
	return t.sendFiles(ctx, t.txt("plan_paper.day", locales.Data{"Day": locales.Day(day), "Number": r.Number}), files)
}

// planCaption stands under the file of a plan.
func (c Composer) planCaption(r council.Revision) string {
	return c.txt("plan_paper.plan", locales.Data{"Week": locales.WeekDays(r.Week), "Number": r.Number})
}

// PlanPaper is the message that brings the stored plan.
func (c Composer) PlanPaper(r council.Revision, name string, storedID int64) council.Message {
	return council.Message{HTML: c.planCaption(r), Silent: true, Document: &council.Document{Name: name, StoredID: storedID}}
}
