package handlers

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// registerAgain: what was planned in earlier weeks, for this one. The marks are
// in the buttons themselves: each carries what is chosen once it is pressed.
func (a *App) registerAgain() {
	a.presses["pg"] = onPlan(offerAgain) // unit, week, page, what is left out, check
	a.presses["pz"] = onPlan(takeAgain)  // unit, week, what is left out, check
}

// again is what is offered and what of it the person left out, a bit each.
type again struct {
	offers  []council.Offer
	left    int64
	dayOff  []council.Offer
	checked int64
}

// loadAgain looks at the unit's earlier plans. Entries that fall on a day off
// are told and not offered.
func (t *turn) loadAgain(ctx context.Context, p *plan, left, seen int64) (again, bool, error) {
	past, err := t.store.PlansBefore(ctx, p.unit.ID, p.week, council.WeeksBack)
	if err != nil {
		return again{}, false, err
	}
	var taken []council.Entry
	if p.draft != nil {
		taken = p.draft.Entries
	}
	var a again
	sum := fnv.New32a()
	for _, o := range council.Again(p.week, past, taken, t.app.Timetable.Calendar) {
		if o.DayOff {
			a.dayOff = append(a.dayOff, o)
			continue
		}
		a.offers = append(a.offers, o)
		fmt.Fprintln(sum, o.Entry.ID)
	}
	a.left, a.checked = left, int64(sum.Sum32())
	same := seen == 0 || seen == a.checked
	if !same {
		a.left = 0
	}
	return a, same, nil
}

func (a again) chosen(i int) bool { return a.left>>i&1 == 0 }

func (a again) count() int {
	n := 0
	for i := range a.offers {
		if a.chosen(i) {
			n++
		}
	}
	return n
}

// offerAgain shows the entries, all of them marked at first.
func offerAgain(ctx context.Context, t *turn, p *plan) error {
	t.rest()
	a, same, err := t.loadAgain(ctx, p, t.press.arg(3), t.press.arg(4))
	if err != nil {
		return err
	}
	if !same {
		t.toast("again.changed")
	}
	return t.showAgain(p, a, int(t.press.arg(2)))
}

func (t *turn) showAgain(p *plan, a again, page int) error {
	const perPage = 8
	if len(a.offers) == 0 && len(a.dayOff) == 0 {
		t.toast("again.nothing")
		t.showPlan(p, 0)
		return nil
	}
	html := t.txt("ask.head", t.planData(p)) + "\n\n" + t.txt("again.choose")
	if len(a.dayOff) > 0 {
		html += "\n\n" + t.daysOff(a.dayOff)
	}
	pages := max(1, (len(a.offers)+perPage-1)/perPage)
	page = min(max(page, 0), pages-1)
	var rows [][]council.Button
	for i := page * perPage; i < min(len(a.offers), (page+1)*perPage); i++ {
		rows = append(rows, row(council.Button{Text: t.offerLabel(a, i), Data: p.press("pg", int64(page), a.left^1<<i, a.checked)}))
	}
	if pages > 1 {
		rows = append(rows, pager(page, pages, func(n int) string { return p.press("pg", int64(n), a.left, a.checked) }))
	}
	if n := a.count(); n > 0 {
		rows = append(rows, row(primary(council.Button{Text: t.label("button.take_again", map[string]any{"Count": n}), Data: p.press("pz", a.left, a.checked)})))
	}
	t.show(html, append(rows, t.planAndHome(p))...)
	return nil
}

func (t *turn) offerLabel(a again, i int) string {
	mark := "⬜ "
	if a.chosen(i) {
		mark = "✅ "
	}
	o := a.offers[i]
	label := locales.ShortDay(o.Entry.From) + " "
	if o.Entry.Hours.Start != nil {
		label += o.Entry.Hours.Start.String() + " "
	}
	if o.Weeks > 1 {
		label = "🔁 " + label
	}
	return cut(mark+label+o.Entry.Title, 60)
}

func (t *turn) daysOff(off []council.Offer) string {
	const shown = 4
	lines := []string{t.txt("again.days_off")}
	for _, o := range off[:min(len(off), shown)] {
		lines = append(lines, "• "+locales.Escape(t.changeTitle(o.Entry)))
	}
	return strings.Join(lines, "\n")
}

// takeAgain puts what is marked into the draft.
func takeAgain(ctx context.Context, t *turn, p *plan) error {
	a, same, err := t.loadAgain(ctx, p, t.press.arg(2), t.press.arg(3))
	if err != nil {
		return err
	}
	if !same {
		t.toast("again.changed")
		return t.showAgain(p, a, 0)
	}
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	var entries []council.Entry
	for i, o := range a.offers {
		if !a.chosen(i) {
			continue
		}
		e := o.Entry
		e.ID, e.Source = 0, council.Source{ChatID: t.chatID, MessageID: t.screen}
		e.Leaders = slices.DeleteFunc(slices.Clone(e.Leaders), func(post int64) bool {
			return !slices.ContainsFunc(leaders, func(l council.Leader) bool { return l.PostID == post })
		})
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		t.toast("again.nothing")
		t.showPlan(p, 0)
		return nil
	}
	return t.addAgain(ctx, p, entries)
}

func (t *turn) addAgain(ctx context.Context, p *plan, entries []council.Entry) error {
	if err := t.needDraft(ctx, p); err != nil {
		return err
	}
	if len(p.draft.Entries)+len(entries) > council.MaxEntries {
		t.alert("entry.too_many", map[string]any{"Count": council.MaxEntries})
		return nil
	}
	ids, err := t.store.AddEntries(ctx, p.draft.ID, entries)
	if err != nil {
		return err
	}
	for i, id := range ids {
		entries[i].ID = id
	}
	slices.SortFunc(entries, council.CompareEntries)
	html := t.txt("again.taken", map[string]any{"Count": len(entries)}) + "\n\n"
	pages := t.pagesOf(entries, pageCharacters/2, t.entryLine)
	html += pages[0]
	if len(pages) > 1 {
		html += "\n\n" + t.txt("paste.more")
	}
	warnings, err := t.warnings(ctx, p, slices.Concat(p.draft.Entries, entries), entries)
	if err != nil {
		return err
	}
	if warnings != "" {
		html += "\n\n" + warnings
	}
	t.show(html, row(primary(t.button("button.see_plan", p.press("pl")))),
		row(t.button("button.change_entries", p.press("es"))),
		row(t.button("button.undo_paste", p.press("pu", int64(t.screen)))))
	return nil
}
