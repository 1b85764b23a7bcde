package handlers

import (
	"context"
	"slices"
	"strconv"

	"sereda/council"
	"sereda/locales"
)

// registerMyEvents: what a head still owes for the events of agreed plans.
func (a *App) registerMyEvents() {
	a.presses["ye"] = myEvents // page
}

// myEvents are the events of one's units for which materials are still to come,
// and the days whose events are still to be answered for.
func myEvents(ctx context.Context, t *turn) error {
	if err := t.need(council.SubmitPlan); err != nil {
		return err
	}
	t.rest()
	plans, err := t.store.RevisionsOver(ctx, t.today().AddDays(-council.LongestBreak), t.today().AddDays(council.LongestBreak))
	if err != nil {
		return err
	}
	var mine []council.RevisionEntry
	for _, p := range plans {
		mine = append(mine, keep(p.Entries, func(e council.RevisionEntry) bool {
			return e.MeetingID == 0 && slices.ContainsFunc(e.UnitIDs, t.Access.Heads)
		})...)
	}
	records, err := t.store.EventRecordsOf(ctx, council.EntryIDs(mine))
	if err != nil {
		return err
	}
	due := keep(mine, func(e council.RevisionEntry) bool {
		return !e.From.Before(t.today()) && len(records.Missing(e)) > 0
	})
	page, pages := pageOf(len(due), t.press.arg(0))
	html := t.txt("event.mine")
	var buttons []council.Button
	for i, e := range onPage(due, page) {
		n := page*choicesOnPage + i + 1
		html += "\n\n" + strconv.Itoa(n) + ". " + t.app.composer().eventName(e) + "\n   " + t.txt("event.due", locales.Data{
			"Kinds": t.app.composer().kinds(records.Missing(e)), "Day": locales.ShortDay(t.app.Days.MaterialsDueOn(e.From))})
		buttons = append(buttons, t.numbered("event.button.card", n, press("ym", weekArg(council.WeekOf(e.From)), e.ID)))
	}
	if len(due) == 0 {
		html += "\n\n" + t.txt("event.mine_none")
	}
	rows := inRows(buttons, 4)
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("ye", int64(n)) }))
	}
	rows = append(rows, inRows(t.unansweredDays(plans, records), 3)...)
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

// unansweredDays lead to the questions that are still open, until their weeks
// are summed up.
func (t *turn) unansweredDays(plans []council.Revision, records council.EventRecords) []council.Button {
	var buttons []council.Button
	for _, p := range plans {
		if !t.Now.Before(t.app.Days.Closing(p.Week)) {
			continue
		}
		for _, day := range p.Week.Days() {
			open := keep(p.Ended(day, day), func(e council.RevisionEntry) bool {
				return e.MeetingID == 0 && slices.ContainsFunc(e.UnitIDs, t.Access.Heads) && records.Outcome(e, nil) == council.Unanswered
			})
			if len(open) > 0 && day.Before(t.today()) {
				buttons = append(buttons, council.Button{Text: "📊 " + locales.ShortDay(day), Data: press("yo", dayArg(day), 0)})
			}
		}
	}
	return buttons
}
