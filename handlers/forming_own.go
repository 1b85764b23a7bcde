package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// stepOwnEntry waits for an entry of the organiser's own, in a line.
const stepOwnEntry = "f.own"

// askOwnEntry asks for entries that no unit sent.
func askOwnEntry(ctx context.Context, t *turn) error {
	f, err := t.openForming(ctx, t.press.week(0))
	if err != nil || !f.plan.Open() {
		return err
	}
	t.wait(Conversation{Step: stepOwnEntry, Week: f.Week.Monday})
	t.show(t.txt("forming.own_ask", map[string]any{"Week": locales.WeekDays(f.Week)}), t.weekFoot(f.Week)...)
	return nil
}

// openForming is the plan for who forms it; an agreed one is only shown.
func (t *turn) openForming(ctx context.Context, week council.Week) (forming, error) {
	if err := t.need(council.FormPlan); err != nil {
		return forming{}, err
	}
	if _, err := t.store.LockPlan(ctx, week); err != nil {
		return forming{}, err
	}
	f, err := t.forming(ctx, week)
	if err == nil && !f.plan.Open() {
		t.alert("forming.already_agreed")
		t.rest()
		t.showWeek(f)
	}
	return f, err
}

// addOwn puts what was typed into the plan, a line an entry: what could not be
// read is said, and nothing of it is kept.
func addOwn(ctx context.Context, t *turn) error {
	week := t.conversation.week()
	f, err := t.openForming(ctx, week)
	if err != nil || !f.plan.Open() {
		return err
	}
	entries, trouble := t.readLines(week, f.leaders)
	if trouble != "" {
		t.say(trouble, t.weekFoot(week)...)
		return nil
	}
	added := make([]council.PlanEntry, len(entries))
	for n, e := range entries {
		added[n] = council.PlanEntry{Entry: e, State: council.InPlan, Edited: true}
	}
	if err := t.store.WritePlanEntries(ctx, week, added...); err != nil {
		return err
	}
	if f, err = t.forming(ctx, week); err != nil {
		return err
	}
	newest := f.plan.Entries[len(f.plan.Entries)-len(added):]
	for _, e := range newest {
		if err := t.audit(ctx, "entry.added", council.AboutPlanEntry(e.ID), map[string]any{"title": e.Title}); err != nil {
			return err
		}
	}
	t.rest()
	if len(newest) == 1 {
		return showPlanEntry(ctx, t, planItem{f, newest[0]})
	}
	t.listEntries(f, listDay, dayOf(week, newest[0].Entry), 0)
	return nil
}

// readLines are the typed lines as entries, with the leaders their titles name;
// or what is the matter with one of them.
func (t *turn) readLines(week council.Week, leaders []council.Leader) ([]council.Entry, string) {
	read, unread := t.entriesOf(t.app.Reader.List(t.text, week))
	if len(unread) > 0 {
		return nil, t.unreadLines(unread, week)
	}
	for n := range read {
		e := &read[n]
		if !e.Complete() {
			return nil, t.txt("forming.own_incomplete", map[string]any{"Text": cut(oneLine(t.text), 100)})
		}
		if len(e.Leaders) == 0 {
			e.Leaders = t.app.Reader.LeadersIn(e.Title, leaders)
		}
		e.Visibility, e.Doubts = visibilityOf(*e), nil
	}
	if len(read) == 0 {
		return nil, t.txt("forming.own_incomplete", map[string]any{"Text": cut(oneLine(t.text), 100)})
	}
	return read, ""
}
