package council

import (
	"cmp"
	"time"
)

// Sitting is one firing of a cadence: On is the day the cadence names, Day the
// one on which the meeting is held, moved from a day off.
type Sitting struct{ On, Day Date }

// Dates are the days on which regular meetings are held that the cadence puts
// into from..to, both inclusive.
func (c Cadence) Dates(from, to Date, calendar Calendar) []Date {
	var days []Date
	for _, s := range c.Sittings(from, to, calendar) {
		days = append(days, s.Day)
	}
	return days
}

// Sittings are the cadence's firings in from..to, both inclusive, each with the
// day on which it is held. The range is that of the named days: a meeting moved
// from a day off may be held outside it. Skipped ones are left out.
func (c Cadence) Sittings(from, to Date, calendar Calendar) []Sitting {
	var found []Sitting
	for d := from; !d.After(to); d = d.AddDays(1) {
		if !c.names(d) {
			continue
		}
		if day, held := c.heldOn(d, calendar); held {
			found = append(found, Sitting{On: d, Day: day})
		}
	}
	return found
}

func (c Cadence) names(d Date) bool {
	if d.Weekday() != c.Weekday {
		return false
	}
	switch c.Kind {
	case EveryWeek:
		return true
	case EveryOtherWeek:
		weeks := WeekOf(d).Monday.DaysSince(WeekOf(c.Anchor).Monday) / 7
		return weeks%2 == 0
	case NthWeekday:
		if c.Nth < 0 {
			return d.AddDays(7).Month != d.Month
		}
		return (d.Day-1)/7+1 == c.Nth
	}
	return false
}

func (c Cadence) heldOn(d Date, calendar Calendar) (Date, bool) {
	if calendar.IsWorking(d) {
		return d, true
	}
	switch c.DayOff {
	case BeforeDayOff:
		return calendar.WorkingDayOnOrBefore(d), true
	case AfterDayOff:
		return calendar.WorkingDayOnOrAfter(d), true
	}
	return Date{}, false
}

// RegularMeetings are the body's meetings that its cadence puts into from..to,
// both inclusive, as they appear: planned, at the body's usual hour and venue
// (4.2, 11.2, 11.8). A body that does not exist on the day has none.
func (b Body) RegularMeetings(from, to Date, calendar Calendar) []Meeting {
	var found []Meeting
	for _, s := range b.Cadence.Sittings(from, to, calendar) {
		if !b.ExistsOn(s.Day) {
			continue
		}
		found = append(found, Meeting{
			BodyID: b.ID, Version: 1, State: Planned, Day: s.Day, Start: b.Start, Venue: b.Venue,
			Mode: b.usualMode(), OpenToPublic: b.OpenToPublic, Regular: true, RegularOn: s.On,
		})
	}
	return found
}

// usualMode is in person unless the body says otherwise.
func (b Body) usualMode() MeetingMode { return cmp.Or(b.Mode, InPerson) }

// TooLate tells that a move from one instant to another, or a cancelling (next
// is zero), comes later than the rule allows. What counts is the earlier of the
// two: those who keep that hour free must know in time. before and next are in
// the council's zone.
func (r NoticeRule) TooLate(before, next, now time.Time, calendar Calendar) bool {
	first := before
	if !next.IsZero() && next.Before(before) {
		first = next
	}
	if r.Lead > 0 && now.After(addWall(first, -r.Lead)) {
		return true
	}
	return r.PreviousFriday && !now.Before(fridayBefore(first, calendar))
}

// fridayBefore is the end of the Friday that precedes the meeting (11.3), or of
// the working day before it when that Friday is off.
func fridayBefore(meeting time.Time, calendar Calendar) time.Time {
	day := DateOf(meeting).AddDays(-1)
	for day.Weekday() != time.Friday {
		day = day.AddDays(-1)
	}
	return calendar.WorkingDayOnOrBefore(day).AddDays(1).At(0, meeting.Location())
}
