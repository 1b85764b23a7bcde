package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sereda/council"
	"sereda/intake"
)

type readCommand struct {
	Week council.Date `required:"" placeholder:"2026-11-30" help:"A day of the planned week."`
	File string       `arg:"" optional:"" type:"existingfile" help:"The plan; standard input without it."`
}

// Run prints what would be read from a plan, one JSON object a line. It needs
// neither settings nor a database.
func (c *readCommand) Run(e *environment) error {
	lines, err := c.lines(e.ctx, e.stdin)
	if err != nil {
		return err
	}
	out := json.NewEncoder(e.stdout)
	out.SetEscapeHTML(false)
	for _, l := range lines {
		if l.Problem != nil {
			if err := out.Encode(map[string]string{"unread": l.Text}); err != nil {
				return err
			}
		}
		for _, entry := range l.Entries {
			if err := out.Encode(shown(entry)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostBytes is how large a plan may be.
const mostBytes = 20 << 20

// lines reads a spreadsheet or a document by its name, anything else as text.
func (c *readCommand) lines(ctx context.Context, stdin io.Reader) ([]intake.Line, error) {
	source, week := stdin, council.WeekOf(c.Week)
	if c.File != "" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		source = file
	}
	data, err := io.ReadAll(io.LimitReader(source, mostBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > mostBytes:
		return nil, errors.New("the plan is longer than 20 megabytes")
	}
	switch strings.ToLower(filepath.Ext(c.File)) {
	case "", ".txt", ".text", ".md":
		return intake.List(string(data), week), nil
	}
	content, err := intake.Read(ctx, filepath.Base(c.File), data)
	if err != nil {
		return nil, err
	}
	return intake.Table(content, week), nil
}

// shownEntry is an entry as the command prints it.
type shownEntry struct {
	Kind        council.EntryKind `json:"kind"`
	Date        *string           `json:"date"`
	DateEnd     *string           `json:"date_end"`
	Start       *string           `json:"start"`
	End         *string           `json:"end"`
	Title       *string           `json:"title"`
	Venue       []string          `json:"venue"`
	Responsible []string          `json:"responsible"`
	Leaders     []string          `json:"leaders"`
	Doubts      []shownDoubt      `json:"doubts"`
	Source      string            `json:"source"`
}

// shownDoubt is a doubt as the command prints it: the field it is about, the
// words as written, and the readings, that which the entry holds first.
type shownDoubt struct {
	Field   string   `json:"field"`
	Text    string   `json:"text"`
	Choices []string `json:"choices"`
}

// fieldOf is the field a question is about; a question about the number of
// entries is about the whole.
var fieldOf = map[council.Question]string{
	council.DayOrTime: "date", council.OutsideWeek: "date", council.WrongWeekday: "date", council.WrongYear: "date",
	council.WhichDay: "date", council.WhichTime: "start", council.OneOrSeveral: "entry",
	council.WhichVenue: "venue", council.WhoAnswers: "responsible", council.WhichLeader: "leaders",
}

func shownDoubtOf(d council.Doubt) shownDoubt {
	s := shownDoubt{Field: fieldOf[d.Question], Text: d.Text, Choices: []string{}}
	for _, c := range d.Choices {
		s.Choices = append(s.Choices, choiceText(c))
	}
	return s
}

// choiceText is what a choice sets: "2026-12-01", "2026-12-01..2026-12-03",
// "10:00-12:00".
func choiceText(c council.Choice) string {
	var parts []string
	if c.From != nil && !c.From.IsZero() {
		day := c.From.String()
		if c.To != nil && *c.To != *c.From {
			day += ".." + c.To.String()
		}
		parts = append(parts, day)
	}
	if c.Hours != nil && c.Hours.Start != nil {
		hours := c.Hours.Start.String()
		if c.Hours.End != nil {
			hours += "-" + c.Hours.End.String()
		}
		parts = append(parts, hours)
	}
	for _, text := range []*string{c.Title, c.Venue, c.Responsible} {
		if text != nil {
			parts = append(parts, *text)
		}
	}
	return strings.Join(parts, " ")
}

func shown(e intake.Reading) shownEntry {
	s := shownEntry{
		Kind: e.Kind, Title: orNull(e.Title), Source: e.Source.Text,
		Venue: list(e.Venues), Responsible: list(e.People), Leaders: list(e.LeaderWords), Doubts: []shownDoubt{},
		Start: orNull(timeText(e.Hours.Start)), End: orNull(timeText(e.Hours.End)),
	}
	if !e.From.IsZero() {
		s.Date = orNull(e.From.String())
	}
	if e.To != e.From {
		s.DateEnd = orNull(e.To.String())
	}
	for _, d := range e.Doubts {
		s.Doubts = append(s.Doubts, shownDoubtOf(d))
	}
	return s
}

func timeText(t *council.TimeOfDay) string {
	if t == nil {
		return ""
	}
	return t.String()
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// list is never null in JSON.
func list[T any](items []T) []T { return append([]T{}, slices.Clip(items)...) }
