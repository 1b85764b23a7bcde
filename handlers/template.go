package handlers

import (
	"context"
	"fmt"

	"sereda/council"
	"sereda/locales"
)

// registerTemplate: the form of a plan, to be filled in and sent back.
func (a *App) registerTemplate() {
	a.commands["template"] = templateCommand
	a.presses["pt"] = onPlan(orderTemplate) // unit, week
	a.papers[council.TemplateKind] = templatePaper
}

// templateCommand sends the template of the week that is planned; somebody
// heading several units chooses.
func templateCommand(ctx context.Context, t *turn) error {
	t.rest()
	week, err := t.plannedWeek(ctx)
	switch {
	case err != nil:
		return err
	case len(t.Access.Units) == 1:
		p, err := t.loadPlan(ctx, t.Access.Units[0].ID, week)
		if err != nil {
			return err
		}
		return orderTemplate(ctx, t, p)
	case len(t.Access.Units) > 1:
		t.say(t.txt("template.which_unit"), append(t.ownUnits("pt", week), t.homeButtons()...)...)
		return nil
	case t.Access.May(council.SubmitForOthers):
		return missingCommand(ctx, t)
	}
	return fmt.Errorf("template: %w", council.ErrForbidden)
}

// ownUnits are buttons of the person's units.
func (t *turn) ownUnits(do string, week council.Week) [][]council.Button {
	var rows [][]council.Button
	for _, u := range t.Access.Units[:min(len(t.Access.Units), 20)] {
		rows = append(rows, row(council.Button{Text: cut(u.Name, 60), Data: press(do, u.ID, weekArg(week))}))
	}
	return rows
}

func orderTemplate(ctx context.Context, t *turn, p *plan) error {
	return t.order(ctx, council.OrderedPaper{Kind: council.TemplateKind, Unit: p.unit.ID, Week: p.week})
}

// templatePaper is the template as XLSX and as DOCX.
func templatePaper(ctx context.Context, t *turn, o council.OrderedPaper) (council.PaperWork, error) {
	p, err := t.loadPlan(ctx, o.Unit, o.Week)
	if err != nil {
		return council.PaperWork{}, err
	}
	form, err := t.template(ctx, p)
	if err != nil {
		return council.PaperWork{}, err
	}
	data := t.planData(p)
	data["Unit"] = cut(p.unit.Name, longestCaption)
	return council.PaperWork{Captions: []string{t.txt("template.send", data), t.txt("template.same")},
		Write: func() ([]council.File, error) { return t.app.Papers.Template(form) }}, nil
}

// usualVenues is how many of the unit's last venues are offered.
const usualVenues = 30

// template is the unit's, with the leaders and the venues it may choose from:
// those it used last and those this council has a short word for.
func (t *turn) template(ctx context.Context, p *plan) (council.PlanTemplate, error) {
	form := council.PlanTemplate{Unit: p.unit.Name, Week: p.week, WrittenAt: t.Now}
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return form, err
	}
	for _, l := range leaders {
		form.Leaders = append(form.Leaders, templateLeader(l))
	}
	venues, err := t.store.RecentVenues(ctx, p.unit.ID, usualVenues)
	if err != nil {
		return form, err
	}
	for _, e := range venues {
		form.Venues = append(form.Venues, e.Venue)
	}
	words, err := t.store.WordsOf(ctx, p.unit.ID)
	for _, word := range words {
		if word.Kind == council.VenueWord {
			form.Venues = append(form.Venues, word.Meaning)
		}
	}
	return form, err
}

// templateLeader is how the template's list names a leader.
func templateLeader(l council.Leader) string {
	if l.Holder == "" {
		return l.Title
	}
	return oneLine(l.Title + " " + l.Holder)
}

// offerMove tells that the template is another week's, and offers to move its
// entries to the same weekdays of the plan's.
func (t *turn) offerMove(p *plan, template TemplateRead) {
	c := t.conversation
	c.Step, c.Unit, c.Week = stepUpload, p.unit.ID, p.week.Monday
	t.wait(c)
	t.say(t.txt("upload.other_week", locales.Data{"File": c.File, "Written": locales.WeekDays(template.Week), "Week": locales.WeekDays(p.week)}),
		row(primary(council.Button{Text: t.label("upload.button.move", locales.Data{"Week": shortWeek(p.week)}), Data: p.press("xm", int64(c.Message))})),
		row(t.button("upload.button.new_template", p.press("pt"))),
		t.planAndHome(p))
}

// moveLines makes the dates of the lines so many days later.
func moveLines(lines []LineRead, days int) {
	for i := range lines {
		for n := range lines[i].Entries {
			e := &lines[i].Entries[n]
			e.From, e.To = daysLater(e.From, days), daysLater(e.To, days)
			for _, d := range e.Doubts {
				for c := range d.Choices {
					moveChoice(&d.Choices[c], days)
				}
			}
		}
	}
}

func moveChoice(c *council.Choice, days int) {
	if c.From != nil && c.To != nil {
		from, to := daysLater(*c.From, days), daysLater(*c.To, days)
		c.From, c.To = &from, &to
	}
}

func daysLater(d council.Date, days int) council.Date {
	if d.IsZero() {
		return d
	}
	return d.AddDays(days)
}
