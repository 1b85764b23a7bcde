package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// showRulesAfter lists the rules after one of the schedule has changed, and
// points out the meetings that do not follow it by themselves: who was told of
// a meeting is told of its change too, so that somebody must decide.
func (t *turn) showRulesAfter(ctx context.Context, b council.Body) error {
	staying, err := t.staying(ctx, b)
	if err != nil {
		return err
	}
	if len(staying) == 0 {
		t.showRules(b, "")
		return nil
	}
	var rows [][]council.Button
	for _, m := range staying {
		moment := sentence(locales.Day(m.Day)) + ", " + m.Start.String()
		rows = append(rows, row(council.Button{Text: "📌 " + moment, Data: press("gm", m.ID)}))
	}
	t.showRules(b, "\n\n"+t.txt("body.staying", map[string]any{"Count": len(staying)}), rows...)
	return nil
}

// staying are the coming meetings that the body's schedule would have otherwise
// and that do not follow it: announced, answered, or prepared for a day that is
// no more.
func (t *turn) staying(ctx context.Context, b council.Body) ([]council.Meeting, error) {
	table := council.MeetingTimetable{Zone: t.app.Zone, Calendar: t.app.Timetable.Calendar}
	known, err := t.store.MeetingsBetween(ctx, t.today(), t.today().AddDays(council.AppearAhead+council.LongestBreak))
	if err != nil {
		return nil, err
	}
	var found []council.Meeting
	for _, m := range table.AtVariance(b, known, t.Now) {
		if !m.Untold() {
			found = append(found, m)
		}
	}
	plan := table.Realign([]council.Body{b}, known, t.Now)
	for _, m := range plan.Changed {
		responses, err := t.store.ResponsesOf(ctx, m)
		if err != nil {
			return nil, err
		}
		if len(responses) > 0 {
			found = append(found, m)
		}
	}
	for _, m := range plan.Gone {
		items, materials, err := t.store.AgendaOf(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		responses, err := t.store.ResponsesOf(ctx, m)
		if err != nil {
			return nil, err
		}
		if len(items)+len(materials)+len(responses) > 0 {
			found = append(found, m)
		}
	}
	return found, nil
}
