package config

import (
	"slices"
	"time"

	"sereda/council"
)

// How far ahead the timetable must make sense: over a year, so that every
// week of a regular line is seen, and as far as the calendar reaches.
const (
	weeksAhead     = 60
	mostWeeksAhead = 10 * 53
)

// checkCalendar refuses days that contradict each other.
func (c Config) checkCalendar(doc *document) {
	for _, d := range c.Calendar.WorkingDays {
		line := doc.lines["calendar.working_days."+d.String()]
		switch weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; {
		case slices.Contains(c.Calendar.Holidays, d):
			doc.report(line, "calendar.working_days", "%s is among the holidays too", day(d))
		case !weekend:
			doc.report(line, "calendar.working_days", "%s is a working day anyway", day(d))
		}
	}
	for _, d := range c.Calendar.Holidays {
		if c.Calendar.IsWorking(c.Calendar.WorkingDayOnOrBefore(d)) && c.Calendar.IsWorking(c.Calendar.WorkingDayOnOrAfter(d)) {
			continue
		}
		doc.report(doc.lines["calendar.holidays."+d.String()], "calendar.holidays",
			"no working day within %d days of %s", council.LongestBreak, day(d))
		return
	}
}

// checkOrder refuses a timetable that makes no sense in some week ahead; of
// each kind of trouble it reports the first week.
func (c Config) checkOrder(doc *document, now time.Time) {
	o := order{doc: doc, timetable: c.Timetable(), quiet: c.Quiet, said: map[string]bool{}}
	o.workweek = o.timetable
	o.workweek.Calendar = council.Calendar{}

	week := council.NextWeek(now, c.Zone)
	if digest, ok := o.timetable.DigestOf(week); ok && digest.Before(now) {
		week = week.Next()
	}
	last := c.lastWeek(week)
	for ; !week.Monday.After(last.Monday); week = week.Next() {
		if o.lines(week) {
			o.reminders(week)
		}
	}
}

// lastWeek is the last one to look at.
func (c Config) lastWeek(first council.Week) council.Week {
	last := first.Monday.AddDays(7 * weeksAhead)
	for _, d := range slices.Concat(c.Calendar.Holidays, c.Calendar.WorkingDays) {
		if d = d.AddDays(14); d.After(last) {
			last = d
		}
	}
	if limit := first.Monday.AddDays(7 * mostWeeksAhead); last.After(limit) {
		last = limit
	}
	return council.WeekOf(last)
}

type order struct {
	doc       *document
	timetable council.Timetable
	// workweek is the timetable with no days off but weekends.
	workweek council.Timetable
	quiet    council.QuietHours
	said     map[string]bool
}

// lines tells that the week has one deadline and, after it, one digest.
func (o order) lines(week council.Week) bool {
	deadline, due := o.timetable.DeadlineOf(week, nil)
	digest, formed := o.timetable.DigestOf(week)
	fine := o.once(week, "week.deadline", o.timetable.Deadline) && o.once(week, "week.digest", o.timetable.Digest)
	if !fine || !due || !formed {
		return false
	}
	if !deadline.Before(digest) {
		setting := "week.digest"
		if o.doc.lines[setting] == 0 {
			setting = "week.deadline"
		}
		o.say(setting, "the digest for %s, %s, is not after the deadline, %s", span(week), moment(digest), moment(deadline))
		return false
	}
	return true
}

// once tells that the line fires once in the seven days before the week.
func (o order) once(week council.Week, setting string, schedule council.Schedule) bool {
	zone := o.timetable.Zone
	from, to := week.Previous(), week.Monday.At(0, zone)
	first := schedule.Next(from.Monday.At(0, zone).Add(-time.Nanosecond))
	if first.IsZero() || !first.Before(to) {
		o.say(setting, "does not fire in %s, so %s has none", span(from), span(week))
		return false
	}
	if second := schedule.Next(first); !second.IsZero() && second.Before(to) {
		o.say(setting, "fires more than once in %s: %s, %s; a week has one", span(from), moment(first), moment(second))
		return false
	}
	return true
}

// reminders refuses a chase with no room before the digest in a usual week,
// and reminders that the quiet hours would hold until it is too late.
func (o order) reminders(week council.Week) {
	usual := o.workweek.Occurrences(week, nil)
	for i, r := range o.timetable.Reminders {
		if r.Kind == council.Chase && !slices.ContainsFunc(usual, causedBy(r)) {
			o.say(reminderPath(i), "%s comes when the digest of %s is made already", r.Kind, span(week))
		}
	}
	for _, occurrence := range o.timetable.Occurrences(week, nil) {
		early := occurrence.Kind == council.Ask || occurrence.Kind == council.Remind
		sent := o.quiet.Release(occurrence.At, o.timetable.Zone)
		if early && !sent.Before(occurrence.Deadline) {
			i := slices.Index(o.timetable.Reminders, council.Reminder{Kind: occurrence.Kind, Offset: occurrence.Offset})
			o.say(reminderPath(i), "%s, %s, falls into the quiet hours and would go out at %s, after the deadline",
				occurrence.Kind, moment(occurrence.At), moment(sent))
		}
	}
}

// say reports the first trouble of a setting.
func (o order) say(setting, format string, args ...any) {
	if !o.said[setting] {
		o.said[setting] = true
		o.doc.reportAt(setting, format, args...)
	}
}

func causedBy(r council.Reminder) func(council.Occurrence) bool {
	return func(o council.Occurrence) bool { return o.Kind == r.Kind && o.Offset == r.Offset }
}
