package intake

import (
	"errors"

	"sereda/council"
)

// Kind tells why a text was not read, so that each case can be answered in its
// own words.
type Kind string

// The kinds of an Error.
const (
	// NotUnderstood is a text with no day or time in it that we know.
	NotUnderstood Kind = "not understood"
	// NoSuchDay is a day the calendar does not have: "31.02".
	NoSuchDay Kind = "no such day"
	// OutsideWeek is a day that does not touch the planned week.
	OutsideWeek Kind = "outside the week"
	// WrongWeekday is a date that falls on another weekday than written.
	WrongWeekday Kind = "another weekday"
	// Backwards is a range that ends before it begins.
	Backwards Kind = "ends before it begins"
	// SeveralDays is a list of days where one day or one range is asked for.
	SeveralDays Kind = "several days"
	// NoSuchTime is a time no clock shows: "25:00".
	NoSuchTime Kind = "no such time"
	// Ambiguous is a text that can be read in two ways: "10-12".
	Ambiguous Kind = "ambiguous"
	// NoDay is an entry without a day, under no day's heading.
	NoDay Kind = "no day"
	// NoTitle is a line with a day or a time and nothing else.
	NoTitle Kind = "no title"
	// TooLong is a line, title, venue or responsible beyond its limit.
	TooLong Kind = "too long"
	// TooManyFields is a line with more columns than an entry has.
	TooManyFields Kind = "too many fields"
	// TooManyLines stands once for all the lines after the MaxLines-th.
	TooManyLines Kind = "too many lines"
)

// Error is a text that was not read. Its message holds nothing of the text, so
// it may be logged.
type Error struct {
	Kind Kind
	// Date is the day that was read, zero where there is none (OutsideWeek,
	// WrongWeekday and Backwards carry it).
	Date council.Date
}

// Error is the kind in English, for logs.
func (e *Error) Error() string { return "intake: " + string(e.Kind) }

// KindOf is the kind of an error of this package, "" for any other error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func refuse(kind Kind) error { return &Error{Kind: kind} }

func refuseDay(kind Kind, day council.Date) error { return &Error{Kind: kind, Date: day} }
