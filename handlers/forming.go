package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// PlanStore keeps the week's plan: how it is formed, agreed and changed.
type PlanStore interface {
	PlanOf(ctx context.Context, week council.Week) (council.Plan, error)
	LockPlan(ctx context.Context, week council.Week) (council.Plan, error)
	UpdatePlan(ctx context.Context, p council.Plan) error
	FollowPlan(ctx context.Context, week council.Week, fresh []council.PlanEntry) (council.Plan, error)
	WritePlanEntries(ctx context.Context, week council.Week, entries ...council.PlanEntry) error
	InPlaceOf(ctx context.Context, personID int64, role council.Role, day council.Date) (string, error)
	AgreedWeeks(ctx context.Context, from council.Date) ([]council.Week, error)
	AddRevision(ctx context.Context, r council.Revision) error
	RevisionOf(ctx context.Context, week council.Week, number int) (council.Revision, error)
}

// forming is a week's plan with the week as one.
type forming struct {
	council.Consolidated
	plan    council.Plan
	leaders []council.Leader
}

// forming is the week's plan, in step with what the units submitted and with
// the meetings. The leaders are those of its first day.
func (t *turn) forming(ctx context.Context, week council.Week) (forming, error) {
	f := forming{}
	deadline, err := t.deadline(ctx, week)
	if err != nil {
		return f, err
	}
	standings, err := t.store.Standings(ctx, week, t.today())
	if err != nil {
		return f, err
	}
	submissions, err := t.store.SubmissionsOfWeek(ctx, week)
	if err != nil {
		return f, err
	}
	if f.leaders, err = t.leadersOf(ctx, week); err != nil {
		return f, err
	}
	meetings, err := t.store.MeetingsOfWeek(ctx, week, f.leaders)
	if err != nil {
		return f, err
	}
	if f.plan, err = t.store.FollowPlan(ctx, week, council.Gather(week, standings, submissions, meetings...)); err != nil {
		return f, err
	}
	f.Consolidated = council.Consolidate(week, standings, f.plan.InPlan(), deadline, f.leaders)
	f.State = f.plan.State
	return f, nil
}

// registerForming: how the week's plan is formed and agreed.
func (a *App) registerForming() {
	a.presses["fs"] = locked(council.FormPlan, sendForAgreement)    // week, version
	a.presses["fa"] = locked(council.AgreePlan, agree)              // week, version
	a.presses["fr"] = locked(council.AgreePlan, askReturnPlan)      // week, version
	a.steps[stepReturnPlan] = locked(council.AgreePlan, returnPlan) // the remark
}

// planState tells where the plan stands.
func (t *turn) planState(f forming) string {
	return t.txt("forming.line."+string(f.State), map[string]any{
		"Remark": f.plan.Remark, "Number": f.plan.Number, "At": locales.Instant(f.plan.SentAt, t.app.Zone)})
}

// planDoors are what the person may do with the plan as a whole.
func (t *turn) planDoors(f forming) [][]council.Button {
	as := func(do string) string { return press(do, weekArg(f.Week), int64(f.plan.Version)) }
	var rows [][]council.Button
	sendable := f.State == council.Forming || f.State == council.PlanReturned
	if sendable && t.Access.May(council.FormPlan) {
		rows = append(rows, row(primary(t.button("button.send_plan", as("fs")))))
	}
	if f.State == council.ForAgreement && t.Access.May(council.AgreePlan) {
		rows = append(rows, row(primary(t.button("button.agree_plan", as("fa"))), t.button("button.return_plan", as("fr"))))
	}
	return rows
}
