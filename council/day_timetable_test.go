package council

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func dayTable(t testing.TB, c Calendar) DayTimetable {
	return DayTimetable{Zone: kyiv(t), Calendar: c, Quiet: QuietHours{From: 20 * 60, To: 7 * 60}, Eve: 17 * 60, Morning: 8 * 60}
}

// shown is "30.11 09:00 +0200 materials_due 02.12-02.12 till 02.12 00:00".
func (o DayOccurrence) shown(zone *time.Location) string {
	short := func(d Date) string { return fmt.Sprintf("%02d.%02d", d.Day, d.Month) }
	return fmt.Sprintf("%s %s %s-%s till %s", o.At.In(zone).Format("02.01 15:04 -0700"), o.Kind, short(o.From), short(o.To),
		o.Until.In(zone).Format("02.01 15:04"))
}

func TestTheTimetableOfADay(t *testing.T) {
	t.Parallel()
	monday := Calendar{Holidays: days(t, "Mon 30.11.2026")}
	saturday := Calendar{WorkingDays: days(t, "Sat 28.11.2026")}
	for _, tt := range []struct {
		name     string
		calendar Calendar
		day      string
		want     []string
	}{
		{"a working day", Calendar{}, "Tue 24.11.2026", []string{
			"24.11 08:00 +0200 day_morning 24.11-24.11 till 25.11 00:00",
			"24.11 09:00 +0200 ask_outcome 23.11-23.11 till 30.11 17:00",
			"24.11 09:00 +0200 materials_due 26.11-26.11 till 26.11 00:00",
			"24.11 17:00 +0200 day_eve 25.11-25.11 till 25.11 08:00",
			"24.11 17:00 +0200 event_eve 25.11-25.11 till 25.11 08:00"}},
		{"Thursday reminds of materials that are due on Friday, for three days", Calendar{}, "Thu 26.11.2026", []string{
			"26.11 08:00 +0200 day_morning 26.11-26.11 till 27.11 00:00",
			"26.11 09:00 +0200 ask_outcome 25.11-25.11 till 30.11 17:00",
			"26.11 09:00 +0200 materials_due 28.11-30.11 till 28.11 00:00",
			"26.11 17:00 +0200 day_eve 27.11-27.11 till 27.11 08:00",
			"26.11 17:00 +0200 event_eve 27.11-27.11 till 27.11 08:00"}},
		{"Friday is the eve of three days", Calendar{}, "Fri 27.11.2026", []string{
			"27.11 08:00 +0200 day_morning 27.11-27.11 till 28.11 00:00",
			"27.11 09:00 +0200 ask_outcome 26.11-26.11 till 30.11 17:00",
			"27.11 09:00 +0200 materials_due 01.12-01.12 till 01.12 00:00",
			"27.11 17:00 +0200 day_eve 28.11-28.11 till 28.11 08:00",
			"27.11 17:00 +0200 event_eve 28.11-30.11 till 28.11 08:00"}},
		{"on a day off leaders alone are told", Calendar{}, "Sun 29.11.2026", []string{
			"29.11 08:00 +0200 day_morning 29.11-29.11 till 30.11 00:00",
			"29.11 17:00 +0200 day_eve 30.11-30.11 till 30.11 08:00"}},
		{"Monday asks of three days and sums up the week", Calendar{}, "Mon 30.11.2026", []string{
			"30.11 08:00 +0200 day_morning 30.11-30.11 till 01.12 00:00",
			"30.11 09:00 +0200 ask_outcome 27.11-29.11 till 30.11 17:00",
			"30.11 09:00 +0200 materials_due 02.12-02.12 till 02.12 00:00",
			"30.11 17:00 +0200 day_eve 01.12-01.12 till 01.12 08:00",
			"30.11 17:00 +0200 event_eve 01.12-01.12 till 01.12 08:00",
			"30.11 17:00 +0200 week_outcome 23.11-29.11 till 08.12 00:00"}},
		{"after a holiday on Monday, Tuesday does", monday, "Tue 01.12.2026", []string{
			"01.12 08:00 +0200 day_morning 01.12-01.12 till 02.12 00:00",
			"01.12 09:00 +0200 ask_outcome 27.11-30.11 till 01.12 17:00",
			"01.12 09:00 +0200 materials_due 03.12-03.12 till 03.12 00:00",
			"01.12 17:00 +0200 day_eve 02.12-02.12 till 02.12 08:00",
			"01.12 17:00 +0200 event_eve 02.12-02.12 till 02.12 08:00",
			"01.12 17:00 +0200 week_outcome 23.11-29.11 till 09.12 00:00"}},
		{"a worked Saturday is a day like the others", saturday, "Sat 28.11.2026", []string{
			"28.11 08:00 +0200 day_morning 28.11-28.11 till 29.11 00:00",
			"28.11 09:00 +0200 ask_outcome 27.11-27.11 till 30.11 17:00",
			"28.11 09:00 +0200 materials_due 01.12-01.12 till 01.12 00:00",
			"28.11 17:00 +0200 day_eve 29.11-29.11 till 29.11 08:00",
			"28.11 17:00 +0200 event_eve 29.11-30.11 till 29.11 08:00"}},
		{"clocks forward in the night before", Calendar{}, "Sun 28.03.2027", []string{
			"28.03 08:00 +0300 day_morning 28.03-28.03 till 29.03 00:00",
			"28.03 17:00 +0300 day_eve 29.03-29.03 till 29.03 08:00"}},
		{"clocks back on the last day of a week", Calendar{}, "Mon 26.10.2026", []string{
			"26.10 08:00 +0200 day_morning 26.10-26.10 till 27.10 00:00",
			"26.10 09:00 +0200 ask_outcome 23.10-25.10 till 26.10 17:00",
			"26.10 09:00 +0200 materials_due 28.10-28.10 till 28.10 00:00",
			"26.10 17:00 +0200 day_eve 27.10-27.10 till 27.10 08:00",
			"26.10 17:00 +0200 event_eve 27.10-27.10 till 27.10 08:00",
			"26.10 17:00 +0200 week_outcome 19.10-25.10 till 03.11 00:00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range dayTable(t, tt.calendar).Occurrences(days(t, tt.day)[0]) {
				got = append(got, o.shown(kyiv(t)))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryDayHasItsOccurrenceOnce: over two years with days off and both clock
// changes, every day is reminded of, announced and asked about once, and every
// week summed up once, after its last question.
func TestEveryDayHasItsOccurrenceOnce(t *testing.T) {
	t.Parallel()
	table := dayTable(t, Calendar{
		Holidays:    days(t, "Thu 31.12.2026", "Fri 01.01.2027", "Mon 04.01.2027", "Mon 29.03.2027", "Mon 28.06.2027", "Tue 29.06.2027"),
		WorkingDays: days(t, "Sat 19.12.2026"),
	})
	first, last := NewDate(2026, 6, 1), NewDate(2028, 6, 1)
	seen := map[string]int{}
	from := first.AddDays(-40).At(0, table.Zone)
	for from.Before(last.AddDays(40).At(0, table.Zone)) {
		until := from.Add(7 * time.Hour) // looks that never fall on the hour of a day
		for _, o := range table.Due(from, until) {
			if !o.At.Before(o.Until) {
				t.Errorf("%s never makes sense", o.shown(table.Zone))
			}
			for d := o.From; !d.After(o.To); d = d.AddDays(1) {
				seen[string(o.Kind)+" "+d.String()]++
			}
			if o.Kind == MaterialsDue && table.RemindedAt(o.From) != o.At || o.Kind == AskOutcome && table.Closing(WeekOf(o.From)) != o.Until {
				t.Errorf("%s contradicts the rule", o.shown(table.Zone))
			}
		}
		from = until
	}
	for d := first; d.Before(last); d = d.AddDays(1) {
		for _, kind := range []OccurrenceKind{DayEve, DayMorning, MaterialsDue, EventEve, AskOutcome, WeekOutcome} {
			if n := seen[string(kind)+" "+d.String()]; n != 1 {
				t.Errorf("%s of %s: %d times", kind, d, n)
			}
		}
	}
}

func TestOfWhichDaysLeadersWereTold(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, looked, now string
		want              []string
	}{
		{"in the night: today, on its eve", "Mon 30.11.2026 23:00", "Tue 01.12.2026 05:00", []string{"day_eve 2026-12-01"}},
		{"in the morning", "Tue 01.12.2026 08:00", "Tue 01.12.2026 10:00", []string{"day_morning 2026-12-01"}},
		{"in the evening: tomorrow too", "Tue 01.12.2026 17:00", "Tue 01.12.2026 17:30", []string{"day_morning 2026-12-01", "day_eve 2026-12-02"}},
		{"what the timetable has still to do tells by itself", "Mon 30.11.2026 12:00", "Tue 01.12.2026 17:30", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range dayTable(t, Calendar{}).Told(local(t, tt.looked), local(t, tt.now)) {
				got = append(got, string(o.Kind)+" "+o.From.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
