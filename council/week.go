package council

import "time"

// Week is a planned week, named by its Monday. It runs Monday to Sunday.
type Week struct{ Monday Date }

// WeekOf is the week in which the day lies.
func WeekOf(d Date) Week {
	sinceMonday := (int(d.Weekday()) + 6) % 7
	return Week{d.AddDays(-sinceMonday)}
}

// NextWeek is the week after the one in which now lies in zone: the one heads
// plan on Wednesday (3.16).
func NextWeek(now time.Time, zone *time.Location) Week {
	return WeekOf(DateOf(now.In(zone))).Next()
}

// ParseWeek reads the week's Monday, "2006-01-02"; any other day of the week
// is refused as no Monday.
func ParseWeek(text string) (Week, bool) {
	d, err := ParseDate(text)
	if err != nil || d.Weekday() != time.Monday {
		return Week{}, false
	}
	return Week{d}, true
}

// Day is the n-th day of the week, 0 is Monday.
func (w Week) Day(n int) Date { return w.Monday.AddDays(n) }

// Days are the seven days from Monday on.
func (w Week) Days() [7]Date {
	var days [7]Date
	for i := range days {
		days[i] = w.Day(i)
	}
	return days
}

// Sunday is the last day.
func (w Week) Sunday() Date { return w.Day(6) }

// Next is the week after.
func (w Week) Next() Week { return Week{w.Monday.AddDays(7)} }

// Previous is the week before.
func (w Week) Previous() Week { return Week{w.Monday.AddDays(-7)} }

// Contains tells that the day lies in the week.
func (w Week) Contains(d Date) bool { return WeekOf(d) == w }

// String is the Monday, "2006-01-02".
func (w Week) String() string { return w.Monday.String() }
