package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// stepReturnEntry waits for what is to be mended about an entry.
const stepReturnEntry = "f.return_entry"

// askReturnEntry asks what is to be mended (3.17, P9).
func askReturnEntry(ctx context.Context, t *turn, i planItem) error {
	if i.State != council.ForAgreement || i.e.State != council.InPlan {
		return t.overtaken(ctx, i, "press.stale")
	}
	t.waitItem(stepReturnEntry, i)
	t.show(t.txt("forming.return_entry_ask", map[string]any{"Title": cut(i.e.Title, 200)}), t.backToItem(i))
	return nil
}

// returnEntry sends an entry back with a remark: its units get it with the way
// to mend it, the organiser too.
func returnEntry(ctx context.Context, t *turn, i planItem) error {
	if t.tooLong(longestRemark) {
		return nil
	}
	i.e.Remark = oneLine(t.text)
	t.leaders = i.leaders
	html := t.txt("forming.entry_returned", map[string]any{"Week": locales.WeekDays(i.Week), "When": t.entryWhen(i.e.Entry),
		"Title": cut(i.e.Title, 200), "Remark": i.e.Remark})
	t.tellUnits(i, []council.Unit{i.e.Unit}, "entry_returned", func(council.Unit) council.Message {
		return council.Message{HTML: html, Buttons: [][]council.Button{{primary(t.button("button.mend_entry", beside("fu", weekArg(i.Week), i.e.ID)))}}}
	})
	message := council.Message{HTML: html + "\n" + t.txt("forming.from_unit", map[string]any{"Unit": i.e.Unit.Name}), Buttons: t.openEntryButton(i)}
	if err := t.tellRole(ctx, council.Organiser, i.Week, fmt.Sprintf("returned_entry:%d:%d", i.e.ID, i.e.Version), message); err != nil {
		return err
	}
	return t.writeItem(ctx, i, "returned", map[string]any{"remark": i.e.Remark}, i.e)
}

// liftRemark: the entry need not be mended after all.
func liftRemark(ctx context.Context, t *turn, i planItem) error {
	i.e.Remark = ""
	return t.writeItem(ctx, i, "remark_lifted", nil, i.e)
}

// openEntryButton opens the entry's card beside the notice it stands under.
func (t *turn) openEntryButton(i planItem) [][]council.Button {
	return [][]council.Button{{t.button("button.open_entry", beside("fe", weekArg(i.Week), i.e.ID))}}
}

// mended: the organiser's edit of a returned entry answers the remark, and the
// secretary hears of it.
func (t *turn) mended(ctx context.Context, was council.PlanEntry, i *planItem) error {
	if was.Remark == "" {
		return nil
	}
	i.e.Remark = ""
	return t.tellMended(ctx, council.Secretary, *i, was.Remark)
}

func (t *turn) tellMended(ctx context.Context, role council.Role, i planItem, remark string) error {
	t.leaders = i.leaders
	message := council.Message{HTML: t.txt("forming.mended", map[string]any{"Week": locales.WeekDays(i.Week), "When": t.entryWhen(i.e.Entry),
		"Title": cut(i.e.Title, 200), "Remark": remark, "Unit": i.e.Unit.Name}), Buttons: t.openEntryButton(i)}
	return t.tellRole(ctx, role, i.Week, fmt.Sprintf("mended:%d:%d", i.e.ID, i.e.Version), message)
}

// mendEntry opens the returned entry in the unit's plan, where its head mends
// it: the plan that was submitted stays in force until it is sent again.
func mendEntry(ctx context.Context, t *turn) error {
	week := t.press.week(0)
	current, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return err
	}
	e, found := current.Entry(t.press.arg(1))
	if !found || e.Unit.ID == 0 || !t.Access.MaySubmitFor(e.Unit.ID) {
		return fmt.Errorf("mend plan entry %d: %w", t.press.arg(1), council.ErrForbidden)
	}
	if !current.Open() || e.Remark == "" || e.State != council.InPlan {
		t.alert("forming.nothing_to_mend")
		return nil
	}
	p, err := t.loadPlan(ctx, e.Unit.ID, week)
	if err != nil {
		return err
	}
	draft, err := t.store.DraftOf(ctx, e.Unit.ID, week)
	if err != nil {
		return err
	}
	p.draft = &draft
	at := slices.IndexFunc(draft.Entries, func(own council.Entry) bool { return own.Origin == e.Origin })
	if at < 0 {
		t.toast("entry.gone")
		t.showPlan(p, 0)
		return nil
	}
	t.rest()
	if _, err := t.leadersOf(ctx, week); err != nil {
		return err
	}
	return showEntry(ctx, t, p, draft.Entries[at])
}

// mends tells that the new version of the unit's plan answers what was returned
// and changes nothing else: it counts although the deadline has passed.
func (t *turn) mends(ctx context.Context, p *plan, s council.Submission) (council.Plan, bool, error) {
	if p.submitted == nil {
		return council.Plan{}, false, nil
	}
	current, err := t.store.PlanOf(ctx, p.week)
	return current, err == nil && current.Open() && current.Mends(p.unit.ID, *p.submitted, s), err
}

// tellUnitMended: whom the mended entries of the unit concern hears of them.
func (t *turn) tellUnitMended(ctx context.Context, p *plan, before council.Plan) error {
	returned := before.Returned(p.unit.ID)
	if len(returned) == 0 {
		return nil
	}
	f, err := t.forming(ctx, p.week)
	if err != nil {
		return err
	}
	for _, was := range returned {
		e, found := f.plan.Entry(was.ID)
		if !found || e.Remark != "" {
			continue
		}
		for _, role := range []council.Role{council.Secretary, council.Organiser} {
			if err := t.tellMended(ctx, role, planItem{f, e}, was.Remark); err != nil {
				return err
			}
		}
		if err := t.audit(ctx, "entry.mended", council.AboutPlanEntry(e.ID), t.differs(was.Entry, e.Entry)); err != nil {
			return err
		}
	}
	return nil
}
