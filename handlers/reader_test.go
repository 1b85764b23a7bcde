package handlers_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/handlers"
)

// reader is a reader of few words, so that the dialogues are tested apart from
// the reading: "вт" or "01.12", "10:00", and lines "вт 10:00 Назва".
type reader struct{}

var words = []string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"}

type unread struct {
	key string
	day council.Date
}

func (u unread) Error() string      { return u.key }
func (u unread) Key() string        { return u.key }
func (u unread) Read() council.Date { return u.day }

func (reader) Day(text string, week council.Week) (handlers.DayRead, error) {
	if i := slices.Index(words, text); i >= 0 {
		return handlers.DayRead{From: week.Day(i), To: week.Day(i), Kind: council.Timed}, nil
	}
	var day, month int
	if _, err := fmt.Sscanf(text, "%d.%d", &day, &month); err != nil {
		return handlers.DayRead{}, unread{key: "trouble.not_understood"}
	}
	d, exists := council.ExistingDate(2026, time.Month(month), day)
	switch {
	case !exists:
		return handlers.DayRead{}, unread{key: "trouble.no_such_day"}
	case !week.Contains(d):
		return handlers.DayRead{}, unread{"trouble.outside_week", d}
	}
	return handlers.DayRead{From: d, To: d, Kind: council.Timed}, nil
}

func (reader) Hours(text string) (council.Hours, bool, error) {
	var hour, minute int
	if _, err := fmt.Sscanf(text, "%d:%d", &hour, &minute); err != nil {
		return council.Hours{}, false, unread{key: "trouble.not_understood"}
	}
	start, exists := council.NewTimeOfDay(hour, minute)
	if !exists {
		return council.Hours{}, false, unread{key: "trouble.no_such_time"}
	}
	return council.Hours{Start: &start}, false, nil
}

func (r reader) List(text string, week council.Week) []handlers.LineRead {
	var lines []handlers.LineRead
	for i, line := range strings.Split(text, "\n") {
		read := handlers.LineRead{Number: i + 1, Text: line}
		fields := strings.SplitN(line, " ", 3)
		day, err := r.Day(fields[0], week)
		if err == nil && len(fields) == 3 {
			var e council.Entry
			e.From, e.To, e.Kind, e.Title = day.From, day.To, day.Kind, fields[2]
			e.Hours, _, err = r.Hours(fields[1])
			e = doubtful(e)
			read.Entries = []council.Entry{e}
		} else if err == nil {
			err = errors.New("no title")
		}
		read.Problem = err
		lines = append(lines, read)
	}
	return lines
}

func (r reader) Table(content []byte, week council.Week) ([]handlers.LineRead, error) {
	text := string(content)
	if _, is := r.Template(content); is {
		_, text, _ = strings.Cut(text, "\n")
	}
	if text == "" {
		return nil, nil
	}
	lines := r.List(text, week)
	for i, line := range lines {
		for n, e := range line.Entries {
			// "Нарада @ міський голова": what the column of leaders says.
			lines[i].Entries[n].Title, lines[i].Leaders, _ = strings.Cut(e.Title, " @ ")
		}
	}
	return lines, nil
}

// Template reads a first line "шаблон 2026-11-30 Культура".
func (reader) Template(content []byte) (handlers.TemplateRead, bool) {
	first, _, _ := strings.Cut(string(content), "\n")
	fields := strings.SplitN(first, " ", 3)
	if fields[0] != "шаблон" {
		return handlers.TemplateRead{}, false
	}
	week, _ := council.ParseWeek(fields[1])
	return handlers.TemplateRead{Week: week, Unit: fields[2]}, true
}

// doubtful takes what stands after a question mark for a doubt: "?день" may be
// the next day as well, "?хто" is a leader, anything else perhaps the venue.
func doubtful(e council.Entry) council.Entry {
	title, doubt, asked := strings.Cut(e.Title, " ?")
	if !asked {
		return e
	}
	e.Title = title
	for word := range strings.SplitSeq(doubt, " ?") {
		d := council.Doubt{Question: council.WhichVenue, Text: word}
		switch word {
		case "день":
			next := e.From.AddDays(1)
			d.Question, d.Choices = council.WhichDay, []council.Choice{{From: &e.From, To: &e.To}, {From: &next, To: &next}}
		case "хто":
			d.Question = council.WhichLeader
		default:
			none := ""
			e.Venue = word
			d.Choices = []council.Choice{{Venue: &word}, {Venue: &none}}
		}
		e.Doubts = append(e.Doubts, d)
	}
	return e
}

func (reader) LeadersIn(title string, leaders []council.Leader) []int64 {
	var found []int64
	for _, l := range leaders {
		if strings.Contains(title, strings.ToLower(l.Title)) {
			found = append(found, l.PostID)
		}
	}
	return found
}

func (reader) Date(text string, today council.Date) (council.Date, error) {
	var day, month, year int
	if n, _ := fmt.Sscanf(text, "%d.%d.%d", &day, &month, &year); n == 2 {
		year = today.Year
	} else if n != 3 {
		return council.Date{}, unread{key: "trouble.not_understood"}
	}
	d, exists := council.ExistingDate(year, time.Month(month), day)
	if !exists {
		return council.Date{}, unread{key: "trouble.no_such_day"}
	}
	return d, nil
}
