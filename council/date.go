package council

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a calendar day without a zone: what a plan is made of.
// The zero Date is no day at all.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate is the day as given; months and days out of range roll over as in
// [time.Date].
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day on which t falls in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2006-01-02".
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", text, err)
	}
	return DateOf(t), nil
}

// ExistingDate is the day as given, or false when the calendar has no such day
// (31 February).
func ExistingDate(year int, month time.Month, day int) (Date, bool) {
	d := NewDate(year, month, day)
	return d, d == Date{year, month, day}
}

// IsZero tells that no day was given.
func (d Date) IsZero() bool { return d == Date{} }

// At is the instant of the local time t on this day in zone; at a clock change
// as [AtHands] says.
func (d Date) At(t TimeOfDay, zone *time.Location) time.Time {
	return AtHands(d.utc().Add(time.Duration(t)*time.Minute), zone)
}

// AddDays is the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// DaysSince counts the days from other to d.
func (d Date) DaysSince(other Date) int {
	return int(d.utc().Sub(other.utc()).Hours() / 24)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before tells that d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After tells that d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare orders days: -1, 0 or 1.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// String is "2006-01-02", or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}

// Value lets a database keep the day; no day is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.utc(), nil
}

// Scan reads a day from a database; NULL is no day.
func (d *Date) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = DateOf(v)
	case string:
		return d.UnmarshalText([]byte(v))
	default:
		return fmt.Errorf("date from %T", value)
	}
	return nil
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
