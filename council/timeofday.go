package council

import (
	"fmt"
	"time"
)

// TimeOfDay is a local wall-clock time in minutes after midnight, 0 to 1439.
type TimeOfDay int

// NewTimeOfDay is hour:minute, or false when no clock shows it.
func NewTimeOfDay(hour, minute int) (TimeOfDay, bool) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, false
	}
	return TimeOfDay(hour*60 + minute), true
}

// ParseTimeOfDay reads "15:04".
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("time of day %q: %w", text, err)
	}
	return TimeOfDay(t.Hour()*60 + t.Minute()), nil
}

// Hour is 0 to 23.
func (t TimeOfDay) Hour() int { return int(t) / 60 }

// Minute is 0 to 59.
func (t TimeOfDay) Minute() int { return int(t) % 60 }

// String is "09:05".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute()) }

// Hours is the time an entry takes: a start and perhaps an end. An end not
// after its start falls on the next day ("з 21:00 до 01:00").
type Hours struct {
	Start *TimeOfDay
	End   *TimeOfDay
}

// String is "10:00–12:30", "10:00" or "".
func (h Hours) String() string {
	switch {
	case h.Start == nil:
		return ""
	case h.End == nil:
		return h.Start.String()
	}
	return h.Start.String() + "–" + h.End.String()
}

// EndMinute is when it ends, in minutes after the midnight before it starts: an
// hour after the start when nothing is said. It must have a start.
func (h Hours) EndMinute() int {
	switch {
	case h.End == nil:
		return int(*h.Start) + usualMinutes
	case *h.End <= *h.Start:
		return int(*h.End) + dayMinutes
	}
	return int(*h.End)
}
