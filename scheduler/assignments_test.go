package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// desk is the chamber with a runner of assignments; its meeting was on Friday,
// 20 November 2026.
type desk struct {
	*chamber
	errands *scheduler.AssignmentRunner[*storage.Tx]
	words   *errandWords
	held    council.Meeting
}

func openDesk(t *testing.T, holidays ...council.Date) *desk {
	t.Helper()
	d := &desk{chamber: openChamber(t), words: &errandWords{}}
	d.errands = &scheduler.AssignmentRunner[*storage.Tx]{
		Means: d.means(), Composer: d.words,
		Timetable: council.AssignmentTimetable{Zone: localZone(t), Quiet: quiet, Calendar: council.Calendar{Holidays: holidays}},
	}
	d.held = d.call("20.11 10:00")
	d.look("20.11 12:00")
	return d
}

// give is an assignment given at an hour of 2026, due on a day of it.
func (d *desk) give(text, doer, at, due string) council.Assignment {
	d.Helper()
	a := council.Assignment{MeetingID: d.held.ID, Text: text, DoerID: d.people[doer], Due: council.DateOf(d.when(due + " 00:00")),
		State: council.Given, GivenBy: d.people["писар"], GivenAt: d.when(at)}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		a.ID, err = tx.AddAssignment(ctx, a)
		return err
	})
	return a
}

// becomes is what the dialogues do to an assignment.
func (d *desk) becomes(a council.Assignment, set func(a *council.Assignment)) {
	d.Helper()
	set(&a)
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateAssignment(ctx, a) })
}

// look runs the timetable at an hour of 2026, or of a year that is given, and
// compares what is written to whom.
func (d *desk) look(when string, want ...string) {
	d.Helper()
	d.writes(d.errands.RunOnce, d.moment(when), want...)
}

func (d *desk) moment(when string) time.Time {
	d.Helper()
	if strings.Count(when, ".") == 1 {
		return d.when(when)
	}
	at, err := time.ParseInLocation("02.01.2006 15:04", when, localZone(d.T))
	if err != nil {
		d.Fatal(err)
	}
	return at
}

// errandWords writes what it was asked for.
type errandWords struct{}

func (errandWords) AssignmentReminder(o council.AssignmentOccurrence, _ council.Date) council.Message {
	return council.Message{HTML: strings.TrimPrefix(string(o.Kind), "assignment_") + " " + o.Assignment.Text}
}

func (errandWords) AssignmentCollection(o council.AssignmentOccurrence, due council.Date, owed []council.AssignmentCard, _ council.Date) []council.Message {
	text := strings.TrimPrefix(string(o.Kind), "assignment_") + " by " + due.String()
	for _, a := range owed {
		text += " " + a.Text
	}
	return []council.Message{{HTML: text}}
}

func (errandWords) AssignmentSummary(s council.AssignmentSummary) []council.Message {
	return []council.Message{
		{HTML: fmt.Sprintf("%d/%d: given %d", s.Quarter.Number, s.Quarter.Year, s.Given)},
		{HTML: fmt.Sprintf("in time %d, late %d, overdue %d, doers %d", s.InTime, s.Late, s.Overdue, len(s.Doers))},
	}
}

func TestADoerIsRemindedBeforeOnAndAfterTheDay(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	// 30 November is a Monday: the working day before is Friday.
	d.give("дах", "аля", "20.11 12:30", "30.11")
	d.look("27.11 08:59")
	d.look("27.11 09:00", "soon дах: аля")
	d.look("27.11 09:01")
	d.look("29.11 12:00")
	d.look("30.11 09:00", "due дах: аля")
	d.look("01.12 09:00", "overdue дах: аля")
	d.look("07.12 23:00")
	d.look("08.12 09:00", "overdue дах: аля")
	d.look("15.12 09:00", "overdue дах: аля")
}

func TestADayOffMovesTheReminders(t *testing.T) {
	t.Parallel()
	d := openDesk(t, council.NewDate(2026, 12, 8))
	d.give("сніг", "аля", "20.11 12:30", "29.11") // a Sunday
	d.look("26.11 09:00", "soon сніг: аля")
	d.look("27.11 09:00", "due сніг: аля")
	d.look("30.11 09:00", "overdue сніг: аля")
	d.look("07.12 09:00", "overdue сніг: аля")
	d.give("лід", "аля", "02.12 12:30", "07.12")
	d.look("08.12 09:00")
	d.look("09.12 09:00", "overdue лід: аля")
}

func TestWhatIsReportedPutOffOrTakenBackIsNotRemindedOf(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	reported := d.give("звіт", "аля", "20.11 12:30", "25.11")
	returned := d.give("ще раз", "боря", "20.11 12:30", "25.11")
	moved := d.give("далі", "аля", "20.11 12:30", "25.11")
	dropped := d.give("ні", "боря", "20.11 12:30", "25.11")
	d.look("24.11 09:00", "soon звіт: аля", "soon ще раз: боря", "soon далі: аля", "soon ні: боря")
	d.becomes(reported, func(a *council.Assignment) { a.State, a.ReportedAt = council.Reported, d.when("24.11 15:00") })
	d.becomes(returned, func(a *council.Assignment) { a.State = council.Accepted })
	d.becomes(moved, func(a *council.Assignment) { a.Due = council.NewDate(2026, 11, 27) })
	d.becomes(dropped, func(a *council.Assignment) { a.State = council.Dropped })
	d.look("25.11 09:00", "due ще раз: боря")
	d.look("26.11 09:00", "overdue ще раз: боря", "soon далі: аля")
}

func TestAnAssignmentGivenLateIsNotRemindedOfThePast(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.look("25.11 09:30")
	d.give("сьогодні", "аля", "25.11 10:00", "25.11")
	d.give("завтра", "боря", "25.11 10:00", "26.11")
	d.look("25.11 10:01")
	d.look("26.11 09:00", "overdue сьогодні: аля", "due завтра: боря")
}

func TestAfterAnOutageOnlyTheNewestReminderGoes(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.give("дах", "аля", "20.11 12:30", "25.11")
	d.look("04.12 23:00", "overdue дах: аля")
	held := d.column(`SELECT to_char(hold_until AT TIME ZONE 'Europe/Kyiv', 'DD.MM HH24:MI') FROM outbox WHERE about LIKE 'assignment:%'`)
	if diff := cmp.Diff([]string{"05.12 07:00"}, held); diff != "" {
		t.Error(diff)
	}
}

func TestTwoLookersRemindOnce(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.give("дах", "аля", "20.11 12:30", "25.11")
	d.crowd(d.errands.RunOnce, d.when("25.11 09:00"))
	if diff := cmp.Diff([]string{"due дах: аля"}, d.written()); diff != "" {
		t.Error(diff)
	}
}

func TestAQuarterIsCollectedByThe5thAndSummedUpByThe10th(t *testing.T) {
	t.Parallel()
	// 2 January 2027 is a Saturday, 10 January a Sunday.
	d := openDesk(t, council.NewDate(2027, 1, 1))
	done := d.give("зроблене", "мер", "20.11 12:30", "30.12")
	late := d.give("пізнє", "боря", "20.11 12:30", "30.12")
	d.give("дах", "аля", "20.11 12:30", "31.12")
	next := d.give("весна", "боря", "20.11 12:30", "31.12")
	d.becomes(next, func(a *council.Assignment) { a.Due = council.NewDate(2027, 2, 10) })
	d.becomes(done, func(a *council.Assignment) { a.State, a.ReportedAt = council.Done, d.when("29.12 12:00") })
	d.look("31.12 23:59", "overdue пізнє: боря", "due дах: аля")
	d.look("04.01.2027 08:59")
	d.look("04.01.2027 09:00", "collect by 2027-01-05 дах: аля", "collect by 2027-01-05 пізнє: боря", "overdue дах: аля")
	d.becomes(late, func(a *council.Assignment) { a.State, a.ReportedAt = council.Reported, d.moment("04.01.2027 10:00") })
	d.look("05.01.2027 09:00", "chase by 2027-01-05 дах: аля")
	d.look("08.01.2027 08:59")
	d.look("08.01.2027 09:00", "4/2026: given 3: організатор", "in time 1, late 1, overdue 1, doers 3: організатор")
	d.look("08.01.2027 09:01")
	d.look("11.01.2027 09:00", "overdue дах: аля")
}

func TestAQuarterWithoutAssignmentsTroublesNobody(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	for _, when := range []string{"04.01.2027 09:00", "05.01.2027 09:00", "08.01.2027 09:00"} {
		d.look(when)
	}
}

// slow lets something happen between the look and what it finds.
type slow struct {
	*storage.DB
	between func()
}

func (s *slow) InTx(ctx context.Context, work func(tx *storage.Tx) error) error {
	err := s.DB.InTx(ctx, work)
	if between := s.between; between != nil {
		s.between = nil
		between()
	}
	return err
}

func TestWhatIsReportedDuringTheLookIsNotRemindedOf(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(a *council.Assignment){
		"reported": func(a *council.Assignment) { a.State = council.Reported },
		"put off":  func(a *council.Assignment) { a.Due = council.NewDate(2026, 12, 25) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := openDesk(t)
			a := d.give("дах", "аля", "20.11 12:30", "25.11")
			d.errands.Store = &slow{DB: d.db, between: func() { d.becomes(a, set) }}
			d.look("25.11 09:00")
		})
	}
}
