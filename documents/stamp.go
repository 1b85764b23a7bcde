package documents

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

const stampWidth = 80.0 // mm

// stamp is the agreement with post, room for the signature, name and date; a
// plan that is not agreed is marked as a draft and has room for them.
func (l planLayout) stamp() block {
	s := l.Style.Stamp
	post, name, date := s.Post, s.Name, l.txt("paper.stamp.date_blank")
	if l.agreed() {
		post, name = l.AgreedBy.Position, l.AgreedBy.Name
		date = locales.FullDate(council.DateOf(l.AgreedAt.In(l.zone())))
	}
	lines := []string{s.Word, post, "________________ " + name, date}
	if absent := l.AgreedBy.InPlaceOf; absent != "" {
		lines = append(lines, l.txt("paper.stamp.in_place_of", locales.Data{"Name": absent}))
	}
	return beside(s.AtLeft, lines, l.mark())
}

// agreed tells apart a plan that was agreed from one that is a draft, for the
// first time or again.
func (l planLayout) agreed() bool { return l.Number > 0 && !l.AgreedAt.IsZero() }

// mark is what stands across from the stamp: a draft, or the revision's number and
// day: the stamp keeps that of the agreement.
func (l planLayout) mark() string {
	switch {
	case !l.agreed():
		return l.draft()
	case l.Number > 1:
		return l.txt("paper.plan.revision", locales.Data{"Number": l.Number, "Day": locales.FullDate(council.DateOf(l.MadeAt().In(l.zone())))})
	}
	return ""
}

// draft is the mark of a plan that is not agreed, with the hour at which it stood
// so: an hour later it may be another.
func (l planLayout) draft() string {
	if l.AsOf.IsZero() {
		return l.txt("paper.plan.draft")
	}
	at := l.AsOf.In(l.zone())
	return l.txt("paper.plan.draft_as_of", locales.Data{"Day": locales.FullDate(council.DateOf(at)), "Time": at.Format("15:04")})
}

// marked is the mark where there is no stamp.
func (l planLayout) marked() block {
	return paragraph{Text: l.mark(), Align: right, KeepNext: true}
}

// beside are the stamp's lines at its side, and the mark at the other.
func beside(atLeft bool, lines []string, mark string) table {
	t := table{NoLines: true, Together: true, Widths: []float64{lying.text() - stampWidth, stampWidth}, Size: textSize, Before: 8}
	if atLeft {
		t.Widths, t.Aligns = []float64{stampWidth, lying.text() - stampWidth}, []align{left, right}
	}
	for i, line := range lines {
		row := []string{"", line}
		if i == 0 {
			row[0] = mark
		}
		if atLeft {
			row[0], row[1] = row[1], row[0]
		}
		if strings.TrimSpace(line) != "" {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// compiler is the signature of who compiled the plan.
func (l planLayout) compiler() table {
	t := table{NoLines: true, Together: true, Aligns: []align{left, centre, left}, Size: textSize, Height: 13, Before: 14,
		Widths: []float64{lying.text() - 110, 50, 60}}
	t.Rows = [][]string{{l.Style.Compiler, "________________", l.Style.CompilerName}}
	return t
}

// written is when the plan was agreed or, before that, when its latest entry
// was submitted: printed again it is the same file.
func (l planLayout) written() time.Time {
	if !l.AgreedAt.IsZero() {
		return l.AgreedAt
	}
	latest := l.Week.Previous().Monday.At(0, time.UTC)
	for _, e := range l.Entries {
		if e.SubmittedAt.After(latest) {
			latest = e.SubmittedAt
		}
	}
	return latest
}

func (w Writer) zone() *time.Location {
	if w.Zone == nil {
		return time.UTC
	}
	return w.Zone
}

func dayMonth(d council.Date) string { return fmt.Sprintf("%02d.%02d", d.Day, d.Month) }

func upperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
