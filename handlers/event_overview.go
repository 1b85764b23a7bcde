package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// registerEventOverview: the materials of a week's events at a glance.
func (a *App) registerEventOverview() {
	a.presses["yw"] = weekMaterials // week, page
	a.openBeside("yw")
}

// weekMaterials lists what is missing and what came, with a number to press for
// what came.
func weekMaterials(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeWeek); err != nil {
		return err
	}
	t.rest()
	week := t.press.week(0)
	r, err := t.store.RevisionOf(ctx, week, 0)
	if err != nil {
		return err
	}
	records, err := t.store.EventRecordsOf(ctx, council.EntryIDs(r.Entries))
	if err != nil {
		return err
	}
	due := keep(r.Entries, func(e council.RevisionEntry) bool { return len(e.Needs()) > 0 || len(records.Of(e.ID)) > 0 })
	page, pages := pageOf(len(due), t.press.arg(1))
	html := t.txt("event.overview", locales.Data{"Week": locales.WeekDays(week)})
	if len(due) == 0 {
		html += "\n\n" + t.txt("event.overview_none")
	}
	var buttons []council.Button
	for i, e := range onPage(due, page) {
		n := page*choicesOnPage + i + 1
		html += "\n\n" + t.app.composer().overviewLine(n, e, records)
		if came := len(records.Of(e.ID)); came > 0 {
			buttons = append(buttons, t.numbered("event.button.get_of", n, press("ymg", weekArg(week), e.ID)))
		}
	}
	rows := inRows(buttons, 4)
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("yw", weekArg(week), int64(n)) }))
	}
	t.show(html, append(rows, t.weekFoot(week)...)...)
	return nil
}
