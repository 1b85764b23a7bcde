package locales_test

import (
	"testing"
	"time"

	"sereda/council"
	"sereda/locales"
)

func TestDaysInTheOfficialManner(t *testing.T) {
	t.Parallel()
	day := func(text string) council.Date {
		d, err := council.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ from, to, want string }{
		{"2026-11-25", "2026-11-25", "середа, 25 листопада"},
		{"2026-11-27", "2026-11-27", "п’ятниця, 27 листопада"},
		{"2026-11-23", "2026-11-29", "23–29 листопада"},
		{"2026-11-30", "2026-12-06", "30 листопада – 6 грудня"},
		{"2026-12-28", "2027-01-03", "28 грудня 2026 – 3 січня 2027 року"},
	} {
		if got := locales.Days(day(c.from), day(c.to)); got != c.want {
			t.Errorf("%s..%s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if got := locales.ShortDay(day("2026-12-01")); got != "вт 01.12" {
		t.Errorf("short: %q", got)
	}
}

func TestInstantIsLocalToTheCouncil(t *testing.T) {
	t.Parallel()
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC), "ср 25.11 о 12:00"},
		{time.Date(2026, 11, 25, 9, 5, 0, 0, time.UTC), "ср 25.11 об 11:05"},
		{time.Date(2026, 11, 25, 22, 30, 0, 0, time.UTC), "чт 26.11 о 00:30"},
	} {
		if got := locales.Instant(c.at, kyiv); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
}
