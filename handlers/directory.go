package handlers

import (
	"context"
	"fmt"

	"sereda/council"
)

// registerDirectory: units, the search, who heads what.
func (a *App) registerDirectory() {
	a.commands["people"] = seeing(directoryHome)
	a.presses["dh"] = seeing(directoryHome)
	a.presses["dl"] = seeing(unitList)       // page
	a.presses["dn"] = seeing(withoutAccount) // page
	a.presses["ds"] = seeing(searchPressed)  // page of the search that is going on
	a.steps[stepFind] = seeing(searchTyped)

	a.presses["du"] = seeing(unitPressed)     // unit, page
	a.presses["dud"] = editing(dutyPressed)   // unit, place of the duty + 1
	a.presses["dun"] = editing(renamePressed) // unit
	a.presses["due"] = editing(endUnit)       // unit, 1 when confirmed
	a.presses["dua"] = editing(addUnit)
	a.presses["duk"] = editing(unitKindPressed) // place of the kind + 1
	a.steps[stepUnitName] = editing(unitNameTyped)
	a.steps[stepRename] = editing(unitRenamed)

	a.presses["dc"] = editing(chooseHead)   // unit
	a.presses["dcp"] = editing(headChosen)  // unit, person
	a.presses["dcd"] = editing(appointHead) // unit, person, day
	a.steps[stepHead] = editing(searchTyped)
	a.steps[stepHeadFrom] = editing(headFromTyped)
}

// The questions of the directory's dialogues.
const (
	stepFind       = "d.find"
	stepUnitName   = "d.unit.name"
	stepRename     = "d.unit.rename"
	stepHead       = "d.head"
	stepHeadFrom   = "d.head.from"
	stepSubstitute = "d.substitute"
	stepPeriod     = "d.period"
	stepNewName    = "d.new.name"
	stepNewUnit    = "d.new.unit"
	stepNewPost    = "d.new.post"
	stepNewPhone   = "d.new.phone"
	stepField      = "d.field"
	stepLastDay    = "d.last_day"
)

// seeing refuses who may not look into the directory.
func seeing(do turnFunc) turnFunc { return allowed(council.SeeDirectory, do) }

// editing refuses who may not change it.
func editing(do turnFunc) turnFunc { return allowed(council.EditDirectory, do) }

func allowed(action council.Action, do turnFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(action); err != nil {
			return err
		}
		return do(ctx, t)
	}
}

// directoryHome is the directory's first screen; whatever is typed there is
// looked for.
func directoryHome(ctx context.Context, t *turn) error {
	units, err := t.store.UnitsOn(ctx, t.today())
	if err != nil {
		return err
	}
	people, err := t.store.PeopleOn(ctx, t.today())
	if err != nil {
		return err
	}
	silent, err := t.store.PeopleWithoutAccount(ctx, t.today())
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepFind})
	rows := [][]council.Button{row(
		t.button("button.units", press("dl")),
		council.Button{Text: t.label("button.without_account", map[string]any{"Count": len(silent)}), Data: press("dn")})}
	if t.Access.May(council.EditDirectory) {
		rows = append(rows, row(t.button("button.add_person", press("dpa")), t.button("button.add_unit", press("dua"))))
	}
	if t.Access.May(council.ManageWords) {
		rows = append(rows, row(t.button("button.words", press("vl"))))
	}
	html := t.txt("directory.title") + "\n\n" +
		t.txt("directory.units", map[string]any{"Count": len(units)}) + "\n" +
		t.txt("directory.people", map[string]any{"Count": len(people)}) + "\n\n" + t.txt("directory.hint")
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

func unitList(ctx context.Context, t *turn) error {
	units, err := t.store.UnitsOn(ctx, t.today())
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepFind})
	choices := unitChoices(units, func(id int64) string { return press("du", id) })
	rows := t.choiceRows(choices, t.press.arg(0), func(n int) string { return press("dl", int64(n)) })
	t.show(t.txt("directory.unit_list", map[string]any{"Count": len(units)}), append(rows, t.backRow("dh"))...)
	return nil
}

// withoutAccount lists whom no message reaches: to be invited, or phoned.
func withoutAccount(ctx context.Context, t *turn) error {
	people, err := t.store.PeopleWithoutAccount(ctx, t.today())
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepFind})
	choices := personChoices(people, func(id int64) string { return press("dp", id) })
	rows := t.choiceRows(choices, t.press.arg(0), func(n int) string { return press("dn", int64(n)) })
	t.show(t.txt("directory.without_account", map[string]any{"Count": len(people)}), append(rows, t.backRow("dh"))...)
	return nil
}

// choicesOnPage is how many choices one screen of a list has.
const choicesOnPage = 8

// choice is one line of a list to press.
type choice struct{ label, data string }

func unitChoices(units []council.Unit, data func(id int64) string) []choice {
	var choices []choice
	for _, u := range units {
		choices = append(choices, choice{u.Name, data(u.ID)})
	}
	return choices
}

func personChoices(people []council.Person, data func(id int64) string) []choice {
	var choices []choice
	for _, p := range people {
		label := p.Short()
		if p.Position != "" {
			label += " · " + p.Position
		}
		choices = append(choices, choice{label, data(p.ID)})
	}
	return choices
}

// choiceRows is one page of the choices, with a pager when there are more.
func (t *turn) choiceRows(choices []choice, page int64, to func(page int) string) [][]council.Button {
	n, pages := pageOf(len(choices), page)
	var rows [][]council.Button
	for _, c := range onPage(choices, n) {
		rows = append(rows, row(council.Button{Text: cut(c.label, 60), Data: c.data}))
	}
	if pages > 1 {
		rows = append(rows, t.pager(n, pages, to))
	}
	return rows
}

// pageOf brings a page that a button asked for into what there is.
func pageOf(total int, asked int64) (page, pages int) {
	pages = max(1, (total+choicesOnPage-1)/choicesOnPage)
	return int(min(max(asked, 0), int64(pages-1))), pages
}

func onPage[T any](all []T, page int) []T {
	return all[page*choicesOnPage : min(len(all), (page+1)*choicesOnPage)]
}

// backRow leads one step back, and home.
func (t *turn) backRow(do string, args ...int64) []council.Button {
	return row(t.button("button.back", press(do, args...)), t.homeButtons()[0][0])
}

func unitSubject(id int64) string { return fmt.Sprintf("unit:%d", id) }
