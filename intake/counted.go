package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	countedDay  = regexp.MustCompile(`^[45]\d{4}([.,]\d+)?$`)
	countedHour = regexp.MustCompile(`^0[.,]\d{3,}$`)
	withSeconds = regexp.MustCompile(`\b(\d{1,2}:\d\d):00\b`)
)

// counted writes out what a spreadsheet counts days and hours in when its cells
// are not shown as such: "46357" is 1 December 2026, "0.375" is 9:00. In columns
// of days and hours people write nothing of the kind.
func counted(what planColumn, cell string) string {
	number, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	minutes := number * 24 * 60
	whole := math.Abs(minutes-math.Round(minutes)) < 0.001
	switch {
	case err == nil && what.has(dayColumn) && countedDay.MatchString(cell) && whole,
		err == nil && what.has(timeColumn) && countedHour.MatchString(cell) && whole:
		return numberFormat{date: true, time: true}.show(strconv.FormatFloat(number, 'f', -1, 64), false)
	}
	return withSeconds.ReplaceAllString(cell, "$1")
}
