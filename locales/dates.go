package locales

import (
	"fmt"
	"time"

	"sereda/council"
)

var weekdays = [7]string{"неділя", "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота"}

var shortWeekdays = [7]string{"нд", "пн", "вт", "ср", "чт", "пт", "сб"}

// monthsOf are in the genitive, as dates want them.
var monthsOf = [12]string{"січня", "лютого", "березня", "квітня", "травня", "червня",
	"липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}

// Day is "середа, 25 листопада".
func Day(d council.Date) string {
	return fmt.Sprintf("%s, %d %s", weekdays[d.Weekday()], d.Day, monthsOf[d.Month-1])
}

// ShortDay is "ср 25.11": it fits a button.
func ShortDay(d council.Date) string {
	return fmt.Sprintf("%s %02d.%02d", shortWeekdays[d.Weekday()], d.Day, d.Month)
}

// Days is one day or a range: "25–27 листопада", "30 листопада – 2 грудня",
// "29 грудня 2026 – 3 січня 2027 року" across years.
func Days(from, to council.Date) string {
	switch {
	case from == to:
		return Day(from)
	case from.Year != to.Year:
		return fmt.Sprintf("%d %s %d – %d %s %d року", from.Day, monthsOf[from.Month-1], from.Year,
			to.Day, monthsOf[to.Month-1], to.Year)
	case from.Month != to.Month:
		return fmt.Sprintf("%d %s – %d %s", from.Day, monthsOf[from.Month-1], to.Day, monthsOf[to.Month-1])
	}
	return fmt.Sprintf("%d–%d %s", from.Day, to.Day, monthsOf[to.Month-1])
}

// WeekDays is the week's range: "30 листопада – 6 грудня".
func WeekDays(w council.Week) string { return Days(w.Monday, w.Sunday()) }

// FullWeek is the week with its year: "30 листопада – 6 грудня 2026 року".
func FullWeek(w council.Week) string {
	if w.Monday.Year != w.Sunday().Year {
		return WeekDays(w)
	}
	return fmt.Sprintf("%s %d року", WeekDays(w), w.Sunday().Year)
}

// Instant is "ср 25.11 о 12:00" in the zone.
func Instant(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	preposition := "о"
	if local.Hour() == 11 {
		preposition = "об"
	}
	return fmt.Sprintf("%s %s %02d:%02d", ShortDay(council.DateOf(local)), preposition, local.Hour(), local.Minute())
}

// Weekday is "середа".
func Weekday(d time.Weekday) string { return weekdays[d] }

// FullDate is "25 листопада 2026 року".
func FullDate(d council.Date) string {
	return fmt.Sprintf("%d %s %d року", d.Day, monthsOf[d.Month-1], d.Year)
}
