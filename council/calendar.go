package council

import (
	"slices"
	"time"
)

// LongestBreak is how many days in a row may be off. Searches for a working
// day go no further.
const LongestBreak = 21

// Calendar tells working days from days off. Saturdays and Sundays are off.
// The zero Calendar knows nothing else, which is the rule under martial law,
// when holidays are worked.
type Calendar struct {
	// Holidays are further days off.
	Holidays []Date
	// WorkingDays are worked though they would be off: moved Saturdays.
	WorkingDays []Date
}

// IsWorking tells that the council works on the day. A moved working day
// outweighs a holiday.
func (c Calendar) IsWorking(d Date) bool {
	if slices.Contains(c.WorkingDays, d) {
		return true
	}
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return !weekend && !slices.Contains(c.Holidays, d)
}

// WorkingDayOnOrBefore is d itself or the nearest working day before it; d
// when there is none within LongestBreak.
func (c Calendar) WorkingDayOnOrBefore(d Date) Date { return c.nearest(d, -1) }

// WorkingDayOnOrAfter is d itself or the nearest working day after it; d when
// there is none within LongestBreak.
func (c Calendar) WorkingDayOnOrAfter(d Date) Date { return c.nearest(d, 1) }

// PreviousWorkingDay is the last working day before d.
func (c Calendar) PreviousWorkingDay(d Date) Date { return c.WorkingDayOnOrBefore(d.AddDays(-1)) }

// NextWorkingDay is the first working day after d.
func (c Calendar) NextWorkingDay(d Date) Date { return c.WorkingDayOnOrAfter(d.AddDays(1)) }

func (c Calendar) nearest(d Date, step int) Date {
	for n := range LongestBreak + 1 {
		if day := d.AddDays(n * step); c.IsWorking(day) {
			return day
		}
	}
	return d
}
