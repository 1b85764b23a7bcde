package handlers

import (
	"fmt"
	"slices"
	"time"

	"sereda/council"
	"sereda/locales"
)

// bodyRule is one rule of a body with what it may be. Buttons carry the places
// of rule and option, so new ones are added at the end.
type bodyRule struct {
	key     string
	options []ruleOption
	// other tells in words what no option describes.
	other func(t *turn, b council.Body) string
	// words is what may be typed instead of an option, 0 for nothing.
	words int64
	inRow int
	// ofSchedule rules stand on the card as one sentence. They and ofMeetings
	// ones are what appeared meetings were made by.
	ofSchedule, ofMeetings bool
}

// ruleOption is one thing a rule may be. text is its label, or the catalogue
// has it under the rule's and the option's key.
type ruleOption struct {
	key, text string
	holds     func(b council.Body) bool
	set       func(b *council.Body, today council.Date)
}

var bodyRules = []bodyRule{
	{key: "cadence", ofSchedule: true, inRow: 2, options: cadenceOptions(),
		other: func(t *turn, b council.Body) string { return t.cadence(b.Cadence) }},
	{key: "weekday", ofSchedule: true, inRow: 2, options: weekdayOptions()},
	{key: "start", ofSchedule: true, inRow: 4, options: startOptions(), words: wordsStart,
		other: func(_ *turn, b council.Body) string { return b.Start.String() }},
	{key: "day_off", ofSchedule: true, options: dayOffOptions()},
	{key: "quorum", options: quorumOptions(), words: wordsQuorum, other: func(t *turn, b council.Body) string {
		return t.label("rule.quorum.number", map[string]any{"Number": b.Quorum.Number})
	}},
	{key: "quorum_of", options: yesNo("appointed", "total", func(b *council.Body) *bool { return &b.Quorum.OfAppointed })},
	{key: "deputies", options: deputyOptions()},
	{key: "remote", options: yesNo("counts", "not", func(b *council.Body) *bool { return &b.RemoteCounts })},
	{key: "answers", inRow: 2, options: answerOptions(), other: func(t *turn, b council.Body) string { return t.ahead(b.AnswerAhead) }},
	{key: "reminders", options: reminderOptions(), other: func(t *turn, b council.Body) string { return t.ahead(b.Reminders...) }},
	{key: "notice", options: noticeOptions(), other: func(t *turn, b council.Body) string { return t.ahead(b.Notice.Lead) }},
	{key: "recorder", options: yesNo("organiser", "secretary", func(b *council.Body) *bool { return &b.RecordedByOrganiser })},
	{key: "public", options: yesNo("open", "closed", func(b *council.Body) *bool { return &b.OpenToPublic })},
	{key: "reasons", options: yesNo("shown", "hidden", func(b *council.Body) *bool { return &b.ShowReasons })},
	{key: "minutes", inRow: 2, options: minutesOptions(), other: func(t *turn, b council.Body) string {
		return t.label("rule.minutes.days", map[string]any{"Count": b.MinutesDays})
	}},
	{key: "publish", options: yesNo("yes", "no", func(b *council.Body) *bool { return &b.Publish })},
	{key: "mode", ofMeetings: true, options: modeOptions()},
}

// yesNo are the two options of a rule that is a flag.
func yesNo(yes, no string, flag func(b *council.Body) *bool) []ruleOption {
	option := func(key string, value bool) ruleOption {
		return ruleOption{key: key,
			holds: func(b council.Body) bool { return *flag(&b) == value },
			set:   func(b *council.Body, _ council.Date) { *flag(b) = value }}
	}
	return []ruleOption{option(yes, true), option(no, false)}
}

// valueOption is an option that is one value of a field.
func valueOption[T comparable](key string, value T, field func(b *council.Body) *T) ruleOption {
	return ruleOption{key: key,
		holds: func(b council.Body) bool { return *field(&b) == value },
		set:   func(b *council.Body, _ council.Date) { *field(b) = value }}
}

// cadenceOptions: for every other week one chooses whether this week or the
// next one has the meeting.
func cadenceOptions() []ruleOption {
	kind := func(b *council.Body) *council.CadenceKind { return &b.Cadence.Kind }
	options := []ruleOption{
		valueOption("none", council.NoCadence, kind), valueOption("weekly", council.EveryWeek, kind),
		everyOther("this_week", 0), everyOther("next_week", 7),
	}
	for _, nth := range []int{1, 2, 3, 4, -1} {
		options = append(options, ruleOption{key: fmt.Sprintf("nth.%d", max(nth, 0)),
			holds: func(b council.Body) bool { return b.Cadence.Kind == council.NthWeekday && b.Cadence.Nth == nth },
			set: func(b *council.Body, _ council.Date) {
				b.Cadence.Kind, b.Cadence.Nth = council.NthWeekday, nth
			}})
	}
	return options
}

// everyOther anchors the weeks at the one so many days ahead of today. What
// holds is not marked: which week it is called changes every week.
func everyOther(key string, days int) ruleOption {
	return ruleOption{key: key,
		holds: func(council.Body) bool { return false },
		set: func(b *council.Body, today council.Date) {
			b.Cadence.Kind, b.Cadence.Anchor = council.EveryOtherWeek, today.AddDays(days)
		}}
}

func weekdayOptions() []ruleOption {
	var options []ruleOption
	for n := range 7 {
		day := time.Weekday((n + 1) % 7)
		o := valueOption("", day, func(b *council.Body) *time.Weekday { return &b.Cadence.Weekday })
		o.text = locales.Weekday(day)
		options = append(options, o)
	}
	return options
}

func startOptions() []ruleOption {
	var options []ruleOption
	for _, minute := range []int{8 * 60, 9 * 60, 10 * 60, 11 * 60, 14 * 60, 15 * 60, 16 * 60, 16*60 + 30} {
		at := council.TimeOfDay(minute)
		o := valueOption("", at, func(b *council.Body) *council.TimeOfDay { return &b.Start })
		o.text = at.String()
		options = append(options, o)
	}
	return options
}

func dayOffOptions() []ruleOption {
	field := func(b *council.Body) *council.DayOff { return &b.Cadence.DayOff }
	return []ruleOption{valueOption("skip", council.SkipDayOff, field),
		valueOption("before", council.BeforeDayOff, field), valueOption("after", council.AfterDayOff, field)}
}

func quorumOptions() []ruleOption {
	field := func(b *council.Body) *council.QuorumKind { return &b.Quorum.Kind }
	return []ruleOption{
		valueOption("more_than_half", council.MoreThanHalf, field), valueOption("at_least_half", council.AtLeastHalf, field),
		valueOption("two_thirds", council.TwoThirds, field), valueOption("none", council.NoQuorum, field)}
}

func deputyOptions() []ruleOption {
	option := func(key string, may, count bool) ruleOption {
		return ruleOption{key: key,
			holds: func(b council.Body) bool { return b.DeputiesMay == may && b.DeputiesCount == count },
			set:   func(b *council.Body, _ council.Date) { b.DeputiesMay, b.DeputiesCount = may, count }}
	}
	return []ruleOption{option("no", false, false), option("may", true, false), option("count", true, true)}
}

func answerOptions() []ruleOption {
	field := func(b *council.Body) *time.Duration { return &b.AnswerAhead }
	return []ruleOption{valueOption("none", 0, field), valueOption("2", 2*time.Hour, field),
		valueOption("24", 24*time.Hour, field), valueOption("48", 48*time.Hour, field)}
}

func reminderOptions() []ruleOption {
	option := func(key string, hours ...int) ruleOption {
		var ahead []time.Duration
		for _, h := range hours {
			ahead = append(ahead, time.Duration(h)*time.Hour)
		}
		return ruleOption{key: key,
			holds: func(b council.Body) bool { return slices.Equal(b.Reminders, ahead) },
			set:   func(b *council.Body, _ council.Date) { b.Reminders = ahead }}
	}
	return []ruleOption{option("day_and_hour", 24, 1), option("two_days_and_hour", 48, 24, 1), option("day", 24), option("hour", 1), option("none")}
}

func noticeOptions() []ruleOption {
	field := func(b *council.Body) *council.NoticeRule { return &b.Notice }
	return []ruleOption{valueOption("none", council.NoticeRule{}, field), valueOption("friday", council.NoticeRule{PreviousFriday: true}, field),
		valueOption("24", council.NoticeRule{Lead: 24 * time.Hour}, field), valueOption("72", council.NoticeRule{Lead: 72 * time.Hour}, field)}
}

func minutesOptions() []ruleOption {
	field := func(b *council.Body) *int { return &b.MinutesDays }
	return []ruleOption{valueOption("none", 0, field), valueOption("3", 3, field), valueOption("5", 5, field), valueOption("10", 10, field)}
}

func modeOptions() []ruleOption {
	field := func(b *council.Body) *council.MeetingMode { return &b.Mode }
	return []ruleOption{valueOption("in_person", council.InPerson, field), valueOption("remote", council.Remotely, field),
		valueOption("mixed", council.Mixed, field)}
}
