package council

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// The kinds of an occurrence around assignments.
const (
	// AssignmentSoon reminds the doer the working day before the day.
	AssignmentSoon OccurrenceKind = "assignment_soon"
	// AssignmentDue reminds the doer on the day.
	AssignmentDue OccurrenceKind = "assignment_due"
	// AssignmentOverdue reminds the doer once a week after it.
	AssignmentOverdue OccurrenceKind = "assignment_overdue"
	// CollectReports asks each doer, after a quarter, to report (11.10).
	CollectReports OccurrenceKind = "assignment_collect"
	// ChaseReports asks again, on the last day, who has not.
	ChaseReports OccurrenceKind = "assignment_chase"
	// SumUpAssignments hands the quarter's summary to the organisers (11.10).
	SumUpAssignments OccurrenceKind = "assignment_summary"
)

// AssignmentReminders are the kinds that a doer is reminded by of one
// assignment: what is taken back when it is reported.
func AssignmentReminders() []string {
	return []string{string(AssignmentSoon), string(AssignmentDue), string(AssignmentOverdue)}
}

// AssignmentOccurrence is one firing of the timetable of assignments: of one
// assignment, or of a quarter.
type AssignmentOccurrence struct {
	Kind       OccurrenceKind
	Assignment AssignmentCard
	Quarter    Quarter
	At         time.Time
	// Until is the moment from which it is too late to carry it out.
	Until time.Time
}

// OfQuarter tells that the occurrence is about a quarter.
func (o AssignmentOccurrence) OfQuarter() bool { return o.Quarter.Number != 0 }

// Subject names what the occurrence is about: an assignment with its day, so
// that one put off is reminded anew, or a quarter.
func (o AssignmentOccurrence) Subject() string {
	if o.OfQuarter() {
		return fmt.Sprintf("quarter:%d-%d", o.Quarter.Year, o.Quarter.Number)
	}
	return o.Assignment.About() + ":" + o.Assignment.Due.String()
}

// About is the subject of its notices.
func (o AssignmentOccurrence) About() string {
	if o.OfQuarter() {
		return o.Subject()
	}
	return o.Assignment.About()
}

// Key is the key of the occurrence's notice to a person.
func (o AssignmentOccurrence) Key(part int, personID int64) string {
	return fmt.Sprintf("%s:%s:%d:%d:%d", o.Kind, o.Subject(), o.At.Unix(), part, personID)
}

// Verdict tells whether the occurrence still makes sense now.
func (o AssignmentOccurrence) Verdict(now time.Time) Verdict { return verdictUntil(o.Until, now) }

// AssignmentTimetable is what happens around assignments and when: always at
// the hour of papers. It is a pure function of its arguments.
type AssignmentTimetable struct {
	Zone     *time.Location
	Calendar Calendar
	Quiet    QuietHours
}

// MayBeDue tells that an hour of papers lies in after < hour <= until: without
// one nothing is due.
func (t AssignmentTimetable) MayBeDue(after, until time.Time) bool {
	day := DateOf(after.In(t.Zone))
	return t.office(day).After(after) && !t.office(day).After(until) || !t.office(day.AddDays(1)).After(until)
}

// Due are the occurrences of the assignments and of the quarters with
// after < At <= until, in order.
func (t AssignmentTimetable) Due(open []AssignmentCard, after, until time.Time) []AssignmentOccurrence {
	var due []AssignmentOccurrence
	add := func(all []AssignmentOccurrence) {
		for _, o := range all {
			if o.At.After(after) && !o.At.After(until) {
				due = append(due, o)
			}
		}
	}
	today := DateOf(until.In(t.Zone))
	for _, a := range open {
		add(t.Occurrences(a, today))
	}
	for day, last := DateOf(after.In(t.Zone)), QuarterOf(today); ; day = QuarterOf(day).After() {
		add(t.Closing(QuarterOf(day).Before()))
		if QuarterOf(day) == last {
			break
		}
	}
	slices.SortStableFunc(due, compareAssignmentOccurrences)
	return due
}

// Occurrences are those of an assignment as it stands, as far as the day last,
// in order. What should have come before the assignment was given does not.
func (t AssignmentTimetable) Occurrences(a AssignmentCard, last Date) []AssignmentOccurrence {
	if !a.Owed() {
		return nil
	}
	on := t.Calendar.WorkingDayOnOrBefore(a.Due)
	soon, first := t.Calendar.PreviousWorkingDay(on), t.Calendar.NextWorkingDay(a.Due)
	found := []AssignmentOccurrence{
		{Kind: AssignmentSoon, At: t.office(soon), Until: t.office(on)},
		{Kind: AssignmentDue, At: t.office(on), Until: t.midnightAfter(a.Due)},
	}
	for week := 0; ; week++ {
		day := t.Calendar.WorkingDayOnOrAfter(first.AddDays(7 * week))
		if day.After(last) {
			break
		}
		next := t.Calendar.WorkingDayOnOrAfter(first.AddDays(7 * (week + 1)))
		found = append(found, AssignmentOccurrence{Kind: AssignmentOverdue, At: t.office(day), Until: t.office(next)})
	}
	found = slices.DeleteFunc(found, func(o AssignmentOccurrence) bool {
		return !o.At.After(a.GivenAt) || !o.At.Before(o.Until)
	})
	for i := range found {
		found[i].Assignment = a
	}
	return found
}

// Closing are the occurrences by which a quarter's reports are collected and
// summed up: the question on the first working day after it, the reminder and
// the summary on the last days allowed (11.10).
func (t AssignmentTimetable) Closing(q Quarter) []AssignmentOccurrence {
	const stillOfUse = 14
	reports, summary := q.ReportsDue(t.Calendar), q.SummaryDue(t.Calendar)
	asked := t.office(t.Calendar.WorkingDayOnOrAfter(q.After()))
	found := []AssignmentOccurrence{
		{Kind: CollectReports, Quarter: q, At: asked, Until: t.office(reports)},
		{Kind: ChaseReports, Quarter: q, At: t.office(reports), Until: t.midnightAfter(reports)},
		{Kind: SumUpAssignments, Quarter: q, At: t.office(summary), Until: t.midnightAfter(summary.AddDays(stillOfUse))},
	}
	return slices.DeleteFunc(found, func(o AssignmentOccurrence) bool { return !o.At.Before(o.Until) })
}

func (t AssignmentTimetable) office(d Date) time.Time { return d.At(officeHour, t.Zone) }

func (t AssignmentTimetable) midnightAfter(d Date) time.Time { return d.AddDays(1).At(0, t.Zone) }

func compareAssignmentOccurrences(a, b AssignmentOccurrence) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Assignment.ID, b.Assignment.ID),
		cmp.Compare(a.Kind, b.Kind),
	)
}
