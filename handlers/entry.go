package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// The questions of an entry, in their order. Each answer is in Postgres before
// the next question is asked.
const (
	askDay         = "day"
	askTime        = "time"
	askTitle       = "title"
	askVenue       = "venue"
	askResponsible = "responsible"
	askLeaders     = "leaders"
)

var questions = []string{askDay, askTime, askTitle, askVenue, askResponsible, askLeaders}

// registerEntry: one entry, question by question, by button or typed.
func (a *App) registerEntry() {
	a.presses["ea"] = onPlan(addEntry)           // unit, week
	a.presses["es"] = onPlan(chooseEntry)        // unit, week, page
	a.presses["ee"] = onEntry(showEntry)         // unit, week, entry
	a.presses["eq"] = onEntry(askAgain)          // unit, week, entry, question
	a.presses["eb"] = onEntry(askBefore)         // unit, week, entry, question
	a.presses["en"] = onEntry(skipQuestion)      // unit, week, entry, question
	a.presses["ed"] = onPlan(dayPressed)         // unit, week, entry, day
	a.presses["ek"] = onPlan(kindPressed)        // unit, week, entry, kind
	a.presses["et"] = onEntry(timePressed)       // unit, week, entry, minute or -1
	a.presses["ev"] = onEntry(venuePressed)      // unit, week, entry, entry with the venue
	a.presses["er"] = onEntry(responsiblePicked) // unit, week, entry, entry with the name or 0
	a.presses["el"] = onEntry(leaderPressed)     // unit, week, entry, post, 1 to take part
	a.presses["ex"] = onEntry(removeEntry)       // unit, week, entry
	a.presses["eu"] = onPlan(restoreEntry)       // unit, week, entry

	a.steps[askDay] = onStep(orList(dayTyped))
	a.steps[askTime] = onStepEntry(timeTyped)
	a.steps[askTitle] = onStepEntry(titleTyped)
	a.steps[askVenue] = onStepEntry(venueTyped)
	a.steps[askResponsible] = onStepEntry(responsibleTyped)
	a.steps[askLeaders] = onStepEntry(leadersTyped)
}

type entryFunc func(ctx context.Context, t *turn, p *plan, e council.Entry) error

// onEntry finds the entry a button names in the unit's draft. One that is gone
// explains itself and the plan is shown.
func onEntry(do entryFunc) turnFunc {
	return onPlan(func(ctx context.Context, t *turn, p *plan) error {
		return t.withEntry(ctx, p, t.press.arg(2), do)
	})
}

func (t *turn) withEntry(ctx context.Context, p *plan, id int64, do entryFunc) error {
	if p.draft != nil {
		at := slices.IndexFunc(p.draft.Entries, func(e council.Entry) bool { return e.ID == id })
		if at >= 0 {
			return do(ctx, t, p, p.draft.Entries[at])
		}
	}
	t.rest()
	t.toast("entry.gone")
	t.showPlan(p, 0)
	return nil
}

// onStep loads the unit's week a conversation is about. The roles are asked
// again: they may have changed since the question.
func onStep(do func(ctx context.Context, t *turn, p *plan) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		c := t.conversation
		if c.Week.Before(t.nextWeek().Monday) {
			t.rest()
			t.say(t.txt("step.past_week"), t.homeButtons()...)
			return nil
		}
		p, err := t.loadPlan(ctx, c.Unit, c.week())
		if err != nil {
			return err
		}
		return do(ctx, t, p)
	}
}

func onStepEntry(do entryFunc) turnFunc {
	return onStep(orList(func(ctx context.Context, t *turn, p *plan) error {
		return t.withEntry(ctx, p, t.conversation.Entry, do)
	}))
}

// orList takes a whole list, pasted while a question about one entry is open,
// for what it is.
func orList(answer func(ctx context.Context, t *turn, p *plan) error) func(ctx context.Context, t *turn, p *plan) error {
	return func(ctx context.Context, t *turn, p *plan) error {
		if strings.Contains(t.text, "\n") && t.planLines(p.week) > 1 {
			t.wait(Conversation{Step: stepList, Unit: p.unit.ID, Week: p.week.Monday})
			return listTyped(ctx, t, p)
		}
		return answer(ctx, t, p)
	}
}

// addEntry begins with the day; nothing is written before it is known.
func addEntry(_ context.Context, t *turn, p *plan) error {
	if p.draft != nil && len(p.draft.Entries) >= council.MaxEntries {
		t.alert("entry.too_many", map[string]any{"Count": council.MaxEntries})
		return nil
	}
	t.ask(p, council.Entry{}, askDay)
	return nil
}

// answered writes the entry and goes on: to the next question, or back to the
// entry when only one answer was wanted.
func (t *turn) answered(ctx context.Context, p *plan, e council.Entry, question string) error {
	e, settled := t.byHand(e, question)
	if err := t.store.UpdateEntry(ctx, p.draft.ID, e); err != nil {
		return err
	}
	p.put(e)
	if settled != nil {
		if err := t.learn(ctx, p, *settled, e); err != nil {
			return err
		}
	}
	return t.goOn(ctx, p, e, question)
}

func (t *turn) goOn(ctx context.Context, p *plan, e council.Entry, question string) error {
	switch {
	case t.conversation.Doubt != 0:
		t.rest()
		return t.nextDoubt(p, false)
	case t.single():
		t.rest()
		return showEntry(ctx, t, p, e)
	}
	next := slices.Index(questions, question) + 1
	if question == askDay && e.Kind != council.Timed && e.Kind != council.AllDay {
		next++ // during the week, to be announced: there is no hour to ask
	}
	if next >= len(questions) {
		return t.finished(ctx, p, e)
	}
	return t.askNext(ctx, p, e, questions[next])
}

// single tells that one answer was wanted. Buttons carry it in the
// conversation too: the screen they stand on belongs to it.
func (t *turn) single() bool { return t.conversation.Single }

// finished shows the entry as it will stand, and the ways on.
func (t *turn) finished(ctx context.Context, p *plan, e council.Entry) error {
	t.rest()
	html := t.txt("entry.added", map[string]any{"Entry": locales.HTML(t.entryCard(e))})
	warnings, err := t.warnings(ctx, p, p.draft.Entries, []council.Entry{e})
	if err != nil {
		return err
	}
	if warnings != "" {
		html += "\n\n" + warnings
	}
	t.show(html,
		row(t.button("button.add_another", p.press("ea"))),
		row(t.button("button.see_plan", p.press("pl")), t.button("button.change_entry", p.press("ee", e.ID))),
		t.homeButtons()[0])
	return nil
}

// entryCard is the entry with every field named.
func (t *turn) entryCard(e council.Entry) string {
	none := t.label("entry.not_given")
	orNone := func(text string) string {
		if text == "" {
			return none
		}
		return text
	}
	return t.txt("entry.card", map[string]any{
		"Day": t.entryWhen(e), "Title": orNone(e.Title), "Venue": orNone(e.Venue), "Responsible": orNone(e.Responsible),
		"Leaders": t.leaderTitles(e),
	})
}

// entryWhen is the day and the hours: "вівторок, 1 грудня, 10:00".
func (t *turn) entryWhen(e council.Entry) string {
	when := t.entryHeading(e)
	if hours := e.Hours.String(); hours != "" {
		when += ", " + hours
	}
	return when
}

func showEntry(_ context.Context, t *turn, p *plan, e council.Entry) error {
	t.rest()
	change := func(key string, question int) council.Button {
		return t.button(key, p.press("eq", e.ID, int64(question)))
	}
	var rows [][]council.Button
	if n := len(e.Doubts); n > 0 {
		rows = append(rows, row(primary(council.Button{Text: t.label("button.settle", map[string]any{"Count": n}), Data: p.press("qe", e.ID)})))
	}
	t.show(t.txt("entry.screen", map[string]any{"Entry": locales.HTML(t.entryCard(e))}), append(rows,
		row(change("button.day", 0), change("button.time", 1), change("button.title", 2)),
		row(change("button.venue", 3), change("button.responsible", 4)),
		row(change("button.leaders", 5)),
		row(danger(t.button("button.remove", p.press("ex", e.ID)))),
		t.planAndHome(p))...)
	return nil
}

func (t *turn) planAndHome(p *plan) []council.Button {
	return row(t.button("button.back_to_plan", p.press("pl")), t.homeButtons()[0][0])
}

// chooseEntry lists the entries as buttons.
func chooseEntry(_ context.Context, t *turn, p *plan) error {
	const perPage = 8
	if p.draft == nil || len(p.draft.Entries) == 0 {
		t.showPlan(p, 0)
		return nil
	}
	entries := p.draft.Entries
	pages := (len(entries) + perPage - 1) / perPage
	page := min(max(int(t.press.arg(2)), 0), pages-1)
	var rows [][]council.Button
	for i := page * perPage; i < min(len(entries), (page+1)*perPage); i++ {
		rows = append(rows, row(council.Button{Text: t.entryLabel(i+1, entries[i]), Data: p.press("ee", entries[i].ID)}))
	}
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return p.press("es", int64(n)) }))
	}
	rows = append(rows, t.planAndHome(p))
	t.show(t.txt("entry.choose"), rows...)
	return nil
}

func (t *turn) entryLabel(number int, e council.Entry) string {
	when := ""
	if !e.From.IsZero() {
		when = locales.ShortDay(e.From) + " "
	}
	if e.Hours.Start != nil {
		when += e.Hours.Start.String() + " "
	}
	title := e.Title
	switch {
	case title == "":
		title = t.label("entry.no_title")
	case len(e.Doubts) > 0:
		title = doubtMark + title
	}
	return cut(fmt.Sprintf("%d. %s%s", number, when, title), 50)
}

// removeEntry takes it out at once; undoing is better than asking.
func removeEntry(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	if _, err := t.store.RemoveEntries(ctx, p.draft.ID, []int64{e.ID}); err != nil {
		return err
	}
	t.rest()
	t.show(t.txt("entry.removed", map[string]any{"Title": cut(e.Title, 100)}),
		row(t.button("button.undo", p.press("eu", e.ID))),
		t.planAndHome(p))
	return nil
}

func restoreEntry(ctx context.Context, t *turn, p *plan) error {
	if p.draft == nil {
		t.toast("entry.gone")
	} else if err := t.store.RestoreEntry(ctx, p.draft.ID, t.press.arg(2)); err != nil {
		return err
	} else {
		t.toast("entry.restored")
	}
	return t.openPlan(ctx, p.unit.ID, p.week)
}

// tooLong refuses a typed field over its length and says by how much.
func (t *turn) tooLong(limit int) bool {
	n := utf8.RuneCountInString(t.text)
	if n <= limit {
		return false
	}
	t.say(t.txt("entry.too_long", map[string]any{"Limit": limit, "Count": n}))
	return true
}
