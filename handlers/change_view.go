package handlers

import (
	"context"
	"slices"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// viewChange is a change as it stands, with what the person may do about it.
func (t *turn) viewChange(ctx context.Context, c council.Change) error {
	t.rest()
	r, err := t.store.RevisionOf(ctx, c.Week, 0)
	if err != nil {
		return err
	}
	t.leaders = r.Leaders
	clashes, err := t.clashesToShow(ctx, r, c)
	if err != nil {
		return err
	}
	doors, err := t.clashDoors(ctx, c, clashes)
	if err != nil {
		return err
	}
	t.show(t.changeWords(r, c, clashes), slices.Concat(t.changePresses(c), doors, [][]council.Button{t.backToChanges(c.Week)})...)
	return nil
}

// clashDoors lead to the clashes that a change has brought into the plan, to
// settle them or let them stand.
func (t *turn) clashDoors(ctx context.Context, c council.Change, clashes []council.Clash) ([][]council.Button, error) {
	if c.State != council.ChangeAccepted || len(clashes) == 0 {
		return nil, nil
	}
	p, err := t.store.PlanOf(ctx, c.Week)
	if err != nil {
		return nil, err
	}
	var rows [][]council.Button
	for _, clash := range clashes[:min(len(clashes), clashesOnPage)] {
		rows = append(rows, row(t.app.composer().clashDoor(c.Week, clash, slices.Contains(p.Accepted, clash.Key()))))
	}
	return rows, nil
}

// changePresses are the fields, while they may be changed, and what becomes of
// the whole.
func (t *turn) changePresses(c council.Change) [][]council.Button {
	own, organises := c.AskedBy == t.Access.Person.ID, t.Access.May(council.FormPlan)
	press := func(do string) string { return press(do, c.ID, int64(c.Version)) }
	var rows [][]council.Button
	if c.Now != nil && (c.State == council.ChangeDraft && own || c.State == council.ChangeAsked && organises) {
		rows = t.fieldDoors(t.changeTarget(c))
		if organises {
			rows = append(rows, t.markButtons(c))
		}
	}
	switch {
	case untouched(c):
		rows = append(rows, row(t.button("button.drop_change", press("zd"))))
	case c.State == council.ChangeDraft && own:
		send := "button.send_change"
		if organises {
			send = "button.make_change"
		}
		rows = append(rows, row(primary(t.button(send, press("zs"))), t.button("button.drop_change", press("zd"))))
	case c.State == council.ChangeAsked && organises:
		rows = append(rows, row(primary(t.button("button.accept", press("za"))), t.button("button.decline", press("zj"))))
	case c.State == council.ChangeAsked && own:
		rows = append(rows, row(t.button("button.withdraw_change", press("zd"))))
	}
	return rows
}

// untouched is a draft that changes nothing yet.
func untouched(c council.Change) bool {
	return c.State == council.ChangeDraft && c.Was != nil && council.KindOf(c.Was, c.Now) == ""
}

// changeWords are the change, what became of it, and what it gets in the way of.
func (t *turn) changeWords(r council.Revision, c council.Change, clashes []council.Clash) string {
	data := map[string]any{"Week": locales.WeekDays(c.Week), "Number": c.Number, "Reason": c.Reason}
	if untouched(c) {
		card := t.entryCard(c.Now.Entry)
		if t.Access.May(council.FormPlan) {
			card += "\n" + t.txt("forming.note.visibility."+string(visibilityOf(c.Now.Entry)))
		}
		data["Entry"] = locales.HTML(card)
		return t.txt("change.state.untouched", data)
	}
	data["Change"] = locales.HTML(t.app.composer().changeText(c, r.Leaders))
	return t.txt("change.state."+string(c.State), data) + t.clashWords(c, clashes, t.Access.May(council.SeeWeek))
}

// clashesToShow are those that matter to the person: to who asks before it is
// sent, to the organiser until it is decided, and of what they have just decided.
func (t *turn) clashesToShow(ctx context.Context, r council.Revision, c council.Change) ([]council.Clash, error) {
	organises := t.Access.May(council.FormPlan)
	switch {
	case c.State == council.ChangeDraft, c.State == council.ChangeAsked && organises:
		return c.Clashes(r), nil
	case c.State == council.ChangeAccepted && organises && c.Number == r.Number && c.Number > 1:
		before, err := t.store.RevisionOf(ctx, c.Week, c.Number-1)
		return c.Clashes(before), err
	}
	return nil, nil
}

// clashCharacters are how many a change's clashes may take beside its own words;
// one clash is told always.
const clashCharacters = 1300

// clashWords tell with what the change does not fit: who sees the week by which
// entries, the others only that somebody or something is taken. Nothing of it
// keeps the change out.
func (t *turn) clashWords(c council.Change, clashes []council.Clash, seesWeek bool) string {
	if len(clashes) == 0 {
		return ""
	}
	text := "\n\n" + t.txt("change.clashes")
	for i, clash := range clashes {
		line := t.warningLine(clash.Warning(c.Entry().Entry))
		if seesWeek {
			line = t.app.composer().clashLine(clash)
		}
		if i > 0 && utf8.RuneCountInString(text+line) > clashCharacters {
			return text + "\n" + t.txt("warning.more", map[string]any{"Count": len(clashes) - i})
		}
		text += "\n" + line
	}
	return text
}

// changeRequest tells the organisers who asks for what, and what it does not fit
// with: they see the whole week.
func (t *turn) changeRequest(ctx context.Context, c council.Change) (council.Message, error) {
	r, err := t.store.RevisionOf(ctx, c.Week, 0)
	if err != nil {
		return council.Message{}, err
	}
	unit, e := "", c.Entry()
	if at := slices.Index(e.UnitIDs, c.UnitID); at >= 0 && at < len(e.Units) {
		unit = e.Units[at]
	}
	html := t.txt("change.asked_notice", map[string]any{"Week": locales.WeekDays(c.Week), "Who": t.Access.Person.Short(), "Unit": unit,
		"Change": locales.HTML(t.app.composer().changeText(c, r.Leaders))})
	return council.Message{HTML: html + t.clashWords(c, c.Clashes(r), true)}, nil
}
