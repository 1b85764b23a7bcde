package handlers

import (
	"strings"

	"sereda/council"
	"sereda/locales"
)

// dayChoices are the days from today on, a week and one day.
func (t *turn) dayChoices(to func(council.Date) string) [][]council.Button {
	buttons := []council.Button{
		{Text: t.label("button.today"), Data: to(t.today())},
		{Text: t.label("button.tomorrow"), Data: to(t.today().AddDays(1))},
	}
	for n := 2; n < 8; n++ {
		day := t.today().AddDays(n)
		buttons = append(buttons, council.Button{Text: locales.ShortDay(day), Data: to(day)})
	}
	return append([][]council.Button{buttons[:2]}, inRows(buttons[2:], 3)...)
}

// hourChoices are the hours of a working day that have not passed.
func (t *turn) hourChoices(day council.Date, to func(council.TimeOfDay) string) [][]council.Button {
	var buttons []council.Button
	for minute := 8 * 60; minute <= 19*60; minute += 60 {
		at := council.TimeOfDay(minute)
		if t.momentProblem(day, at) == "" {
			buttons = append(buttons, council.Button{Text: at.String(), Data: to(at)})
		}
	}
	return inRows(buttons, 4)
}

// readDay reads a typed day; problem is the key of what to answer when it
// cannot be.
func (t *turn) readDay(text string) (council.Date, string) {
	day, err := t.app.Reader.Date(text, t.today())
	if err != nil {
		return day, "ask.date_again"
	}
	return day, t.dayProblem(day)
}

func (t *turn) dayProblem(day council.Date) string {
	switch {
	case day.Before(t.today()):
		return "meeting.past_day"
	case !near(day, t.today()):
		return "meeting.far_day"
	}
	return ""
}

// readHour reads a typed hour of the day.
func (t *turn) readHour(text string, day council.Date) (council.TimeOfDay, string) {
	hours, allDay, err := t.app.Reader.Hours(strings.TrimSpace(text))
	if err != nil || allDay || hours.Start == nil {
		return 0, "meeting.bad_hour"
	}
	return *hours.Start, t.momentProblem(day, *hours.Start)
}

// pressedMoment is the day and the minute that a button carries from a place on.
func (t *turn) pressedMoment(place int) (council.Date, council.TimeOfDay, string) {
	day, minute := t.press.day(place), t.press.arg(place+1)
	if minute < 0 || minute >= 24*60 {
		return day, 0, "meeting.past_hour"
	}
	return day, council.TimeOfDay(minute), t.momentProblem(day, council.TimeOfDay(minute))
}

func (t *turn) momentProblem(day council.Date, at council.TimeOfDay) string {
	if problem := t.dayProblem(day); problem != "" {
		return problem
	}
	if !day.At(at, t.app.Zone).After(t.Now) {
		return "meeting.past_hour"
	}
	return ""
}

func (t *turn) momentData(b council.Body, day council.Date, at council.TimeOfDay) map[string]any {
	return map[string]any{"Body": b.Name, "Day": locales.Day(day), "Start": at.String()}
}
