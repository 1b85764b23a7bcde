package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// weekOfUpload is the week a template names, if it can still be planned; else
// the one whose plan is open, else the one that is planned.
func (t *turn) weekOfUpload(ctx context.Context, c Conversation, template TemplateRead) (council.Week, error) {
	next := t.nextWeek().Monday
	switch {
	case !template.Week.Monday.Before(next):
		return template.Week, nil
	case c.Unit != 0 && t.Access.MaySubmitFor(c.Unit) && !c.Week.Before(next):
		return c.week(), nil
	}
	return t.plannedWeek(ctx)
}

// unitOfUpload is the unit a template names, if the person may submit for it;
// without one the unit whose plan is open, or the only one. 0 when it is to be
// asked.
func (t *turn) unitOfUpload(ctx context.Context, c Conversation, template TemplateRead) (int64, error) {
	switch {
	case template.Unit != "":
		return t.unitNamed(ctx, template.Unit)
	case c.Unit != 0 && t.Access.MaySubmitFor(c.Unit):
		return c.Unit, nil
	case len(t.Access.Units) == 1:
		return t.Access.Units[0].ID, nil
	}
	return 0, nil
}

// unitNamed is the unit of the name among those for which the person may submit,
// 0 when none is.
func (t *turn) unitNamed(ctx context.Context, name string) (int64, error) {
	units := t.Access.Units
	if t.Access.May(council.SubmitForOthers) {
		all, err := t.store.UnitsOn(ctx, t.today())
		if err != nil {
			return 0, err
		}
		units = append(slices.Clone(units), all...)
	}
	for _, u := range units {
		if council.Fold(u.Name) == council.Fold(name) && t.Access.MaySubmitFor(u.ID) {
			return u.ID, nil
		}
	}
	return 0, nil
}

// askUploadUnit asks whose plan it is; a template of somebody else's unit is
// named.
func (t *turn) askUploadUnit(template TemplateRead, week council.Week) {
	c := t.conversation
	c.Step = stepUploadUnit
	t.wait(c)
	key := "upload.which_unit"
	if template.Unit != "" {
		key = "upload.other_unit"
	}
	t.say(t.txt(key, locales.Data{"File": c.File, "Unit": cut(template.Unit, 100)}), append(t.ownUnits("xu", week), t.homeButtons()...)...)
}

// unitForUpload takes the kept file into the unit's draft.
func unitForUpload(ctx context.Context, t *turn, p *plan) error {
	if t.conversation.Step != stepUploadUnit {
		t.toast("press.stale")
		t.showPlan(p, 0)
		return nil
	}
	return t.takeUpload(ctx, p)
}
