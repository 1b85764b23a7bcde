package handlers

import (
	"context"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// AssignmentReminder reminds the doer of an assignment: the day before, on its
// day, once a week after it.
func (c Composer) AssignmentReminder(o council.AssignmentOccurrence, today council.Date) council.Message {
	return c.errandNews("assignment.remind."+strings.TrimPrefix(string(o.Kind), "assignment_"), o.Assignment, today)
}

// AssignmentCollection asks a doer, after a quarter, to report what is still
// owed of it; last is the day by which (11.10).
func (c Composer) AssignmentCollection(o council.AssignmentOccurrence, due council.Date, own []council.AssignmentCard, today council.Date) []council.Message {
	data := c.quarterData(o.Quarter)
	data["Due"] = locales.Day(due)
	s := section{heading: c.txt("assignment.remind."+strings.TrimPrefix(string(o.Kind), "assignment_"), data)}
	for i, a := range own {
		s.items = append(s.items, c.errandLine(i+1, a, today, false))
	}
	return c.letters([]section{s}, row(primary(c.button("assignment.button.my", beside("jl")))))
}

// AssignmentSummary is how the assignments of a quarter were carried out, by
// unit and doer, for the organisers (11.10).
func (c Composer) AssignmentSummary(s council.AssignmentSummary) []council.Message {
	head := c.txt("assignment.summary", c.quarterData(s.Quarter))
	if s.Given == 0 {
		return []council.Message{{HTML: head + "\n" + c.txt("assignment.summary_none")}}
	}
	sections := []section{{heading: head + "\n" + c.countLine(s.AssignmentTally, "assignment.tally")}}
	for _, d := range s.Doers {
		unit := d.Unit
		if unit == "" {
			unit = c.Texts.Label("assignment.no_unit")
		}
		heading := "<b>" + locales.Escape(cut(unit, nameCharacters)) + "</b>"
		if last := &sections[len(sections)-1]; last.heading != heading {
			sections = append(sections, section{heading: heading})
		}
		last := &sections[len(sections)-1]
		last.items = append(last.items, "• "+locales.Escape(d.Doer.Short())+": "+c.countLine(d.AssignmentTally, "assignment.tally_short"))
	}
	return c.letters(sections, row(c.button("assignment.button.control", beside("jo"))))
}

func (c Composer) countLine(n council.AssignmentTally, key string) string {
	return c.txt(key, locales.Data{"Given": n.Given, "InTime": n.InTime, "Late": n.Late,
		"Overdue": n.Overdue, "Ahead": n.Ahead, "Unconfirmed": n.Unconfirmed})
}

func (c Composer) quarterData(q council.Quarter) locales.Data {
	return locales.Data{"Quarter": []string{"I", "II", "III", "IV"}[q.Number-1], "Year": q.Year}
}

// letters are sections in as many messages as it takes; the first makes a
// sound, the last has the buttons.
func (c Composer) letters(sections []section, buttons []council.Button) []council.Message {
	var messages []council.Message
	for i, text := range split(sections, messageCharacters, 1000, c.continued()) {
		messages = append(messages, council.Message{HTML: text, Silent: i > 0})
	}
	messages[len(messages)-1].Buttons = [][]council.Button{buttons}
	return messages
}

// quarterSummary sends the summary of a quarter as it stands now.
func quarterSummary(ctx context.Context, t *turn) error {
	q := council.Quarter{Year: int(t.press.arg(0)), Number: int(t.press.arg(1))}
	if q.Number < 1 || q.Number > 4 || !near(q.First(), t.today()) {
		t.toast("press.stale")
		return openAssignments(ctx, t)
	}
	due, err := t.store.AssignmentsBetween(ctx, q.First(), q.Last())
	if err != nil {
		return err
	}
	messages := t.app.composer().AssignmentSummary(council.SumUp(q, due, t.today(), t.app.Zone))
	last := &messages[len(messages)-1]
	last.Buttons = [][]council.Button{t.quarterButtons(q)}
	if t.Access.May(council.SeeDelivery) && !t.today().Before(q.After()) {
		last.Buttons = append(last.Buttons, row(t.button("button.who_was_told", press("ju", dayArg(q.First())))))
	}
	last.Buttons = append(last.Buttons, t.backRow("jo"))
	for _, m := range messages {
		t.reply(m)
	}
	return nil
}

// quarterButtons lead to the quarters beside, as far as today's.
func (t *turn) quarterButtons(q council.Quarter) []council.Button {
	others := []council.Quarter{q.Before(), council.QuarterOf(q.After())}
	if council.QuarterOf(t.today()) == q {
		others = others[:1]
	}
	var buttons []council.Button
	for _, other := range others {
		buttons = append(buttons, council.Button{Text: t.label("assignment.button.quarter", t.app.composer().quarterData(other)),
			Data: press("js", int64(other.Year), int64(other.Number))})
	}
	return buttons
}
