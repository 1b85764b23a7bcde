package intake

import (
	"errors"

	"sereda/council"
)

// Date reads one day that belongs to no planned week: when a substitution
// begins, a person leaves. A year that is not written is the one that brings
// the day nearest to today.
func Date(text string, today council.Date) (council.Date, error) {
	from, to, kind, err := Day(text, council.WeekOf(today))
	var read *Error
	switch {
	case errors.As(err, &read) && read.Kind == OutsideWeek:
		return read.Date, nil
	case err != nil:
		return council.Date{}, err
	case kind != council.Timed:
		return council.Date{}, refuse(NotUnderstood)
	case from != to:
		return council.Date{}, refuse(SeveralDays)
	}
	return from, nil
}
