package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// numberFormat tells what a number in a cell stands for.
type numberFormat struct{ date, time bool }

// readFormats reads which of a workbook's cell styles show dates and times.
func readFormats(f *officeFile, part string) ([]numberFormat, error) {
	custom := map[string]numberFormat{}
	var formats []numberFormat
	inCells := false
	err := f.part(part, func(x *xmlScanner, kind xmlToken) error {
		switch name := x.name(); {
		case kind == xmlText:
		case name == "cellXfs":
			inCells = kind == xmlStart
		case kind != xmlStart:
		case name == "numFmt" && len(custom) < 10_000:
			custom[x.attr("numFmtId")] = formatOfCode(x.attr("formatCode"))
		case name == "xf" && inCells && len(formats) < 100_000:
			id := x.attr("numFmtId")
			known, ok := custom[id]
			if !ok {
				known = builtIn(id)
			}
			formats = append(formats, known)
		}
		return nil
	})
	return formats, err
}

// builtIn are the formats that every spreadsheet program has by number.
func builtIn(id string) numberFormat {
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return numberFormat{}
	case n == 22:
		return numberFormat{date: true, time: true}
	case 14 <= n && n <= 17, 27 <= n && n <= 31, n == 36, 50 <= n && n <= 58:
		return numberFormat{date: true}
	case 18 <= n && n <= 21, 32 <= n && n <= 35, 45 <= n && n <= 47:
		return numberFormat{time: true}
	}
	return numberFormat{}
}

// formatOfCode reads a format's code: "dd.mm.yyyy", "[$-422]d mmmm", "h:mm".
func formatOfCode(code string) numberFormat {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	var f numberFormat
	month := false
	for i, quoted, bracket := 0, false, false; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			// "[h]" is hours beyond a day, "[$-422]" a language.
			bracket = true
			f.time = f.time || strings.HasPrefix(code[i:], "[h") || strings.HasPrefix(code[i:], "[m")
		case c == ']':
			bracket = false
		case bracket:
		case c == 'y', c == 'd':
			f.date = true
		case c == 'h', c == 's':
			f.time = true
		case c == 'm':
			month = true
		}
	}
	f.date = f.date || month && !f.time
	return f
}

func (b *workbook) formatOf(style string) numberFormat {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(b.formats) {
		return numberFormat{}
	}
	return b.formats[n]
}

// epochs are the days that are counted as 0.
var epochs = map[bool]time.Time{
	false: time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC),
	true:  time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC),
}

// show writes a number as its format shows it, to the minute; what is neither a
// date nor a time stays.
func (f numberFormat) show(value string, since1904 bool) string {
	value = strings.TrimSpace(value)
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !f.date && !f.time || n < 0 || n >= 2_958_466 {
		return plainNumber(value)
	}
	minutes := int64(math.Round(n * 24 * 60))
	at := epochs[since1904].Add(time.Duration(minutes) * time.Minute)
	day := fmt.Sprintf("%02d.%02d.%04d", at.Day(), int(at.Month()), at.Year())
	clock := fmt.Sprintf("%02d:%02d", at.Hour(), at.Minute())
	switch midnight := minutes%(24*60) == 0; {
	case minutes < 24*60:
		return clock
	case !f.time && midnight, f.date && midnight:
		return day
	case !f.date:
		return clock
	}
	return day + " " + clock
}

// plainNumber takes the traces of binary arithmetic off a number:
// "9.3000000000000007" was typed as 9.3.
func plainNumber(value string) string {
	if !strings.ContainsAny(value, ".eE") {
		return value
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.Abs(n) > 1e15 {
		return value
	}
	return strconv.FormatFloat(math.Round(n*1e9)/1e9, 'f', -1, 64)
}

// isoDate writes out a cell of the type date, which holds
// "2026-11-30T10:00:00".
func isoDate(value string) string {
	day, clock, _ := strings.Cut(strings.TrimSpace(value), "T")
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return value
	}
	if clock = clock[:min(len(clock), 5)]; clock == "00:00" {
		clock = ""
	}
	return strings.TrimSpace(at.Format("02.01.2006") + " " + clock)
}
