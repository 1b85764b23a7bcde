package council

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRegularDays(t *testing.T) {
	t.Parallel()
	friday := Cadence{Kind: EveryWeek, Weekday: time.Friday, DayOff: SkipDayOff}
	before, after := friday, friday
	before.DayOff, after.DayOff = BeforeDayOff, AfterDayOff
	everyOther := func(anchor Date) Cadence {
		return Cadence{Kind: EveryOtherWeek, Weekday: time.Thursday, Anchor: anchor}
	}
	nth := func(n int) Cadence { return Cadence{Kind: NthWeekday, Weekday: time.Friday, Nth: n} }
	tests := []struct {
		name     string
		cadence  Cadence
		from, to string
		holidays []string
		working  []string
		want     []string
	}{
		{"every Friday (4.2), both ends included", friday, "Fri 06.11.2026", "Fri 20.11.2026", nil, nil,
			[]string{"Fri 06.11", "Fri 13.11", "Fri 20.11"}},
		{"none between Saturday and Thursday", friday, "Sat 07.11.2026", "Thu 12.11.2026", nil, nil, nil},
		{"none when the range ends before it begins", friday, "Fri 13.11.2026", "Fri 06.11.2026", nil, nil, nil},
		{"a day off is skipped", friday, "Fri 06.11.2026", "Fri 20.11.2026", []string{"Fri 13.11.2026"}, nil,
			[]string{"Fri 06.11", "Fri 20.11"}},
		{"or held the working day before", before, "Fri 06.11.2026", "Fri 13.11.2026", []string{"Fri 13.11.2026", "Thu 12.11.2026"}, nil,
			[]string{"Fri 06.11", "Wed 11.11"}},
		{"or the working day after, over the weekend", after, "Fri 13.11.2026", "Fri 13.11.2026", []string{"Fri 13.11.2026"}, nil,
			[]string{"Mon 16.11"}},
		{"a moved working Saturday takes it", after, "Fri 13.11.2026", "Fri 13.11.2026", []string{"Fri 13.11.2026"},
			[]string{"Sat 14.11.2026"}, []string{"Sat 14.11"}},
		{"every other Thursday from the anchor's week", everyOther(NewDate(2026, 11, 9)), "Sun 01.11.2026", "Mon 30.11.2026", nil, nil,
			[]string{"Thu 12.11", "Thu 26.11"}},
		{"the anchor may be any day of that week", everyOther(NewDate(2026, 11, 15)), "Sun 01.11.2026", "Mon 30.11.2026", nil, nil,
			[]string{"Thu 12.11", "Thu 26.11"}},
		{"and lie in the future", everyOther(NewDate(2027, 1, 7)), "Sun 01.11.2026", "Mon 30.11.2026", nil, nil,
			[]string{"Thu 12.11", "Thu 26.11"}},
		{"across the year's end, of 53 weeks", everyOther(NewDate(2026, 12, 24)), "Sun 20.12.2026", "Sun 31.01.2027", nil, nil,
			[]string{"Thu 24.12", "Thu 07.01", "Thu 21.01"}},
		{"the first Friday of a month (11.8)", nth(1), "Thu 01.10.2026", "Thu 31.12.2026", nil, nil,
			[]string{"Fri 02.10", "Fri 06.11", "Fri 04.12"}},
		{"the fourth", nth(4), "Thu 01.10.2026", "Thu 31.12.2026", nil, nil, []string{"Fri 23.10", "Fri 27.11", "Fri 25.12"}},
		{"the last, the fifth in a month that has five", nth(-1), "Thu 01.10.2026", "Thu 31.12.2026", nil, nil,
			[]string{"Fri 30.10", "Fri 27.11", "Fri 25.12"}},
		{"the last of a February", nth(-1), "Mon 01.02.2027", "Sun 28.02.2027", nil, nil, []string{"Fri 26.02"}},
		{"none", Cadence{Kind: NoCadence, Weekday: time.Friday}, "Sun 01.11.2026", "Mon 30.11.2026", nil, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			calendar := Calendar{Holidays: days(t, tt.holidays...), WorkingDays: days(t, tt.working...)}
			var got []string
			for _, d := range tt.cadence.Dates(days(t, tt.from)[0], days(t, tt.to)[0], calendar) {
				got = append(got, d.At(0, time.UTC).Format("Mon 02.01"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARegularMeetingAsItAppears(t *testing.T) {
	t.Parallel()
	b := CommitteePreset.Body(NewDate(2026, 11, 7))
	b.ID, b.Venue, b.To = 3, "зала", NewDate(2026, 11, 20)
	b.Cadence.DayOff = BeforeDayOff
	calendar := Calendar{Holidays: []Date{NewDate(2026, 11, 13)}}
	want := []Meeting{
		{BodyID: 3, Version: 1, State: Planned, Day: NewDate(2026, 11, 12), Start: 600, Venue: "зала", Mode: InPerson,
			OpenToPublic: true, Regular: true, RegularOn: NewDate(2026, 11, 13)},
		{BodyID: 3, Version: 1, State: Planned, Day: NewDate(2026, 11, 20), Start: 600, Venue: "зала", Mode: InPerson,
			OpenToPublic: true, Regular: true, RegularOn: NewDate(2026, 11, 20)},
	}
	got := b.RegularMeetings(NewDate(2026, 11, 1), NewDate(2026, 11, 30), calendar)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAMoveLaterThanTheNoticeRule(t *testing.T) {
	t.Parallel()
	fridayBefore := NoticeRule{PreviousFriday: true}
	dayAhead := NoticeRule{Lead: 24 * time.Hour}
	tests := []struct {
		name              string
		rule              NoticeRule
		before, next, now string
		holidays          []string
		want              bool
	}{
		{"no rule is never broken", NoticeRule{}, "Fri 13.11.2026 16:30", "Fri 13.11.2026 17:00", "Fri 13.11.2026 16:29", nil, false},
		{"told on the Friday before (11.3)", fridayBefore, "Fri 13.11.2026 16:30", "Fri 13.11.2026 17:00", "Fri 06.11.2026 23:59", nil, false},
		{"told after it", fridayBefore, "Fri 13.11.2026 16:30", "Fri 13.11.2026 17:00", "Sat 07.11.2026 00:00", nil, true},
		{"put off by a week, told this week", fridayBefore, "Fri 13.11.2026 16:30", "Fri 20.11.2026 16:30", "Wed 11.11.2026 10:00", nil, true},
		{"brought forward by a week, told a week before both", fridayBefore, "Fri 20.11.2026 16:30", "Fri 13.11.2026 16:30", "Fri 06.11.2026 10:00", nil, false},
		{"brought forward, told too late for the new day", fridayBefore, "Fri 20.11.2026 16:30", "Fri 13.11.2026 16:30", "Mon 09.11.2026 10:00", nil, true},
		{"a Monday's Friday is that of the week before", fridayBefore, "Mon 16.11.2026 16:30", "Tue 17.11.2026 16:30", "Fri 13.11.2026 18:00", nil, false},
		{"a Saturday's is the day before", fridayBefore, "Sat 14.11.2026 16:30", "Sun 15.11.2026 16:30", "Sat 14.11.2026 00:00", nil, true},
		{"that Friday is off: the working day before", fridayBefore, "Fri 13.11.2026 16:30", "Fri 13.11.2026 17:00", "Fri 06.11.2026 10:00", []string{"Fri 06.11.2026"}, true},
		{"and on that day", fridayBefore, "Fri 13.11.2026 16:30", "Fri 13.11.2026 17:00", "Thu 05.11.2026 23:00", []string{"Fri 06.11.2026"}, false},
		{"cancelled in time", fridayBefore, "Fri 13.11.2026 16:30", "", "Fri 06.11.2026 10:00", nil, false},
		{"cancelled too late", fridayBefore, "Fri 13.11.2026 16:30", "", "Fri 13.11.2026 10:00", nil, true},
		{"exactly a day ahead", dayAhead, "Fri 13.11.2026 10:00", "Fri 13.11.2026 12:00", "Thu 12.11.2026 10:00", nil, false},
		{"a minute later", dayAhead, "Fri 13.11.2026 10:00", "Fri 13.11.2026 12:00", "Thu 12.11.2026 10:01", nil, true},
		{"a day by the wall clock, though the night of 29 March has 23 hours", dayAhead, "Sun 28.03.2027 10:00", "", "Sat 27.03.2027 10:00", nil, false},
		{"and that of 31 October 25", dayAhead, "Sun 31.10.2027 10:00", "", "Sat 30.10.2027 10:01", nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var next time.Time
			if tt.next != "" {
				next = local(t, tt.next)
			}
			calendar := Calendar{Holidays: days(t, tt.holidays...)}
			if got := tt.rule.TooLate(local(t, tt.before), next, local(t, tt.now).UTC(), calendar); got != tt.want {
				t.Errorf("too late: %v", got)
			}
		})
	}
}

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	calendar := Calendar{Holidays: days(t, "Mon 16.11.2026"), WorkingDays: days(t, "Sat 21.11.2026")}
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"Fri 13.11.2026", 0, "Fri 13.11.2026"},
		{"Fri 13.11.2026", 1, "Tue 17.11.2026"},
		{"Fri 13.11.2026", 5, "Sat 21.11.2026"},
		// 5.29: within ten working days after the sitting.
		{"Fri 13.11.2026", 10, "Fri 27.11.2026"},
		{"Sun 15.11.2026", 1, "Tue 17.11.2026"},
		{"Tue 17.11.2026", -1, "Fri 13.11.2026"},
		{"Mon 23.11.2026", -2, "Fri 20.11.2026"},
	}
	for _, tt := range tests {
		if got := calendar.AddWorkingDays(days(t, tt.from)[0], tt.n); got != days(t, tt.want)[0] {
			t.Errorf("%s and %d: %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}
