package intake

import (
	"slices"
	"strings"

	"sereda/council"
)

// group is a day with the times that stand with it.
type group struct {
	day   *found
	times []found
}

// groups puts each time to the day before it; times before any day belong to
// the first.
func (r *row) groups() []group {
	var all []group
	var early []found
	for i := range r.found {
		f := &r.found[i]
		switch f.kind {
		case foundClosed:
		case foundTime:
			if len(all) == 0 {
				early = append(early, *f)
			} else {
				all[len(all)-1].times = append(all[len(all)-1].times, *f)
			}
		default:
			all = append(all, group{day: f})
		}
	}
	if len(all) == 0 {
		all = []group{{}}
	}
	all[0].times = append(early, all[0].times...)
	return all
}

func (r *row) occasions() ([]occasion, error) {
	groups := r.groups()
	var all []occasion
	for i, g := range groups {
		days, err := r.days(&g, i)
		if err != nil {
			return nil, err
		}
		if len(g.times) == 0 && i+1 < len(groups) && len(days) > 0 {
			// "1 та 3 грудня, 5 грудня о 10.00" shares its time.
			g.times = nil
		}
		for _, o := range days {
			timed, err := o.atTimes(g.times)
			if err != nil {
				return nil, err
			}
			all = append(all, timed...)
		}
	}
	if said := r.dated(); len(groups) > 1 && (len(r.cells) == 1 || len(said) > 1) {
		for i := range all {
			all[i].ask(council.OneOrSeveral, strings.Join(said, "; "))
		}
	}
	return all, nil
}

// dated are the texts of the cells that days were cut out of. With days in
// several it may be several events that nothing but semicolons part.
func (r *row) dated() []string {
	var all []string
	for _, cell := range r.cells {
		if cell.dated {
			all = append(all, tidy(cell.text))
		}
	}
	return all
}

// days are the days of a group; without one the heading's.
func (r *row) days(g *group, at int) ([]occasion, error) {
	switch {
	case g.day == nil:
		return r.headed(g)
	case g.day.kind == foundSame:
		return r.fromHeading(), nil
	}
	days, err := g.day.occasions(r.week)
	if g.day.kind == foundNoDay {
		for i := range days {
			days[i].kind, days[i].from, days[i].to, days[i].doubts = council.ToBeAnnounced, council.Date{}, council.Date{}, nil
			if g.day.unsure {
				days[i].ask(council.WhichDay, g.day.text)
			}
		}
		if err != nil {
			days = []occasion{{kind: council.ToBeAnnounced}}
		}
		return days, nil
	}
	if g.day.other == nil || g.day.other.kind != foundTime || g.day.other.isRange {
		return days, err
	}
	return r.dayOrTime(g, days, err)
}

// dayOrTime settles "12.05": a day when it is the week's, a time below another
// day's heading, and a question when both may be.
func (r *row) dayOrTime(g *group, days []occasion, err error) ([]occasion, error) {
	readings := g.day.other.readings()
	if len(readings) == 0 {
		return days, err // no clock shows it
	}
	inWeek := err == nil && len(days) == 1 && touches(days[0].from, days[0].to, r.week)
	switch {
	case r.above.given && len(g.times) == 0 && !(inWeek && r.isHeadingDay(days[0].from)):
		hour := *g.day.other
		above := r.fromHeading()
		if inWeek && len(above) == 1 {
			h := readings[0]
			none := council.Hours{}
			above[0].ask(council.DayOrTime, g.day.text,
				council.Choice{From: &above[0].from, To: &above[0].to, Hours: &h},
				council.Choice{From: &days[0].from, To: &days[0].to, Hours: &none})
		}
		g.times = []found{hour}
		return above, nil
	case inWeek || err != nil || len(g.times) > 0:
		return days, err
	}
	for i := range days {
		choice := council.Choice{Hours: &readings[0]}
		days[i].doubts = append([]council.Doubt{{Question: council.DayOrTime, Text: g.day.text,
			Choices: []council.Choice{dateSpan{days[i].from, days[i].to}.choice(), choice}}}, days[i].doubts...)
	}
	return days, nil
}

func (r *row) isHeadingDay(d council.Date) bool {
	return slices.ContainsFunc(r.above.days.spans, func(s dateSpan) bool { return s.from == d && s.to == d })
}

// headed are the days of an entry that names none: the heading's, or nothing.
func (r *row) headed(g *group) ([]occasion, error) {
	if r.above.given {
		return r.fromHeading(), r.above.err
	}
	// "12.05 11.00": what was taken for the first time may be the day.
	o := occasion{kind: council.Timed}
	o.ask(council.WhichDay, "")
	return []occasion{o}, nil
}

func (r *row) fromHeading() []occasion {
	if r.above.days.kind == council.ToBeAnnounced || !r.above.given {
		return []occasion{{kind: council.ToBeAnnounced}}
	}
	var all []occasion
	for _, s := range r.above.days.spans {
		all = append(all, occasion{from: s.from, to: s.to, kind: r.above.days.kind})
	}
	return all
}

// atTimes are the occasion at each of its times: registration is none, several
// are a question.
func (o occasion) atTimes(times []found) ([]occasion, error) {
	aside := func(f found) bool { return f.aside }
	events := slices.DeleteFunc(slices.Clone(times), aside)
	if len(events) == 0 {
		events = times
	}
	if len(events) == 0 {
		return []occasion{o}, nil
	}
	o.doubts = slices.Clone(o.doubts)
	if err := o.takeTime(events[0]); err != nil {
		return nil, err
	}
	if len(times) == 1 {
		return []occasion{o}, nil
	}
	if len(events) < len(times) {
		o.askTimes(append(slices.Clone(events), slices.DeleteFunc(slices.Clone(times), func(f found) bool { return !f.aside })...))
		return []occasion{o}, nil
	}
	var all []occasion
	for _, f := range events {
		own := o
		own.doubts = slices.Clone(o.doubts)
		if err := own.takeTime(f); err != nil {
			return nil, err
		}
		own.ask(council.OneOrSeveral, f.text)
		all = append(all, own)
	}
	return all, nil
}

func (o *occasion) askTimes(times []found) {
	var choices []council.Choice
	for _, f := range times {
		for _, h := range f.readings() {
			choices = append(choices, council.Choice{Hours: &h})
		}
	}
	o.ask(council.WhichTime, times[0].text, choices...)
}
