package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// ChangeStore keeps the changes of agreed plans.
type ChangeStore interface {
	AddChange(ctx context.Context, c council.Change) (int64, error)
	ChangeByID(ctx context.Context, id int64) (council.Change, error)
	ChangesOf(ctx context.Context, week council.Week) ([]council.Change, error)
	UpdateChange(ctx context.Context, c council.Change) error
}

// The questions of a change.
const (
	stepAddChange    = "c.add"     // a line
	stepCancelChange = "c.cancel"  // why
	stepInstead      = "c.instead" // who goes instead
	stepDecline      = "c.decline" // why not
)

// registerChanges: what is asked of an agreed plan, and what becomes of it
// (3.19, 3.21).
func (a *App) registerChanges() {
	asking := func(do turnFunc) turnFunc { return allowed(council.AskChange, do) }
	a.presses["zh"] = asking(changeWeeks)
	a.presses["zw"] = asking(onAgreed(changeList))            // week, page
	a.presses["ze"] = asking(onAgreedEntry(showAgreed))       // week, entry
	a.presses["zn"] = asking(onAgreed(askAddChange))          // week, unit of somebody heading several
	a.presses["zm"] = asking(onAgreedEntry(draftChange))      // week, entry
	a.presses["zx"] = asking(onAgreedEntry(askCancel))        // week, entry
	a.presses["zi"] = asking(onAgreedEntry(askInstead))       // week, entry, post
	a.presses["zir"] = asking(onAgreedEntry(insteadPressed))  // week, entry, post, the other's post or 0
	a.presses["zip"] = choosingInstead(insteadChosen)         // week, entry, post, person
	a.presses["zin"] = choosingInstead(insteadInWords)        // week, entry, post
	a.presses["zif"] = choosingInstead(insteadPage)           // week, entry, post, page
	a.steps[stepAddChange] = asking(onAgreed(addChange))      // the line
	a.steps[stepCancelChange] = asking(onAgreedEntry(cancel)) // why
	a.steps[stepInstead] = asking(onAgreedEntry(insteadTyped))

	a.presses["zv"] = onChange(showChange)     // change
	a.presses["zs"] = onChange(sendChange)     // change, version
	a.presses["zd"] = onChange(withdrawChange) // change, version
	a.presses["zc"] = marking(markCityWide)    // change, version, 1 to mark
	a.presses["zy"] = marking(markVisibility)  // change, version, place of the visibility + 1
	a.presses["za"] = deciding(acceptChange)   // change, version
	a.presses["zj"] = deciding(askDecline)     // change, version
	a.steps[stepDecline] = deciding(declineChange)
	a.openBeside("zv", "zh", "ze")
	a.revised = append(a.revised, tellChanges)
	a.changed = append(a.changed, planFollowsMeeting)
}

// agreed is the latest revision of a week whose plan is agreed.
type agreedFunc func(ctx context.Context, t *turn, r council.Revision) error

// onAgreed loads the agreed plan that a button or the conversation names.
func onAgreed(do agreedFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		week := t.conversation.week()
		if t.query != nil {
			week = t.press.week(0)
		}
		r, err := t.store.RevisionOf(ctx, week, 0)
		if err != nil {
			return err
		}
		if week.Sunday().Before(t.today()) {
			t.rest()
			t.say(t.txt("change.past"), t.homeButtons()...)
			return nil
		}
		t.leaders = r.Leaders
		return do(ctx, t, r)
	}
}

// agreedEntryFunc decides a turn about an entry of an agreed plan.
type agreedEntryFunc func(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error

// onAgreedEntry finds the entry; one that is gone, and was theirs, says so.
func onAgreedEntry(do agreedEntryFunc) turnFunc {
	return onAgreed(func(ctx context.Context, t *turn, r council.Revision) error {
		id := t.conversation.Entry
		if t.query != nil {
			id = t.press.arg(1)
		}
		e, found := r.Entry(id)
		if !found {
			t.rest()
			t.gone(r)
			return nil
		}
		if !t.mayChange(e) {
			return fmt.Errorf("change of plan entry %d: %w", id, council.ErrForbidden)
		}
		return do(ctx, t, r, e)
	})
}

// gone tells that the entry is in the plan no more.
func (t *turn) gone(r council.Revision) {
	data := map[string]any{"Number": r.Number, "Week": locales.WeekDays(r.Week)}
	if t.query != nil {
		t.alert("change.gone", data)
		return
	}
	t.say(t.txt("change.gone", data), row(t.button("button.changes", press("zw", weekArg(r.Week))), t.homeButtons()[0][0]))
}

// mayChange tells that the person may ask for a change of the entry: of any as
// the organiser, otherwise of their unit's and of those in which their leader
// takes part or is stood in for.
func (t *turn) mayChange(e council.RevisionEntry) bool {
	a := t.Access
	return a.May(council.FormPlan) || slices.ContainsFunc(e.UnitIDs, a.Heads) ||
		slices.ContainsFunc(a.Leaders, func(post int64) bool {
			_, sent := e.StandInFor(post)
			return sent || slices.Contains(e.Leaders, post)
		})
}

// changeWeeks offers the weeks whose plans are agreed.
func changeWeeks(ctx context.Context, t *turn) error {
	t.rest()
	weeks, err := t.store.AgreedWeeks(ctx, council.WeekOf(t.today()).Monday)
	if err != nil {
		return err
	}
	var rows [][]council.Button
	for _, w := range weeks {
		rows = append(rows, row(council.Button{Text: "📅 " + locales.WeekDays(w), Data: press("zw", weekArg(w))}))
	}
	t.show(t.txt("change.weeks", map[string]any{"Count": len(weeks)}), append(rows, t.homeButtons()...)...)
	return nil
}

// changeList is what the person may ask to change, and what is asked already.
func changeList(ctx context.Context, t *turn, r council.Revision) error {
	t.rest()
	requests, err := t.store.ChangesOf(ctx, r.Week)
	if err != nil {
		return err
	}
	var choices []council.Button
	for _, c := range requests {
		open := c.State == council.ChangeAsked || c.State == council.ChangeDraft && c.AskedBy == t.Access.Person.ID
		if open && (c.AskedBy == t.Access.Person.ID || t.Access.May(council.FormPlan)) {
			choices = append(choices, council.Button{Text: cut("🕓 "+t.label("change.kind."+string(c.Kind))+": "+c.Entry().Title, 60), Data: press("zv", c.ID)})
		}
	}
	waiting := len(choices)
	shown := map[string]bool{}
	for _, e := range r.Entries {
		if past := !e.To.IsZero() && e.To.Before(t.today()); !past && t.mayChange(e) {
			label := t.agreedLabel(e)
			if shown[label] {
				label = cut(fmt.Sprintf("%d. %s", len(choices)+1, label), 60)
			}
			shown[label] = true
			choices = append(choices, council.Button{Text: label, Data: press("ze", weekArg(r.Week), e.ID)})
		}
	}
	pages := max(1, (len(choices)+entriesOnPage-1)/entriesOnPage)
	page := min(max(int(t.press.arg(1)), 0), pages-1)
	var rows [][]council.Button
	for _, b := range choices[page*entriesOnPage : min(len(choices), (page+1)*entriesOnPage)] {
		rows = append(rows, row(b))
	}
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("zw", weekArg(r.Week), int64(n)) }))
	}
	rows = append(rows, row(t.button("button.add_change", press("zn", weekArg(r.Week)))))
	data := map[string]any{"Week": locales.WeekDays(r.Week), "Number": r.Number, "Waiting": waiting, "Count": len(choices) - waiting}
	t.show(t.txt("change.list", data), append(rows, t.homeButtons()...)...)
	return nil
}

func (t *turn) agreedLabel(e council.RevisionEntry) string {
	when := ""
	if !e.From.IsZero() {
		when = locales.ShortDay(e.From) + " "
	}
	return cut(when+t.planEntryLabel(council.PlanEntry{Entry: e.Entry, CityWide: e.CityWide}), 60)
}

// showAgreed is an entry of the agreed plan, with what may be asked of it.
func showAgreed(_ context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	t.rest()
	html := t.txt("change.entry", map[string]any{"Week": locales.WeekDays(r.Week), "Number": r.Number, "Entry": locales.HTML(t.entryCard(e.Entry))})
	rows := t.changeDoors(r.Week, e)
	t.show(html, append(rows, row(t.button("button.back", press("zw", weekArg(r.Week))), t.homeButtons()[0][0]))...)
	return nil
}

// changeDoors are what may be asked of an entry. A meeting is changed as a
// meeting.
func (t *turn) changeDoors(week council.Week, e council.RevisionEntry) [][]council.Button {
	if !t.Access.May(council.AskChange) || !t.mayChange(e) {
		return nil
	}
	if e.MeetingID != 0 {
		return [][]council.Button{{t.button("button.see_meeting", beside(meetingCard, e.MeetingID))}}
	}
	rows := [][]council.Button{{t.button("button.move_entry", press("zm", weekArg(week), e.ID)), danger(t.button("button.cancel_entry", press("zx", weekArg(week), e.ID)))}}
	for _, l := range t.leaders {
		_, sent := e.StandInFor(l.PostID)
		label := "button.not_attending"
		if sent {
			label = "button.another_instead"
		}
		if (sent || slices.Contains(e.Leaders, l.PostID)) && (slices.Contains(t.Access.Leaders, l.PostID) || t.Access.May(council.FormPlan)) {
			rows = append(rows, row(council.Button{Text: cut(t.label(label, map[string]any{"Name": leaderName(l)}), 60),
				Data: press("zi", weekArg(week), e.ID, l.PostID)}))
		}
	}
	return rows
}
