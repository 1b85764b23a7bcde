package handlers

import (
	"context"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// Surroundings is what else there is in a week, for a unit's entries.
type Surroundings interface {
	OthersAt(ctx context.Context, unitID int64, week council.Week, entries []council.Entry, leaders []council.Leader) ([]council.PlanEntry, error)
}

// warnings tell at once what does not fit about the entries, "" when all fits.
// own are the unit's entries, those asked about among them. Nothing of it keeps
// an entry out of the plan.
func (t *turn) warnings(ctx context.Context, p *plan, own, asked []council.Entry) (string, error) {
	others, err := t.store.OthersAt(ctx, p.unit.ID, p.week, asked, t.leaders)
	if err != nil {
		return "", err
	}
	found := council.Surroundings{
		Week: p.week, UnitID: p.unit.ID, Calendar: t.app.Timetable.Calendar, Hours: t.app.WorkHours,
		Leaders: t.leaders, Own: own, Others: others,
	}.Warnings(func(e council.Entry) bool {
		return slices.ContainsFunc(asked, func(a council.Entry) bool { return a.ID == e.ID })
	})
	return t.warningLines(found), nil
}

func (t *turn) warningLines(found []council.Warning) string {
	const shown = 4
	if len(found) == 0 {
		return ""
	}
	lines := []string{t.txt("warning.head")}
	for _, w := range found[:min(len(found), shown)] {
		lines = append(lines, t.warningLine(w))
	}
	if more := len(found) - shown; more > 0 {
		lines = append(lines, t.txt("warning.more", map[string]any{"Count": more}))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) warningLine(w council.Warning) string {
	key := "warning." + string(w.Kind)
	data := map[string]any{
		"When": locales.ShortDay(w.Day), "Title": cut(w.Entry.Title, 60), "Venue": cut(w.Entry.Venue, 60), "Leader": w.Leader.Title,
		"From": t.app.WorkHours.From.String(), "To": t.app.WorkHours.To.String(), "Own": "",
	}
	if w.Entry.Hours.Start != nil {
		data["When"] = locales.ShortDay(w.Day) + " " + w.Entry.Hours.String()
	}
	if w.Own != nil {
		key += "_own"
		data["Own"] = cut(w.Own.Title, 60)
	}
	return t.txt(key, data)
}
