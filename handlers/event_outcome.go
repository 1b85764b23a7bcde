package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
	"sereda/locales"
)

// registerOutcomes: what became of events (3.19).
func (a *App) registerOutcomes() {
	a.presses["yo"] = ended(showEnded)       // day, page
	a.presses["yor"] = ended(outcomePressed) // day, page, event, outcome
	a.presses["yon"] = ended(askNews)        // day, page, event
	a.presses["yf"] = weekFulfilment         // week
	a.presses["yfu"] = weekFulfilmentPage    // week, page
	a.openBeside("yo", "yon", "yf")
	a.registerMovedEvents()
}

// outcomeKinds stand in buttons by their place.
var outcomeKinds = []council.OutcomeKind{council.Held, council.NotHeld, council.MovedAway}

// ending is the events that ended on the days of one question, which the person
// answers for.
type ending struct {
	from, to  council.Date
	events    []council.RevisionEntry
	weeks     map[int64]council.Week
	records   council.EventRecords
	closes    time.Time
	organiser bool
}

// ended loads the events of the question that the button's day belongs to.
func ended(do func(ctx context.Context, t *turn, e ending) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		e, err := t.endingOf(ctx, t.press.day(0))
		if err != nil {
			return err
		}
		if len(e.events) == 0 {
			return fmt.Errorf("events of %s: %w", e.from, council.ErrNotFound)
		}
		t.rest()
		return do(ctx, t, e)
	}
}

func (t *turn) endingOf(ctx context.Context, day council.Date) (ending, error) {
	asked := t.app.Days.Calendar.NextWorkingDay(day)
	e := ending{from: t.app.Days.Calendar.PreviousWorkingDay(asked), to: asked.AddDays(-1), weeks: map[int64]council.Week{}}
	e.closes, e.organiser = t.app.Days.Closing(council.WeekOf(e.from)), t.Access.May(council.FormPlan)
	plans, err := t.store.RevisionsOver(ctx, e.from, e.to)
	if err != nil {
		return e, err
	}
	for _, p := range plans {
		for _, one := range p.Ended(e.from, e.to) {
			if one.MeetingID == 0 && t.Access.AnswersFor(one) {
				e.events, e.weeks[one.ID] = append(e.events, one), p.Week
			}
		}
	}
	e.records, err = t.store.EventRecordsOf(ctx, council.EntryIDs(e.events))
	return e, err
}

func showEnded(_ context.Context, t *turn, e ending) error {
	t.showQuestion(e)
	return nil
}

func (t *turn) showQuestion(e ending) {
	m := t.app.composer().outcomeScreen(e.from, e.to, e.events, e.records, t.press.arg(1))
	t.show(m.HTML, m.Buttons...)
}

// outcomePressed keeps the answer; it may be changed until the week is summed
// up, and by the organiser afterwards.
func outcomePressed(ctx context.Context, t *turn, e ending) error {
	id, n := t.press.arg(2), t.press.arg(3)
	at := slices.IndexFunc(e.events, func(one council.RevisionEntry) bool { return one.ID == id })
	switch {
	case at < 0 || n < 0 || int(n) >= len(outcomeKinds):
		t.toast("press.stale")
	case !t.Now.Before(e.closes) && !e.organiser:
		t.alert("event.closed", map[string]any{"At": locales.Instant(e.closes, t.app.Zone)})
	default:
		if err := t.setOutcome(ctx, id, outcomeKinds[n]); err != nil {
			return err
		}
		var err error
		if e.records, err = t.store.EventRecordsOf(ctx, council.EntryIDs(e.events)); err != nil {
			return err
		}
		t.toast("event.outcome." + string(outcomeKinds[n]))
	}
	t.showQuestion(e)
	return nil
}

func (t *turn) setOutcome(ctx context.Context, entryID int64, outcome council.OutcomeKind) error {
	o := council.EventOutcome{EntryID: entryID, Outcome: outcome, PersonID: t.Access.Person.ID, At: t.Now.Truncate(time.Microsecond)}
	if err := t.store.SetOutcome(ctx, o); err != nil {
		return err
	}
	return t.audit(ctx, "event.outcome", council.AboutPlanEntry(entryID), map[string]any{"outcome": outcome})
}

// askNews waits for news of the event for the council's site (13.3).
func askNews(_ context.Context, t *turn, e ending) error {
	id := t.press.arg(2)
	at := slices.IndexFunc(e.events, func(one council.RevisionEntry) bool { return one.ID == id })
	if at < 0 {
		t.toast("press.stale")
		t.showQuestion(e)
		return nil
	}
	t.wait(Conversation{Step: stepEventMaterial, Week: e.weeks[id].Monday, Item: id, Text: string(council.News)})
	t.show(t.txt("event.ask.news", locales.Data{"Title": cut(e.events[at].Title, nameCharacters)}),
		row(t.button("button.done", press("yo", dayArg(e.from), t.press.arg(1)))))
	return nil
}

// weekFulfilment shows how the week's plan was carried out so far.
func weekFulfilment(ctx context.Context, t *turn) error { return t.fulfilmentPage(ctx, 0) }

func weekFulfilmentPage(ctx context.Context, t *turn) error {
	return t.fulfilmentPage(ctx, int(t.press.arg(1)))
}

func (t *turn) fulfilmentPage(ctx context.Context, page int) error {
	if err := t.need(council.SeeWeek); err != nil {
		return err
	}
	t.rest()
	f, err := t.fulfilment(ctx, t.press.week(0))
	if err != nil {
		return err
	}
	week := f.Revision.Week
	html, rows := t.page(t.app.composer().fulfilmentSections(f.AsOf(t.today())), page, func(n int) string { return press("yfu", weekArg(week), int64(n)) })
	if t.Access.May(council.FormPlan) {
		rows = append(rows, t.answerDoors(f)...)
	}
	t.show(html, append(rows, t.weekFoot(week)...)...)
	return nil
}

// answerDoors lead the organiser to the questions of the week's days, to answer
// on behalf of who does not.
func (t *turn) answerDoors(f council.Fulfilment) [][]council.Button {
	var buttons []council.Button
	for _, day := range f.Revision.Week.Days() {
		ended := keep(f.Revision.Ended(day, day), func(e council.RevisionEntry) bool { return e.MeetingID == 0 })
		if len(ended) > 0 && day.Before(t.today()) {
			buttons = append(buttons, council.Button{Text: "✏️ " + locales.ShortDay(day), Data: press("yo", dayArg(day), 0)})
		}
	}
	return inRows(buttons, 4)
}

func (t *turn) fulfilment(ctx context.Context, week council.Week) (council.Fulfilment, error) {
	r, err := t.store.RevisionOf(ctx, week, 0)
	if err != nil {
		return council.Fulfilment{}, err
	}
	records, meetings, err := t.known(ctx, r)
	return r.Fulfil(records, meetings), err
}

// known is what is known of the plan's events.
func (t *turn) known(ctx context.Context, r council.Revision) (council.EventRecords, []council.Meeting, error) {
	records, err := t.store.EventRecordsOf(ctx, council.EntryIDs(r.Entries))
	if err != nil {
		return records, nil, err
	}
	// A meeting may have been moved out of its week.
	meetings, err := t.store.MeetingsBetween(ctx, r.Week.Monday.AddDays(-council.AppearAhead), r.Week.Sunday().AddDays(council.AppearAhead))
	return records, meetings, err
}
