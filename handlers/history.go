package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// HistoryStore reads the audit log.
type HistoryStore interface {
	TracesOf(ctx context.Context, subjects []string, limit int) ([]council.Trace, error)
}

// HistoryWriter writes who changed what as a table.
type HistoryWriter interface {
	HistorySpreadsheet(h council.History) (council.File, error)
}

// How many traces a screen and a file bear.
const (
	shownTraces = 200
	filedTraces = 20000
)

// registerHistory: who changed what when about an entry or a week's plan (E6).
func (a *App) registerHistory() {
	a.presses["zk"] = allowed(council.SeeAudit, showHistory)  // week, entry or 0, page
	a.presses["zkf"] = allowed(council.SeeAudit, fileHistory) // week, entry or 0
	a.papers[council.HistoryFileKind] = historyPaper
}

// historyDoor leads to the history of the entry, or with 0 of the week's plan.
func (t *turn) historyDoor(week council.Week, entry int64) []council.Button {
	if !t.Access.May(council.SeeAudit) {
		return nil
	}
	return row(t.button("button.history", press("zk", weekArg(week), entry)))
}

func showHistory(ctx context.Context, t *turn) error {
	t.rest()
	week, entry := t.press.week(0), t.press.arg(1)
	h, err := t.history(ctx, week, entry, shownTraces)
	if err != nil {
		return err
	}
	items := make([]string, len(h.Lines))
	for i, l := range h.Lines {
		items[i] = t.txt("history.line", map[string]any{"At": locales.Instant(l.At, t.app.Zone), "Who": l.Who, "Action": l.Action,
			"What": cut(l.What, 80), "Change": cut(l.Change, 400), "Entry": entry != 0})
	}
	if len(items) == 0 {
		items = []string{t.txt("history.none")}
	}
	heading := t.txt("history.title", map[string]any{"Week": locales.WeekDays(week), "Title": h.Title})
	html, rows := t.page([]section{{heading, items}}, int(t.press.arg(2)), func(page int) string { return press("zk", weekArg(week), entry, int64(page)) })
	if len(h.Lines) > 0 {
		rows = append(rows, row(t.button("button.history_file", press("zkf", weekArg(week), entry))))
	}
	if t.Access.May(council.SeeWeek) {
		if entry != 0 {
			rows = append(rows, row(t.button("button.back", press("fe", weekArg(week), entry))))
		}
		rows = append(rows, t.weekFoot(week)...)
	} else {
		rows = append(rows, t.homeButtons()...)
	}
	t.show(html, rows...)
	return nil
}

func fileHistory(ctx context.Context, t *turn) error {
	return t.order(ctx, council.OrderedPaper{Kind: council.HistoryFileKind, Week: t.press.week(0), Entry: t.press.arg(1)})
}

func historyPaper(ctx context.Context, t *turn, p council.OrderedPaper) (council.PaperWork, error) {
	if err := t.need(council.SeeAudit); err != nil {
		return council.PaperWork{}, err
	}
	h, err := t.history(ctx, p.Week, p.Entry, filedTraces)
	if err != nil {
		return council.PaperWork{}, err
	}
	caption := t.txt("history.title", map[string]any{"Week": locales.WeekDays(h.Week), "Title": cut(h.Title, longestCaption)})
	return oneFile(caption, func() (council.File, error) { return t.app.Papers.HistorySpreadsheet(h) }), nil
}

// history are the traces of the entry, or with 0 of the whole plan, in words:
// what was done to the entry, to its unit's plan and to its meeting.
func (t *turn) history(ctx context.Context, week council.Week, id int64, limit int) (council.History, error) {
	h := council.History{Week: week}
	p, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return h, err
	}
	entries := p.Entries
	if id != 0 {
		e, found := p.Entry(id)
		if !found {
			return h, fmt.Errorf("history of plan entry %d: %w", id, council.ErrNotFound)
		}
		entries, h.Title = []council.PlanEntry{e}, e.Title
	}
	names := map[string]string{council.AboutPlan(week): t.label("history.plan")}
	for _, e := range entries {
		names[council.AboutPlanEntry(e.ID)] = e.Title
		if e.MeetingID != 0 {
			names[council.AboutMeeting(e.MeetingID)] = e.Title
		}
		if e.Unit.ID != 0 {
			names[(&plan{unit: e.Unit, week: week}).subject()] = e.Unit.Name
		}
	}
	subjects := make([]string, 0, len(names))
	for s := range names {
		subjects = append(subjects, s)
	}
	traces, err := t.store.TracesOf(ctx, subjects, limit)
	if err != nil {
		return h, err
	}
	for _, trace := range traces {
		who := trace.Who
		if who == "" {
			who = t.label("history.by_itself")
		}
		if trace.Details["title"] == names[trace.Subject] {
			delete(trace.Details, "title") // it stands in the line already
		}
		h.Lines = append(h.Lines, council.HistoryLine{At: trace.At, Who: who, What: names[trace.Subject],
			Action: t.actionWords(trace.Action), Change: t.traceWords(trace)})
	}
	return h, nil
}

// actionWords name the action; one without words of its own stands as it is
// written.
func (t *turn) actionWords(action string) string {
	key := "history.action." + action
	if words := t.label(key); words != key {
		return words
	}
	return action
}

// traceWords are what a trace says was changed: "час: 10:00 → 11:00".
func (t *turn) traceWords(trace council.Trace) string {
	keys := make([]string, 0, len(trace.Details))
	for key := range trace.Details {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var parts []string
	for _, key := range keys {
		name := t.label("history.detail." + key)
		if name == "history.detail."+key {
			continue // a number for the log alone
		}
		parts = append(parts, name+": "+t.detailWords(trace.Details[key]))
	}
	return strings.Join(parts, "; ")
}

func (t *turn) detailWords(value any) string {
	switch v := value.(type) {
	case []any:
		if len(v) == 2 {
			return t.app.composer().orDash(t.detailWords(v[0])) + " → " + t.app.composer().orDash(t.detailWords(v[1]))
		}
	case bool:
		if v {
			return t.label("history.yes")
		}
		return t.label("history.no")
	case string:
		if words := t.label("forming.visibility." + v); words != "forming.visibility."+v {
			return words
		}
		return v
	}
	return fmt.Sprint(value)
}
