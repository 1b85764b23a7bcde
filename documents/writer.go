package documents

import (
	"fmt"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// Writer writes the papers of meetings and of the week's plan.
type Writer struct {
	Texts *locales.Catalog
	// Council is the council's name, over the plan.
	Council string
	// Zone is that of the dates printed.
	Zone *time.Location
	// Style is the council's own in the papers of the plan.
	Style PlanStyle
}

// AttendanceSheet is the sheet of who takes part, as DOCX and PDF: filled in
// from the record, or to be signed by hand while nothing is recorded.
func (w Writer) AttendanceSheet(p council.Proceedings) ([]council.File, error) {
	l := layout{texts: w.Texts, Proceedings: p}
	return written(l.sheet(), l.fileName("paper.file.sheet"))
}

// MinutesHeading is the minutes as DOCX and PDF: all that is known, with room
// for what was said and how the votes went (5.29).
func (w Writer) MinutesHeading(p council.Proceedings) ([]council.File, error) {
	l := layout{texts: w.Texts, Proceedings: p}
	return written(l.minutes(), l.fileName("paper.file.minutes"))
}

func written(p paper, name string) ([]council.File, error) {
	docx, err := writeDOCX(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Title, err)
	}
	pdf, err := writePDF(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Title, err)
	}
	return []council.File{{Name: name + ".docx", Data: docx}, {Name: name + ".pdf", Data: pdf}}, nil
}

// layout arranges one meeting's papers.
type layout struct {
	texts *locales.Catalog
	council.Proceedings
}

func (l layout) txt(key string, data ...locales.Data) string { return l.texts.Label(key, data...) }

// forFiles takes out of a name what no file system bears.
var forFiles = strings.NewReplacer("/", "-", `\`, "-", ":", "-", "*", "", "?", "", `"`, "", "<", "", ">", "", "|", "", "«", "", "»", "")

const longestFileName = 80 // letters of a name in a file's

func (l layout) fileName(key string) string {
	name := l.txt(key, locales.Data{"Body": forNames(l.Body.Name), "Day": l.Meeting.Day.String()})
	return strings.ReplaceAll(strings.Trim(name, ". "), "\u00a0", " ")
}

// forNames is a text as a part of a file's name.
func forNames(text string) string {
	letters := []rune(forFiles.Replace(clean(text)))
	return strings.ReplaceAll(strings.TrimSpace(string(letters[:min(len(letters), longestFileName)])), "\u00a0", " ")
}

// paper begins with the council, the body and the paper's own name.
func (l layout) paper(title, kind, number string) paper {
	p := paper{Title: title + " " + kind, Author: clean(l.Council), Written: l.WrittenAt, Page: standing}
	p.add(
		paragraph{Text: strings.ToUpper(l.Council), Align: centre, Bold: true, Size: 14},
		paragraph{Text: strings.ToUpper(l.Body.Name), Align: centre, Bold: true},
		paragraph{Text: title, Align: centre, Bold: true, Size: 14, Before: 16},
		paragraph{Text: kind, Align: centre},
		table{NoLines: true, Widths: []float64{textWidth / 2, textWidth / 2}, Aligns: []align{left, right}, Size: textSize, Before: 8,
			Rows: [][]string{{locales.FullDate(l.Meeting.Day), number}}},
	)
	return p
}

// kind is what is held: "чергового засідання", "дистанційної наради" (4.2, 4.32,
// 4.35, 11.4).
func (l layout) kind() string {
	kind := "regular"
	switch {
	case l.Body.Kind == council.Conference:
		kind = "conference"
	case l.Body.Kind == council.Working:
		kind = "working"
	case !l.Meeting.Regular:
		kind = "extraordinary"
	}
	if l.Remote() {
		kind += "_remote"
	}
	return l.txt("paper.kind." + kind)
}

// number is the meeting's of the body and year, or what stands for one that is
// not given yet.
func (l layout) number(without string) string {
	if l.Meeting.Number == 0 {
		return without
	}
	return l.txt("paper.number", locales.Data{"Number": l.Meeting.Number})
}

// circumstances are where and when.
func (l layout) circumstances(p *paper) {
	before := 8.0
	if l.Remote() {
		p.add(paragraph{Lead: l.txt("paper.form"), Text: l.txt("paper.by_video"), Before: before})
		before = 0
	}
	if l.Meeting.Venue != "" {
		p.add(paragraph{Lead: l.txt("paper.venue"), Text: l.Meeting.Venue, Before: before})
	}
	p.add(paragraph{Lead: l.txt("paper.start"), Text: l.txt("paper.hours", locales.Data{"Time": l.Meeting.Start.String()})})
}
