package handlers

import (
	"context"

	"sereda/council"
)

// marking loads a change that the organiser may still edit, their own draft or a
// request, for what only they decide: whether the event is one of the city's
// main ones, and who may see it (3.19, P10).
func marking(do func(ctx context.Context, t *turn, c council.Change) error) turnFunc {
	return allowed(council.FormPlan, func(ctx context.Context, t *turn) error {
		c, err := t.changeByID(ctx, t.press.arg(0))
		if err != nil {
			return err
		}
		if _, err := t.store.LockPlan(ctx, c.Week); err != nil {
			return err
		}
		if c, err = t.changeByID(ctx, c.ID); err != nil {
			return err
		}
		if c.State != council.ChangeDraft && c.State != council.ChangeAsked || c.Now == nil || int64(c.Version) != t.press.arg(1) {
			t.alert("change.meanwhile")
			return t.viewChange(ctx, c)
		}
		return do(ctx, t, c)
	})
}

// markButtons are what only the organiser changes.
func (t *turn) markButtons(c council.Change) []council.Button {
	version := int64(c.Version)
	city := t.button("button.city_wide", press("zc", c.ID, version, 1))
	if c.Now.CityWide {
		city = t.button("button.not_city_wide", press("zc", c.ID, version, 0))
	}
	return row(city, t.button("button.visibility", press("zy", c.ID, version)))
}

func markCityWide(ctx context.Context, t *turn, c council.Change) error {
	now := *c.Now
	now.CityWide = t.press.arg(2) == 1
	return t.rewriteChange(ctx, c, now)
}

func markVisibility(ctx context.Context, t *turn, c council.Change) error {
	if v, chosen := placed(visibilities, t.press.arg(2)); chosen {
		now := *c.Now
		now.Visibility = v
		return t.rewriteChange(ctx, c, now)
	}
	rows := t.visibilityButtons(c.Now.Entry, func(place int64) string { return press("zy", c.ID, int64(c.Version), place) })
	t.show(t.txt("change.visibility_ask", map[string]any{"Title": cut(c.Now.Title, 200)}),
		append(rows, row(t.button("button.back", press("zv", c.ID)), t.homeButtons()[0][0]))...)
	return nil
}

// rewriteChange keeps what the change makes of its entry now, and shows it.
func (t *turn) rewriteChange(ctx context.Context, c council.Change, now council.RevisionEntry) error {
	c.Now = &now
	if kind := council.KindOf(c.Was, c.Now); kind != "" {
		c.Kind = kind
	}
	if err := t.keepChange(ctx, &c); err != nil {
		return err
	}
	return t.viewChange(ctx, c)
}
