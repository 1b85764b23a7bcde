package handlers

import (
	"context"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/locales"
)

// registerHome: the start, the help, the way out of anything.
func (a *App) registerHome() {
	a.commands["start"] = a.home
	a.commands["help"] = helpCommand
	a.commands["cancel"] = a.cancel
	a.presses["home"] = a.home
	a.presses["help"] = helpCommand
	a.presses["noop"] = func(context.Context, *turn) error { return nil }
}

// home is the first screen: next week's state of one's own units and the doors
// one's roles open.
func (a *App) home(ctx context.Context, t *turn) error {
	t.rest()
	if t.message != nil {
		t.offerMenu() // roles may have changed since the last /start
	}
	week, err := t.plannedWeek(ctx)
	if err != nil {
		return err
	}
	html := t.txt("home.title", map[string]any{"Council": a.Council, "Name": t.Access.Person.Address()})
	var rows [][]council.Button
	for _, u := range t.Access.Units[:min(len(t.Access.Units), 5)] {
		p, err := t.loadPlan(ctx, u.ID, week)
		if err != nil {
			return err
		}
		html += "\n\n" + t.txt("home.unit", t.planData(p)) + "\n" + t.planStateLine(p)
	}
	if len(t.Access.Units) > 0 {
		rows = append(rows, row(primary(t.button("button.plan", press("pl"))), t.button("event.button.mine", press("ye"))))
	}
	if door := t.boardDoor(); door != nil {
		rows = append(rows, door)
	}
	rows = append(rows, t.doors()...)
	assignments, err := t.assignmentRow(ctx)
	if err != nil {
		return err
	}
	if len(assignments) > 0 {
		rows = append(rows, assignments)
	}
	calendar, help := t.button("button.calendar", press("ca")), t.button("button.help", press("help"))
	if a.Mails { // three beside each other are cut on a phone
		rows = append(rows, row(calendar, t.button("button.channel", press("cw"))), row(help))
	} else {
		rows = append(rows, row(calendar, help))
	}
	t.show(html, rows...)
	return nil
}

// doors are the screens the person's roles open, two in a row.
func (t *turn) doors() [][]council.Button {
	type door struct {
		action council.Action
		key    string
		data   string
	}
	doors := []door{
		{council.SeeMissing, "button.missing", press("mi")},
		{council.SeeWeek, "button.week", press("wk")},
		{council.AskChange, "button.changes", press("zh")},
		{council.SeeMeetings, "button.meetings", press("gl")},
		{council.SeeDirectory, "button.directory", press("dh")},
		{council.Broadcast, "button.broadcast", press("bc")},
		{council.SeeAttempts, "button.attempts", press("da")},
	}
	var rows [][]council.Button
	for _, d := range doors {
		// Who only has a seat somewhere still has meetings.
		sits := d.action == council.SeeMeetings && len(t.Access.Seats) > 0
		if !t.Access.May(d.action) && !sits {
			continue
		}
		b := t.button(d.key, d.data)
		if n := len(rows); n > 0 && len(rows[n-1]) == 1 {
			rows[n-1] = append(rows[n-1], b)
		} else {
			rows = append(rows, row(b))
		}
	}
	return rows
}

// helpOf are the commands that need a word of explanation.
var helpOf = map[string]string{"missing": "help.missing", "week": "help.week", "people": "help.people"}

func helpCommand(_ context.Context, t *turn) error {
	t.rest()
	html := t.txt("help.all")
	if len(t.Access.Units) > 0 {
		html += "\n\n" + t.txt("help.head")
	}
	for _, name := range t.menu() {
		if key, told := helpOf[name]; told {
			html += "\n" + t.txt(key)
		}
	}
	if len(t.Access.Seats) > 0 {
		html += "\n\n" + t.txt("help.meetings")
	}
	html += "\n\n" + t.txt("help.assignments")
	if t.app.Mails {
		html += "\n\n" + t.txt("help.channel")
	}
	t.show(html, t.homeButtons()...)
	return nil
}

// cancel leaves whatever was asked; what was typed so far stays in the draft.
func (a *App) cancel(ctx context.Context, t *turn) error {
	c := t.conversation
	t.rest()
	if c.Unit != 0 && !c.Week.IsZero() && t.Access.MaySubmitFor(c.Unit) {
		return t.openPlan(ctx, c.Unit, c.week())
	}
	return a.home(ctx, t)
}

// idle answers a text nobody asked for: a plan that was simply pasted is
// offered a place, a code that checks nobody in gets a word, anything else a
// hint.
func (a *App) idle(ctx context.Context, t *turn) error {
	if looksLikeCode(t.text) {
		t.say(t.txt("roll.code_wrong"))
		return nil
	}
	if t.Access.May(council.SubmitPlan) {
		if taken, err := t.takeUnasked(ctx); taken || err != nil {
			return err
		}
	}
	t.say(t.txt("idle.hint"), t.homeButtons()...)
	return nil
}

// wordless answers stickers, photos, voices: Sereda reads words. A caption is
// read as words.
func (a *App) wordless(ctx context.Context, t *turn, m *models.Message) error {
	if take, waits := a.files[t.conversation.Step]; waits && m.Document != nil {
		return take(ctx, t)
	}
	if take, waits := a.pictures[t.conversation.Step]; waits && len(m.Photo) > 0 {
		return take(ctx, t)
	}
	if m.Document != nil {
		return a.uploaded(ctx, t, m.Document)
	}
	if m.Caption != "" {
		t.text = m.Caption
		if step, waits := a.steps[t.conversation.Step]; waits {
			return step(ctx, t)
		}
		return a.idle(ctx, t)
	}
	key := "idle.wordless"
	if len(m.Photo) > 0 {
		key = "upload.picture"
	}
	t.say(t.txt(key), t.homeButtons()...)
	return nil
}

// group answers a command in a group, once; plans are a private matter.
func (a *App) group(t *turn, m *models.Message) error {
	if command, _ := commandOf(m.Text); command != "" {
		t.say(t.txt("group.private"), row(council.Button{Text: t.label("button.private"), URL: "https://t.me/" + locales.Escape(a.BotName())}))
	}
	return nil
}
