package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong with the settings, in words for whoever set them.
type Problem struct {
	// File and Line tell where; Line is 0 when the setting is not in the file,
	// File is "" for a variable of the environment.
	File string
	Line int
	// Setting is the setting's path ("week.deadline") or the variable's name.
	Setting string
	Text    string
}

// String is "config.yaml:14: week.deadline: …".
func (p Problem) String() string {
	place := p.File
	if place == "" {
		place = "environment"
	}
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, p.Line)
	}
	if p.Setting == "" {
		return place + ": " + p.Text
	}
	return place + ": " + p.Setting + ": " + p.Text
}

// Problems are all that is wrong, in the order of the file, the environment
// last. As an error they are one line each.
type Problems []Problem

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// err is the problems in order, or nil when there are none.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	sorted := slices.Clone(p)
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		if (a.File == "") != (b.File == "") {
			return cmp.Compare(b.File, a.File)
		}
		return cmp.Compare(a.Line, b.Line)
	})
	return sorted
}
