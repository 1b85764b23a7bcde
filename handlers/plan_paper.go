package handlers

import (
	"context"
	"fmt"
	"slices"

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
	a.presses["kpp"] = orderPlanPaper            // week, revision
	a.presses["kpx"] = orderPlanTable            // week, revision
	a.presses["kpl"] = orderLeaderWeek           // week, revision, post
	a.presses["kpd"] = orderDayPlan              // week, revision, day
	a.papers[council.PlanPaperKind] = ofRevision(planPaper)
	a.papers[council.PlanTableKind] = ofRevision(planTable)
	a.papers[council.LeaderWeekKind] = ofRevision(leaderPaper)
	a.papers[council.DayPlanKind] = ofRevision(dayPaper)
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
	draft := f.plan.Draft(f.Deadline, f.leaders)
	draft.AsOf = t.Now
	return draft, nil
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

func orderPlanPaper(ctx context.Context, t *turn) error {
	return t.orderOfPlan(ctx, council.OrderedPaper{Kind: council.PlanPaperKind})
}

func orderPlanTable(ctx context.Context, t *turn) error {
	return t.orderOfPlan(ctx, council.OrderedPaper{Kind: council.PlanTableKind})
}

func orderLeaderWeek(ctx context.Context, t *turn) error {
	return t.orderOfPlan(ctx, council.OrderedPaper{Kind: council.LeaderWeekKind, Post: t.press.arg(2)})
}

func orderDayPlan(ctx context.Context, t *turn) error {
	n := t.press.arg(2)
	if n < 0 || n >= noDay {
		return fmt.Errorf("day %d of a week: %w", n, council.ErrNotFound)
	}
	return t.orderOfPlan(ctx, council.OrderedPaper{Kind: council.DayPlanKind, Day: t.press.week(0).Day(int(n))})
}

// orderOfPlan orders a paper of the plan in the button. An agreed plan is named
// by its revision, so that the paper is of the one that was asked for; a draft is
// written as it stands then, with the hour.
func (t *turn) orderOfPlan(ctx context.Context, p council.OrderedPaper) error {
	if err := t.need(council.SeeWeek); err != nil {
		return err
	}
	p.Week = t.press.week(0)
	plan, err := t.store.PlanHead(ctx, p.Week)
	if err != nil {
		return err
	}
	asked := t.press.arg(1)
	if asked < 0 || asked > int64(plan.Number) {
		return fmt.Errorf("revision %d of week %s: %w", asked, p.Week, council.ErrNotFound)
	}
	p.Revision = int(asked)
	if asked == 0 && plan.State == council.Agreed {
		p.Revision = plan.Number
	}
	return t.order(ctx, p)
}

// ofRevision reads the revision of which a paper is.
func ofRevision(prepare func(ctx context.Context, t *turn, r council.Revision, p council.OrderedPaper) (council.PaperWork, error)) paperFunc {
	return func(ctx context.Context, t *turn, p council.OrderedPaper) (council.PaperWork, error) {
		if err := t.need(council.SeeWeek); err != nil {
			return council.PaperWork{}, err
		}
		r, err := t.revision(ctx, p.Week, p.Revision)
		if err != nil {
			return council.PaperWork{}, err
		}
		return prepare(ctx, t, r, p)
	}
}

func planPaper(_ context.Context, t *turn, r council.Revision, _ council.OrderedPaper) (council.PaperWork, error) {
	return t.paperWork(t.app.composer().planCaption(r), func() ([]council.File, error) { return t.app.Papers.Plan(r) }), nil
}

// planTable has what became of the events, too.
func planTable(ctx context.Context, t *turn, r council.Revision, _ council.OrderedPaper) (council.PaperWork, error) {
	records, meetings, err := t.known(ctx, r)
	if err != nil {
		return council.PaperWork{}, err
	}
	return oneFile(t.app.composer().planCaption(r), func() (council.File, error) {
		return t.app.Papers.PlanSpreadsheet(r.WithOutcomes(records, meetings))
	}), nil
}

func leaderPaper(_ context.Context, t *turn, r council.Revision, p council.OrderedPaper) (council.PaperWork, error) {
	at := slices.IndexFunc(r.Leaders, func(l council.Leader) bool { return l.PostID == p.Post })
	if at < 0 {
		return council.PaperWork{}, fmt.Errorf("post %d in revision %d: %w", p.Post, r.Number, council.ErrNotFound)
	}
	caption := t.txt("plan_paper.leader", locales.Data{
		"Week": locales.WeekDays(r.Week), "Number": r.Number, "Name": cut(leaderName(r.Leaders[at]), longestCaption)})
	return t.paperWork(caption, func() ([]council.File, error) { return t.app.Papers.LeaderWeek(r, p.Post) }), nil
}

func dayPaper(_ context.Context, t *turn, r council.Revision, p council.OrderedPaper) (council.PaperWork, error) {
	caption := t.txt("plan_paper.day", locales.Data{"Day": locales.Day(p.Day), "Number": r.Number})
	return t.paperWork(caption, func() ([]council.File, error) { return t.app.Papers.DayPlan(r, p.Day) }), nil
}

// planCaption stands under the file of a plan.
func (c Composer) planCaption(r council.Revision) string {
	return c.txt("plan_paper.plan", locales.Data{"Week": locales.WeekDays(r.Week), "Number": r.Number})
}

// PlanPaper is the message that brings the stored plan.
func (c Composer) PlanPaper(r council.Revision, name string, storedID int64) council.Message {
	return council.Message{HTML: c.planCaption(r), Silent: true, Document: &council.Document{Name: name, StoredID: storedID}}
}
