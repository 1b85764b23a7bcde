package documents

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// Plan is the consolidated plan of the week (3.17, 3.19) as DOCX and PDF.
func (w Writer) Plan(r council.Revision) ([]council.File, error) {
	l := w.planLayout(r)
	return written(l.plan(), l.txt("paper.file.plan", locales.Data{"Week": r.Week.String()}))
}

// PlanToPrint is the consolidated plan as PDF alone: what goes to many is read
// as it is.
func (w Writer) PlanToPrint(r council.Revision) (council.File, error) {
	l := w.planLayout(r)
	paper := l.plan()
	pdf, err := writePDF(paper)
	if err != nil {
		return council.File{}, fmt.Errorf("%s: %w", paper.Title, err)
	}
	return council.File{Name: l.txt("paper.file.plan", locales.Data{"Week": r.Week.String()}) + ".pdf", Data: pdf}, nil
}

// LeaderWeek is what the holder of the post takes part in (3.18), as DOCX and
// PDF.
func (w Writer) LeaderWeek(r council.Revision, post int64) ([]council.File, error) {
	l := w.planLayout(r)
	who := l.leaders[post]
	return written(l.leaderWeek(who), l.txt("paper.file.leader_week", locales.Data{"Who": forNames(shortName(who)), "Week": r.Week.String()}))
}

// DayPlan is the plan of one day for the desk, as DOCX and PDF: with the
// periods the day lies in.
func (w Writer) DayPlan(r council.Revision, day council.Date) ([]council.File, error) {
	l := w.planLayout(r)
	return written(l.dayPlan(day), l.txt("paper.file.day", locales.Data{"Day": day.String()}))
}

// planLayout arranges the papers of one week's plan.
type planLayout struct {
	texts *locales.Catalog
	Writer
	council.Revision
	leaders map[int64]council.Leader
}

func (w Writer) planLayout(r council.Revision) planLayout {
	l := planLayout{texts: w.Texts, Writer: w, Revision: r, leaders: make(map[int64]council.Leader, len(r.Leaders))}
	for _, x := range r.Leaders {
		l.leaders[x.PostID] = x
	}
	return l
}

func (l planLayout) txt(key string, data ...locales.Data) string { return l.texts.Label(key, data...) }

// plan is the consolidated plan: six columns read better on a lying page.
func (l planLayout) plan() paper {
	p := l.paper(l.Style.PlanTitle, "", l.week(), l.stamp())
	l.list(&p, l.Entries, planned)
	p.add(l.compiler())
	return p
}

// leaderWeek is a leader's own plan (3.17, 3.18): only what they take part in.
func (l planLayout) leaderWeek(who council.Leader) paper {
	whose := who.Title
	if who.Holder != "" {
		whose += "\u00a0– " + who.Holder
	}
	p := l.paper(l.Style.LeaderTitle, whose, l.week(), l.stamp())
	var own []council.RevisionEntry
	for _, e := range l.Entries {
		if slices.Contains(e.Leaders, who.PostID) {
			own = append(own, e)
		}
	}
	l.list(&p, own, workdays)
	p.add(l.compiler())
	return p
}

// dayPlan is the sheet of one day. It is for the desk and needs no stamp.
func (l planLayout) dayPlan(day council.Date) paper {
	p := l.paper(l.Style.DayTitle, "", l.txt("paper.plan.on", locales.Data{"Day": locales.Day(day), "Year": day.Year}), l.marked())
	var own []council.RevisionEntry
	for _, e := range l.Entries {
		if e.On(day) {
			own = append(own, e)
		}
	}
	l.list(&p, own, func(d council.Date) bool { return d == day })
	return p
}

// week is "на 30 листопада – 6 грудня 2026 року".
func (l planLayout) week() string {
	return l.txt("paper.plan.week", locales.Data{"Week": locales.FullWeek(l.Week)})
}

// paper begins with the council, the stamp and the paper's own name.
func (l planLayout) paper(title, whose, when string, stamp block) paper {
	p := paper{Title: strings.Join(strings.Fields(title+" "+whose+" "+when), " "), Author: clean(l.Council), Written: l.written(), Page: lying}
	p.add(
		paragraph{Text: strings.ToUpper(l.Council), Align: centre, Bold: true, Size: 14, KeepNext: true},
		stamp,
	)
	before := 14.0
	for line := range strings.Lines(title) {
		p.add(paragraph{Text: line, Align: centre, Bold: true, Before: before, KeepNext: true})
		before = 0
	}
	for _, line := range []string{whose, when} {
		if line != "" {
			p.add(paragraph{Text: line, Align: centre, Bold: true, KeepNext: true})
		}
	}
	return p
}

// planWidths are the columns' on a lying page: number, hours, event, venue,
// responsible, leaders.
var planWidths = []float64{12, 24, 95, 46, 40, 40}

// list is the table of entries, with what its stars mean.
func (l planLayout) list(p *paper, entries []council.RevisionEntry, days daysShown) {
	p.add(l.table(entries, days))
	if slices.ContainsFunc(entries, func(e council.RevisionEntry) bool { return e.CityWide }) {
		p.add(paragraph{Text: l.txt("paper.plan.city_wide"), Size: tableSize, Before: 4, KeepNext: true})
	}
}

// table lists entries by day, then those of periods, then those to be
// announced.
func (l planLayout) table(entries []council.RevisionEntry, days daysShown) table {
	t := table{Widths: planWidths, Aligns: []align{centre, centre}, Before: 10, KeepNext: true}
	for _, column := range []string{"number", "hours", "event", "venue", "responsible", "leaders"} {
		t.Head = append(t.Head, l.txt("paper.plan.column."+column))
	}
	n := 0
	for _, part := range l.parts(entries, days) {
		t.heading(part.heading)
		if len(part.entries) == 0 {
			t.Rows = append(t.Rows, []string{"", "", l.txt("paper.plan.no_entries")})
		}
		for _, e := range part.entries {
			n++
			if e.CityWide {
				t.strong(len(t.Rows))
			}
			t.Rows = append(t.Rows, []string{l.number(n, e), l.hours(e), e.Title, e.Venue, e.Responsible, l.participants(e)})
		}
	}
	return t
}

// number is the entry's in the paper; a main event of the city has a star
// (3.19), which stays when bold letters are copied as plain ones.
func (l planLayout) number(n int, e council.RevisionEntry) string {
	if e.CityWide {
		return strconv.Itoa(n) + "*"
	}
	return strconv.Itoa(n)
}

// participants are the leaders who take part (3.18), as plans name them, and
// who goes for one.
func (l planLayout) participants(e council.RevisionEntry) string {
	var names []string
	for _, id := range e.Leaders {
		if x, known := l.leaders[id]; known {
			names = append(names, shortName(x))
		}
	}
	for _, s := range e.Instead {
		names = append(names, strings.ReplaceAll(s.Name, " ", "\u00a0"))
	}
	return strings.Join(names, ", ")
}

// shortName is "Верес М.С."; a post that nobody holds is named itself.
func shortName(x council.Leader) string {
	p, isName := council.ParseFullName(x.Holder)
	switch {
	case isName:
		return strings.ReplaceAll(p.Short(), " ", "\u00a0")
	case x.Holder != "":
		return x.Holder
	}
	return x.Title
}
