package handlers

import "sereda/council"

// StrangersMenu is offered to whoever has no menu of their own: it tells
// nothing of what is inside.
func (a *App) StrangersMenu() []council.Command { return a.menuOf([]string{"start"}) }

// menu names the commands of a person's roles, five at most; everything is on
// the screens as well.
func (t *turn) menu() []string {
	var names []string
	if len(t.Access.Units) > 0 {
		names = append(names, "plan")
	}
	for _, c := range []struct {
		action council.Action
		name   string
	}{
		{council.SeeMissing, "missing"},
		{council.SeeWeek, "week"},
		{council.SeeDirectory, "people"},
	} {
		if t.Access.May(c.action) {
			names = append(names, c.name)
		}
	}
	for _, name := range []string{"meetings", "assignments"} {
		if len(names) < 4 {
			names = append(names, name)
		}
	}
	return append(names, "help")
}

// offerMenu sets the commands offered in the person's chat.
func (t *turn) offerMenu() {
	t.reply(council.Message{Menu: t.app.menuOf(t.menu())})
}

func (a *App) menuOf(names []string) []council.Command {
	menu := make([]council.Command, len(names))
	for i, name := range names {
		menu[i] = council.Command{Name: name, Description: a.Texts.Label("menu." + name)}
	}
	return menu
}
