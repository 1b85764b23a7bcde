package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// stepStrikeOut waits for the reason why an entry is struck out.
const stepStrikeOut = "f.strike"

// waitItem makes the next typed text the answer about the entry.
func (t *turn) waitItem(step string, i planItem) {
	t.wait(Conversation{Step: step, Week: i.Week.Monday, Entry: i.e.ID, Item: int64(i.e.Version)})
}

// askStrikeOut asks for the reason, which the unit is told.
func askStrikeOut(ctx context.Context, t *turn, i planItem) error {
	if i.e.State != council.InPlan || i.e.MeetingID != 0 {
		return t.overtaken(ctx, i, "press.stale")
	}
	t.waitItem(stepStrikeOut, i)
	t.show(t.txt("forming.strike_ask", map[string]any{"Title": cut(i.e.Title, 200)}), t.backToItem(i))
	return nil
}

func strikeOut(ctx context.Context, t *turn, i planItem) error {
	if t.tooLong(longestRemark) {
		return nil
	}
	units := slices.Concat([]council.Unit{i.e.Unit}, unitsOf(i.plan.Doubles(i.e.ID)))
	struck, err := i.plan.StrikeOut(i.e.ID, oneLine(t.text))
	if err != nil {
		return err
	}
	t.leaders = i.leaders
	t.tellUnits(i, units, "struck", func(council.Unit) council.Message {
		return council.Message{HTML: t.txt("forming.struck_notice", map[string]any{
			"Week": locales.WeekDays(i.Week), "When": t.entryWhen(i.e.Entry), "Title": cut(i.e.Title, 200), "Remark": struck.Remark})}
	})
	return t.writeItem(ctx, i, "struck", map[string]any{"remark": struck.Remark}, struck)
}

func unitsOf(entries []council.PlanEntry) []council.Unit {
	units := make([]council.Unit, len(entries))
	for n, e := range entries {
		units[n] = e.Unit
	}
	return units
}

// putBack undoes a striking out or a merging. The unit that was told of the
// striking out is told of this too.
func putBack(ctx context.Context, t *turn, i planItem) error {
	back, err := i.plan.PutBack(i.e.ID)
	if err != nil {
		return t.overtaken(ctx, i, "forming.entry_changed")
	}
	if i.e.State == council.StruckOut {
		t.tellUnits(i, []council.Unit{i.e.Unit}, "put_back", func(council.Unit) council.Message {
			return council.Message{HTML: t.txt("forming.put_back_notice", map[string]any{"Week": locales.WeekDays(i.Week), "Title": cut(i.e.Title, 200)})}
		})
	}
	return t.writeItem(ctx, i, "put_back", nil, back)
}

// chooseMerge offers the entries that may stand for this one: the like ones
// first, then those of its day, then the rest.
func chooseMerge(_ context.Context, t *turn, i planItem) error {
	var others []council.PlanEntry
	for _, e := range i.likely() {
		if e.ID != i.e.ID {
			others = append(others, e)
		}
	}
	pages := max(1, (len(others)+entriesOnPage-1)/entriesOnPage)
	page := min(max(int(t.press.arg(3)), 0), pages-1)
	var rows [][]council.Button
	shown := others[page*entriesOnPage : min(len(others), (page+1)*entriesOnPage)]
	labels := t.distinctLabels(shown)
	for n, e := range shown {
		label := labels[n]
		if !e.From.IsZero() {
			label = locales.ShortDay(e.From) + " " + label
		}
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: i.press("fmy", e.ID)}))
	}
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return i.press("fm", int64(n)) }))
	}
	t.show(t.txt("forming.merge_ask", map[string]any{"Title": cut(i.e.Title, 200)}), append(rows, t.backToItem(i))...)
	return nil
}

// likely are the plan's entries, those first that clash with this one as the
// same event, then those of its day.
func (i planItem) likely() []council.PlanEntry {
	same := map[int64]bool{}
	for _, c := range slices.Concat(i.Clashes, i.Accepted) {
		of := func(e council.PlanEntry) bool { return e.ID == i.e.ID }
		if c.Kind == council.SameEvent && slices.ContainsFunc(c.Entries, of) {
			for _, e := range c.Entries {
				same[e.ID] = true
			}
		}
	}
	rank := func(e council.PlanEntry) int {
		switch {
		case same[e.ID]:
			return 0
		case e.From == i.e.From:
			return 1
		}
		return 2
	}
	entries := i.Entries()
	slices.SortStableFunc(entries, func(a, b council.PlanEntry) int { return rank(a) - rank(b) })
	return entries
}

// merge makes the entry a double of the chosen one, whose card is shown.
func merge(ctx context.Context, t *turn, i planItem) error {
	written, err := i.plan.Merge(i.e.ID, t.press.arg(3))
	if err != nil {
		return t.overtaken(ctx, i, "forming.entry_changed")
	}
	into := written[0]
	if err := t.store.WritePlanEntries(ctx, i.Week, written...); err != nil {
		return err
	}
	if err := t.audit(ctx, "entry.merged", council.AboutPlanEntry(i.e.ID), map[string]any{"into": into.Title}); err != nil {
		return err
	}
	if err := t.audit(ctx, "entry.took_double", council.AboutPlanEntry(into.ID), map[string]any{"double": i.e.Title, "unit": i.e.Unit.Name}); err != nil {
		return err
	}
	t.toast("forming.merged")
	return t.showItem(ctx, i.Week, into.ID)
}
