package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sereda/council"
	"sereda/intake"
)

// The bounds, in per cent of the lines.
const (
	leastExact       = 95
	leastOwn         = 95
	mostNeedlessWord = 10
)

// expectation is what a line should be read as.
type expectation struct {
	Date        *string       `json:"date"`
	DateEnd     *string       `json:"date_end"`
	Dates       []string      `json:"dates"`
	Events      []expectation `json:"events"`
	Start       *string       `json:"start"`
	End         *string       `json:"end"`
	Title       *string       `json:"title"`
	Venue       []string      `json:"venue"`
	Responsible []string      `json:"responsible"`
	Mayor       string        `json:"mayor"`
	Flags       []string      `json:"flags"`
}

func (e expectation) flag(prefix string) bool {
	return slices.ContainsFunc(e.Flags, func(f string) bool { return strings.HasPrefix(f, prefix) })
}

// wantsDoubt tells that the line must not be read without a question.
func (e expectation) wantsDoubt() bool {
	for _, prefix := range []string{"outside_week", "suggest:", "ambiguous", "outside_headed_period", "wrong_year", "weekday_mismatch", "wrong_weekday"} {
		if e.flag(prefix) {
			return true
		}
	}
	return false
}

// entries are what a line should give, one expectation each.
func (e expectation) entries() []expectation {
	switch {
	case e.flag("header_row"):
		return nil
	case len(e.Events) > 0:
		for i := range e.Events {
			e.Events[i].Flags = append(e.Events[i].Flags, e.Flags...)
		}
		return e.Events
	case len(e.Dates) == 0:
		return []expectation{e}
	}
	var all []expectation
	for _, d := range e.Dates {
		one := e
		one.Date, one.DateEnd = &d, nil
		all = append(all, one)
	}
	return all
}

type score struct {
	lines, exact, silent, needless int
	right                          map[string]int
}

func (s score) String() string {
	return fmt.Sprintf("lines=%d exact=%d silent_errors=%d needless_doubts=%d", s.lines, s.exact, s.silent, s.needless)
}

// fieldNames are the fields compared, in the order they are told.
var fieldNames = []string{"entries", "date", "date_end", "start", "end", "title", "venue", "responsible", "leaders"}

func (s score) fields() string {
	var parts []string
	for _, name := range fieldNames {
		parts = append(parts, fmt.Sprintf("%s %d/%d", name, s.right[name], s.lines))
	}
	return strings.Join(parts, ", ")
}

func (s score) enough(least int) bool {
	return s.exact*100 >= least*s.lines && s.silent == 0 && s.needless*100 <= mostNeedlessWord*s.lines
}

// add compares a line and returns what is wrong with it.
func (s *score) add(want expectation, got []intake.Reading) []string {
	s.lines++
	expected := want.entries()
	doubted := slices.ContainsFunc(got, func(e intake.Reading) bool { return len(doubtsCounted(want, e)) > 0 })
	faults := map[string]bool{}
	if len(expected) != len(got) {
		faults["entries"] = true
	}
	silent := len(expected) != len(got) && !doubted
	for i := range min(len(expected), len(got)) {
		wrong := compare(expected[i], got[i])
		for _, name := range wrong {
			faults[name] = true
			isWhen := slices.Contains([]string{"date", "date_end", "start", "end"}, name)
			silent = silent || isWhen && len(got[i].Doubts) == 0
		}
	}
	var all []string
	for _, name := range fieldNames {
		if faults[name] {
			all = append(all, name)
		} else {
			s.right[name]++
		}
	}
	if silent {
		s.silent++
		all = append(all, "SILENT")
	}
	if doubted && !want.wantsDoubt() {
		s.needless++
		all = append(all, "NEEDLESS")
	}
	if want.wantsDoubt() && !doubted {
		all = append(all, "NO DOUBT")
	}
	if !slices.ContainsFunc(all, func(f string) bool { return f != "NEEDLESS" }) {
		s.exact++
	}
	return all
}

// doubtsCounted leaves out the question after a day that stands elsewhere.
func doubtsCounted(want expectation, e intake.Reading) []council.Doubt {
	if !want.flag("date_from_") {
		return e.Doubts
	}
	return slices.DeleteFunc(slices.Clone(e.Doubts), func(d council.Doubt) bool { return d.Question == council.WhichDay })
}

func compare(want expectation, got intake.Reading) []string {
	var wrong []string
	differ := func(name string, is bool) {
		if is {
			wrong = append(wrong, name)
		}
	}
	if !want.flag("date_from_") {
		end := ""
		if got.To != got.From {
			end = got.To.String()
		}
		from := ""
		if !got.From.IsZero() {
			from = got.From.String()
		}
		differ("date", value(want.Date) != from)
		differ("date_end", value(want.DateEnd) != end)
	}
	differ("start", value(want.Start) != clock(got.Hours.Start))
	differ("end", value(want.End) != clock(got.Hours.End))
	differ("title", plain(value(want.Title)) != plain(got.Title) && !(turned(value(want.Title), got.Title)))
	differ("venue", listed(want.Venue) != listed(got.Venues))
	differ("responsible", listed(want.Responsible) != listed(got.People))
	named := slices.Contains([]string{"yes", "deputy", "leadership_generic"}, want.Mayor)
	differ("leaders", named != (len(got.LeaderWords) > 0))
	return wrong
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func clock(t *council.TimeOfDay) string {
	if t == nil {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute())
}

func listed(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, plain(t))
	}
	return strings.Join(all, " | ")
}

var (
	quotes  = regexp.MustCompile(`["“”„«»]`)
	breaks  = regexp.MustCompile(`\s*[.,\n;]\s*`)
	blanks  = regexp.MustCompile(`\s+`)
	dashes  = regexp.MustCompile(`\s*[–—-]\s*`)
	endings = regexp.MustCompile(`\pL{4,}`)
)

// plain is a text as it is compared: spaces, quotes, dashes and breaks alike.
func plain(text string) string {
	text = quotes.ReplaceAllString(text, "")
	text = dashes.ReplaceAllString(text, "-")
	text = breaks.ReplaceAllString(text, " ")
	return strings.TrimSpace(blanks.ReplaceAllString(text, " "))
}

// turned tells that a title keeps the meaning's words where the wording was
// turned round: each long word of one begins like one of the other.
func turned(want, got string) bool {
	stems := func(text string) []string {
		var all []string
		for _, w := range endings.FindAllString(strings.ToLower(text), -1) {
			all = append(all, string([]rune(w)[:4]))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	a, b := stems(want), stems(got)
	return len(a) > 0 && slices.Equal(a, b)
}
