package handlers

import (
	"context"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// ask puts one question that needs nothing from storage and waits for it.
func (t *turn) ask(p *plan, e council.Entry, question string) {
	t.waitFor(p, e, question)
	switch question {
	case askDay:
		t.show(t.prompt(p, e, "ask.day"), t.dayButtons(p, e)...)
	case askTime:
		t.show(t.prompt(p, e, "ask.time"), t.timeButtons(p, e)...)
	case askTitle:
		t.show(t.prompt(p, e, "ask.title"), t.wayBack(p, e))
	}
}

func (t *turn) waitFor(p *plan, e council.Entry, question string) {
	t.wait(Conversation{Step: question, Unit: p.unit.ID, Week: p.week.Monday, Entry: e.ID, Single: t.single(), Doubt: t.conversation.Doubt})
}

// askNext puts any question; the later ones offer what the unit wrote before.
func (t *turn) askNext(ctx context.Context, p *plan, e council.Entry, question string) error {
	const offered = 6
	switch question {
	case askVenue:
		venues, err := t.store.RecentVenues(ctx, p.unit.ID, offered)
		if err != nil {
			return err
		}
		t.waitFor(p, e, question)
		rows := offers(venues, func(v council.Entry) string { return v.Venue }, func(id int64) string { return p.press("ev", e.ID, id) })
		t.show(t.prompt(p, e, "ask.venue"), append(rows, t.skipRow(p, e, question), t.wayBack(p, e))...)
	case askResponsible:
		names, err := t.store.RecentResponsibles(ctx, p.unit.ID, offered)
		if err != nil {
			return err
		}
		t.waitFor(p, e, question)
		rows := t.responsibleRows(p, e, names)
		t.show(t.prompt(p, e, "ask.responsible"), append(rows, t.skipRow(p, e, question), t.wayBack(p, e))...)
	case askLeaders:
		return t.askLeaders(ctx, p, e)
	default:
		t.ask(p, e, question)
	}
	return nil
}

// prompt is the question under what the entry says so far.
func (t *turn) prompt(p *plan, e council.Entry, key string) string {
	lines := []string{t.txt("ask.head", t.planData(p))}
	if e.ID != 0 {
		lines = append(lines, locales.Escape(t.entryWhen(e)))
		if e.Title != "" {
			lines = append(lines, locales.Escape(e.Title))
		}
		if details := t.entryDetails(e); details != "" {
			lines = append(lines, "<i>"+details+"</i>")
		}
	}
	return strings.Join(lines, "\n") + "\n\n" + t.txt(key)
}

// wayBack leads to the question before, to the plan and home; or to the entry
// when one answer alone was wanted.
func (t *turn) wayBack(p *plan, e council.Entry) []council.Button {
	home := t.homeButtons()[0][0]
	if t.single() && e.ID != 0 {
		return row(t.button("button.back", p.press("ee", e.ID)), home)
	}
	buttons := row(t.button("button.back_to_plan", p.press("pl")), home)
	if asked := slices.Index(questions, t.conversation.Step); asked > 0 {
		buttons = append(row(t.button("button.back", p.press("eb", e.ID, int64(asked-1)))), buttons...)
	}
	return buttons
}

// askBefore goes back to an earlier question of an entry being written.
func askBefore(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	question := int(t.press.arg(3))
	if question < 0 || question >= len(questions) {
		return showEntry(ctx, t, p, e)
	}
	t.conversation = Conversation{}
	return t.askNext(ctx, p, e, questions[question])
}

func (t *turn) skipRow(p *plan, e council.Entry, question string) []council.Button {
	skip := t.button("button.skip", p.press("en", e.ID, int64(slices.Index(questions, question))))
	return row(skip)
}

// dayButtons are the week's days in two rows, then the words for no fixed day.
func (t *turn) dayButtons(p *plan, e council.Entry) [][]council.Button {
	var rows [][]council.Button
	for i, d := range p.week.Days() {
		if i == 0 || i == 4 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1],
			council.Button{Text: locales.ShortDay(d), Data: p.press("ed", e.ID, dayArg(d))})
	}
	return append(rows,
		row(t.button("button.during_week", p.press("ek", e.ID, kindDuringWeek)),
			t.button("button.to_be_announced", p.press("ek", e.ID, kindToBeAnnounced))),
		t.wayBack(p, e))
}

// timeButtons are the hours of a working day, four in a row.
func (t *turn) timeButtons(p *plan, e council.Entry) [][]council.Button {
	var rows [][]council.Button
	for i, minute := 0, 8*60; minute <= 19*60; i, minute = i+1, minute+60 {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		at := council.TimeOfDay(minute)
		rows[len(rows)-1] = append(rows[len(rows)-1],
			council.Button{Text: at.String(), Data: p.press("et", e.ID, int64(minute))})
	}
	return append(rows, row(t.button("button.all_day", p.press("et", e.ID, -1))), t.wayBack(p, e))
}

func offers(entries []council.Entry, text func(council.Entry) string, data func(id int64) string) [][]council.Button {
	var rows [][]council.Button
	for _, e := range entries {
		rows = append(rows, row(council.Button{Text: cut(text(e), 60), Data: data(e.ID)}))
	}
	return rows
}

// responsibleRows offer the person who writes first, then earlier names.
func (t *turn) responsibleRows(p *plan, e council.Entry, names []council.Entry) [][]council.Button {
	self := t.Access.Person.Short()
	rows := [][]council.Button{row(council.Button{Text: cut(self, 60), Data: p.press("er", e.ID, 0)})}
	names = slices.DeleteFunc(names, func(n council.Entry) bool { return n.Responsible == self })
	return append(rows, offers(names, func(n council.Entry) string { return n.Responsible },
		func(id int64) string { return p.press("er", e.ID, id) })...)
}

// askLeaders shows who takes part; each button carries the state it sets.
func (t *turn) askLeaders(ctx context.Context, p *plan, e council.Entry) error {
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	t.waitFor(p, e, askLeaders)
	var rows [][]council.Button
	for _, l := range leaders[:min(len(leaders), 20)] {
		mark, set := "⬜ ", int64(1)
		if slices.Contains(e.Leaders, l.PostID) {
			mark, set = "✅ ", 0
		}
		rows = append(rows, row(council.Button{Text: cut(mark+l.Title, 60), Data: p.press("el", e.ID, l.PostID, set)}))
	}
	done := primary(t.button("button.done", p.press("en", e.ID, int64(len(questions)-1))))
	rows = append(rows, row(done), t.wayBack(p, e))
	t.show(t.prompt(p, e, "ask.leaders"), rows...)
	return nil
}

func askAgain(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	question := int(t.press.arg(3))
	if question < 0 || question >= len(questions) {
		return showEntry(ctx, t, p, e)
	}
	t.conversation = Conversation{Single: true}
	return t.askNext(ctx, p, e, questions[question])
}

// skipQuestion goes on without an answer.
func skipQuestion(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	question := int(t.press.arg(3))
	if question < 0 || question >= len(questions) {
		return showEntry(ctx, t, p, e)
	}
	if settled, answered := t.byHand(e, questions[question]); answered != nil {
		return t.answered(ctx, p, settled, questions[question])
	}
	return t.goOn(ctx, p, e, questions[question])
}
