package config

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Papers is what the council sets of the papers of the week's plan.
type Papers struct {
	Stamp Stamp
	// PlanTitle, LeaderTitle and DayTitle may have several lines.
	PlanTitle, LeaderTitle, DayTitle string
	// CompilerPost and CompilerName sign at the end of the plan.
	CompilerPost, CompilerName string
}

// Stamp is the agreement as the plan shows it (3.17).
type Stamp struct {
	// Word is ЗАТВЕРДЖЕНО or ПОГОДЖЕНО.
	Word   string
	AtLeft bool
	// Post and Name are those of who agrees, printed before the agreement.
	Post, Name string
}

// longestPaperText keeps a title or a post within the head of a page.
const longestPaperText = 300

func (c *Config) readPapers(s *section) {
	read(s, "plan_title", &c.Papers.PlanTitle, parsePaperText)
	read(s, "leader_title", &c.Papers.LeaderTitle, parsePaperText)
	read(s, "day_title", &c.Papers.DayTitle, parsePaperText)

	stamp := s.section("stamp")
	read(stamp, "word", &c.Papers.Stamp.Word, parsePaperText)
	read(stamp, "side", &c.Papers.Stamp.AtLeft, parseAtLeft)
	read(stamp, "post", &c.Papers.Stamp.Post, parsePaperText)
	read(stamp, "name", &c.Papers.Stamp.Name, parsePaperName)
	stamp.close()

	compiler := s.section("compiler")
	read(compiler, "post", &c.Papers.CompilerPost, parsePaperText)
	read(compiler, "name", &c.Papers.CompilerName, parsePaperName)
	compiler.close()
	s.close()
}

func parsePaperText(text string) (string, error) {
	text, err := parseText(text)
	if err != nil {
		return "", err
	}
	return parsePaperName(text)
}

// parsePaperName reads a text that may be empty: room is left for it.
func parsePaperName(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch n := utf8.RuneCountInString(text); {
	case n > longestPaperText:
		return "", fmt.Errorf("has %d letters; %d at most find room", n, longestPaperText)
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' }):
		return "", errors.New("has characters that cannot be printed")
	}
	return text, nil
}

func parseAtLeft(text string) (bool, error) {
	switch text {
	case "left":
		return true, nil
	case "right":
		return false, nil
	}
	return false, fmt.Errorf("must be left or right, not %q", text)
}
