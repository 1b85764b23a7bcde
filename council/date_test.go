package council

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want Date
		ok   bool
	}{
		{"2026-11-30", Date{2026, time.November, 30}, true},
		{"2028-02-29", Date{2028, time.February, 29}, true},
		{"2027-02-29", Date{}, false},
		{"30.11.2026", Date{}, false},
		{"2026-11-30T00:00:00Z", Date{}, false},
		{"", Date{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got, err := ParseDate(tt.text)
			if got != tt.want || (err == nil) != tt.ok {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestExistingDate(t *testing.T) {
	t.Parallel()
	if d, ok := ExistingDate(2028, time.February, 29); !ok || d.String() != "2028-02-29" {
		t.Errorf("29 February 2028: %s, %t", d, ok)
	}
	if d, ok := ExistingDate(2027, time.February, 29); ok {
		t.Errorf("29 February 2027 exists as %s", d)
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	start := NewDate(2026, time.December, 25)
	for n := -800; n <= 800; n++ {
		d := start.AddDays(n)
		if got := d.DaysSince(start); got != n {
			t.Fatalf("%s is %d days after %s, want %d", d, got, start, n)
		}
		if d.Before(start) != (n < 0) || d.After(start) != (n > 0) {
			t.Fatalf("%s is out of order with %s", d, start)
		}
	}
	if got := NewDate(2026, time.December, 32); got != NewDate(2027, time.January, 1) {
		t.Errorf("32 December is %s", got)
	}
}

func TestDateOfIsTheLocalDay(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, time.November, 25, 22, 30, 0, 0, time.UTC)
	if got := DateOf(late.In(kyiv(t))); got != NewDate(2026, time.November, 26) {
		t.Errorf("half past midnight in Kyiv falls on %s", got)
	}
}

func TestDateAt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		day   Date
		clock TimeOfDay
		want  string
	}{
		{"in winter", NewDate(2026, time.November, 25), 12 * 60, "2026-11-25T10:00:00Z"},
		{"in summer", NewDate(2027, time.July, 14), 12 * 60, "2027-07-14T09:00:00Z"},
		{"the skipped hour is an hour later", NewDate(2027, time.March, 28), 3*60 + 30, "2027-03-28T01:30:00Z"},
		{"the doubled hour is its first pass", NewDate(2027, time.October, 31), 3*60 + 30, "2027-10-31T00:30:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.day.At(tt.clock, kyiv(t)).UTC().Format(time.RFC3339); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestDateTravels(t *testing.T) {
	t.Parallel()
	type letter struct{ Day, None Date }
	want := letter{Day: NewDate(2026, time.November, 30)}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != `{"Day":"2026-11-30","None":""}` {
		t.Errorf("JSON is %s", text)
	}
	var got letter
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by JSON (-want +got):\n%s", diff)
	}

	for _, d := range []Date{want.Day, {}} {
		value, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		back := NewDate(1999, time.January, 1)
		if err := back.Scan(value); err != nil || back != d {
			t.Errorf("%q came back from the database as %q, %v", d, back, err)
		}
	}
	var d Date
	if err := d.Scan("2026-11-30"); err != nil || d != want.Day {
		t.Errorf("from text: %q, %v", d, err)
	}
	if err := d.Scan(7); err == nil {
		t.Error("a number passed for a day")
	}
	if err := d.UnmarshalText([]byte("soon")); err == nil {
		t.Error(`"soon" passed for a day`)
	}
}
