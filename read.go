package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"

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
	text, err := c.text(e.stdin)
	if err != nil {
		return err
	}
	out := json.NewEncoder(e.stdout)
	out.SetEscapeHTML(false)
	for _, p := range intake.List(text, council.WeekOf(c.Week)) {
		if p.Problem != nil {
			if err := out.Encode(map[string]string{"unread": p.Text}); err != nil {
				return err
			}
		}
		for _, entry := range p.Entries {
			if err := out.Encode(shown(entry)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostText is how much text is read, in bytes.
const mostText = 1 << 20

func (c *readCommand) text(stdin io.Reader) (string, error) {
	source := stdin
	if c.File != "" {
		file, err := os.Open(c.File)
		if err != nil {
			return "", err
		}
		defer file.Close()
		source = file
	}
	data, err := io.ReadAll(io.LimitReader(source, mostText+1))
	if len(data) > mostText {
		return "", errors.New("the text is longer than a megabyte")
	}
	return string(data), err
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

type shownDoubt struct {
	Field   council.Question `json:"field"`
	Text    string           `json:"text"`
	Choices []council.Choice `json:"choices"`
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
		s.Doubts = append(s.Doubts, shownDoubt{d.Question, d.Text, list(d.Choices)})
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
