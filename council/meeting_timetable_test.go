package council

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// around is what happens around meetings in Kyiv, where nobody is disturbed
// from 20:00 to 07:00.
func around(t testing.TB) MeetingTimetable {
	return MeetingTimetable{Zone: kyiv(t), Quiet: QuietHours{From: 20 * 60, To: 7 * 60}}
}

// sitting is a meeting of body 1 at "Fri 27.11.2026 10:00".
func sitting(t testing.TB, at string) Meeting {
	t.Helper()
	start := local(t, at)
	return Meeting{ID: 7, BodyID: 1, Version: 1, State: Planned, Regular: true,
		Day: DateOf(start), Start: TimeOfDay(start.Hour()*60 + start.Minute())}
}

func bodyOf(preset BodyPreset) Body {
	b := preset.Body(NewDate(2026, time.January, 1))
	b.ID = 1
	return b
}

func notedMeetings(occurrences []MeetingOccurrence) []string {
	var lines []string
	for _, o := range occurrences {
		line := fmt.Sprintf("%s %s", o.At.Format("Mon 02.01 15:04"), o.Kind)
		if o.Ahead != 0 {
			line += fmt.Sprintf(" -%d", o.Ahead/time.Hour)
		}
		if !o.Due.IsZero() {
			line += o.Due.At(0, time.UTC).Format(" of Mon 02.01")
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWhatHappensAroundAMeeting(t *testing.T) {
	t.Parallel()
	committee, working := bodyOf(CommitteePreset), bodyOf(WorkingPreset)
	extraordinary := func(m *Meeting) { m.Regular = false }
	putOff := func(m *Meeting) { m.Version, m.Invited = 2, 2 }
	tests := []struct {
		name     string
		body     Body
		at       string
		change   func(m *Meeting)
		holidays []string
		working  []string
		want     []string
	}{
		{name: "the committee's Friday (4.2, 4.10, 4.13–4.16, 5.29, 5.33)", body: committee, at: "Fri 27.11.2026 10:00", want: []string{
			"Fri 20.11 10:00 invite",
			"Wed 25.11 09:00 agenda_due of Thu 26.11",
			"Wed 25.11 10:00 ask_silent",
			"Thu 26.11 10:00 materials",
			"Thu 26.11 10:00 quorum -24",
			"Thu 26.11 10:00 remind_meeting -24",
			"Fri 27.11 08:00 quorum -2",
			"Fri 27.11 09:00 remind_meeting -1",
			"Thu 10.12 09:00 minutes_due of Fri 11.12",
			"Fri 11.12 09:00 publish_due of Fri 11.12",
		}},
		{name: "a нарада has no quorum and no minutes' deadline (11.)", body: bodyOf(OperationalPreset), at: "Fri 27.11.2026 16:30", want: []string{
			"Fri 20.11 16:30 invite",
			"Wed 25.11 09:00 agenda_due of Thu 26.11",
			"Wed 25.11 16:30 ask_silent",
			"Thu 26.11 16:30 materials",
			"Thu 26.11 16:30 remind_meeting -24",
			"Fri 27.11 15:30 remind_meeting -1",
		}},
		{name: "an extraordinary sitting's agenda may be made on its day (4.33)", body: committee, at: "Fri 27.11.2026 10:00", change: extraordinary, want: []string{
			"Fri 20.11 10:00 invite",
			"Wed 25.11 10:00 ask_silent",
			"Thu 26.11 10:00 materials",
			"Thu 26.11 10:00 quorum -24",
			"Thu 26.11 10:00 remind_meeting -24",
			"Fri 27.11 08:00 quorum -2",
			"Fri 27.11 09:00 remind_meeting -1",
			"Thu 10.12 09:00 minutes_due of Fri 11.12",
			"Fri 11.12 09:00 publish_due of Fri 11.12",
		}},
		{name: "a commission that meets as need be prepares its agenda all the same (12.6)", body: working, at: "Fri 27.11.2026 10:00", change: extraordinary, want: []string{
			"Fri 20.11 10:00 invite",
			"Wed 25.11 09:00 agenda_due of Thu 26.11",
			"Wed 25.11 10:00 ask_silent",
			"Thu 26.11 10:00 materials",
			"Thu 26.11 10:00 quorum -24",
			"Thu 26.11 10:00 remind_meeting -24",
			"Fri 27.11 08:00 quorum -2",
			"Fri 27.11 09:00 remind_meeting -1",
		}},
		{name: "the day before a Monday's meeting is Friday; the silent are asked by that reminder", body: working, at: "Mon 30.11.2026 10:00", want: []string{
			"Mon 23.11 10:00 invite",
			"Thu 26.11 09:00 agenda_due of Fri 27.11",
			"Fri 27.11 10:00 materials",
			"Fri 27.11 10:00 quorum -24",
			"Fri 27.11 10:00 remind_meeting -24",
			"Mon 30.11 08:00 quorum -2",
			"Mon 30.11 09:00 remind_meeting -1",
		}},
		{name: "or a moved working Sunday", body: working, at: "Mon 30.11.2026 10:00", working: []string{"Sun 29.11.2026"}, want: []string{
			"Mon 23.11 10:00 invite",
			"Fri 27.11 09:00 agenda_due of Sun 29.11",
			"Fri 27.11 10:00 ask_silent",
			"Sun 29.11 10:00 materials",
			"Sun 29.11 10:00 quorum -24",
			"Sun 29.11 10:00 remind_meeting -24",
			"Mon 30.11 08:00 quorum -2",
			"Mon 30.11 09:00 remind_meeting -1",
		}},
		{name: "days off before the meeting and before the minutes", body: committee, at: "Fri 27.11.2026 10:00",
			holidays: []string{"Thu 26.11.2026", "Fri 20.11.2026", "Thu 10.12.2026"}, want: []string{
				"Thu 19.11 10:00 invite",
				"Tue 24.11 09:00 agenda_due of Wed 25.11",
				"Wed 25.11 10:00 materials",
				"Wed 25.11 10:00 quorum -24",
				"Wed 25.11 10:00 remind_meeting -24",
				"Fri 27.11 08:00 quorum -2",
				"Fri 27.11 09:00 remind_meeting -1",
				"Fri 11.12 09:00 minutes_due of Mon 14.12",
				"Mon 14.12 09:00 publish_due of Mon 14.12",
			}},
		{name: "at midnight: what can wait till morning does, the rest goes at night", body: working, at: "Fri 27.11.2026 00:00", want: []string{
			"Fri 20.11 07:00 invite",
			"Wed 25.11 07:00 ask_silent",
			"Wed 25.11 09:00 agenda_due of Thu 26.11",
			"Thu 26.11 07:00 materials",
			"Thu 26.11 07:00 quorum -24",
			"Thu 26.11 07:00 remind_meeting -24",
			"Thu 26.11 22:00 quorum -2",
			"Thu 26.11 23:00 remind_meeting -1",
		}},
		{name: "early in the morning: at the end of the quiet hours", body: working, at: "Fri 27.11.2026 07:30", want: []string{
			"Fri 20.11 07:30 invite",
			"Wed 25.11 07:30 ask_silent",
			"Wed 25.11 09:00 agenda_due of Thu 26.11",
			"Thu 26.11 07:30 materials",
			"Thu 26.11 07:30 quorum -24",
			"Thu 26.11 07:30 remind_meeting -24",
			"Fri 27.11 07:00 quorum -2",
			"Fri 27.11 07:00 remind_meeting -1",
		}},
		{name: "across the night of 28 March 2027 the hour stays", body: working, at: "Sun 28.03.2027 10:00", working: []string{"Sat 27.03.2027", "Sun 28.03.2027"}, want: []string{
			"Fri 19.03 10:00 invite",
			"Fri 26.03 09:00 agenda_due of Sat 27.03",
			"Fri 26.03 10:00 ask_silent",
			"Sat 27.03 10:00 materials",
			"Sat 27.03 10:00 quorum -24",
			"Sat 27.03 10:00 remind_meeting -24",
			"Sun 28.03 08:00 quorum -2",
			"Sun 28.03 09:00 remind_meeting -1",
		}},
		{name: "and across that of 31 October 2027", body: working, at: "Mon 01.11.2027 10:00", working: []string{"Sat 30.10.2027", "Sun 31.10.2027"}, want: []string{
			"Mon 25.10 10:00 invite",
			"Sat 30.10 09:00 agenda_due of Sun 31.10",
			"Sat 30.10 10:00 ask_silent",
			"Sun 31.10 10:00 materials",
			"Sun 31.10 10:00 quorum -24",
			"Sun 31.10 10:00 remind_meeting -24",
			"Mon 01.11 08:00 quorum -2",
			"Mon 01.11 09:00 remind_meeting -1",
		}},
		{name: "put off over the night of 28 March 2027: told with the move, the hours stay", body: working, at: "Mon 29.03.2027 10:00", change: putOff, want: []string{
			"Thu 25.03 09:00 agenda_due of Fri 26.03",
			"Fri 26.03 10:00 materials",
			"Fri 26.03 10:00 quorum -24",
			"Fri 26.03 10:00 remind_meeting -24",
			"Mon 29.03 08:00 quorum -2",
			"Mon 29.03 09:00 remind_meeting -1",
		}},
		{name: "brought forward over the night of 31 October 2027 to a moved working Saturday", body: working, at: "Sat 30.10.2027 10:00", change: putOff,
			working: []string{"Sat 30.10.2027"}, want: []string{
				"Thu 28.10 09:00 agenda_due of Fri 29.10",
				"Thu 28.10 10:00 ask_silent",
				"Fri 29.10 10:00 materials",
				"Fri 29.10 10:00 quorum -24",
				"Fri 29.10 10:00 remind_meeting -24",
				"Sat 30.10 08:00 quorum -2",
				"Sat 30.10 09:00 remind_meeting -1",
			}},
		{name: "put off over days off: what is due on them is due before them", body: committee, at: "Tue 08.12.2026 10:00", change: putOff,
			holidays: []string{"Mon 07.12.2026", "Fri 04.12.2026"}, want: []string{
				"Wed 02.12 09:00 agenda_due of Thu 03.12",
				"Thu 03.12 10:00 materials",
				"Thu 03.12 10:00 quorum -24",
				"Thu 03.12 10:00 remind_meeting -24",
				"Tue 08.12 08:00 quorum -2",
				"Tue 08.12 09:00 remind_meeting -1",
				"Mon 21.12 09:00 minutes_due of Tue 22.12",
				"Tue 22.12 09:00 publish_due of Tue 22.12",
			}},
		{name: "put off to midnight of a day off", body: working, at: "Sat 28.11.2026 00:00", change: putOff, want: []string{
			"Thu 26.11 07:00 ask_silent",
			"Thu 26.11 09:00 agenda_due of Fri 27.11",
			"Fri 27.11 07:00 materials",
			"Fri 27.11 07:00 quorum -24",
			"Fri 27.11 07:00 remind_meeting -24",
			"Fri 27.11 22:00 quorum -2",
			"Fri 27.11 23:00 remind_meeting -1",
		}},
		{name: "one that was invited is not invited again", body: bodyOf(OperationalPreset), at: "Fri 27.11.2026 16:30",
			change: func(m *Meeting) { m.Invited = 1 }, want: []string{
				"Wed 25.11 09:00 agenda_due of Thu 26.11",
				"Wed 25.11 16:30 ask_silent",
				"Thu 26.11 16:30 materials",
				"Thu 26.11 16:30 remind_meeting -24",
				"Fri 27.11 15:30 remind_meeting -1",
			}},
		{name: "a record begun before the start (4.39) takes nobody's reminder away", body: committee, at: "Fri 27.11.2026 10:00",
			change: func(m *Meeting) { m.State, m.Invited = Open, 1 }, want: []string{
				"Wed 25.11 10:00 ask_silent",
				"Thu 26.11 10:00 remind_meeting -24",
				"Fri 27.11 09:00 remind_meeting -1",
				"Thu 10.12 09:00 minutes_due of Fri 11.12",
				"Fri 11.12 09:00 publish_due of Fri 11.12",
			}},
		{name: "once it is over only papers are left", body: committee, at: "Fri 27.11.2026 10:00",
			change: func(m *Meeting) { m.State = Closed }, want: []string{
				"Thu 10.12 09:00 minutes_due of Fri 11.12",
				"Fri 11.12 09:00 publish_due of Fri 11.12",
			}},
		{name: "of a cancelled one nothing", body: committee, at: "Fri 27.11.2026 10:00",
			change: func(m *Meeting) { m.State = Cancelled }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := around(t)
			table.Calendar = Calendar{Holidays: days(t, tt.holidays...), WorkingDays: days(t, tt.working...)}
			m := sitting(t, tt.at)
			if tt.change != nil {
				tt.change(&m)
			}
			if diff := cmp.Diff(tt.want, notedMeetings(table.Occurrences(tt.body, m))); diff != "" {
				t.Errorf("occurrences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheHourSkippedByAClockChange(t *testing.T) {
	t.Parallel()
	table, b := around(t), bodyOf(WorkingPreset)
	table.Quiet = QuietHours{}
	b.Reminders = []time.Duration{time.Hour}
	// 28 March 2027: 03:00 becomes 04:00. 31 October 2027: 04:00 becomes 03:00.
	for start, want := range map[string]string{
		"Sun 28.03.2027 04:30": "2027-03-28T01:30:00Z",
		"Sun 31.10.2027 04:30": "2027-10-31T00:30:00Z",
	} {
		for _, o := range table.Occurrences(b, sitting(t, start)) {
			if got := o.At.UTC().Format(time.RFC3339); o.Kind == RemindMeeting && got != want {
				t.Errorf("an hour before %s is %s, want %s", start, got, want)
			}
		}
	}
}

// Each reminder lasts until the next, a question until answers are due, the
// papers until their day is over.
func TestWhatAnOutageLeavesOfAMeeting(t *testing.T) {
	t.Parallel()
	tests := []struct {
		back string
		run  []string
	}{
		{"Fri 20.11.2026 10:00", []string{"invite"}},
		{"Thu 26.11.2026 09:59", []string{"invite", "agenda_due", "ask_silent"}},
		{"Thu 26.11.2026 10:00", []string{"invite", "agenda_due", "materials", "quorum -24", "remind_meeting -24"}},
		{"Fri 27.11.2026 00:00", []string{"invite", "materials", "quorum -24", "remind_meeting -24"}},
		{"Fri 27.11.2026 08:00", []string{"invite", "materials", "remind_meeting -24", "quorum -2"}},
		{"Fri 27.11.2026 09:59", []string{"invite", "materials", "quorum -2", "remind_meeting -1"}},
		{"Fri 27.11.2026 10:00", nil},
		{"Fri 11.12.2026 23:59", []string{"minutes_due", "publish_due"}},
		{"Fri 18.12.2026 23:59", []string{"publish_due"}},
		{"Sat 19.12.2026 00:00", nil},
	}
	for _, tt := range tests {
		t.Run("back on "+tt.back, func(t *testing.T) {
			t.Parallel()
			now := local(t, tt.back)
			var run []string
			for _, o := range around(t).Occurrences(bodyOf(CommitteePreset), sitting(t, "Fri 27.11.2026 10:00")) {
				if !o.At.After(now) && o.Verdict(now) == Run {
					line, _, _ := strings.Cut(notedMeetings([]MeetingOccurrence{o})[0], " of ")
					run = append(run, strings.Join(strings.Fields(line)[3:], " "))
				}
			}
			if diff := cmp.Diff(tt.run, run); diff != "" {
				t.Errorf("still run (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsDueAfterAMove(t *testing.T) {
	t.Parallel()
	moved := func(at string) Meeting {
		m := sitting(t, at)
		m.Version, m.Invited = 2, 1
		return m
	}
	called := sitting(t, "Fri 27.11.2026 14:00")
	called.Regular = false
	tests := []struct {
		name         string
		meeting      Meeting
		after, until string
		want         []string
	}{
		{"called for today: invited at once, reminders whose hour has passed are not made up",
			called, "Fri 27.11.2026 12:30", "Fri 27.11.2026 12:31", []string{"Fri 20.11 14:00 invite"}},
		{"brought forward to tomorrow: asked anew at once", moved("Fri 27.11.2026 10:00"),
			"Thu 26.11.2026 11:00", "Thu 26.11.2026 11:01", []string{"Fri 20.11 10:00 invite"}},
		{"put off to the next week after Friday's reminder: reminded again on its own day", moved("Fri 04.12.2026 10:00"),
			"Thu 03.12.2026 09:59", "Thu 03.12.2026 10:00",
			[]string{"Fri 27.11 10:00 invite", "Thu 03.12 10:00 materials", "Thu 03.12 10:00 quorum -24", "Thu 03.12 10:00 remind_meeting -24"}},
		{"put off by two weeks: nothing yet", moved("Fri 11.12.2026 10:00"), "Thu 26.11.2026 11:00", "Thu 26.11.2026 11:01", nil},
		{"begun: nobody is invited any more", called, "Fri 27.11.2026 13:59", "Fri 27.11.2026 14:00", nil},
		{"the last look's own moment is done", called, "Fri 27.11.2026 13:00", "Fri 27.11.2026 13:01", []string{"Fri 20.11 14:00 invite"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := around(t).Due([]Body{bodyOf(CommitteePreset)}, []Meeting{tt.meeting, {ID: 9, BodyID: 5, State: Planned}},
				local(t, tt.after).UTC(), local(t, tt.until).UTC())
			if diff := cmp.Diff(tt.want, notedMeetings(got)); diff != "" {
				t.Errorf("due (-want +got):\n%s", diff)
			}
			for _, o := range got {
				if want := fmt.Sprintf("meeting:7:%d", tt.meeting.Version); o.Subject() != want {
					t.Errorf("about %s, want %s", o.Subject(), want)
				}
			}
		})
	}
}

// Whatever the calendar, two looks that meet find what one look over both
// finds; and nothing due lies outside the horizon.
func TestTwoLooksAtMeetingsFindWhatOneFinds(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(2026, 12))
	start := NewDate(2027, time.March, 1)
	for range 60 {
		table, b := around(t), bodyOf(BodyPresets()[random.IntN(4)])
		b.Reminders = append(b.Reminders, time.Duration(random.IntN(20*24))*time.Hour)
		for range random.IntN(20) {
			table.Calendar.Holidays = append(table.Calendar.Holidays, start.AddDays(random.IntN(300)))
		}
		var meetings []Meeting
		for i := range 40 {
			meetings = append(meetings, Meeting{ID: int64(i + 1), BodyID: 1, Version: 1, Invited: 1, State: Planned, Regular: true,
				Day: start.AddDays(random.IntN(300)), Start: TimeOfDay(random.IntN(1440))})
		}
		moment := func() time.Time {
			return start.At(0, table.Zone).Add(time.Duration(random.IntN(300*24*60)) * time.Minute)
		}
		looks := []time.Time{moment(), moment(), moment()}
		slices.SortFunc(looks, time.Time.Compare)
		first, second, third := looks[0], looks[1], looks[2]
		bodies := []Body{b}

		once := table.Due(bodies, meetings, first, third)
		twice := append(table.Due(bodies, meetings, first, second), table.Due(bodies, meetings, second, third)...)
		if diff := cmp.Diff(notedMeetings(once), notedMeetings(twice)); diff != "" {
			t.Fatalf("(-once +twice):\n%s", diff)
		}
		from, to := table.Horizon(bodies, third)
		for _, o := range table.Due(bodies, meetings, third.Add(-time.Hour), third) {
			if o.Meeting.Day.Before(from) || o.Meeting.Day.After(to) {
				t.Fatalf("%s of %s is due at %s, outside %s to %s", o.Kind, o.Meeting.Day, o.At, from, to)
			}
		}
	}
}

func TestRegularMeetingsAppearFourWeeksAhead(t *testing.T) {
	t.Parallel()
	table := around(t)
	table.Calendar = Calendar{Holidays: days(t, "Fri 20.11.2026", "Mon 23.11.2026")}
	b := bodyOf(CommitteePreset)
	tests := []struct {
		now    string
		dayOff DayOff
		want   []string
	}{
		{"Fri 06.11.2026 09:59", SkipDayOff, []string{"2026-11-06", "2026-11-13", "2026-11-27", "2026-12-04"}},
		// 10:00: it has begun.
		{"Fri 06.11.2026 10:00", SkipDayOff, []string{"2026-11-13", "2026-11-27", "2026-12-04"}},
		{"Thu 05.11.2026 23:59", SkipDayOff, []string{"2026-11-06", "2026-11-13", "2026-11-27"}},
		// Put off from Friday over the weekend and a Monday off.
		{"Mon 23.11.2026 12:00", AfterDayOff, []string{"2026-11-24", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18"}},
	}
	for _, tt := range tests {
		b.Cadence.DayOff = tt.dayOff
		var got []string
		for _, m := range table.Appearing([]Body{b}, local(t, tt.now).UTC()) {
			got = append(got, m.Day.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("at %s (-want +got):\n%s", tt.now, diff)
		}
	}
}
