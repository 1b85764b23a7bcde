package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
	"sereda/locales"
)

// plan is a unit's week as the dialogues see it.
type plan struct {
	unit      council.Unit
	week      council.Week
	deadline  time.Time
	draft     *council.Submission
	submitted *council.Submission
	proposed  *council.Submission
	// agreed: the week's plan is agreed. It is asked once the deadline has passed.
	agreed bool
}

// registerPlan: the screen of a unit's week, submitting, withdrawing.
func (a *App) registerPlan() {
	a.commands["plan"] = planCommand
	a.presses["pl"] = planPressed                                // unit, week, page
	a.presses["pc"] = onPlan(editSubmitted)                      // unit, week
	a.presses["pd"] = onPlan(discardDraft)                       // unit, week
	a.presses["ps"] = onPlan(submitPressed)                      // unit, week, draft, revision seen
	a.presses["pn"] = onPlan(nothingPlanned)                     // unit, week, 1 when confirmed
	a.presses["pw"] = onPlan(withdrawPressed)                    // unit, week
	a.presses["po"] = func(ctx context.Context, t *turn) error { // submission, 1 to accept
		return decideProposal(ctx, t)
	}
}

// planCommand opens next week's plan; somebody heading several units chooses.
func planCommand(ctx context.Context, t *turn) error {
	t.rest()
	week, err := t.plannedWeek(ctx)
	if err != nil {
		return err
	}
	switch {
	case len(t.Access.Units) == 1:
		return t.openPlan(ctx, t.Access.Units[0].ID, week)
	case len(t.Access.Units) > 1:
		return t.chooseUnit(ctx)
	case t.Access.May(council.SubmitForOthers):
		return missingCommand(ctx, t)
	}
	return fmt.Errorf("plan: %w", council.ErrForbidden)
}

// plannedWeek is the next week whose plan is not agreed yet: what a unit submits
// is for that one.
func (t *turn) plannedWeek(ctx context.Context) (council.Week, error) {
	week := t.nextWeek()
	agreed, err := t.store.AgreedWeeks(ctx, week.Monday)
	for slices.Contains(agreed, week) {
		week = week.Next()
	}
	return week, err
}

func (t *turn) nextWeek() council.Week { return council.NextWeek(t.Now, t.app.Zone) }

func (t *turn) today() council.Date { return council.DateOf(t.Now.In(t.app.Zone)) }

// chooseUnit offers the person's units with where each stands.
func (t *turn) chooseUnit(ctx context.Context) error {
	week, err := t.plannedWeek(ctx)
	if err != nil {
		return err
	}
	html := t.txt("plan.choose_unit")
	var rows [][]council.Button
	for _, u := range t.Access.Units[:min(len(t.Access.Units), 20)] {
		p, err := t.loadPlan(ctx, u.ID, week)
		if err != nil {
			return err
		}
		html += "\n\n<b>" + locales.Escape(cut(u.Name, 100)) + "</b>\n" + t.planStateLine(p)
		rows = append(rows, row(council.Button{Text: cut(u.Name, 60), Data: press("pl", u.ID, weekArg(week))}))
	}
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

func planPressed(ctx context.Context, t *turn) error {
	if t.press.arg(0) == 0 {
		return planCommand(ctx, t)
	}
	t.rest()
	return onPlan(func(ctx context.Context, t *turn, p *plan) error {
		t.showPlan(p, int(t.press.arg(2)))
		return nil
	})(ctx, t)
}

// onPlan loads the unit's week a button names and asks whether the person may
// enter that unit's plan. A week that has begun is not planned any more: the
// screen of the coming one is shown instead.
func onPlan(do func(ctx context.Context, t *turn, p *plan) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		unit, week := t.press.arg(0), t.press.week(1)
		if week.Monday.Before(t.nextWeek().Monday) {
			t.toast("press.past_week")
			return t.openPlan(ctx, unit, t.nextWeek())
		}
		p, err := t.loadPlan(ctx, unit, week)
		if err != nil {
			return err
		}
		return do(ctx, t, p)
	}
}

func (t *turn) openPlan(ctx context.Context, unitID int64, week council.Week) error {
	p, err := t.loadPlan(ctx, unitID, week)
	if err != nil {
		return err
	}
	t.showPlan(p, 0)
	return nil
}

func (t *turn) loadPlan(ctx context.Context, unitID int64, week council.Week) (*plan, error) {
	if !t.Access.MaySubmitFor(unitID) {
		return nil, fmt.Errorf("plan of unit %d: %w", unitID, council.ErrForbidden)
	}
	p := &plan{week: week}
	var err error
	if p.unit, err = t.unit(ctx, unitID); err != nil {
		return nil, err
	}
	if err := t.fill(ctx, p); err != nil {
		return nil, err
	}
	if t.Now.After(p.deadline) {
		head, err := t.store.PlanHead(ctx, week)
		if err != nil {
			return nil, err
		}
		p.agreed = head.State == council.Agreed
	}
	return p, t.needLeaders(ctx, p)
}

// needLeaders looks the leaders up when an entry on the screen names one.
func (t *turn) needLeaders(ctx context.Context, p *plan) error {
	for _, s := range []*council.Submission{p.draft, p.submitted} {
		if s != nil && slices.ContainsFunc(s.Entries, func(e council.Entry) bool { return len(e.Leaders) > 0 }) {
			_, err := t.leadersOf(ctx, p.week)
			return err
		}
	}
	return nil
}

// leadersOf are the leaders whom the week's entries can name: those of its
// first day.
func (t *turn) leadersOf(ctx context.Context, week council.Week) ([]council.Leader, error) {
	if t.leaders != nil {
		return t.leaders, nil
	}
	var err error
	t.leaders, err = t.store.LeadersOn(ctx, week.Monday)
	return t.leaders, err
}

// fill finds the deadline of the unit's week and what is submitted for it.
func (t *turn) fill(ctx context.Context, p *plan) error {
	moved, submissions, err := t.store.UnitWeek(ctx, p.unit.ID, p.week)
	if err != nil {
		return err
	}
	p.place(submissions)
	p.deadline, err = t.deadlineAt(p.week, moved)
	return err
}

func (p *plan) place(submissions []council.Submission) {
	for i := range submissions {
		switch s := &submissions[i]; s.State {
		case council.Draft:
			p.draft = s
		case council.Submitted:
			p.submitted = s
		case council.Proposed:
			p.proposed = s
		}
	}
}

// unit is one of the person's own, known already, or looked up.
func (t *turn) unit(ctx context.Context, id int64) (council.Unit, error) {
	for _, u := range t.Access.Units {
		if u.ID == id {
			return u, nil
		}
	}
	return t.store.UnitByID(ctx, id)
}

func (t *turn) deadline(ctx context.Context, week council.Week) (time.Time, error) {
	moved, err := t.store.MovedDeadline(ctx, week)
	if err != nil {
		return time.Time{}, err
	}
	return t.deadlineAt(week, moved)
}

// deadlineAt is the week's deadline, moved by hand unless that is zero.
func (t *turn) deadlineAt(week council.Week, moved time.Time) (time.Time, error) {
	var by council.Moved
	if !moved.IsZero() {
		by = council.Moved{week: moved}
	}
	at, ok := t.app.Timetable.DeadlineOf(week, by)
	if !ok {
		return time.Time{}, fmt.Errorf("week %s has no deadline in the timetable", week)
	}
	return at, nil
}

// editSubmitted starts a new version; what was submitted stays in force.
func editSubmitted(ctx context.Context, t *turn, p *plan) error {
	draft, err := t.store.DraftOf(ctx, p.unit.ID, p.week)
	if err != nil {
		return err
	}
	p.draft = &draft
	t.showPlan(p, 0)
	return nil
}

// discardDraft drops the changes; the submitted plan stays as it was.
func discardDraft(ctx context.Context, t *turn, p *plan) error {
	if err := t.store.DropDraft(ctx, p.unit.ID, p.week); err != nil {
		return err
	}
	p.draft = nil
	t.toast("plan.discarded")
	t.showPlan(p, 0)
	return nil
}

func (p *plan) subject() string { return fmt.Sprintf("unit:%d week:%s", p.unit.ID, p.week) }

func (p *plan) args() []int64 { return []int64{p.unit.ID, weekArg(p.week)} }

func (p *plan) press(do string, more ...int64) string { return press(do, append(p.args(), more...)...) }

// about names the week in the list of who was told.
func about(week council.Week) string { return council.AboutWeek(week) }

func (t *turn) planData(p *plan) map[string]any {
	return map[string]any{
		"Week":     locales.WeekDays(p.week),
		"Unit":     p.unit.Name,
		"Deadline": locales.Instant(p.deadline, t.app.Zone),
	}
}
