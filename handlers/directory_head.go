package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// chooseHead asks who will head the unit: one of its people, or anybody found
// by name.
func chooseHead(ctx context.Context, t *turn) error {
	t.wait(Conversation{Step: stepHead, Unit: t.press.arg(0)})
	return t.showSearch(ctx, 0)
}

// headChosen asks from which day.
func headChosen(ctx context.Context, t *turn) error {
	unit, person, ready, err := t.newHead(ctx, t.press.arg(0), t.press.arg(1))
	if err != nil || !ready {
		return err
	}
	t.wait(Conversation{Step: stepHeadFrom, Unit: unit.Unit.ID, Person: person.ID})
	today := t.today()
	t.show(t.txt("head.from", map[string]any{"Name": person.Full(), "Unit": unit.Unit.Name}),
		row(t.button("button.today", press("dcd", unit.Unit.ID, person.ID, dayArg(today))),
			t.button("button.tomorrow", press("dcd", unit.Unit.ID, person.ID, dayArg(today.AddDays(1))))),
		t.backRow("dc", unit.Unit.ID))
	return nil
}

// newHead loads both; who heads the unit already, or has left, is no new head.
func (t *turn) newHead(ctx context.Context, unitID, personID int64) (council.UnitCard, council.Person, bool, error) {
	unit, err := t.store.UnitCardOn(ctx, unitID, t.today())
	if err != nil {
		return unit, council.Person{}, false, err
	}
	person, err := t.store.PersonByID(ctx, personID, t.today())
	if err != nil {
		return unit, person, false, err
	}
	switch {
	case !unit.Unit.ExistsOn(t.today()):
		return unit, person, false, t.showUnit(ctx, unitID, 0)
	case unit.Head.ID == person.ID && unit.Next.ID == 0, unit.Next.ID == person.ID:
		t.toast("head.already")
		return unit, person, false, t.showUnit(ctx, unitID, 0)
	case hasLeft(person, t.today()):
		t.toast("person.left_toast")
		return unit, person, false, t.showUnit(ctx, unitID, 0)
	}
	return unit, person, true, nil
}

func headFromTyped(ctx context.Context, t *turn) error {
	from, err := t.app.Reader.Date(t.text, t.today())
	if err != nil {
		t.say(t.txt("ask.date_again"), t.backRow("dc", t.conversation.Unit))
		return nil
	}
	return t.appoint(ctx, t.conversation.Unit, t.conversation.Person, from)
}

func appointHead(ctx context.Context, t *turn) error {
	return t.appoint(ctx, t.press.arg(0), t.press.arg(1), t.press.day(2))
}

// near tells that a day of the directory is within a year of today: further
// off it is a slip of the pen.
func near(day, today council.Date) bool {
	const year = 366
	away := day.DaysSince(today)
	return -year <= away && away <= year
}

// appoint makes the person the unit's head from the day on.
func (t *turn) appoint(ctx context.Context, unitID, personID int64, from council.Date) error {
	unit, person, ready, err := t.newHead(ctx, unitID, personID)
	if err != nil || !ready {
		return err
	}
	if !near(from, t.today()) {
		t.say(t.txt("ask.date_far"), t.backRow("dc", unitID))
		return nil
	}
	if err := t.store.AppointHead(ctx, unitID, personID, t.label("head.default_title"), from); err != nil {
		return err
	}
	details := map[string]any{"head": personID, "former": unit.Head.ID, "from": from}
	if err := t.audit(ctx, "unit.head", unitSubject(unitID), details); err != nil {
		return err
	}
	t.rest()
	t.toast("saved")
	data := map[string]any{"Name": person.Full(), "Unit": unit.Unit.Name, "From": locales.Day(from), "Former": unit.Head.Full()}
	rows := [][]council.Button{row(t.button("button.unit_card", press("du", unitID)), t.button("button.new_head_card", press("dp", personID)))}
	key := "head.appointed"
	if unit.Head.ID != 0 {
		key = "head.replaced"
		rows = append(rows, row(t.button("button.former_head", press("dp", unit.Head.ID))))
	}
	t.show(t.txt(key, data), append(rows, t.homeButtons()...)...)
	return nil
}

func hasLeft(p council.Person, today council.Date) bool { return !p.To.IsZero() && p.To.Before(today) }
