package handlers

import (
	"context"
	"fmt"

	"sereda/council"
	"sereda/locales"
)

// revisedFunc follows a new revision: who must hear of it. changes are those it
// made; the first one of a week has none.
type revisedFunc func(ctx context.Context, t *turn, r council.Revision, changes []council.Change) error

// stepReturnPlan waits for the remark with which a plan is returned.
const stepReturnPlan = "f.return"

// locked loads the week's plan for changing where it stands. A button made for
// another version shows the week as it is, and changes nothing.
func locked(action council.Action, do func(ctx context.Context, t *turn, f forming) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(action); err != nil {
			return err
		}
		week, seen := t.conversation.week(), t.conversation.Item
		if t.query != nil {
			week, seen = t.press.week(0), t.press.arg(1)
		}
		if _, err := t.store.SealPlan(ctx, week); err != nil {
			return err
		}
		f, err := t.forming(ctx, week)
		if err != nil {
			return err
		}
		if int64(f.plan.Version) != seen {
			t.alert("forming.changed_meanwhile", map[string]any{"State": t.label("forming.state." + string(f.State))})
			t.rest()
			t.showWeek(f)
			return nil
		}
		return do(ctx, t, f)
	}
}

// sendForAgreement ends the forming before the timetable does.
func sendForAgreement(ctx context.Context, t *turn, f forming) error {
	if f.State != council.Forming && f.State != council.PlanReturned {
		t.toast("press.stale")
		t.showWeek(f)
		return nil
	}
	f.plan.State, f.plan.SentAt, f.plan.SentBy, f.plan.Remark = council.ForAgreement, t.Now, t.Access.Person.ID, ""
	if err := t.store.UpdatePlan(ctx, f.plan); err != nil {
		return err
	}
	if err := t.auditPlan(ctx, "plan.sent", f.Week, map[string]any{"entries": len(f.plan.InPlan())}); err != nil {
		return err
	}
	message := council.Message{HTML: t.txt("forming.for_agreement", map[string]any{"Week": locales.WeekDays(f.Week),
		"Count": len(f.plan.InPlan()), "Clashes": len(f.Clashes)}), Buttons: t.openWeekButton(f.Week)}
	if err := t.tellRole(ctx, council.Secretary, f.Week, fmt.Sprintf("sent:%s:%d", f.Week, f.plan.Version), message); err != nil {
		return err
	}
	t.toast("forming.sent")
	return t.openWeek(ctx, f.Week)
}

// agree is the one act for the plan in both its printed forms: the plan becomes
// a revision (3.17).
func agree(ctx context.Context, t *turn, f forming) error {
	if f.State != council.ForAgreement {
		t.toast("press.stale")
		t.showWeek(f)
		return nil
	}
	if n := len(f.returned()); n > 0 {
		t.alert("forming.returned_wait", map[string]any{"Count": n})
		t.showWeek(f)
		return nil
	}
	by, err := t.signatory(ctx, council.Secretary)
	if err != nil {
		return err
	}
	f.plan.State, f.plan.Remark = council.Agreed, ""
	details := map[string]any{"revision": f.plan.Number + 1}
	if by.InPlaceOf != "" {
		details["in_place_of"] = by.InPlaceOf
	}
	if err := t.auditPlan(ctx, "plan.agreed", f.Week, details); err != nil {
		return err
	}
	if err := t.commitRevision(ctx, f.plan, by, nil); err != nil {
		return err
	}
	message := council.Message{HTML: t.txt("forming.agreed", map[string]any{"Week": locales.WeekDays(f.Week),
		"Number": f.plan.Number + 1, "By": by.Name, "InPlaceOf": by.InPlaceOf}), Buttons: t.openWeekButton(f.Week)}
	if err := t.tellRole(ctx, council.Organiser, f.Week, fmt.Sprintf("agreed:%s:%d", f.Week, f.plan.Number+1), message); err != nil {
		return err
	}
	t.toast("forming.agreed_toast")
	return t.openWeek(ctx, f.Week)
}

// signatory is the person as the stamp names who agreed.
func (t *turn) signatory(ctx context.Context, role council.Role) (council.Signatory, error) {
	p := t.Access.Person
	absent, err := t.store.InPlaceOf(ctx, p.ID, role, t.today())
	return council.Signatory{PersonID: p.ID, Name: p.Official(), Position: p.Position, InPlaceOf: absent}, err
}

// commitRevision is the one place where a new revision is made: its snapshot is
// kept, the plan names it, and whoever follows revisions hears of it with what
// it changed.
func (t *turn) commitRevision(ctx context.Context, p council.Plan, by council.Signatory, changes []council.Change) error {
	deadline, err := t.deadline(ctx, p.Week)
	if err != nil {
		return err
	}
	leaders, err := t.leadersOf(ctx, p.Week)
	if err != nil {
		return err
	}
	p.Number++
	r := p.Revision(by, t.Now, deadline, leaders)
	if len(changes) > 0 {
		agreed, err := t.store.RevisionOf(ctx, p.Week, 0)
		if err != nil {
			return err
		}
		r.AgreedAt, r.AgreedBy, r.ChangedAt, r.ChangedBy = agreed.AgreedAt, agreed.AgreedBy, t.Now, by
	}
	if err := t.store.AddRevision(ctx, r); err != nil {
		return err
	}
	if err := t.store.UpdatePlan(ctx, p); err != nil {
		return err
	}
	for _, follow := range t.app.revised {
		if err := follow(ctx, t, r, changes); err != nil {
			return err
		}
	}
	return nil
}

// askReturnPlan asks for the remark with which the plan goes back.
func askReturnPlan(_ context.Context, t *turn, f forming) error {
	if f.State != council.ForAgreement {
		t.toast("press.stale")
		t.showWeek(f)
		return nil
	}
	t.wait(Conversation{Step: stepReturnPlan, Week: f.Week.Monday, Item: int64(f.plan.Version)})
	t.show(t.txt("forming.return_ask"), t.weekFoot(f.Week)...)
	return nil
}

func returnPlan(ctx context.Context, t *turn, f forming) error {
	if t.tooLong(longestRemark) {
		return nil
	}
	f.plan.State, f.plan.Remark = council.PlanReturned, oneLine(t.text)
	if err := t.store.UpdatePlan(ctx, f.plan); err != nil {
		return err
	}
	if err := t.auditPlan(ctx, "plan.returned", f.Week, map[string]any{"remark": f.plan.Remark}); err != nil {
		return err
	}
	message := council.Message{HTML: t.txt("forming.returned", map[string]any{"Week": locales.WeekDays(f.Week), "Remark": f.plan.Remark}),
		Buttons: t.openWeekButton(f.Week)}
	if err := t.tellRole(ctx, council.Organiser, f.Week, fmt.Sprintf("returned:%s:%d", f.Week, f.plan.Version), message); err != nil {
		return err
	}
	return t.openWeek(ctx, f.Week)
}

// openWeekButton opens the week beside the notice it stands under.
func (t *turn) openWeekButton(week council.Week) [][]council.Button {
	return [][]council.Button{{t.button("button.open_week", beside("wk", weekArg(week)))}}
}

// tellRole writes to everybody who holds the role, but not to the person whose
// turn it is.
func (t *turn) tellRole(ctx context.Context, role council.Role, week council.Week, key string, m council.Message) error {
	people, err := t.store.PeopleWith(ctx, role, t.today())
	if err != nil {
		return err
	}
	for _, id := range people {
		if id != t.Access.Person.ID {
			t.tell(council.Notice{PersonID: id, Class: council.Bulk, About: about(week), Key: fmt.Sprintf("%s:%d", key, id), Message: m})
		}
	}
	return nil
}

// auditPlan keeps what was done to the week's plan as a whole.
func (t *turn) auditPlan(ctx context.Context, action string, week council.Week, details map[string]any) error {
	return t.audit(ctx, action, council.AboutPlan(week), details)
}
