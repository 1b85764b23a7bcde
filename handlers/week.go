package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// registerWeek: the consolidated week and its parts. Whoever may see the week
// sees all of it: the roles that may are those for whom entries marked "for
// leaders only" are meant.
func (a *App) registerWeek() {
	a.commands["week"] = weekCommand
	a.presses["wk"] = weekPressed                    // week
	a.presses["wd"] = onWeek(0, (*turn).showDay)     // week, day, page
	a.presses["wn"] = onWeek(0, (*turn).showUnits)   // week, page
	a.presses["wj"] = onWeek(0, (*turn).showLeaders) // week
	a.presses["wl"] = leaderWeekPressed              // post, week, page
	a.presses["wc"] = onWeek(0, (*turn).showClashes) // week, page
	a.presses["wf"] = onWeek(0, (*turn).sendDigest)  // week
	a.presses["wu"] = unitWeekPressed                // unit, week, page
	a.openBeside("wk", "wd", "wn", "wj")
}

// weekCommand shows the week that is being planned.
func weekCommand(ctx context.Context, t *turn) error {
	return t.openWeek(ctx, t.nextWeek())
}

func weekPressed(ctx context.Context, t *turn) error {
	if len(t.press.Args) == 0 {
		return weekCommand(ctx, t)
	}
	return t.openWeek(ctx, t.press.week(0))
}

func (t *turn) openWeek(ctx context.Context, week council.Week) error {
	t.rest()
	if err := t.need(council.SeeWeek); err != nil {
		return err
	}
	f, err := t.forming(ctx, week)
	if err != nil {
		return err
	}
	t.showWeek(f)
	return nil
}

// onWeek loads the consolidated week that stands at the place in a button.
func onWeek(place int, show func(t *turn, c council.Consolidated)) turnFunc {
	return func(ctx context.Context, t *turn) error {
		c, err := t.consolidated(ctx, t.press.week(place))
		if err != nil {
			return err
		}
		show(t, c)
		return nil
	}
}

// consolidated is the week as one, for those who may see it. The leaders are
// those of its first day.
func (t *turn) consolidated(ctx context.Context, week council.Week) (council.Consolidated, error) {
	if err := t.need(council.SeeWeek); err != nil {
		return council.Consolidated{}, err
	}
	f, err := t.forming(ctx, week)
	return f.Consolidated, err
}

// showWeek is the overview: counts, and doors to the parts.
func (t *turn) showWeek(f forming) {
	c, w := t.app.composer(), f.Consolidated
	week := weekArg(w.Week)
	rows := c.dayButtons(w, press)
	for _, post := range t.Access.Leaders {
		for _, l := range w.Leaders {
			if l.Leader.PostID == post {
				rows = append(rows, row(c.button("button.leader_week", press("wl", post, week), locales.Data{"Name": cut(leaderName(l.Leader), 40), "Number": len(l.Entries)})))
			}
		}
	}
	parts := row(t.button("button.by_unit", press("wn", week)), t.button("button.by_leader", press("wj", week)))
	if n := len(w.Clashes) + len(w.Accepted); n > 0 {
		parts = append(parts, c.button("button.clashes", press("wc", week), locales.Data{"Number": len(w.Clashes)}))
	}
	rows = append(rows, inRows(parts, 2)...)
	last := row(t.button("button.whole_week", press("wf", week)), t.button("button.plan_papers", press("kp", week, 0)))
	if t.Access.May(council.SeeMissing) {
		last = append(last, c.button("button.missing_count", press("mi", week), locales.Data{"Number": len(w.Missing)}))
	}
	rows = append(rows, last)
	rows = append(rows, t.planDoors(f)...)
	if f.plan.Number > 0 {
		rows = append(rows, row(t.button("event.button.overview", press("yw", week)), t.button("event.button.fulfilment", press("yf", week))))
	}
	rows = append(rows, row(
		council.Button{Text: "◀ " + shortWeek(w.Week.Previous()), Data: press("wk", weekArg(w.Week.Previous()))},
		council.Button{Text: shortWeek(w.Week.Next()) + " ▶", Data: press("wk", weekArg(w.Week.Next()))}))
	t.show(c.digestHead(w)+"\n\n"+t.planState(f), append(rows, t.homeButtons()...)...)
}

// shortWeek is "30.11–06.12": it fits a button.
func shortWeek(w council.Week) string {
	return fmt.Sprintf("%02d.%02d–%02d.%02d", w.Monday.Day, w.Monday.Month, w.Sunday().Day, w.Sunday().Month)
}

// showDay is one day with what lasts over it, or all that has no single day.
func (t *turn) showDay(w council.Consolidated) {
	c, names := t.app.composer(), leaderNames(w)
	n := t.press.arg(1)
	var sections []section
	if n < 0 || n >= noDay {
		n = noDay
		sections = append(sections,
			section{c.txt("digest.periods"), c.datedLines(w.Periods, names)},
			section{c.txt("digest.to_be_announced"), c.entryLines(w.ToBeAnnounced, names)})
	} else {
		day := w.Week.Day(int(n))
		sections = append(sections, section{c.dayHeading(day), c.entryLines(w.Days[n], names)})
		if lasting := w.On(day)[len(w.Days[n]):]; len(lasting) > 0 {
			sections = append(sections, section{c.txt("digest.periods"), c.datedLines(lasting, names)})
		}
	}
	t.showPart(w, sections, int(t.press.arg(2)), func(page int) string { return press("wd", weekArg(w.Week), n, int64(page)) },
		append([][]council.Button{t.entriesDoor(w, listDay, n)}, c.dayButtons(w, press)...)...)
}

// entriesDoor leads from a part of the week to its entries one by one.
func (t *turn) entriesDoor(w council.Consolidated, by, key int64) []council.Button {
	return row(t.button("button.entries", press("fl", weekArg(w.Week), by, key)))
}

// showLeaders lists the leaders with how much each has in the week.
func (t *turn) showLeaders(w council.Consolidated) {
	c := t.app.composer()
	var rows [][]council.Button
	for _, l := range w.Leaders {
		rows = append(rows, row(c.button("button.leader_week", press("wl", l.Leader.PostID, weekArg(w.Week)),
			locales.Data{"Name": cut(leaderName(l.Leader), 40), "Number": len(l.Entries)})))
	}
	html := c.txt("week.leaders", locales.Data{"Week": locales.WeekDays(w.Week)})
	t.show(html, append(rows, t.weekFoot(w.Week)...)...)
}

// leaderWeekPressed shows a leader's own week (3.17), with what came for its
// events.
func leaderWeekPressed(ctx context.Context, t *turn) error {
	w, err := t.consolidated(ctx, t.press.week(1))
	if err != nil {
		return err
	}
	c, post := t.app.composer(), t.press.arg(0)
	at := slices.IndexFunc(w.Leaders, func(l council.LeaderWeek) bool { return l.Leader.PostID == post })
	if at < 0 {
		t.toast("error.gone")
		t.showLeaders(w)
		return nil
	}
	l := w.Leaders[at]
	ids := make([]int64, len(l.Entries))
	for i, e := range l.Entries {
		ids[i] = e.ID
	}
	records, err := t.store.EventRecordsOf(ctx, ids)
	if err != nil {
		return err
	}
	s := section{c.leaderHeading(l.Leader), c.datedLines(l.Entries, nil)}
	for i, id := range ids {
		s.items[i] += c.materialsLine(id, records)
	}
	t.showPart(w, []section{s}, int(t.press.arg(2)), func(page int) string { return press("wl", post, weekArg(w.Week), int64(page)) },
		append(c.materialDoors(w.Week, l.Entries, records), t.entriesDoor(w, listLeader, post))...)
	return nil
}

// sendDigest sends the whole week as messages, to keep or to forward.
func (t *turn) sendDigest(w council.Consolidated) {
	t.toast("week.sent")
	for _, m := range t.app.composer().Digest(w) {
		t.reply(m)
	}
}

// showPart is a page of a part of the week.
func (t *turn) showPart(w council.Consolidated, sections []section, page int, to func(page int) string, more ...[]council.Button) {
	for i := range sections {
		if len(sections[i].items) == 0 {
			sections[i].items = []string{t.txt("week.no_entries")}
		}
	}
	html, rows := t.page(sections, page, to)
	rows = append(rows, more...)
	head := t.txt("week.head", map[string]any{"Week": locales.WeekDays(w.Week)})
	t.show(head+"\n\n"+html, append(rows, t.weekFoot(w.Week)...)...)
}

func (t *turn) weekFoot(week council.Week) [][]council.Button {
	return [][]council.Button{{t.button("button.back_to_week", press("wk", weekArg(week))), t.button("button.home", press("home"))}}
}
