package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// How the entries of a plan are listed: by what stands in a button.
const (
	listDay      = iota // a day of the week, noDay for what has none
	listUnit            // a unit
	listLeader          // a leader's post
	listSetAside        // struck out and merged
	listReturned        // returned to their units
)

// entriesOnPage are how many entries stand on a page, a button each.
const entriesOnPage = 8

// showEntries lists entries of the plan as buttons, each opens its card.
func showEntries(ctx context.Context, t *turn) error {
	f, err := t.seen(ctx, t.press.week(0))
	if err != nil {
		return err
	}
	t.listEntries(f, t.press.arg(1), t.press.arg(2), int(t.press.arg(3)))
	return nil
}

// seen is the week's plan, for whoever may see the week.
func (t *turn) seen(ctx context.Context, week council.Week) (forming, error) {
	if err := t.need(council.SeeWeek); err != nil {
		return forming{}, err
	}
	t.rest()
	return t.forming(ctx, week)
}

func (t *turn) listEntries(f forming, by, key int64, page int) {
	entries, heading := t.chosenEntries(f, by, key)
	pages := max(1, (len(entries)+entriesOnPage-1)/entriesOnPage)
	page = min(max(page, 0), pages-1)
	var rows [][]council.Button
	rows = append(rows, t.entryButtons(f.Week, entries[page*entriesOnPage:min(len(entries), (page+1)*entriesOnPage)])...)
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("fl", weekArg(f.Week), by, key, int64(n)) }))
	}
	if by == listDay {
		rows = append(rows, t.otherDays(f)...)
	}
	if f.plan.Open() && t.Access.May(council.FormPlan) {
		rows = append(rows, row(t.button("button.own_entry", press("fn", weekArg(f.Week)))))
	}
	data := map[string]any{"Week": locales.WeekDays(f.Week), "Count": len(entries), "What": heading}
	t.show(t.txt("forming.list", data), append(rows, t.weekFoot(f.Week)...)...)
}

// chosenEntries are those of the list, and what it is called.
func (t *turn) chosenEntries(f forming, by, key int64) ([]council.PlanEntry, string) {
	switch by {
	case listUnit:
		of := func(u council.Unit) bool { return u.ID == key }
		name := ""
		if at := slices.IndexFunc(f.Standings, func(s council.Standing) bool { return s.Unit.ID == key }); at >= 0 {
			name = cut(f.Standings[at].Unit.Name, nameCharacters)
		}
		return slices.DeleteFunc(f.Entries(), func(e council.PlanEntry) bool { return !slices.ContainsFunc(e.Units(), of) }), name
	case listLeader:
		for _, l := range f.Leaders {
			if l.Leader.PostID == key {
				return l.Entries, leaderName(l.Leader)
			}
		}
		return nil, t.label("error.gone")
	case listSetAside:
		return f.plan.SetAside(), t.label("forming.set_aside")
	case listReturned:
		return f.returned(), t.label("forming.returned_entries")
	}
	if key < 0 || key >= noDay {
		return slices.Concat(f.Periods, f.ToBeAnnounced), t.label("forming.no_day")
	}
	return f.Days[key], sentence(locales.Day(f.Week.Day(int(key))))
}

// returned are the entries that wait to be mended.
func (f forming) returned() []council.PlanEntry {
	return slices.DeleteFunc(f.Entries(), func(e council.PlanEntry) bool { return e.Remark == "" })
}

// otherDays lead to the lists of the days that have entries.
func (t *turn) otherDays(f forming) [][]council.Button {
	return t.app.composer().dayButtons(f.Consolidated, func(_ string, args ...int64) string {
		return press("fl", args[0], listDay, args[1])
	})
}

// entryButtons open the cards of the entries; those that would read alike name
// their units as well.
func (t *turn) entryButtons(week council.Week, entries []council.PlanEntry) [][]council.Button {
	labels := t.distinctLabels(entries)
	var rows [][]council.Button
	for i, e := range entries {
		rows = append(rows, row(council.Button{Text: labels[i], Data: press("fe", weekArg(week), e.ID)}))
	}
	return rows
}

func (t *turn) distinctLabels(entries []council.PlanEntry) []string {
	seen := map[string]int{}
	labels := make([]string, len(entries))
	for i, e := range entries {
		labels[i] = t.planEntryLabel(e)
		seen[labels[i]]++
	}
	for i, e := range entries {
		if seen[labels[i]] > 1 {
			labels[i] = cut(fmt.Sprintf("%s · %d. %s", cut(labels[i], 30), i+1, e.Unit.Name), 60)
		}
	}
	return labels
}

// planEntryLabel is one entry on a button: hour, marks, title.
func (t *turn) planEntryLabel(e council.PlanEntry) string {
	label := ""
	switch {
	case e.State == council.StruckOut:
		label = "✂️ "
	case e.State == council.Merged:
		label = "🔗 "
	case e.Remark != "":
		label = "↩️ "
	case e.Offered != nil:
		label = "✍️ "
	}
	if e.CityWide {
		label += "⭐ "
	}
	if e.Hours.Start != nil {
		label += e.Hours.Start.String() + " "
	}
	return cut(label+e.Title, 60)
}
