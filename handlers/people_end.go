package handlers

import (
	"context"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// endPressed ends a person's service: asks for the last day, then asks once
// more, saying what it will mean.
func endPressed(ctx context.Context, t *turn, c council.PersonCard) error {
	id, today := c.Person.ID, t.today()
	if len(t.press.Args) < 2 {
		t.wait(Conversation{Step: stepLastDay, Person: id})
		t.show(t.txt("end.ask_day", map[string]any{"Name": c.Person.Full()}),
			row(t.button("button.today", press("dpe", id, dayArg(today))),
				t.button("button.yesterday", press("dpe", id, dayArg(today.AddDays(-1))))),
			t.backRow("dp", id))
		return nil
	}
	if t.press.arg(2) == 0 {
		return t.confirmEnd(ctx, c, t.press.day(1))
	}
	return t.endPerson(ctx, c, t.press.day(1))
}

func lastDayTyped(ctx context.Context, t *turn, c council.PersonCard) error {
	last, err := t.app.Reader.Date(t.text, t.today())
	if err != nil {
		t.say(t.txt("ask.date_again"), t.backRow("dp", c.Person.ID))
		return nil
	}
	return t.confirmEnd(ctx, c, last)
}

func (t *turn) confirmEnd(ctx context.Context, c council.PersonCard, last council.Date) error {
	if !near(last, t.today()) {
		t.say(t.txt("ask.date_far"), t.backRow("dp", c.Person.ID))
		return nil
	}
	alone, err := t.lastAdministrator(ctx, c)
	if err != nil {
		return err
	}
	if alone {
		t.show(t.txt("role.last_administrator"), t.backRow("dp", c.Person.ID))
		return nil
	}
	html := t.txt("end.ask", map[string]any{"Name": c.Person.Full(), "Day": locales.Day(last)})
	if headed := c.Headed(); len(headed) > 0 {
		html += "\n\n" + t.txt("end.headless", map[string]any{"Count": len(headed), "Units": unitNames(headed)})
	}
	t.show(html, t.backRow("dp", c.Person.ID),
		row(danger(t.button("button.end_person_yes", press("dpe", c.Person.ID, dayArg(last), 1)))))
	return nil
}

func unitNames(units []council.Unit) string {
	var names []string
	for _, u := range shown(units) {
		names = append(names, cut(u.Name, 120))
	}
	return strings.Join(names, "; ")
}

func (t *turn) endPerson(ctx context.Context, c council.PersonCard, last council.Date) error {
	if !near(last, t.today()) {
		t.toast("press.stale")
		return t.showPerson(ctx, c.Person.ID)
	}
	alone, err := t.lastAdministrator(ctx, c)
	if err != nil || alone {
		t.alert("role.last_administrator")
		return err
	}
	if err := t.store.EndPerson(ctx, c.Person.ID, last, t.today(), t.Now); err != nil {
		return err
	}
	if err := t.audit(ctx, "person.ended", personSubject(c.Person.ID), map[string]any{"last": last}); err != nil {
		return err
	}
	t.rest()
	t.toast("saved")
	html := t.txt("end.done", map[string]any{"Name": c.Person.Full(), "Day": locales.Day(last)})
	var rows [][]council.Button
	for _, u := range shown(c.Headed()) {
		label := t.label("button.appoint_to", map[string]any{"Unit": u.Name})
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: press("dc", u.ID)}))
	}
	t.show(html, append(rows, t.backRow("dh"))...)
	return nil
}
