package handlers

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
	"sereda/locales"
)

// registerMissing: who has not submitted, nudging them, moving the deadline.
func (a *App) registerMissing() {
	a.commands["missing"] = missingCommand
	a.presses["mi"] = missingPressed // week, list, page
	a.presses["mn"] = nudgeAll       // week
	a.presses["mo"] = nudgeOne       // unit, week
	a.openBeside("mi")
	a.registerMoved()
}

// The lists of the screen, as buttons carry them.
const (
	listMissing = iota
	listLate
	listNothing
	listSilent
)

// missingUnits are how many units stand on a page: each missing one has a row
// of buttons.
const missingUnits = 8

// missingCommand shows who is missing for next week's plan.
func missingCommand(ctx context.Context, t *turn) error {
	return t.showMissing(ctx, t.nextWeek(), listMissing, 0)
}

func missingPressed(ctx context.Context, t *turn) error {
	if len(t.press.Args) == 0 {
		return missingCommand(ctx, t)
	}
	return t.showMissing(ctx, t.press.week(0), int(t.press.arg(1)), int(t.press.arg(2)))
}

func (t *turn) showMissing(ctx context.Context, week council.Week, list, page int) error {
	if err := t.need(council.SeeMissing); err != nil {
		return err
	}
	t.rest()
	roll, deadline, err := t.roll(ctx, week)
	if err != nil {
		return err
	}
	c := t.app.composer()
	html := t.txt("missing.title", map[string]any{"Week": locales.WeekDays(week), "Deadline": locales.Instant(deadline, t.app.Zone)}) +
		"\n" + t.txt("digest.submitted", map[string]any{"In": roll.OwedIn, "Count": roll.Owed}) + "\n\n"
	var rows [][]council.Button
	if list == listMissing {
		body, buttons := t.missingBody(week, roll, page)
		html, rows = html+body, buttons
	} else {
		body, buttons := t.standingBody(week, roll, list, page)
		html, rows = html+body, buttons
	}
	rows = append(rows, c.listButtons(week, roll, list)...)
	rows = append(rows, t.missingFoot(week)...)
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

// roll is how the units stand now, with the deadline in force.
func (t *turn) roll(ctx context.Context, week council.Week) (council.Roll, time.Time, error) {
	deadline, err := t.deadline(ctx, week)
	if err != nil {
		return council.Roll{}, deadline, err
	}
	standings, err := t.store.Standings(ctx, week, t.today())
	if err != nil {
		return council.Roll{}, deadline, err
	}
	return council.RollOf(standings, deadline), deadline, nil
}

// missingBody is a page of the missing with what can be done about each.
func (t *turn) missingBody(week council.Week, roll council.Roll, at int) (string, [][]council.Button) {
	if len(roll.Missing) == 0 {
		return t.txt("missing.none"), nil
	}
	c := t.app.composer()
	page := c.missingPage(week, roll.Missing, at)
	var rows [][]council.Button
	if t.open(week) {
		rows = t.missingActions(week, page)
	}
	if page.count > 1 {
		rows = append(rows, t.pager(page.number, page.count, func(n int) string { return press("mi", weekArg(week), listMissing, int64(n)) }))
	}
	if t.open(week) && t.Access.May(council.Nudge) {
		rows = append(rows, row(primary(c.button("button.nudge_all", press("mn", weekArg(week)), locales.Data{"Number": len(roll.Missing)}))))
	}
	return page.html, rows
}

// missingActions are each unit's buttons: to nudge it, and for the organiser to
// enter its plan on its behalf.
func (t *turn) missingActions(week council.Week, page missingPage) [][]council.Button {
	if !t.Access.May(council.SubmitForOthers) {
		return page.nudges
	}
	c := t.app.composer()
	var rows [][]council.Button
	for i, s := range page.units {
		number := locales.Data{"Number": page.first + i + 1}
		rows = append(rows, row(
			c.button("button.nudge_one", press("mo", s.Unit.ID, weekArg(week)), number),
			c.button("button.enter_for", press("pl", s.Unit.ID, weekArg(week)), number)))
	}
	return rows
}

// open tells that the week can still be planned.
func (t *turn) open(week council.Week) bool { return !week.Monday.Before(t.nextWeek().Monday) }

// standingBody is a page of one of the other lists.
func (t *turn) standingBody(week council.Week, roll council.Roll, list, at int) (string, [][]council.Button) {
	c := t.app.composer()
	var s section
	switch list {
	case listLate:
		s = section{c.txt("digest.late"), c.standingLines(roll.Late, c.lateLine)}
	case listNothing:
		s = section{c.txt("digest.nothing"), c.standingLines(roll.Nothing, c.unitLine)}
	default:
		s = section{c.txt("digest.silent"), c.standingLines(roll.Silent, c.missingLine)}
	}
	if len(s.items) == 0 {
		return s.heading + "\n" + t.txt("missing.empty"), nil
	}
	html, rows := t.page([]section{s}, at, func(n int) string { return press("mi", weekArg(week), int64(list), int64(n)) })
	return html, rows
}

// page is one page of sections with its pager.
func (t *turn) page(sections []section, at int, to func(page int) string) (string, [][]council.Button) {
	pages := split(sections, screenCharacters, screenLines, t.app.composer().continued())
	at = min(max(at, 0), len(pages)-1)
	if len(pages) == 1 {
		return pages[0], nil
	}
	return pages[at], [][]council.Button{t.pager(at, len(pages), to)}
}

// listButtons lead to the other lists.
func (c Composer) listButtons(week council.Week, roll council.Roll, shown int) [][]council.Button {
	var buttons []council.Button
	for list, l := range []struct {
		key   string
		units []council.Standing
	}{
		{"button.list.missing", roll.Missing}, {"button.list.late", roll.Late},
		{"button.list.nothing", roll.Nothing}, {"button.list.silent", roll.Silent},
	} {
		if list != shown {
			buttons = append(buttons, c.button(l.key, press("mi", weekArg(week), int64(list)), locales.Data{"Number": len(l.units)}))
		}
	}
	return inRows(buttons, 2)
}

func (t *turn) missingFoot(week council.Week) [][]council.Button {
	var buttons []council.Button
	if t.open(week) && t.Access.May(council.MoveDeadline) {
		buttons = append(buttons, t.button("button.move_deadline", press("md", weekArg(week))))
	}
	if t.Access.May(council.SeeDelivery) {
		buttons = append(buttons, t.button("button.who_was_told", press("mz", weekArg(week))))
	}
	if t.Access.May(council.SeeWeek) {
		buttons = append(buttons, t.button("button.week", press("wk", weekArg(week))))
	}
	return inRows(buttons, 2)
}

// missingPage is a page of the list: the units on it, its text, and a row of
// buttons to nudge them.
type missingPage struct {
	units         []council.Standing
	first         int
	number, count int
	html          string
	nudges        [][]council.Button
}

func (c Composer) missingPage(week council.Week, missing []council.Standing, at int) missingPage {
	p := missingPage{count: (len(missing) + missingUnits - 1) / missingUnits}
	p.number = min(max(at, 0), p.count-1)
	p.first = p.number * missingUnits
	p.units = missing[p.first:min(p.first+missingUnits, len(missing))]
	var nudges []council.Button
	for i, s := range p.units {
		number := p.first + i + 1
		p.html += fmt.Sprintf("%d. %s\n", number, c.missingDetails(s))
		nudges = append(nudges, c.button("button.nudge_one", press("mo", s.Unit.ID, weekArg(week)), locales.Data{"Number": number}))
	}
	p.nudges = inRows(nudges, 4)
	return p
}
