package council_test

import (
	"testing"
	"time"

	"sereda/council"
)

func TestAnswersAreDueADayAheadByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		day   council.Date
		start council.TimeOfDay
		ahead time.Duration
		want  string
	}{
		"a day ahead":                        {council.NewDate(2026, 11, 27), 10 * 60, 24 * time.Hour, "2026-11-26 10:00"},
		"across the spring's clock change":   {council.NewDate(2027, 3, 28), 10 * 60, 24 * time.Hour, "2027-03-27 10:00"},
		"across the autumn's clock change":   {council.NewDate(2027, 10, 31), 10 * 60, 24 * time.Hour, "2027-10-30 10:00"},
		"a meeting at midnight":              {council.NewDate(2026, 12, 1), 0, 24 * time.Hour, "2026-11-30 00:00"},
		"a body that wants answers at once":  {council.NewDate(2026, 11, 27), 10 * 60, 0, "2026-11-27 10:00"},
		"two hours ahead, over the midnight": {council.NewDate(2026, 11, 27), 60, 2 * time.Hour, "2026-11-26 23:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, m := council.Body{AnswerAhead: test.ahead}, council.Meeting{Day: test.day, Start: test.start}
			if got := b.AnswersDue(m, zone).In(zone).Format("2006-01-02 15:04"); got != test.want {
				t.Errorf("due %s, want %s", got, test.want)
			}
		})
	}
}
