package intake_test

import (
	"testing"
	"time"

	"sereda/council"
	"sereda/intake"
)

func TestDateOfNoWeek(t *testing.T) {
	t.Parallel()
	today := council.NewDate(2026, time.November, 25)
	for _, c := range []struct {
		text string
		want council.Date
		kind intake.Kind
	}{
		{text: "26.11", want: council.NewDate(2026, time.November, 26)},
		{text: "15.12.2026", want: council.NewDate(2026, time.December, 15)},
		{text: "10 січня", want: council.NewDate(2027, time.January, 10)},
		{text: "31.02", kind: intake.NoSuchDay},
		{text: "26-28.11", kind: intake.SeveralDays},
		{text: "протягом тижня", kind: intake.NotUnderstood},
		{text: "колись", kind: intake.NotUnderstood},
	} {
		got, err := intake.Date(c.text, today)
		if got != c.want || intake.KindOf(err) != c.kind {
			t.Errorf("%q: got %v, %v; want %v, %q", c.text, got, err, c.want, c.kind)
		}
	}
}
