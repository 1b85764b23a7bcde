package handlers

import (
	"context"
	"time"

	"sereda/council"
	"sereda/locales"
)

// PlanStore keeps the week's plan: how it is formed, agreed and changed.
type PlanStore interface {
	PlanOf(ctx context.Context, week council.Week) (council.Plan, error)
	PlanHead(ctx context.Context, week council.Week) (council.Plan, error)
	LockPlan(ctx context.Context, week council.Week) (council.Plan, error)
	SealPlan(ctx context.Context, week council.Week) (council.Plan, error)
	HoldPlan(ctx context.Context, week council.Week) (council.Plan, error)
	UpdatePlan(ctx context.Context, p council.Plan) error
	FollowPlan(ctx context.Context, week council.Week, fresh []council.PlanEntry) (council.Plan, error)
	WritePlanEntries(ctx context.Context, week council.Week, entries ...council.PlanEntry) error
	InPlaceOf(ctx context.Context, personID int64, role council.Role, day council.Date) (string, error)
	AcceptClash(ctx context.Context, week council.Week, clash string, personID int64, at time.Time) error
	DisputeClash(ctx context.Context, week council.Week, clash string) error
	WeeksOfMeeting(ctx context.Context, meetingID int64) ([]council.Week, error)
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
	f.Accept(f.plan.Accepted)
	return f, nil
}

// registerForming: how the week's plan is formed and agreed.
func (a *App) registerForming() {
	a.presses["fs"] = locked(council.FormPlan, sendForAgreement)    // week, version
	a.presses["fa"] = locked(council.AgreePlan, agree)              // week, version
	a.presses["fr"] = locked(council.AgreePlan, askReturnPlan)      // week, version
	a.steps[stepReturnPlan] = locked(council.AgreePlan, returnPlan) // the remark
	a.registerEntries()
	a.registerFields()
}

// registerEntries: single entries of the plan, merged, struck out, returned.
// Each press carries the entry's version.
func (a *App) registerEntries() {
	forming := func(do planItemFunc) turnFunc { return onPlanItem(council.FormPlan, do) }
	agreeing := func(do planItemFunc) turnFunc { return onPlanItem(council.AgreePlan, do) }
	a.presses["fl"] = showEntries                    // week, by, key, page
	a.presses["fe"] = seeingEntry(showPlanEntry)     // week, entry
	a.presses["fc"] = forming(setCityWide)           // week, entry, version, 1 to mark
	a.presses["fv"] = forming(chooseVisibility)      // week, entry, version, place of the visibility + 1
	a.presses["ft"] = forming(takeSource)            // week, entry, version
	a.presses["fk"] = forming(keepOurs)              // week, entry, version
	a.presses["fx"] = forming(askStrikeOut)          // week, entry, version
	a.presses["fb"] = forming(putBack)               // week, entry, version
	a.presses["fm"] = forming(chooseMerge)           // week, entry, version, page
	a.presses["fmy"] = forming(merge)                // week, entry, version, the other
	a.presses["fg"] = agreeing(askReturnEntry)       // week, entry, version
	a.presses["fh"] = agreeing(liftRemark)           // week, entry, version
	a.presses["fu"] = mendEntry                      // week, entry
	a.presses["fn"] = askOwnEntry                    // week
	a.presses["fz"] = showClash                      // week, sign
	a.presses["fzy"] = decideClash(true)             // week, sign
	a.presses["fzn"] = decideClash(false)            // week, sign
	a.steps[stepStrikeOut] = forming(strikeOut)      // the reason
	a.steps[stepReturnEntry] = agreeing(returnEntry) // the remark
	a.steps[stepOwnEntry] = addOwn                   // lines
	a.openBeside("fe", "fl", "fu")
}

// registerFields: an entry's fields, edited one at a time.
func (a *App) registerFields() {
	a.presses["fq"] = onTarget(askField)     // of, week, id, version, question
	a.presses["fqd"] = onTarget(fieldDay)    // of, week, id, version, day
	a.presses["fqt"] = onTarget(fieldHour)   // of, week, id, version, minute or -1
	a.presses["fqp"] = onTarget(fieldLeader) // of, week, id, version, post, 1 to take part
	a.presses["fqe"] = onTarget(fieldEmpty)  // of, week, id, version, question
	a.steps[stepPlanField] = onTarget(planFieldTyped)
}

// planState tells where the plan stands.
func (t *turn) planState(f forming) string {
	return t.txt("forming.line."+string(f.State), map[string]any{
		"Remark": f.plan.Remark, "Number": f.plan.Number, "At": locales.Instant(f.plan.SentAt, t.app.Zone)})
}

// planDoors are what the person may do with the plan as a whole.
func (t *turn) planDoors(f forming) [][]council.Button {
	as := func(do string) string { return press(do, weekArg(f.Week), int64(f.plan.Version)) }
	rows := t.asideDoors(f)
	sendable := f.State == council.Forming || f.State == council.PlanReturned
	if sendable && t.Access.May(council.FormPlan) {
		rows = append(rows, row(primary(t.button("button.send_plan", as("fs")))))
	}
	if f.State == council.ForAgreement && t.Access.May(council.AgreePlan) {
		rows = append(rows, row(primary(t.button("button.agree_plan", as("fa"))), t.button("button.return_plan", as("fr"))))
	}
	if f.plan.Number > 0 && t.Access.May(council.SeeDelivery) {
		rows = append(rows, row(t.button("button.who_was_told", press("mz", weekArg(f.Week)))))
	}
	return rows
}

// asideDoors lead to the entries that somebody must look at.
func (t *turn) asideDoors(f forming) [][]council.Button {
	var doors []council.Button
	door := func(key string, by int64, n int) {
		if n > 0 {
			doors = append(doors, council.Button{Text: t.label(key, map[string]any{"Number": n}), Data: press("fl", weekArg(f.Week), by, 0)})
		}
	}
	door("button.set_aside", listSetAside, len(f.plan.SetAside()))
	door("button.returned_entries", listReturned, len(f.returned()))
	if f.plan.Open() && t.Access.May(council.FormPlan) {
		doors = append(doors, t.button("button.own_entry", press("fn", weekArg(f.Week))))
	}
	if t.Access.May(council.SeeAudit) && f.plan.Version > 0 {
		doors = append(doors, t.historyDoor(f.Week, 0)...)
	}
	return inRows(doors, 2)
}
