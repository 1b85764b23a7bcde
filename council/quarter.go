package council

import "time"

// Quarter is three months of a year; Number is 1 to 4.
type Quarter struct{ Year, Number int }

// QuarterOf is the quarter with the day.
func QuarterOf(d Date) Quarter { return Quarter{d.Year, (int(d.Month)-1)/3 + 1} }

// First is the quarter's first day.
func (q Quarter) First() Date { return NewDate(q.Year, time.Month(3*q.Number-2), 1) }

// After is the first day after the quarter.
func (q Quarter) After() Date { return NewDate(q.Year, time.Month(3*q.Number+1), 1) }

// Last is the quarter's last day.
func (q Quarter) Last() Date { return q.After().AddDays(-1) }

// Before is the quarter before.
func (q Quarter) Before() Quarter { return QuarterOf(q.First().AddDays(-1)) }

// ReportsDue is by when doers report what they were assigned in the quarter:
// the 5th of the month after, or the working day before (11.10).
func (q Quarter) ReportsDue(c Calendar) Date { return c.WorkingDayOnOrBefore(q.After().AddDays(4)) }

// SummaryDue is by when the summary must be there: the 10th, or the working day
// before (11.10).
func (q Quarter) SummaryDue(c Calendar) Date { return c.WorkingDayOnOrBefore(q.After().AddDays(9)) }
