package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

const stepMovedTo = "y.moved"

// registerMovedEvents: to what day an event that did not take place was moved.
// The plan of that day changes as it always does: by a request where it is
// agreed, by the unit's own plan where it is not.
func (a *App) registerMovedEvents() {
	a.presses["yom"] = supplying(askMovedTo)     // week, event
	a.presses["yot"] = supplying(movedToPressed) // week, event, day
	a.steps[stepMovedTo] = supplying(movedToTyped)
	a.openBeside("yom")
}

func askMovedTo(_ context.Context, t *turn, e event) error {
	if t.meetingsOwn(e.RevisionEntry) {
		return nil
	}
	t.wait(Conversation{Step: stepMovedTo, Week: e.week.Monday, Item: e.ID})
	rows := t.dayChoices(func(day council.Date) string { return e.press("yot", dayArg(day)) })
	t.show(t.txt("event.moved.ask", locales.Data{"Title": cut(e.Title, nameCharacters), "When": t.entryWhen(e.Entry)}), append(rows, t.backToOutcome(e))...)
	return nil
}

func (t *turn) backToOutcome(e event) []council.Button {
	return row(t.button("event.button.no_day_yet", press("yo", dayArg(e.To), 0)))
}

func movedToPressed(ctx context.Context, t *turn, e event) error {
	return t.moveEvent(ctx, e, t.press.day(2))
}

// movedToTyped reads a day of this week or one of the three that follow.
func movedToTyped(ctx context.Context, t *turn, e event) error {
	week := council.WeekOf(t.today())
	for range 4 {
		read, err := t.app.Reader.Day(t.text, week)
		if err == nil && read.From == read.To && !read.From.IsZero() && !read.From.Before(t.today()) {
			return t.moveEvent(ctx, e, read.From)
		}
		week = week.Next()
	}
	t.say(t.txt("event.moved.which"), t.backToOutcome(e))
	return nil
}

// moveEvent has the plan of the day follow: in the same agreed plan the entry
// moves, another agreed plan gets a new one, and one that is not agreed yet gets
// it from its unit.
func (t *turn) moveEvent(ctx context.Context, e event, day council.Date) error {
	if t.meetingsOwn(e.RevisionEntry) {
		return nil
	}
	if day.Before(t.today()) {
		t.alert("event.moved.past")
		return nil
	}
	moved := onDay(e.Entry, DayRead{From: day, To: day.AddDays(e.To.DaysSince(e.From)), Kind: council.Timed})
	if e.Kind == council.DuringWeek {
		moved.To = day
	}
	week := council.WeekOf(day)
	p, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return err
	}
	t.rest()
	if p.Open() {
		return t.moveToUnitsPlan(ctx, e, week, moved)
	}
	r, err := t.store.RevisionOf(ctx, week, 0)
	if err != nil {
		return err
	}
	now := e.RevisionEntry
	now.Entry = moved
	kind := council.MoveEntry
	if week != e.week {
		kind = council.AddEntry
		now = council.RevisionEntry{Entry: planless(moved), Units: e.Units, UnitIDs: e.UnitIDs, CityWide: e.CityWide}
	}
	return t.draftMove(ctx, r, e, kind, now)
}

// planless is an entry that no plan has yet.
func planless(e council.Entry) council.Entry {
	return council.Entry{From: e.From, To: e.To, Kind: e.Kind, Hours: e.Hours, Title: e.Title, Venue: e.Venue,
		Responsible: e.Responsible, Leaders: e.Leaders, Visibility: e.Visibility}
}

// draftMove shows the change with its fields, to be sent when the hour is right
// too. One that was begun, asked or accepted already is shown as it stands.
func (t *turn) draftMove(ctx context.Context, r council.Revision, e event, kind council.ChangeKind, now council.RevisionEntry) error {
	requests, err := t.store.ChangesOf(ctx, r.Week)
	if err != nil {
		return err
	}
	for _, c := range slices.Backward(requests) {
		alive := c.State == council.ChangeAsked || c.State == council.ChangeAccepted || c.State == council.ChangeDraft && c.AskedBy == t.Access.Person.ID
		same := c.Kind == kind && c.Now != nil && c.Now.Title == now.Title && c.Now.From == now.From &&
			(kind == council.AddEntry || c.EntryID == e.ID)
		if alive && same && (c.AskedBy == t.Access.Person.ID || t.Access.May(council.FormPlan)) {
			return t.viewChange(ctx, c)
		}
	}
	before := council.RevisionEntry{UnitIDs: e.UnitIDs}
	if kind == council.MoveEntry {
		before = e.RevisionEntry
	}
	c := t.asked(r, kind, before)
	if c.UnitID == 0 && len(e.UnitIDs) > 0 {
		c.UnitID = e.UnitIDs[0]
	}
	c.Now = &now
	return t.keepDraft(ctx, c)
}

// moveToUnitsPlan puts the event into the unit's draft of a week whose plan is
// not agreed yet. What the organiser added, the organiser adds anew.
func (t *turn) moveToUnitsPlan(ctx context.Context, e event, week council.Week, moved council.Entry) error {
	at := slices.IndexFunc(e.UnitIDs, t.Access.MaySubmitFor)
	if at < 0 {
		t.show(t.txt("event.moved.own", locales.Data{"Week": locales.WeekDays(week)}), t.openWeekButton(week)...)
		return nil
	}
	p, err := t.loadPlan(ctx, e.UnitIDs[at], week)
	if err != nil {
		return err
	}
	if err := t.needDraft(ctx, p); err != nil {
		return err
	}
	entry := planless(moved)
	there := slices.ContainsFunc(p.draft.Entries, func(o council.Entry) bool { return o.Title == entry.Title && o.From == entry.From })
	if !there {
		if len(p.draft.Entries) >= council.MaxEntries {
			t.alert("entry.too_many", map[string]any{"Count": council.MaxEntries})
			return nil
		}
		if _, err := t.store.AddEntries(ctx, p.draft.ID, []council.Entry{entry}); err != nil {
			return err
		}
	}
	data := locales.Data{"Week": locales.WeekDays(week), "Unit": p.unit.Name, "Title": cut(e.Title, nameCharacters), "When": t.entryWhen(entry)}
	t.show(t.txt("event.moved.draft", data), row(primary(t.button("button.see_plan", p.press("pl")))), t.backToOutcome(e))
	return nil
}
