package intake

import (
	"slices"
	"strings"
	"unicode"

	"sereda/council"
)

// Limits of a pasted list. A line of maxLine characters holds any entry's
// texts at their longest.
const (
	MaxLines = 300
	maxLine  = 1500
)

// beginning is as much of a text as one line may have.
func beginning(text string) string {
	runes := []rune(text)
	return tidy(clean(string(runes[:min(len(runes), maxLine)])))
}

// heading is the day that the lines below it take place on, or what is wrong
// with it.
type heading struct {
	days  days
	given bool
	err   error
}

// dayHeading reads a line with a day and nothing else.
func dayHeading(line string, week council.Week) (heading, bool) {
	c := newCursor(strings.Trim(line, " |;\t"))
	read, found, err := c.days(week)
	if !found || !c.finished() {
		return heading{}, false
	}
	return heading{read, true, err}, true
}

// unnumbered takes the bullet or number off the beginning of a line: "•", "-",
// "1.", "1)", "№ 1". A number glued to figures is a date: "1.12".
func unnumbered(line string) string {
	line = strings.TrimLeft(line, "•·*▪●◦‣■□✓✔➢> ")
	if rest := strings.TrimLeftFunc(line, isDash); rest != line {
		line = strings.TrimLeft(rest, " ")
	}
	numbered := strings.TrimLeft(strings.TrimPrefix(line, "№"), " ")
	digits := span(numbered, isDigit)
	if digits == 0 || digits > 3 || digits == len(numbered) {
		return line
	}
	rest := numbered[digits+1:]
	if mark := numbered[digits]; mark != '.' && mark != ')' {
		return line
	}
	if rest == "" || isDigit(rune(rest[0])) || isTimeOrMonth(rest) {
		return line
	}
	return strings.TrimLeft(rest, " ")
}

// isTimeOrMonth tells that a number before rest is an hour or a day: "10. год".
func isTimeOrMonth(rest string) bool {
	c := newCursor(rest)
	return c.isMonth(0) || c.takeWord("год", "годині")
}

// cellsOf cuts a line into columns; a line without them is one cell.
func cellsOf(line string) []string {
	separator := "|"
	switch {
	case strings.Contains(line, "|"):
	case strings.Contains(line, "\t"):
		separator = "\t"
	default:
		separator = ";"
	}
	var cells []string
	for cell := range strings.SplitSeq(line, separator) {
		if cell = tidy(cell); cell != "" && !isOnlySeparators(cell) {
			cells = append(cells, cell)
		}
	}
	if len(cells) > 2 && isRowNumber(cells[0]) {
		cells = cells[1:]
	}
	return cells
}

// isOnlySeparators tells that a cell holds nothing that is read.
func isOnlySeparators(cell string) bool {
	return !strings.ContainsFunc(cell, func(r rune) bool {
		return !unicode.IsSpace(r) && !strings.ContainsRune(separators, r) && !isDash(r) && !isApostrophe(r)
	})
}

func isRowNumber(cell string) bool {
	c := newCursor(cell)
	t := c.peek(0)
	c.at++
	return t.kind == number && t.digits <= 3 && c.finished()
}

// isColumnHeading tells that a row names or numbers the columns of a table.
func isColumnHeading(cells []string) bool {
	if len(cells) < 2 {
		return false
	}
	if !slices.ContainsFunc(cells, func(cell string) bool { return !isRowNumber(cell) }) {
		return true
	}
	return !slices.ContainsFunc(cells, func(cell string) bool { return !namesColumn(cell) })
}

func namesColumn(cell string) bool {
	c := newCursor(cell)
	if c.isMark(0, "№") {
		return true
	}
	first := c.peek(0).text
	return slices.ContainsFunc(
		[]string{"дата", "день", "час", "назв", "зміст", "місце", "відповідальн", "захід", "заход", "форма", "хто", "термін", "присутн", "участь"},
		func(stem string) bool { return strings.HasPrefix(first, stem) },
	) && !strings.ContainsAny(cell, "0123456789")
}

// isPlanHeading tells that a line is the plan's own heading: "План заходів на
// період з 7 до 13 грудня". One for another week is not passed over.
func isPlanHeading(cells []string, week council.Week) bool {
	if len(cells) != 1 {
		return false
	}
	c := newCursor(cells[0])
	c.takeWord("основні", "орієнтовний", "тижневий", "зведений")
	if !c.takeWord("план", "графік", "розклад", "перелік", "заходи", "анонс") {
		return false
	}
	_, read, found, err := findDay(cells[0], week)
	if !found || err != nil || len(read.spans) != 1 {
		return false
	}
	whole := read.spans[0]
	return !whole.from.After(week.Monday) && !whole.to.Before(week.Day(4))
}
