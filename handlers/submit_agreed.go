package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// toAgreedWeek takes what a unit sends when the week's plan is agreed already,
// from a screen of before: nothing joins that plan but by a change (3.19). The
// entries of a head's first plan become requests; a new version, and what is
// entered on behalf, stays a draft, and the way to ask is shown. It answers
// whether the week is agreed.
func (t *turn) toAgreedWeek(ctx context.Context, p *plan) (bool, error) {
	agreed, err := t.holdWeek(ctx, p.week)
	if err != nil || !agreed {
		return false, err
	}
	first := p.submitted == nil && t.Access.May(council.AskChange) && t.Access.Heads(p.unit.ID)
	if !first || t.Access.May(council.FormPlan) {
		return true, t.keepFromAgreedWeek(ctx, p)
	}
	r, err := t.store.RevisionOf(ctx, p.week, 0)
	if err != nil {
		return true, err
	}
	if err := t.askToAdd(ctx, p, r); err != nil {
		return true, err
	}
	t.showAgreedWeek("plan.week_agreed", p, map[string]any{"Number": r.Number, "Count": len(p.draft.Entries)})
	return true, nil
}

// keepFromAgreedWeek says that nothing joins the agreed plan from here. The
// draft, if there is one, stays as it is.
func (t *turn) keepFromAgreedWeek(ctx context.Context, p *plan) error {
	current, err := t.store.PlanHead(ctx, p.week)
	if err != nil {
		return err
	}
	t.showAgreedWeek("plan.week_agreed_draft", p, map[string]any{"Number": current.Number, "Draft": p.draft != nil})
	return nil
}

// showAgreedWeek tells what became of what was sent, and leads to the changes.
func (t *turn) showAgreedWeek(key string, p *plan, data map[string]any) {
	t.rest()
	data["Week"] = locales.WeekDays(p.week)
	rows := [][]council.Button{t.homeButtons()[0]}
	if t.Access.May(council.AskChange) {
		rows = slices.Insert(rows, 0, row(t.button("button.changes", press("zw", weekArg(p.week)))))
	}
	t.show(t.txt(key, data), rows...)
}

// holdWeek tells whether the week's plan is agreed, and keeps it so until the
// update is committed: what a unit sends in the moment of the agreement is
// either in the plan or not taken for it.
func (t *turn) holdWeek(ctx context.Context, week council.Week) (agreed bool, err error) {
	p, err := t.store.HoldPlan(ctx, week)
	return p.State == council.Agreed, err
}

// askToAdd asks for each entry of the draft, which is done with: of two who do so
// at once the second finds none.
func (t *turn) askToAdd(ctx context.Context, p *plan, r council.Revision) error {
	if err := t.store.EndDraft(ctx, p.draft.ID); err != nil {
		return err
	}
	for _, e := range p.draft.Entries {
		e.ID, e.Origin, e.Doubts, e.Visibility = 0, 0, nil, visibilityOf(e)
		added := council.RevisionEntry{Entry: e, Units: []string{p.unit.Name}, UnitIDs: []int64{p.unit.ID}}
		c := t.asked(r, council.AddEntry, added)
		c.Now = &added
		if _, err := t.askFor(ctx, c); err != nil {
			return err
		}
	}
	return t.stopReminding(ctx, p.unit.ID, p.week)
}
