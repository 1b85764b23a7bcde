package council

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// The kinds of an occurrence of the day.
const (
	// DayEve tells leaders, on the eve, what is planned for the day.
	DayEve OccurrenceKind = "day_eve"
	// DayMorning tells them on the day itself.
	DayMorning OccurrenceKind = "day_morning"
	// MaterialsDue reminds the responsible, the working day before, that the
	// materials of events fall due (13.3).
	MaterialsDue OccurrenceKind = "materials_due"
	// MaterialsNow does the same for what joined the plan after that hour.
	MaterialsNow OccurrenceKind = "materials_now"
	// EventEve reminds the responsible of the events themselves.
	EventEve OccurrenceKind = "event_eve"
	// AskOutcome asks the responsible what became of events (3.19).
	AskOutcome OccurrenceKind = "ask_outcome"
	// WeekOutcome tells how the week's plan was carried out (3.19).
	WeekOutcome OccurrenceKind = "week_outcome"
)

// DayOccurrence is one firing of the day's timetable. Its Kind, From and At
// tell it from every other.
type DayOccurrence struct {
	Kind OccurrenceKind
	// From and To are the days of the events that it is about, both inclusive;
	// of WeekOutcome the week's.
	From, To Date
	At       time.Time
	// Until is the moment from which it is too late to carry it out.
	Until time.Time
}

// Subject names the days the occurrence is about, "day:2026-12-01".
func (o DayOccurrence) Subject() string { return "day:" + o.From.String() }

// Covers tells that the day is one of those that the occurrence is about.
func (o DayOccurrence) Covers(d Date) bool { return !d.Before(o.From) && !d.After(o.To) }

// Verdict tells whether the occurrence still makes sense now.
func (o DayOccurrence) Verdict(now time.Time) Verdict { return verdictUntil(o.Until, now) }

// DayTimetable is what happens around the days of an agreed plan and when. It
// is a pure function of its arguments; what is planned for the days is asked
// when an occurrence is carried out.
type DayTimetable struct {
	Zone     *time.Location
	Calendar Calendar
	Quiet    QuietHours
	// Eve and Morning are the hours at which leaders get their day.
	Eve, Morning TimeOfDay
}

// Due are the occurrences with after < At <= until, in order. Two looks that
// meet give what one look over both would give.
func (t DayTimetable) Due(after, until time.Time) []DayOccurrence {
	var due []DayOccurrence
	last := DateOf(until.In(t.Zone))
	for day := DateOf(after.In(t.Zone)); !day.After(last); day = day.AddDays(1) {
		for _, o := range t.Occurrences(day) {
			if o.At.After(after) && !o.At.After(until) {
				due = append(due, o)
			}
		}
	}
	slices.SortStableFunc(due, compareDayOccurrences)
	return due
}

// Occurrences are those carried out on the day, in order: leaders get every
// day, the responsible are asked on working days.
func (t DayTimetable) Occurrences(day Date) []DayOccurrence {
	found := []DayOccurrence{
		{Kind: DayMorning, From: day, To: day, At: day.At(t.Morning, t.Zone), Until: t.midnightAfter(day)},
		{Kind: DayEve, From: day.AddDays(1), To: day.AddDays(1), At: day.At(t.Eve, t.Zone), Until: day.AddDays(1).At(t.Morning, t.Zone)},
	}
	if t.Calendar.IsWorking(day) {
		found = append(found, t.askedOn(day)...)
	}
	slices.SortStableFunc(found, compareDayOccurrences)
	return found
}

// askedOn are the occurrences of a working day. Materials are due a day before
// the event (13.3), on a working day: next is that day for the events between
// it and the working day after it.
func (t DayTimetable) askedOn(day Date) []DayOccurrence {
	before, next := t.Calendar.PreviousWorkingDay(day), t.Calendar.NextWorkingDay(day)
	found := []DayOccurrence{
		{Kind: MaterialsDue, From: next.AddDays(1), To: t.Calendar.NextWorkingDay(next), At: t.office(day), Until: t.midnightAfter(next)},
		{Kind: EventEve, From: day.AddDays(1), To: next, At: day.At(t.Eve, t.Zone), Until: day.AddDays(1).At(t.Morning, t.Zone)},
		{Kind: AskOutcome, From: before, To: day.AddDays(-1), At: t.office(day), Until: t.Closing(WeekOf(before))},
	}
	for week := WeekOf(day.AddDays(-LongestBreak - 7)); week.Monday.Before(day); week = week.Next() {
		if at := t.Closing(week); DateOf(at.In(t.Zone)) == day {
			const stillOfUse = 7
			found = append(found, DayOccurrence{Kind: WeekOutcome, From: week.Monday, To: week.Sunday(), At: at, Until: t.midnightAfter(day.AddDays(stillOfUse))})
		}
	}
	return found
}

// MaterialsDueOn is the last day for the materials of an event that begins on
// the day: the working day before it (13.3).
func (t DayTimetable) MaterialsDueOn(begins Date) Date { return t.Calendar.PreviousWorkingDay(begins) }

// RemindedAt is when the responsible are reminded of the materials of an event
// that begins on the day.
func (t DayTimetable) RemindedAt(begins Date) time.Time {
	return t.office(t.Calendar.PreviousWorkingDay(t.MaterialsDueOn(begins)))
}

// Closing is when the week's plan is summed up: on the first working day after
// it, in the evening, so that the week's last events can still be answered for.
func (t DayTimetable) Closing(week Week) time.Time {
	return t.Calendar.WorkingDayOnOrAfter(week.Next().Monday).At(t.Eve, t.Zone)
}

// Told are the occurrences by which leaders have last been told of the days
// that are not over: of a day the newest. looked is how far the timetable has
// been carried out.
func (t DayTimetable) Told(looked, now time.Time) []DayOccurrence {
	today := DateOf(now.In(t.Zone))
	var told []DayOccurrence
	for _, o := range []DayOccurrence{
		{Kind: DayMorning, From: today, To: today, At: today.At(t.Morning, t.Zone), Until: t.midnightAfter(today)},
		{Kind: DayEve, From: today, To: today, At: today.AddDays(-1).At(t.Eve, t.Zone), Until: today.At(t.Morning, t.Zone)},
		{Kind: DayEve, From: today.AddDays(1), To: today.AddDays(1), At: today.At(t.Eve, t.Zone), Until: today.AddDays(1).At(t.Morning, t.Zone)},
	} {
		same := slices.ContainsFunc(told, func(other DayOccurrence) bool { return other.From == o.From })
		if !o.At.After(looked) && !same {
			told = append(told, o)
		}
	}
	return told
}

func (t DayTimetable) office(d Date) time.Time { return d.At(officeHour, t.Zone) }

func (t DayTimetable) midnightAfter(d Date) time.Time { return d.AddDays(1).At(0, t.Zone) }

func compareDayOccurrences(a, b DayOccurrence) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind), a.From.Compare(b.From))
}

// DayKey is the key of a notice about a day: nobody is told twice of the same
// revision of it. Whom names the post or person that it is for.
func DayKey(kind OccurrenceKind, day Date, whom int64, revision int, personID int64) string {
	return fmt.Sprintf("%s:%d:%d", DayKeys(kind, day, whom), revision, personID)
}

// DayKeys begins the keys of all notices of the kind about the day for the same
// post or person.
func DayKeys(kind OccurrenceKind, day Date, whom int64) string {
	return fmt.Sprintf("%s:%s:%d:", kind, day, whom)
}

// DayNotices are the messages of a kind about the day, to one person.
func DayNotices(kind OccurrenceKind, day Date, personID int64, revision int, messages []Message) []Notice {
	all := make([]Notice, len(messages))
	for part, m := range messages {
		all[part] = Notice{PersonID: personID, Class: Bulk, About: AboutWeek(WeekOf(day)), Message: m,
			Key: fmt.Sprintf("%s:%d", DayKey(kind, day, personID, revision, personID), part)}
	}
	return all
}
