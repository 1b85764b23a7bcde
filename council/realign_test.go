package council

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A committee that met on Fridays, with one meeting announced, one that nobody
// was told of, one moved by hand and one cancelled.
func TestMeetingsFollowAChangedCadence(t *testing.T) {
	t.Parallel()
	fridays := bodyOf(CommitteePreset)
	table := around(t)
	now := local(t, "Fri 20.11.2026 11:00")
	known := table.Appearing([]Body{fridays}, now)
	for i := range known {
		known[i].ID = int64(i + 1)
	}
	known[0].Invited = 1
	known[2].Version, known[2].Invited, known[2].Day = 2, 2, known[2].Day.AddDays(-2)
	known[3].State, known[3].Version = Cancelled, 2
	tests := []struct {
		name   string
		change func(b *Body)
		want   []string
	}{
		{"nothing changed", func(*Body) {}, nil},
		{"another hour reaches who was told of nothing", func(b *Body) { b.Start = 9 * 60 }, []string{"2 follows 04.12 09:00"}},
		{"another venue and mode too", func(b *Body) { b.Venue, b.Mode = "зала", Mixed }, []string{"2 follows 04.12 10:00 зала mixed"}},
		{"Thursdays: each follows in its week; beside one announced or moved by hand none is added", func(b *Body) { b.Cadence.Weekday = time.Thursday },
			[]string{"2 follows 03.12 10:00", "new 17.12"}},
		{"every other week: the meeting of the week between is no more", func(b *Body) {
			b.Cadence.Kind, b.Cadence.Anchor = EveryOtherWeek, NewDate(2026, 11, 27)
		}, []string{"2 is no more"}},
		{"the first Friday of the month", func(b *Body) { b.Cadence.Kind, b.Cadence.Nth = NthWeekday, 1 }, nil},
		{"one that the schedule had called off comes back", nil, []string{"2 follows 04.12 10:00"}},
		{"as need be", func(b *Body) { b.Cadence.Kind = NoCadence }, []string{"2 is no more"}},
		{"the body ends", func(b *Body) { b.To = NewDate(2026, 11, 30) }, []string{"2 is no more"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := fridays
			known := slices.Clone(known)
			if tt.change == nil {
				known[1].State = Cancelled
			} else {
				tt.change(&b)
			}
			var got []string
			r := table.Realign([]Body{b}, known, now)
			for _, m := range r.Changed {
				line := fmt.Sprintf("%d follows %02d.%02d %s", m.ID, m.Day.Day, m.Day.Month, m.Start)
				if m.Venue != "" {
					line += fmt.Sprintf(" %s %s", m.Venue, m.Mode)
				}
				got = append(got, line)
			}
			for _, m := range r.Gone {
				got = append(got, fmt.Sprintf("%d is no more", m.ID))
			}
			for _, m := range r.Missing {
				got = append(got, fmt.Sprintf("new %02d.%02d", m.Day.Day, m.Day.Month))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsAtVarianceWithTheCadence(t *testing.T) {
	t.Parallel()
	b := bodyOf(CommitteePreset)
	table := around(t)
	known := table.Appearing([]Body{b}, local(t, "Fri 20.11.2026 11:00"))
	known[1].Version = 2
	known[2].State = Cancelled
	b.Cadence.Weekday = time.Thursday
	var got []string
	for _, m := range table.AtVariance(b, known, local(t, "Fri 20.11.2026 11:00")) {
		got = append(got, m.Day.String())
	}
	if diff := cmp.Diff([]string{"2026-11-27", "2026-12-18"}, got); diff != "" {
		t.Error(diff)
	}
}
