package council

import (
	"cmp"
	"slices"
	"time"
)

// OccurrenceKind is what the timetable causes.
type OccurrenceKind string

// The kinds of an occurrence.
const (
	// Ask is the one question to units that submit if need be.
	Ask OccurrenceKind = "ask"
	// Remind goes, before the deadline, to units still missing.
	Remind OccurrenceKind = "remind"
	// Missing is the list of the missing for the secretary and the organiser.
	Missing OccurrenceKind = "missing"
	// Chase goes, after the deadline, to units still missing.
	Chase OccurrenceKind = "chase"
	// Digest ends the forming and hands the plan to the secretary (3.17, 3.19).
	Digest OccurrenceKind = "digest"
)

// Reminder is something due at a distance from the deadline, counted by the
// wall clock: 21 hours before noon is 15:00 the day before, whatever the
// clocks did at night. A negative Offset is before the deadline.
type Reminder struct {
	Kind   OccurrenceKind
	Offset time.Duration
}

// Timetable is the council's week: when plans are due, when the digest is made
// and who is told what in between. It is a pure function of its arguments.
type Timetable struct {
	Zone      *time.Location
	Calendar  Calendar
	Deadline  Schedule
	Digest    Schedule
	Reminders []Reminder
	// Grace is from how late on an Ask or a Remind is not sent any more; zero
	// leaves only the deadline as the end.
	Grace time.Duration
}

// Occurrence (подія розкладу) is one firing of the timetable. Its Kind, Week
// and At tell it from every other.
type Occurrence struct {
	Kind OccurrenceKind
	Week Week
	At   time.Time
	// Offset is the reminder's, zero for a digest.
	Offset time.Duration
	// Deadline is the one in force for the week; zero when there is none.
	Deadline time.Time
	// Until is the moment from which it is too late to carry it out.
	Until time.Time
}

// Subject names the week the occurrence is about, "2006-01-02".
func (o Occurrence) Subject() string { return o.Week.String() }

// Verdict is what to do with an occurrence that is due.
type Verdict int

// Run carries the occurrence out, Drop only records it.
const (
	Run Verdict = iota
	Drop
)

// Verdict tells whether the occurrence still makes sense now. Reminders and
// questions end after the grace and with the deadline, a chase with the
// digest; the list of the missing and the digest are late rather than never,
// while the planned week lasts.
func (o Occurrence) Verdict(now time.Time) Verdict { return verdictUntil(o.Until, now) }

// Due are the occurrences with after < At <= until, in order. Two looks that
// meet give what one look over both would give.
func (t Timetable) Due(after, until time.Time, moved Moved) []Occurrence {
	var due []Occurrence
	for _, week := range t.weeks(after, until, moved) {
		for _, o := range t.Occurrences(week, moved) {
			if o.At.After(after) && !o.At.After(until) {
				due = append(due, o)
			}
		}
	}
	slices.SortFunc(due, compareOccurrences)
	return due
}

// Upcoming are the next n occurrences after now, as far as a year ahead.
func (t Timetable) Upcoming(now time.Time, n int, moved Moved) []Occurrence {
	ahead := t.Due(now, now.AddDate(1, 0, 0), moved)
	return ahead[:min(n, len(ahead))]
}

// Occurrences are all of one planned week, in order.
func (t Timetable) Occurrences(week Week, moved Moved) []Occurrence {
	deadline, due := t.DeadlineOf(week, moved)
	digest, formed := t.DigestOf(week)
	over := week.Next().Monday.At(0, t.Zone)

	var found []Occurrence
	if formed {
		found = append(found, Occurrence{Kind: Digest, Week: week, At: digest, Deadline: deadline, Until: over})
	}
	for _, r := range t.Reminders {
		if !due {
			break
		}
		o := Occurrence{
			Kind: r.Kind, Week: week, Offset: r.Offset, Deadline: deadline,
			At: t.reminderAt(deadline, r.Offset), Until: over,
		}
		switch {
		case r.Kind == Ask || r.Kind == Remind:
			o.Until = t.lastCall(o.At, deadline)
		case r.Kind == Chase && formed:
			o.Until = digest
		}
		// Days off may leave a chase no room before the digest.
		if o.At.Before(o.Until) {
			found = append(found, o)
		}
	}
	slices.SortFunc(found, compareOccurrences)
	return slices.CompactFunc(found, same)
}

func (t Timetable) lastCall(at, deadline time.Time) time.Time {
	if end := at.Add(t.Grace); t.Grace > 0 && end.Before(deadline) {
		return end
	}
	return deadline
}

// reminderAt is the moment at the offset by the wall clock. On a day off it
// moves away from the deadline to the same hour of a working day; the day of
// the deadline itself counts as worked.
func (t Timetable) reminderAt(deadline time.Time, offset time.Duration) time.Time {
	if offset == 0 {
		return deadline
	}
	at := addWall(deadline, offset)
	day := DateOf(at)
	switch {
	case day == DateOf(deadline):
		return at
	case offset < 0:
		return onDay(t.Calendar.WorkingDayOnOrBefore(day), at)
	default:
		return onDay(t.Calendar.WorkingDayOnOrAfter(day), at)
	}
}

// addWall moves the hands of t's clock by the offset.
func addWall(t time.Time, offset time.Duration) time.Time {
	return AtHands(Hands(t).Add(offset), t.Location())
}

// weeks are the planned weeks whose occurrences may fall between the two
// moments: none comes after its week is over, none earlier than its offset and
// two breaks before the deadline; and every week moved by hand.
func (t Timetable) weeks(after, until time.Time, moved Moved) []Week {
	var before time.Duration
	for _, r := range t.Reminders {
		before = min(before, r.Offset)
	}
	const day = 24 * time.Hour
	first := WeekOf(DateOf(after.In(t.Zone)))
	last := WeekOf(DateOf(until.Add(-before + (2*LongestBreak+8)*day).In(t.Zone)))

	var found []Week
	for week := first; !week.Monday.After(last.Monday); week = week.Next() {
		found = append(found, week)
	}
	for week := range moved {
		if week.Monday.Before(first.Monday) || week.Monday.After(last.Monday) {
			found = append(found, week)
		}
	}
	return found
}

// compareOccurrences orders by moment; at the same moment by week, kind and
// nearness to the deadline.
func compareOccurrences(a, b Occurrence) int {
	return cmp.Or(
		a.At.Compare(b.At),
		a.Week.Monday.Compare(b.Week.Monday),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Offset.Abs(), b.Offset.Abs()),
	)
}

// same tells that days off pushed two reminders onto one moment: one is enough.
func same(a, b Occurrence) bool {
	return a.Kind == b.Kind && a.Week == b.Week && a.At.Equal(b.At)
}
