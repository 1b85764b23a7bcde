package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// clashesOnPage are how many clashes stand on a page, a button each.
const clashesOnPage = 6

// showClashes lists the clashes that are to be settled, and then those that
// the organiser let stand.
func (t *turn) showClashes(w council.Consolidated) {
	c := t.app.composer()
	all := slices.Concat(w.Clashes, w.Accepted)
	pages := max(1, (len(all)+clashesOnPage-1)/clashesOnPage)
	page := min(max(int(t.press.arg(1)), 0), pages-1)
	var rows [][]council.Button
	sections := []section{{heading: c.txt("digest.clashes")}}
	for n := page * clashesOnPage; n < min(len(all), (page+1)*clashesOnPage); n++ {
		stands := n >= len(w.Clashes)
		sections[0].items = append(sections[0].items, clashMark(stands)+c.clashLine(all[n]))
		rows = append(rows, row(c.clashDoor(w.Week, all[n], stands)))
	}
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("wc", weekArg(w.Week), int64(n)) }))
	}
	t.showPart(w, sections, 0, func(int) string { return press("noop") }, rows...)
}

// clashMark tells what is to be settled from what the organiser let stand.
func clashMark(stands bool) string {
	if stands {
		return "✅ "
	}
	return "⚠️ "
}

// clashDoor leads to a clash.
func (c Composer) clashDoor(week council.Week, clash council.Clash, stands bool) council.Button {
	return council.Button{Text: cut(clashMark(stands)+c.clashLabel(clash), 60), Data: press("fz", weekArg(week), int64(clash.Sign()))}
}

// showClash is one clash with its entries, to settle it on their cards or to
// let it stand; after the agreement too, for changes bring clashes as well.
func showClash(ctx context.Context, t *turn) error {
	f, err := t.seen(ctx, t.press.week(0))
	if err != nil {
		return err
	}
	of := func(c council.Clash) bool { return int64(c.Sign()) == t.press.arg(1) }
	open := slices.ContainsFunc(f.Clashes, of)
	all := slices.Concat(f.Clashes, f.Accepted)
	at := slices.IndexFunc(all, of)
	if at < 0 {
		t.toast("forming.clash_gone")
		t.press.Args = t.press.Args[:1]
		t.showClashes(f.Consolidated)
		return nil
	}
	clash := all[at]
	var rows [][]council.Button
	rows = append(rows, t.entryButtons(f.Week, clash.Entries[:min(len(clash.Entries), entriesOnPage)])...)
	if t.Access.May(council.FormPlan) {
		door := t.button("button.accept_clash", press("fzy", weekArg(f.Week), int64(clash.Sign())))
		if !open {
			door = t.button("button.dispute_clash", press("fzn", weekArg(f.Week), int64(clash.Sign())))
		}
		rows = append(rows, row(door))
	}
	rows = append(rows, row(t.button("button.back", press("wc", weekArg(f.Week)))))
	t.show(t.app.composer().clashLine(clash), append(rows, t.weekFoot(f.Week)...)...)
	return nil
}

// decideClash lets a clash stand, or puts it back on the list.
func decideClash(accept bool) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.FormPlan); err != nil {
			return err
		}
		week := t.press.week(0)
		if _, err := t.store.LockPlan(ctx, week); err != nil {
			return err
		}
		f, err := t.forming(ctx, week)
		if err != nil {
			return err
		}
		list, action, keep := f.Clashes, "clash.accepted", t.acceptClash
		if !accept {
			list, action, keep = f.Accepted, "clash.disputed", t.store.DisputeClash
		}
		at := slices.IndexFunc(list, func(c council.Clash) bool { return int64(c.Sign()) == t.press.arg(1) })
		switch {
		case at < 0:
			t.toast("forming.clash_gone")
		default:
			if err := keep(ctx, week, list[at].Key()); err != nil {
				return err
			}
			if err := t.auditPlan(ctx, action, week, map[string]any{"clash": list[at].Key()}); err != nil {
				return err
			}
			t.toast("saved")
		}
		c, err := t.consolidated(ctx, week)
		t.press.Args = t.press.Args[:1]
		t.showClashes(c)
		return err
	}
}

func (t *turn) acceptClash(ctx context.Context, week council.Week, key string) error {
	return t.store.AcceptClash(ctx, week, key, t.Access.Person.ID, t.Now)
}

// clashLabel is a clash on a button: its day and what is taken twice.
func (c Composer) clashLabel(clash council.Clash) string {
	return c.Texts.Label("clash.label."+string(clash.Kind), locales.Data{
		"Day": locales.ShortDay(clash.Day), "Leader": leaderName(clash.Leader), "Venue": cut(clash.Entries[0].Venue, 40)})
}
