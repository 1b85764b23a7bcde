package handlers

import (
	"context"
	"fmt"

	"sereda/council"
	"sereda/locales"
)

// unitsOnPage are how many units stand on a page of the list, a button each.
const unitsOnPage = 10

// showUnits lists the units with how each stands.
func (t *turn) showUnits(w council.Consolidated) {
	c, all := t.app.composer(), w.Standings
	pages := max(1, (len(all)+unitsOnPage-1)/unitsOnPage)
	page := min(max(int(t.press.arg(1)), 0), pages-1)
	var rows [][]council.Button
	for _, s := range all[page*unitsOnPage : min(len(all), (page+1)*unitsOnPage)] {
		rows = append(rows, row(council.Button{
			Text: mark(s, w) + " " + cut(s.Unit.Name, 50), Data: press("wu", s.Unit.ID, weekArg(w.Week))}))
	}
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("wn", weekArg(w.Week), int64(n)) }))
	}
	html := c.txt("week.units", locales.Data{"Week": locales.WeekDays(w.Week)})
	t.show(html, append(rows, t.weekFoot(w.Week)...)...)
}

// mark is how a unit stands, as a sign; the screen explains the signs.
func mark(s council.Standing, w council.Consolidated) string {
	switch {
	case s.Submitted() && s.NothingPlanned:
		return "🚫"
	case s.Late(w.Deadline):
		return "🕓"
	case s.Submitted():
		return "✅"
	case s.Unit.Duty == council.MustSubmit:
		return "⏳"
	}
	return "➖"
}

// unitWeekPressed shows what a unit submitted for the week, and what it
// proposes instead.
func unitWeekPressed(ctx context.Context, t *turn) error {
	if !t.Access.May(council.SeeWeek) && !t.Access.May(council.SeeMissing) {
		return fmt.Errorf("unit's week: %w", council.ErrForbidden)
	}
	unit, err := t.store.UnitByID(ctx, t.press.arg(0))
	if err != nil {
		return err
	}
	week := t.press.week(1)
	p := plan{unit: unit, week: week}
	if err := t.fill(ctx, &p); err != nil {
		return err
	}
	leaders, err := t.store.LeadersOn(ctx, week.Monday)
	if err != nil {
		return err
	}
	t.showUnitWeek(&p, leaders)
	return nil
}

func (t *turn) showUnitWeek(p *plan, leaders []council.Leader) {
	names := make(map[int64]string, len(leaders))
	for _, l := range leaders {
		names[l.PostID] = leaderName(l)
	}
	sections := []section{t.unitSection(p, p.submitted, "week.unit.submitted", names)}
	if p.proposed != nil {
		sections = append(sections, t.unitSection(p, p.proposed, "week.unit.proposed", names))
	}
	html, rows := t.page(sections, int(t.press.arg(2)), func(page int) string { return p.press("wu", int64(page)) })
	if p.proposed != nil && t.Access.May(council.DecideProposal) {
		rows = append(rows, row(
			t.button("button.accept", press("po", p.proposed.ID, 1)),
			t.button("button.decline", press("po", p.proposed.ID, 0))))
	}
	if t.Access.May(council.SeeWeek) {
		rows = append(rows, t.entriesDoor(council.Consolidated{Week: p.week}, listUnit, p.unit.ID))
	}
	if t.Access.May(council.SubmitForOthers) && t.open(p.week) {
		rows = append(rows, row(t.button("button.enter_for_unit", p.press("pl"))))
	}
	head := t.txt("week.unit", map[string]any{"Unit": cut(p.unit.Name, nameCharacters), "Week": locales.WeekDays(p.week)})
	t.show(head+"\n\n"+html, append(rows, t.weekFoot(p.week)...)...)
}

// unitSection is a version of the unit's plan: when it came and what is in it.
func (t *turn) unitSection(p *plan, s *council.Submission, key string, names map[int64]string) section {
	if s == nil {
		return section{heading: t.txt("week.unit.none")}
	}
	c := t.app.composer()
	found := section{heading: t.txt(key, map[string]any{"At": locales.Instant(s.SubmittedAt, t.app.Zone)})}
	if s.Late(p.deadline) {
		found.heading += " " + t.txt("digest.mark.late")
	}
	if s.OnBehalf {
		found.heading += " " + t.txt("week.unit.on_behalf")
	}
	if s.NothingPlanned {
		found.items = []string{t.txt("plan.nothing")}
		return found
	}
	entries := make([]council.PlanEntry, len(s.Entries))
	for i, e := range s.Entries {
		entries[i] = council.PlanEntry{Entry: e, Late: e.Late(p.deadline)}
	}
	found.items = c.datedLines(entries, names)
	return found
}
