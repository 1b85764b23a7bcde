package config

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"sereda/council"
)

// farthestWeek is how many weeks before a planned week something of it may be
// due: an offset of a week, and twice the longest break.
const farthestWeek = 9

// row is one line of the printed timetable.
type row struct {
	at   time.Time
	text string
}

// writeTimetable prints, by planned week, what is ahead until then.
func (c Config) writeTimetable(w io.Writer, now, until time.Time) {
	fmt.Fprintf(w, "timetable from %s to %s\n", moment(now.In(c.Zone)), moment(until.In(c.Zone)))
	week := council.WeekOf(council.DateOf(now.In(c.Zone)))
	last := council.WeekOf(council.DateOf(until.In(c.Zone))).Monday.AddDays(7 * farthestWeek)
	for ; !week.Monday.After(last); week = week.Next() {
		rows := slices.DeleteFunc(c.rows(week), func(r row) bool {
			return !r.at.After(now) || r.at.After(until)
		})
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "\nplans for %s\n", span(week))
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\n", moment(r.at), r.text)
		}
	}
}

// rows are the deadline and all occurrences of the week, in order.
func (c Config) rows(week council.Week) []row {
	t := c.Timetable()
	usual := t
	usual.Calendar = council.Calendar{}

	var rows []row
	if deadline, ok := t.DeadlineOf(week, nil); ok {
		without, _ := usual.DeadlineOf(week, nil)
		rows = append(rows, row{deadline, "DEADLINE for the units' plans" + shifted(deadline, without)})
	}
	occurrences := t.Occurrences(week, nil)
	if digest, ok := t.DigestOf(week); ok && c.cannotChase(occurrences) {
		rows = append(rows, row{digest, "(no reminder after this deadline: the digest comes first)"})
	}
	for _, o := range occurrences {
		text := what(o)
		if o.Kind == council.Digest {
			without, _ := usual.DigestOf(week)
			text += shifted(o.At, without)
		}
		rows = append(rows, row{o.At, text + c.held(o)})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	return rows
}

// what says an occurrence in words.
func what(o council.Occurrence) string {
	switch o.Kind {
	case council.Ask:
		return "the one question to units that submit if need be"
	case council.Remind:
		return fmt.Sprintf("reminder to units still missing, %s before the deadline", hours(-o.Offset))
	case council.Missing:
		return "list of the missing to the secretary and the organiser"
	case council.Chase:
		return fmt.Sprintf("reminder to units still missing, %s after the deadline", hours(o.Offset))
	}
	return "DIGEST: the plan is formed, the secretary gets it"
}

// shifted says from where days off moved something.
func shifted(at, usual time.Time) string {
	if at.Equal(usual) {
		return ""
	}
	return fmt.Sprintf(" (a day off on %s)", day(council.DateOf(usual)))
}

// held says until when the quiet hours hold the messages of an occurrence.
func (c Config) held(o council.Occurrence) string {
	sent := c.Quiet.Release(o.At, c.Zone)
	if sent.Equal(o.At) {
		return ""
	}
	return fmt.Sprintf(" (quiet hours: goes out %s)", moment(sent))
}

// cannotChase tells that a chase is set and that days off leave it no room.
func (c Config) cannotChase(occurrences []council.Occurrence) bool {
	return slices.ContainsFunc(c.Week.Reminders, func(r council.Reminder) bool { return r.Kind == council.Chase }) &&
		!slices.ContainsFunc(occurrences, func(o council.Occurrence) bool { return o.Kind == council.Chase })
}

// hours is "21 h" or "1 h 30 min".
func hours(d time.Duration) string {
	text := fmt.Sprintf("%d h", d/time.Hour)
	if minutes := d % time.Hour / time.Minute; minutes > 0 {
		text += fmt.Sprintf(" %d min", minutes)
	}
	return text
}

// The days of the week as Ukrainian calendars shorten them, from Sunday.
var shortDays = [...]string{"нд", "пн", "вт", "ср", "чт", "пт", "сб"}

// moment is "ср 25.11.2026 12:00", in t's own zone.
func moment(t time.Time) string { return day(council.DateOf(t)) + t.Format(" 15:04") }

// day is "ср 25.11.2026".
func day(d council.Date) string {
	return fmt.Sprintf("%s %02d.%02d.%d", shortDays[d.Weekday()], d.Day, int(d.Month), d.Year)
}

// span is "30.11–06.12.2026".
func span(week council.Week) string {
	from, to := week.Monday, week.Sunday()
	return fmt.Sprintf("%02d.%02d–%02d.%02d.%d", from.Day, int(from.Month), to.Day, int(to.Month), to.Year)
}
