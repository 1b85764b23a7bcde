package council

import (
	"testing"
	"time"
)

func TestAnswersAreDueADayAheadByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	zone := kyiv(t)
	for name, test := range map[string]struct {
		day   Date
		start TimeOfDay
		ahead time.Duration
		want  string
	}{
		"a day ahead":                        {NewDate(2026, 11, 27), 10 * 60, 24 * time.Hour, "2026-11-26 10:00"},
		"across the spring's clock change":   {NewDate(2027, 3, 28), 10 * 60, 24 * time.Hour, "2027-03-27 10:00"},
		"across the autumn's clock change":   {NewDate(2027, 10, 31), 10 * 60, 24 * time.Hour, "2027-10-30 10:00"},
		"a meeting at midnight":              {NewDate(2026, 12, 1), 0, 24 * time.Hour, "2026-11-30 00:00"},
		"a body that wants answers at once":  {NewDate(2026, 11, 27), 10 * 60, 0, "2026-11-27 10:00"},
		"two hours ahead, over the midnight": {NewDate(2026, 11, 27), 60, 2 * time.Hour, "2026-11-26 23:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, m := Body{AnswerAhead: test.ahead}, Meeting{Day: test.day, Start: test.start}
			if got := b.AnswersDue(m, zone).In(zone).Format("2006-01-02 15:04"); got != test.want {
				t.Errorf("due %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhenARecordMayBegin(t *testing.T) {
	t.Parallel()
	zone := kyiv(t)
	for name, test := range map[string]struct {
		day   Date
		start TimeOfDay
		want  string
	}{
		"on its day": {NewDate(2026, 11, 27), 10 * 60, "2026-11-27 00:00"},
		"a meeting at midnight: the evening before":     {NewDate(2026, 11, 27), 0, "2026-11-26 22:00"},
		"an hour after midnight":                        {NewDate(2026, 11, 27), 60, "2026-11-26 23:00"},
		"two hours after midnight":                      {NewDate(2026, 11, 27), 120, "2026-11-27 00:00"},
		"the night of 28 March has no hour from 3 to 4": {NewDate(2027, 3, 28), 4 * 60, "2027-03-28 00:00"},
		"that of 31 October has it twice":               {NewDate(2027, 10, 31), 4 * 60, "2027-10-31 00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := Meeting{Day: test.day, Start: test.start}
			if got := m.RecordableFrom(zone).Format("2006-01-02 15:04"); got != test.want {
				t.Errorf("from %s, want %s", got, test.want)
			}
		})
	}
}

func TestHoursOfAMeetingPastMidnight(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ start, earlier, later string }{
		{"10:00", "10:00", "10:01"},
		{"10:00", "09:50", "11:00"},
		{"10:00", "10:30", "22:30"},
		{"23:30", "23:40", "00:10"},
		{"23:30", "23:10", "01:00"},
		{"00:00", "23:50", "00:05"},
		{"00:00", "00:05", "12:00"},
	} {
		read := func(text string) TimeOfDay {
			at, err := ParseTimeOfDay(text)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		m := Meeting{Start: read(test.start)}
		if !m.Earlier(read(test.earlier), read(test.later)) || m.Earlier(read(test.later), read(test.earlier)) {
			t.Errorf("from %s on %s is not before %s", test.start, test.earlier, test.later)
		}
	}
}
