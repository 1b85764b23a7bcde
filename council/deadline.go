package council

import (
	"errors"
	"time"
)

// Schedule is a line of the timetable: Next is its first firing after t, the
// zero time when there is none.
type Schedule interface {
	Next(t time.Time) time.Time
}

// Moved are the deadlines the organiser moved by hand, by planned week.
type Moved map[Week]time.Time

// Why a deadline may not be moved to a moment.
var (
	// ErrMomentPassed: the moment is not in the future.
	ErrMomentPassed = errors.New("the moment has passed")
	// ErrAfterDigest: the plan would be formed before its deadline.
	ErrAfterDigest = errors.New("not before the digest")
)

// DeadlineOf is when the plans for the week are due (3.16): the last firing
// of the deadline's line in the seven days before the week, at the same hour
// of the working day before when that day is off. What the organiser moved by
// hand stands as moved. False when the line does not fire in those days.
func (t Timetable) DeadlineOf(week Week, moved Moved) (time.Time, bool) {
	if at, ok := moved[week]; ok {
		return at.In(t.Zone), true
	}
	return t.lastBefore(week, t.Deadline)
}

// DigestOf is when the plan of the week is formed and the secretary gets it
// (3.17, 3.19), found and shifted like the deadline. A deadline moved by hand
// does not move it.
func (t Timetable) DigestOf(week Week) (time.Time, bool) {
	return t.lastBefore(week, t.Digest)
}

// CheckMove tells whether the week's deadline may be moved by hand to the
// moment: ErrMomentPassed, ErrAfterDigest or nil.
func (t Timetable) CheckMove(week Week, to, now time.Time) error {
	limit, ok := t.DigestOf(week)
	if !ok {
		limit = week.Monday.At(0, t.Zone)
	}
	switch {
	case !to.After(now):
		return ErrMomentPassed
	case !to.Before(limit):
		return ErrAfterDigest
	}
	return nil
}

// lastBefore is the schedule's last firing in the seven days before the week,
// shifted to a working day.
func (t Timetable) lastBefore(week Week, schedule Schedule) (time.Time, bool) {
	if schedule == nil {
		return time.Time{}, false
	}
	monday := week.Monday.At(0, t.Zone)
	at := schedule.Next(week.Previous().Monday.At(0, t.Zone).Add(-time.Nanosecond))

	var last time.Time
	for !at.IsZero() && at.Before(monday) {
		last, at = at, schedule.Next(at)
	}
	if last.IsZero() {
		return time.Time{}, false
	}
	last = last.In(t.Zone)
	return onDay(t.Calendar.WorkingDayOnOrBefore(DateOf(last)), last), true
}

// onDay is the day with the clock of t, in t's zone.
func onDay(d Date, t time.Time) time.Time {
	if d == DateOf(t) {
		return t
	}
	return addWall(t, time.Duration(d.DaysSince(DateOf(t)))*24*time.Hour)
}
