package handlers

import (
	"context"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// duties and unitKinds are as buttons carry them: by place, from 1.
var (
	duties    = []council.Duty{council.MustSubmit, council.IfNeedBe, council.NoPlan}
	unitKinds = []council.UnitKind{council.ExecutiveBody, council.StarostaArea, council.Enterprise, council.LeadershipUnit}
)

// placed is what a button's number, from 1, stands for; false when nothing.
func placed[T any](all []T, place int64) (T, bool) {
	if place < 1 || place > int64(len(all)) {
		var none T
		return none, false
	}
	return all[place-1], true
}

func unitPressed(ctx context.Context, t *turn) error {
	t.rest()
	return t.showUnit(ctx, t.press.arg(0), t.press.arg(1))
}

// showUnit is a unit's card: what it is, who heads it, who stands in, its
// people in pages.
func (t *turn) showUnit(ctx context.Context, id, page int64) error {
	c, err := t.store.UnitCardOn(ctx, id, t.today())
	if err != nil {
		return err
	}
	if !c.Unit.ExistsOn(t.today()) {
		t.show(t.txt("unit.ended", map[string]any{"Unit": c.Unit.Name}), t.backRow("dl"))
		return nil
	}
	choices := personChoices(unitPeople(c), func(id int64) string { return press("dp", id) })
	rows := t.choiceRows(choices, page, func(n int) string { return press("du", id, int64(n)) })
	if t.Access.May(council.SubmitForOthers) && c.Unit.Duty != council.NoPlan {
		rows = append(rows, row(t.button("button.plan_for_unit", press("pl", id, weekArg(t.nextWeek())))))
	}
	if t.Access.May(council.EditDirectory) {
		rows = append(rows,
			row(t.button("button.change_head", press("dc", id)), t.button("button.change_duty", press("dud", id))),
			row(t.button("button.add_to_unit", press("dpa", id)), t.button("button.rename", press("dun", id))),
			row(danger(t.button("button.end_unit", press("due", id)))))
	}
	t.show(t.unitText(c), append(rows, t.backRow("dl"))...)
	return nil
}

// unitPeople are all the unit's, the head first.
func unitPeople(c council.UnitCard) []council.Person {
	if c.Head.ID == 0 {
		return c.Staff
	}
	return append([]council.Person{c.Head}, c.Staff...)
}

func (t *turn) unitText(c council.UnitCard) string {
	lines := []string{t.txt("unit.title", map[string]any{"Unit": c.Unit.Name,
		"Kind": t.label("unit.kind." + string(c.Unit.Kind)), "Duty": t.label("unit.duty." + string(c.Unit.Duty))}), ""}
	if c.Head.ID == 0 {
		lines = append(lines, t.txt("unit.vacant"))
	} else {
		lines = append(lines, t.txt("unit.head", map[string]any{"Name": c.Head.Full()}), t.bindingLine(c.HeadBinding))
	}
	if c.Next.ID != 0 {
		lines = append(lines, t.txt("unit.next", map[string]any{"Name": c.Next.Full(), "From": locales.Day(c.NextFrom)}))
	}
	for _, d := range c.Deputies[:min(len(c.Deputies), 10)] {
		lines = append(lines, t.txt("unit.deputy", map[string]any{"Name": d.Substitute, "Period": t.period(d.From, d.To)}))
	}
	return strings.Join(lines, "\n")
}

func dutyPressed(ctx context.Context, t *turn) error {
	id := t.press.arg(0)
	duty, chosen := placed(duties, t.press.arg(1))
	if !chosen {
		return t.askDuty(ctx, id)
	}
	if err := t.store.SetDuty(ctx, id, duty); err != nil {
		return err
	}
	if err := t.audit(ctx, "unit.duty", unitSubject(id), map[string]any{"duty": duty}); err != nil {
		return err
	}
	t.toast("saved")
	return t.showUnit(ctx, id, 0)
}

func (t *turn) askDuty(ctx context.Context, id int64) error {
	u, err := t.store.UnitByID(ctx, id)
	if err != nil {
		return err
	}
	var rows [][]council.Button
	for i, d := range duties {
		label := t.label("unit.duty." + string(d))
		if d == u.Duty {
			label = "✅ " + label
		}
		rows = append(rows, row(council.Button{Text: label, Data: press("dud", id, int64(i+1))}))
	}
	t.show(t.txt("unit.ask_duty", map[string]any{"Unit": u.Name}), append(rows, t.backRow("du", id))...)
	return nil
}

func renamePressed(ctx context.Context, t *turn) error {
	u, err := t.store.UnitByID(ctx, t.press.arg(0))
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepRename, Unit: u.ID})
	t.show(t.txt("unit.ask_rename", map[string]any{"Unit": u.Name}), t.backRow("du", u.ID))
	return nil
}

func unitRenamed(ctx context.Context, t *turn) error {
	id := t.conversation.Unit
	name, free, err := t.unitName(ctx, id)
	if err != nil || !free {
		return err
	}
	if err := t.store.RenameUnit(ctx, id, name); err != nil {
		return err
	}
	if err := t.audit(ctx, "unit.renamed", unitSubject(id), map[string]any{"name": name}); err != nil {
		return err
	}
	t.rest()
	return t.showUnit(ctx, id, 0)
}

// unitName takes the typed text as a unit's name; one that is too long, too
// short or another unit's is explained, and asked for again.
func (t *turn) unitName(ctx context.Context, own int64) (name string, free bool, err error) {
	const shortest, longest = 3, 200
	name = oneLine(t.text)
	if n := len([]rune(name)); n < shortest || n > longest {
		t.say(t.txt("unit.bad_name", map[string]any{"Limit": longest}), t.backRow("dh"))
		return "", false, nil
	}
	units, err := t.store.UnitsOn(ctx, t.today())
	if err != nil {
		return "", false, err
	}
	for _, u := range units {
		if u.ID != own && council.Fold(u.Name) == council.Fold(name) {
			t.say(t.txt("unit.name_taken", map[string]any{"Unit": u.Name}),
				row(council.Button{Text: cut(u.Name, 60), Data: press("du", u.ID)}), t.backRow("dh"))
			return "", false, nil
		}
	}
	return name, true, nil
}

func addUnit(_ context.Context, t *turn) error {
	t.wait(Conversation{Step: stepUnitName})
	t.show(t.txt("unit.ask_name"), t.backRow("dh"))
	return nil
}

func unitNameTyped(ctx context.Context, t *turn) error {
	name, free, err := t.unitName(ctx, 0)
	if err != nil || !free {
		return err
	}
	t.wait(Conversation{Step: stepUnitName, Text: name})
	var rows [][]council.Button
	for i, k := range unitKinds {
		rows = append(rows, row(council.Button{Text: t.label("unit.kind." + string(k)), Data: press("duk", int64(i+1))}))
	}
	t.show(t.txt("unit.ask_kind", map[string]any{"Unit": name}), append(rows, t.backRow("dh"))...)
	return nil
}

// unitKindPressed adds the unit that was named. The duty follows from the kind
// (3.16) and can be changed on the card.
func unitKindPressed(ctx context.Context, t *turn) error {
	kind, chosen := placed(unitKinds, t.press.arg(0))
	name := t.conversation.Text
	if !chosen || t.conversation.Step != stepUnitName || name == "" {
		t.toast("press.stale")
		return directoryHome(ctx, t)
	}
	u := council.Unit{Name: name, Kind: kind, Duty: dutyOf(kind), From: t.today()}
	id, err := t.store.AddUnit(ctx, u)
	if err != nil {
		return err
	}
	if err := t.audit(ctx, "unit.added", unitSubject(id), map[string]any{"name": name, "kind": kind}); err != nil {
		return err
	}
	t.rest()
	t.toast("unit.added")
	return t.showUnit(ctx, id, 0)
}

func dutyOf(kind council.UnitKind) council.Duty {
	switch kind {
	case council.Enterprise:
		return council.IfNeedBe
	case council.LeadershipUnit:
		return council.NoPlan
	}
	return council.MustSubmit
}

// endUnit closes a unit; its people stay in the directory.
func endUnit(ctx context.Context, t *turn) error {
	id := t.press.arg(0)
	u, err := t.store.UnitByID(ctx, id)
	if err != nil {
		return err
	}
	if !u.ExistsOn(t.today()) {
		return t.showUnit(ctx, id, 0)
	}
	if t.press.arg(1) == 0 {
		t.show(t.txt("unit.ask_end", map[string]any{"Unit": u.Name}),
			t.backRow("du", id), row(danger(t.button("button.end_unit_yes", press("due", id, 1)))))
		return nil
	}
	if err := t.store.EndUnit(ctx, id, t.today().AddDays(-1)); err != nil {
		return err
	}
	if err := t.audit(ctx, "unit.ended", unitSubject(id), nil); err != nil {
		return err
	}
	t.rest()
	return t.showUnit(ctx, id, 0)
}
