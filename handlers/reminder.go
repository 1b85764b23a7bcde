package handlers

import (
	"time"

	"sereda/council"
	"sereda/locales"
)

// Question asks a unit that submits if need be whether it plans anything (3.16).
func (c Composer) Question(o council.Occurrence, unit council.Unit) council.Message {
	args := []int64{unit.ID, weekArg(o.Week)}
	return council.Message{
		HTML: c.txt("reminder.question", c.dueData(unit, o.Week, o.Deadline)),
		Buttons: [][]council.Button{
			row(primary(c.button("button.will_plan", press("pl", args...)))),
			row(c.button("button.nothing", press("pn", args...))),
		},
	}
}

// Reminder goes to a unit still missing; after the deadline in other words.
func (c Composer) Reminder(o council.Occurrence, s council.Standing) council.Message {
	key := "reminder.before"
	if o.Kind == council.Chase {
		key = "reminder.after"
	}
	return c.fill(key, s, o.Week, o.Deadline)
}

// fill is a message about a plan not yet submitted, with what to do about it.
func (c Composer) fill(key string, s council.Standing, week council.Week, deadline time.Time) council.Message {
	args := []int64{s.Unit.ID, weekArg(week)}
	html := c.txt(key, c.dueData(s.Unit, week, deadline))
	if s.Draft > 0 {
		html += "\n" + c.txt("reminder.draft", locales.Data{"Count": s.Draft})
	}
	return council.Message{
		HTML: html,
		Buttons: [][]council.Button{
			row(primary(c.button("button.fill_plan", press("pl", args...)))),
			row(c.button("button.nothing", press("pn", args...))),
		},
	}
}

// dueData names unit, week and deadline. Unit names are cut like everywhere.
func (c Composer) dueData(unit council.Unit, week council.Week, deadline time.Time) locales.Data {
	return locales.Data{
		"Unit":     cut(unit.Name, nameCharacters),
		"Week":     locales.WeekDays(week),
		"Deadline": locales.Instant(deadline, c.Zone),
	}
}

// MissingList is what the secretary and the organiser get at the deadline (P7):
// its first page, with buttons to nudge.
func (c Composer) MissingList(week council.Week, deadline time.Time, roll council.Roll) council.Message {
	data := locales.Data{"Week": locales.WeekDays(week), "Deadline": locales.Instant(deadline, c.Zone)}
	if len(roll.Missing) == 0 {
		return council.Message{
			HTML:    c.txt("missing.at_deadline.none", data),
			Buttons: [][]council.Button{row(c.button("button.week", beside("wk", weekArg(week))))},
		}
	}
	data["Count"] = len(roll.Missing)
	page := c.missingPage(week, roll.Missing, 0)
	html := c.txt("missing.at_deadline", data) + "\n\n" + page.html
	if rest := len(roll.Missing) - len(page.units); rest > 0 {
		html += c.txt("missing.more", locales.Data{"Count": rest})
	}
	return council.Message{
		HTML:    html,
		Buttons: append(page.nudges, c.missingMore(week, roll)...),
	}
}

func (c Composer) missingMore(week council.Week, roll council.Roll) [][]council.Button {
	return [][]council.Button{
		row(primary(c.button("button.nudge_all", press("mn", weekArg(week)), locales.Data{"Number": len(roll.Missing)}))),
		row(c.button("button.open_list", beside("mi", weekArg(week)))),
	}
}
