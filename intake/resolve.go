package intake

import "sereda/council"

// occasion is when one entry takes place and what is in doubt about it.
type occasion struct {
	from, to council.Date
	kind     council.EntryKind // of the day: Timed, DuringWeek, ToBeAnnounced
	hours    council.Hours
	doubts   []council.Doubt
}

func (o *occasion) ask(q council.Question, text string, choices ...council.Choice) {
	o.doubts = append(o.doubts, council.Doubt{Question: q, Text: text, Choices: choices})
}

// occasions are the days found, with what is in doubt about each. The error
// tells of a day that the calendar does not have or that ends before it begins.
func (f found) occasions(week council.Week) ([]occasion, error) {
	if len(f.items) == 0 {
		return f.namedByWords(week), nil
	}
	items := make([]item, len(f.items))
	copy(items, f.items)
	fillMonths(items)
	var all []occasion
	for _, it := range items {
		o, err := it.occasion(f.text, week)
		if err != nil {
			return nil, err
		}
		if f.open {
			sunday := week.Sunday()
			o.ask(council.WhichDay, f.text, dateSpan{o.from, o.to}.choice(), dateSpan{o.from, sunday}.choice())
		}
		all = append(all, o)
	}
	return all, nil
}

func (f found) namedByWords(week council.Week) []occasion {
	o := occasion{kind: f.words.kind}
	if o.kind == "" {
		o.kind = council.ToBeAnnounced
	}
	if len(f.words.spans) > 0 {
		o.from, o.to = f.words.spans[0].from, f.words.spans[0].to
	}
	if f.unsure {
		o.ask(council.WhichDay, f.text)
	}
	if f.other != nil && f.other.isRange {
		h, _ := checkHours(f.other.from, f.other.to, true)
		o.ask(council.DayOrTime, f.text, dateSpan{o.from, o.to}.choice(), council.Choice{Hours: &h.Hours})
	}
	return []occasion{o}
}

func (s dateSpan) choice() council.Choice { return council.Choice{From: &s.from, To: &s.to} }

// occasion is the day or range meant, with a doubt when it does not fit the
// week or its own weekday.
func (it item) occasion(text string, week council.Week) (occasion, error) {
	o := occasion{kind: council.Timed}
	from, err := it.from.resolve(week)
	if wrong := KindOf(err); err != nil && wrong != WrongWeekday {
		return o, err
	}
	if KindOf(err) == WrongWeekday {
		named := week.Day((int(it.from.weekday) + 6) % 7)
		o.ask(council.WrongWeekday, text, dateSpan{from, from}.choice(), dateSpan{named, named}.choice())
	}
	to, err := it.to.resolve(week)
	if err != nil && KindOf(err) != WrongWeekday {
		return o, err
	}
	if to.Before(from) {
		from, to = it.overNewYear(from, to, week)
	}
	if to.Before(from) {
		return o, refuseDay(Backwards, from)
	}
	o.from, o.to = from, to
	if touches(from, to, week) {
		return o, nil
	}
	written := dateSpan{from, to}
	choices := []council.Choice{written.choice()}
	question := council.OutsideWeek
	if it.from.year != 0 && it.from.year != week.Monday.Year && it.from.year != week.Sunday().Year {
		question = council.WrongYear
	}
	for _, s := range suggestions(written, question, week) {
		choices = append(choices, s.choice())
	}
	o.ask(question, text, choices...)
	return o, nil
}

func touches(from, to council.Date, week council.Week) bool {
	return !to.Before(week.Monday) && !from.After(week.Sunday())
}

// suggestions are the days of the week that somebody may have meant: the same
// day of the week's year, or of its month.
func suggestions(s dateSpan, q council.Question, week council.Week) []dateSpan {
	length := s.to.DaysSince(s.from)
	for _, d := range week.Days() {
		sameMonth := d.Month == s.from.Month || q == council.OutsideWeek
		if d.Day == s.from.Day && sameMonth {
			return []dateSpan{{d, council.NewDate(d.Year, d.Month, d.Day+length)}}
		}
	}
	return nil
}

// readings are the hours a time may mean, the likeliest first; none when no
// clock shows it.
func (f found) readings() []council.Hours {
	from, to := f.from, f.to
	var all []council.Hours
	add := func(from, to clock, isRange bool) {
		from.ambiguous, to.ambiguous = false, false
		from.parted = true
		if h, err := checkHours(from, to, isRange); err == nil {
			all = append(all, h.Hours)
		}
	}
	switch {
	case from.ambiguous && !f.isRange:
		add(clock{hour: from.hour}, clock{hour: from.minute}, true)
		add(from, clock{}, false)
	case from.mayBeAfternoon():
		later, latest := from, to
		later.hour += 12
		if to.hour < 12 {
			latest.hour += 12
		}
		add(later, latest, f.isRange)
		add(from, to, f.isRange)
	default:
		add(from, to, f.isRange)
	}
	return all
}

// takeTime gives the occasion the hours found, or asks which are meant.
func (o *occasion) takeTime(f found) error {
	if f.allDay {
		return nil
	}
	readings := f.readings()
	if len(readings) == 0 {
		return refuse(NoSuchTime)
	}
	o.hours = readings[0]
	if len(readings) > 1 {
		var choices []council.Choice
		for _, h := range readings {
			choices = append(choices, council.Choice{Hours: &h})
		}
		o.ask(council.WhichTime, f.text, choices...)
	}
	return nil
}
