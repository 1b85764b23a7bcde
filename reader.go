package main

import (
	"errors"

	"sereda/council"
	"sereda/handlers"
	"sereda/intake"
)

// reader lets the dialogues read what people type: intake's reading, with its
// errors as keys of the catalogue.
type reader struct{}

var _ handlers.Reader = reader{}

func (reader) Day(text string, week council.Week) (handlers.DayRead, error) {
	from, to, kind, err := intake.Day(text, week)
	return handlers.DayRead{From: from, To: to, Kind: kind}, troubleOf(err)
}

func (reader) Hours(text string) (council.Hours, bool, error) {
	hours, allDay, err := intake.Time(text)
	return hours, allDay, troubleOf(err)
}

func (reader) List(text string, week council.Week) []handlers.LineRead {
	return linesRead(intake.List(text, week))
}

func linesRead(lines []intake.Line) []handlers.LineRead {
	read := make([]handlers.LineRead, len(lines))
	for i, l := range lines {
		read[i] = handlers.LineRead{Number: l.Number, Text: l.Text, Problem: troubleOf(l.Problem), Leaders: l.Leaders}
		for _, e := range l.Entries {
			read[i].Entries = append(read[i].Entries, e.Entry)
		}
	}
	return read
}

func (reader) LeadersIn(title string, leaders []council.Leader) []int64 {
	return intake.Mentions(title, leaders)
}

// trouble is an intake error that knows its explanation.
type trouble struct{ read *intake.Error }

var _ handlers.Trouble = trouble{}

// Error is intake's, in English, for logs.
func (t trouble) Error() string { return t.read.Error() }

// Key names the explanation in the catalogue.
func (t trouble) Key() string {
	if key, ok := troubleKeys[t.read.Kind]; ok {
		return key
	}
	if key, ok := fileTroubles[t.read.Kind]; ok {
		return key
	}
	return "trouble.not_understood"
}

// Read is the day that was read, if any.
func (t trouble) Read() council.Date { return t.read.Date }

var troubleKeys = map[intake.Kind]string{
	intake.NotUnderstood: "trouble.not_understood",
	intake.NoSuchDay:     "trouble.no_such_day",
	intake.OutsideWeek:   "trouble.outside_week",
	intake.WrongWeekday:  "trouble.wrong_weekday",
	intake.Backwards:     "trouble.backwards",
	intake.SeveralDays:   "trouble.several_days",
	intake.NoSuchTime:    "trouble.no_such_time",
	intake.Ambiguous:     "trouble.ambiguous",
	intake.NoDay:         "trouble.no_day",
	intake.NoTitle:       "trouble.no_title",
	intake.TooLong:       "trouble.too_long",
	intake.TooManyFields: "trouble.too_many_fields",
	intake.TooManyLines:  "trouble.too_many_lines",
}

func troubleOf(err error) error {
	var read *intake.Error
	if !errors.As(err, &read) {
		return err
	}
	return trouble{read}
}

func (reader) Date(text string, today council.Date) (council.Date, error) {
	day, err := intake.Date(text, today)
	return day, troubleOf(err)
}
