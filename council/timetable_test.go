package council

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOccurrencesOfAWeek(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		week     string
		holidays []string
		working  []string
		moved    string
		want     []string
	}{
		{
			name: "a usual week keeps the regulation's hours", week: "2026-11-30",
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "the week of New Year's Day is planned in December", week: "2027-01-04",
			want: []string{
				"Mon 28.12 15:00 ask -45",
				"Tue 29.12 15:00 remind -21",
				"Wed 30.12 09:00 remind -3",
				"Wed 30.12 11:00 remind -1",
				"Wed 30.12 12:00 missing",
				"Thu 31.12 09:00 chase +21",
				"Thu 31.12 15:00 digest",
			},
		},
		{
			name: "a Wednesday off moves the deadline to Tuesday and the offsets with it", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026"},
			want: []string{
				"Fri 20.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Tue 24.11 09:00 remind -3",
				"Tue 24.11 11:00 remind -1",
				"Tue 24.11 12:00 missing",
				// Wednesday 09:00 is off as well.
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a Thursday off moves the digest alone, and leaves no time to chase", week: "2026-11-30",
			holidays: []string{"Thu 26.11.2026"},
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Wed 25.11 15:00 digest",
			},
		},
		{
			name: "Wednesday and Thursday off move both to Tuesday, the deadline first", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026", "Thu 26.11.2026"},
			want: []string{
				"Fri 20.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Tue 24.11 09:00 remind -3",
				"Tue 24.11 11:00 remind -1",
				"Tue 24.11 12:00 missing",
				"Tue 24.11 15:00 digest",
			},
		},
		{
			name: "Monday to Thursday off move all to the week before", week: "2026-11-30",
			holidays: []string{"Mon 23.11.2026", "Tue 24.11.2026", "Wed 25.11.2026", "Thu 26.11.2026"},
			want: []string{
				"Wed 18.11 15:00 ask -45",
				"Thu 19.11 15:00 remind -21",
				"Fri 20.11 09:00 remind -3",
				"Fri 20.11 11:00 remind -1",
				"Fri 20.11 12:00 missing",
				"Fri 20.11 15:00 digest",
			},
		},
		{
			name: "a moved working Saturday takes what Monday to Thursday off push back", week: "2026-11-30",
			holidays: []string{"Mon 23.11.2026", "Tue 24.11.2026", "Wed 25.11.2026", "Thu 26.11.2026"},
			working:  []string{"Sat 21.11.2026"},
			want: []string{
				"Thu 19.11 15:00 ask -45",
				"Fri 20.11 15:00 remind -21",
				"Sat 21.11 09:00 remind -3",
				"Sat 21.11 11:00 remind -1",
				"Sat 21.11 12:00 missing",
				"Sat 21.11 15:00 digest",
			},
		},
		{
			name: "a Tuesday off moves only the reminder of that day", week: "2026-11-30",
			holidays: []string{"Tue 24.11.2026"},
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Mon 23.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a deadline moved by hand takes the offsets along, the digest stays", week: "2026-11-30",
			moved: "Tue 24.11.2026 17:00",
			want: []string{
				"Fri 20.11 20:00 ask -45",
				"Mon 23.11 20:00 remind -21",
				"Tue 24.11 14:00 remind -3",
				"Tue 24.11 16:00 remind -1",
				"Tue 24.11 17:00 missing",
				"Wed 25.11 14:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a deadline moved to Thursday leaves no time to chase", week: "2026-11-30",
			moved: "Thu 26.11.2026 12:00",
			want: []string{
				"Tue 24.11 15:00 ask -45",
				"Wed 25.11 15:00 remind -21",
				"Thu 26.11 09:00 remind -3",
				"Thu 26.11 11:00 remind -1",
				"Thu 26.11 12:00 missing",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "a day off on which the organiser puts the deadline is worked", week: "2026-11-30",
			holidays: []string{"Wed 25.11.2026"}, moved: "Wed 25.11.2026 12:00",
			want: []string{
				"Mon 23.11 15:00 ask -45",
				"Tue 24.11 15:00 remind -21",
				"Wed 25.11 09:00 remind -3",
				"Wed 25.11 11:00 remind -1",
				"Wed 25.11 12:00 missing",
				"Thu 26.11 09:00 chase +21",
				"Thu 26.11 15:00 digest",
			},
		},
		{
			name: "offsets count by the wall clock across the night of 28 March 2027", week: "2027-04-05",
			moved: "Mon 29.03.2027 12:00",
			want: []string{
				"Fri 26.03 15:00 ask -45",
				"Fri 26.03 15:00 remind -21",
				"Mon 29.03 09:00 remind -3",
				"Mon 29.03 11:00 remind -1",
				"Mon 29.03 12:00 missing",
				"Tue 30.03 09:00 chase +21",
				"Thu 01.04 15:00 digest",
			},
		},
		{
			name: "and across the night of 31 October 2027, on a worked weekend", week: "2027-11-08",
			working: []string{"Sat 30.10.2027", "Sun 31.10.2027"}, moved: "Mon 01.11.2027 12:00",
			want: []string{
				"Sat 30.10 15:00 ask -45",
				"Sun 31.10 15:00 remind -21",
				"Mon 01.11 09:00 remind -3",
				"Mon 01.11 11:00 remind -1",
				"Mon 01.11 12:00 missing",
				"Tue 02.11 09:00 chase +21",
				"Thu 04.11 15:00 digest",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := regulation(t)
			table.Calendar = Calendar{Holidays: days(t, tt.holidays...), WorkingDays: days(t, tt.working...)}
			week := weekFrom(t, tt.week)
			moved := Moved{}
			if tt.moved != "" {
				moved[week] = local(t, tt.moved).UTC()
			}

			got := table.Occurrences(week, moved)
			if diff := cmp.Diff(tt.want, noted(got)); diff != "" {
				t.Errorf("occurrences (-want +got):\n%s", diff)
			}
			for _, o := range got {
				if o.Subject() != tt.week {
					t.Errorf("%s is about %s, want %s", o.Kind, o.Subject(), tt.week)
				}
			}
		})
	}
}

func TestRemindersPushedOntoOneMomentAreOne(t *testing.T) {
	t.Parallel()
	table := regulation(t)
	table.Deadline = weekly{time.Tuesday, 12 * 60, table.Zone}
	// Noon of Saturday, Sunday and Monday.
	table.Reminders = []Reminder{{Remind, -72 * time.Hour}, {Remind, -48 * time.Hour}, {Remind, -24 * time.Hour}}

	want := []string{"Fri 20.11 12:00 remind -48", "Mon 23.11 12:00 remind -24", "Thu 26.11 15:00 digest"}
	if diff := cmp.Diff(want, noted(table.Occurrences(weekFrom(t, "2026-11-30"), nil))); diff != "" {
		t.Errorf("occurrences (-want +got):\n%s", diff)
	}
}
