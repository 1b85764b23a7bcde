package handlers

import (
	"context"
	"fmt"

	"sereda/council"
)

// registerBodies: the bodies with their rules and their seats.
func (a *App) registerBodies() {
	a.presses["bo"] = bodyList
	a.presses["bob"] = managingBody(showBody) // body

	a.presses["bon"] = managingBodies(addBody)        // place of the preset + 1
	a.presses["boz"] = managingBodies(presetNamed)    // place of the preset + 1
	a.presses["boe"] = managingBody(endBody)          // body, 1 when confirmed
	a.steps[stepBodyName] = managingBodies(bodyNamed) // the name of a new one

	a.presses["bor"] = managingBody(ruleScreen)     // body, place of the rule + 1
	a.presses["bos"] = managingBody(ruleChosen)     // body, rule + 1, option + 1
	a.presses["bow"] = managingBody(wordsScreen)    // body, place of the words + 1
	a.steps[stepBodyWords] = managingBody(wordsFor) // what was asked for

	a.presses["bop"] = managingBody(seatList)     // body, page
	a.presses["boa"] = managingBody(askSeatKind)  // body
	a.presses["bok"] = managingBody(chooseHolder) // body, place of the kind + 1
	a.presses["boq"] = managingBody(holderPages)  // body, page
	a.presses["bol"] = managingBody(choosePost)   // body, kind + 1
	a.presses["boc"] = managingBody(holderChosen) // body, kind + 1, person, post
	a.presses["bod"] = managingBody(seatFrom)     // body, kind + 1, person, post, day
	a.presses["box"] = managingBody(seatPressed)  // body, seat
	a.presses["boy"] = managingBody(seatEnds)     // body, seat, day
	a.steps[stepSeat] = managingBody(func(ctx context.Context, t *turn, _ council.Body) error { return searchTyped(ctx, t) })
	a.steps[stepSeatFrom] = managingBody(seatFromTyped)
	a.steps[stepSeatLast] = managingBody(seatLastTyped)
}

// The questions of the bodies' dialogues.
const (
	stepBodyName  = "b.name"
	stepBodyWords = "b.words"
	stepSeat      = "b.seat"
	stepSeatFrom  = "b.seat.from"
	stepSeatLast  = "b.seat.last"
)

// bodyFunc decides a turn about one body.
type bodyFunc func(ctx context.Context, t *turn, b council.Body) error

// managingBodies refuses who may not found a body.
func managingBodies(do turnFunc) turnFunc { return allowed(council.ManageBodies, do) }

// managingBody loads the body that the button or the conversation names, for
// the organiser and the body's own secretary. One that has ended is left alone.
func managingBody(do bodyFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		id := t.conversation.Body
		if t.query != nil {
			id = t.press.arg(0)
		}
		b, err := t.store.BodyByID(ctx, id)
		if err != nil {
			return err
		}
		if !t.Access.ManagesBody(b) {
			return fmt.Errorf("manage body %d: %w", id, council.ErrForbidden)
		}
		if !b.To.IsZero() && b.To.Before(t.today()) {
			t.rest()
			t.show(t.txt("body.ended", map[string]any{"Body": b.Name}), t.backRow("bo"))
			return nil
		}
		// Seats give rights, and both change here.
		t.out.RolesChanged = true
		return do(ctx, t, b)
	}
}

// bodyList is what the person may manage.
func bodyList(ctx context.Context, t *turn) error {
	t.rest()
	bodies, err := t.managed(ctx)
	if err != nil {
		return err
	}
	if len(bodies) == 0 && !t.Access.May(council.ManageBodies) {
		return fmt.Errorf("bodies: %w", council.ErrForbidden)
	}
	var choices []choice
	for _, b := range bodies {
		choices = append(choices, choice{"🏛 " + b.Name, press("bob", b.ID)})
	}
	rows := t.choiceRows(choices, t.press.arg(0), func(n int) string { return press("bo", int64(n)) })
	if t.Access.May(council.ManageBodies) {
		rows = append(rows, row(t.button("button.add_body", press("bon"))))
	}
	key := "body.list"
	if len(bodies) == 0 {
		key = "body.list_empty"
	}
	t.show(t.txt(key), append(rows, t.backRow("gl"))...)
	return nil
}

// managed are the bodies of today that the person may manage.
func (t *turn) managed(ctx context.Context) ([]council.Body, error) {
	return t.bodiesFor(ctx, t.Access.ManagesBody)
}

// bodiesFor are today's bodies of which the question is answered yes.
func (t *turn) bodiesFor(ctx context.Context, may func(council.Body) bool) ([]council.Body, error) {
	bodies, err := t.store.BodiesOn(ctx, t.today())
	if err != nil {
		return nil, err
	}
	var found []council.Body
	for _, b := range bodies {
		if may(b) {
			found = append(found, b)
		}
	}
	return found, nil
}

func bodySubject(id int64) string { return fmt.Sprintf("body:%d", id) }

// saveBody writes the changed body down with a trace.
func (t *turn) saveBody(ctx context.Context, b council.Body, what string, details map[string]any) error {
	if err := t.store.UpdateBody(ctx, b); err != nil {
		return err
	}
	t.toast("saved")
	return t.audit(ctx, "body."+what, bodySubject(b.ID), details)
}
