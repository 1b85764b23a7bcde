package handlers

import (
	"context"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// registerPeople: a person's card and all that can be changed on it.
func (a *App) registerPeople() {
	a.presses["dp"] = seeing(personPressed)      // person
	a.presses["dpi"] = managing(inviteePressed)  // person, invitations seen
	a.presses["dpu"] = managing(unbindPressed)   // person, account, 1 when confirmed
	a.presses["dpc"] = managing(changePressed)   // person
	a.presses["dpf"] = managing(fieldPressed)    // person, place of the field + 1
	a.presses["dpr"] = managing(rolesPressed)    // person, place of the role + 1, post, 1 to grant
	a.presses["dps"] = managing(chooseStandIn)   // person
	a.presses["dpp"] = managing(standInChosen)   // person, substitute
	a.presses["dpw"] = managing(standingDeputy)  // person, substitute, unit
	a.presses["dpx"] = managing(endSubstitution) // person, substitution, 1 when confirmed
	a.presses["dpe"] = managing(endPressed)      // person, day, 1 when confirmed
	a.steps[stepSubstitute] = managing(func(ctx context.Context, t *turn, _ council.PersonCard) error { return searchTyped(ctx, t) })
	a.steps[stepPeriod] = managing(periodTyped)
	a.steps[stepField] = managing(fieldTyped)
	a.steps[stepLastDay] = managing(lastDayTyped)

	a.presses["dpa"] = editing(addPerson)         // unit, 0 to ask
	a.presses["dpau"] = editing(newPersonsUnit)   // unit
	a.presses["dpas"] = editing(newPersonNoPhone) // nothing
	a.steps[stepNewName] = editing(newNameTyped)
	a.steps[stepNewUnit] = editing(searchTyped)
	a.steps[stepNewPost] = editing(newPostTyped)
	a.steps[stepNewPhone] = editing(newPhoneTyped)
}

// personFunc decides a turn about one person.
type personFunc func(ctx context.Context, t *turn, c council.PersonCard) error

// managing loads the person that the button or the conversation names and asks
// whether this one may be changed. Who has left is shown instead.
func managing(do personFunc) turnFunc {
	return editing(func(ctx context.Context, t *turn) error {
		id := t.conversation.Person
		if t.query != nil {
			id = t.press.arg(0)
		}
		c, err := t.store.PersonCardOn(ctx, id, t.today())
		switch {
		case err != nil:
			return err
		case hasLeft(c.Person, t.today()):
			return t.showPerson(ctx, id)
		case !t.Access.MayManage(c):
			t.rest()
			t.cannot("person.administrators_only", t.backRow("dp", id))
			return nil
		}
		return do(ctx, t, c)
	})
}

// cannot tells why not: in a window over the pressed button, or in words with
// a way back.
func (t *turn) cannot(key string, back []council.Button) {
	if t.query != nil {
		t.alert(key)
		return
	}
	t.say(t.txt(key), back)
}

func personPressed(ctx context.Context, t *turn) error {
	t.rest()
	return t.showPerson(ctx, t.press.arg(0))
}

// showPerson is a person's card with what may be done.
func (t *turn) showPerson(ctx context.Context, id int64) error {
	c, err := t.store.PersonCardOn(ctx, id, t.today())
	if err != nil {
		return err
	}
	var rows [][]council.Button
	if t.Access.MayManage(c) && !hasLeft(c.Person, t.today()) {
		rows = t.personButtons(c)
	}
	for _, u := range t.unitsOf(c) {
		rows = append(rows, row(council.Button{Text: cut("🏢 "+u.Name, 60), Data: press("du", u.ID)}))
	}
	t.show(t.personText(c), append(rows, t.backRow("dh"))...)
	return nil
}

func (t *turn) personButtons(c council.PersonCard) [][]council.Button {
	id := c.Person.ID
	invite := "button.invite"
	if c.Binding.Account != 0 {
		invite = "button.invite_again"
	}
	first := row(t.button(invite, press("dpi", id, int64(c.Binding.Invited))))
	if c.Binding.Account != 0 {
		first = append(first, t.button("button.unbind", press("dpu", id, c.Binding.Account)))
	}
	rows := [][]council.Button{first,
		row(t.button("button.substitute", press("dps", id)), t.button("button.roles", press("dpr", id))),
		row(t.button("button.change_person", press("dpc", id)), danger(t.button("button.end_person", press("dpe", id))))}
	if t.app.Mails {
		rows = append(rows, row(t.button("button.channel", press("dpk", id))))
	}
	for _, r := range shown(c.Replacements) {
		other := r.Substitute
		if r.SubstituteID == id {
			other = r.Absent
		}
		label := t.label("button.end_substitution", map[string]any{"Name": other})
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: press("dpx", id, r.ID)}))
	}
	return rows
}

// unitsOf are the units the person holds posts in, each once.
func (t *turn) unitsOf(c council.PersonCard) []council.Unit {
	var units []council.Unit
	seen := map[int64]bool{0: true}
	for _, p := range c.Posts {
		if !seen[p.Unit.ID] && len(units) < 5 {
			seen[p.Unit.ID] = true
			units = append(units, p.Unit)
		}
	}
	return units
}

// shown keeps a card within one screen, however much there is.
func shown[T any](all []T) []T { return all[:min(len(all), 6)] }

func (t *turn) personText(c council.PersonCard) string {
	lines := []string{t.txt("person.title", map[string]any{"Name": cut(c.Person.Full(), 200)})}
	if hasLeft(c.Person, t.today()) {
		return strings.Join(append(lines, t.txt("person.left", map[string]any{"Day": locales.Day(c.Person.To)})), "\n")
	}
	for _, p := range shown(c.Posts) {
		key := "person.post"
		if p.Unit.ID == 0 {
			key = "person.post_alone"
		}
		lines = append(lines, t.txt(key, map[string]any{"Title": cut(p.Title, 200), "Unit": cut(p.Unit.Name, 200)}))
	}
	if !c.Person.To.IsZero() {
		lines = append(lines, t.txt("person.leaves", map[string]any{"Day": locales.Day(c.Person.To)}))
	}
	lines = append(lines, "")
	if c.Person.Phone != "" {
		lines = append(lines, t.txt("person.phone", map[string]any{"Phone": c.Person.Phone}))
	}
	if c.Person.Email != "" {
		lines = append(lines, t.txt("person.email", map[string]any{"Email": c.Person.Email}))
	}
	lines = append(lines, t.bindingLine(c.Binding))
	if t.app.Mails && c.Person.Wish != council.NoWish {
		lines = append(lines, t.txt("person.channel", map[string]any{"Line": locales.HTML(t.wishLine(c.Person, c.Binding.Reaches()))}))
	}
	if len(c.Grants) > 0 {
		lines = append(lines, t.txt("person.roles", map[string]any{"Roles": strings.Join(t.grantNames(c.Grants), ", ")}))
	}
	for _, r := range shown(c.Replacements) {
		lines = append(lines, t.replacementLine(c.Person.ID, r))
	}
	return strings.Join(lines, "\n")
}

// bindingLine is one line about how the person is reached.
func (t *turn) bindingLine(b council.Binding) string {
	switch {
	case b.Account != 0 && !b.BlockedAt.IsZero():
		return t.txt("binding.blocked", map[string]any{"At": locales.Instant(b.BlockedAt, t.app.Zone)})
	case b.Account != 0:
		return t.txt("binding.bound")
	case t.Now.Before(b.InvitedUntil):
		return t.txt("binding.invited", map[string]any{"Until": locales.Instant(b.InvitedUntil, t.app.Zone)})
	case !b.InvitedUntil.IsZero():
		return t.txt("binding.expired")
	}
	return t.txt("binding.none")
}

func (t *turn) replacementLine(personID int64, r council.Replacement) string {
	data := map[string]any{"Name": r.Substitute, "Period": t.period(r.From, r.To), "Unit": cut(r.Unit, 100)}
	instead := r.SubstituteID == personID
	if instead {
		data["Name"] = r.Absent
	}
	switch {
	case instead && r.UnitID != 0:
		return t.txt("substitution.of_unit", data)
	case instead:
		return t.txt("substitution.of", data)
	case r.UnitID != 0:
		return t.txt("substitution.by_unit", data)
	}
	return t.txt("substitution.by", data)
}

// period is the days of a substitution in words.
func (t *turn) period(from, to council.Date) string {
	switch {
	case to.IsZero() && from.After(t.today()):
		return t.label("period.from", map[string]any{"From": locales.Day(from)})
	case to.IsZero():
		return t.label("period.standing")
	}
	return locales.Days(from, to)
}
