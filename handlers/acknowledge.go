package handlers

import (
	"context"
	"errors"

	"sereda/council"
	"sereda/locales"
)

// acknowledgePress is the button «Ознайомлено» under a copy of the plan.
const acknowledgePress = "pa"

// acknowledgePressed keeps that the person has taken note of a revision, once,
// and turns the button. Whose copy it is not learns no more than that.
func acknowledgePressed(ctx context.Context, t *turn) error {
	week, number := t.press.week(0), int(t.press.arg(1))
	at, first, err := t.store.Acknowledge(ctx, week, number, t.Access.Person.ID, t.Now)
	if errors.Is(err, council.ErrNotFound) {
		t.alert("copy.not_yours")
		return nil
	}
	if err != nil {
		return err
	}
	latest, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return err
	}
	when := locales.Instant(at, t.app.Zone)
	switch {
	case latest.Number > number:
		t.alert("copy.acknowledged_old", locales.Data{"Number": number, "Latest": latest.Number})
	case first:
		t.toast("copy.acknowledged")
	default:
		t.alert("copy.acknowledged_before", locales.Data{"At": when})
	}
	if t.screen != 0 {
		rows := t.app.composer().copyButtons(council.Revision{Week: week, Number: number}, t.Access.May(council.SeeWeek))
		rows[0] = row(council.Button{Text: t.label("button.acknowledged", locales.Data{"At": when}), Data: t.query.Data})
		t.reply(council.Message{Edit: t.screen, Keep: true, Buttons: rows})
	}
	return nil
}
