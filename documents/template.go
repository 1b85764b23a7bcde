package documents

import (
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// Template is the form of a unit's plan for a week, as XLSX and DOCX. It says
// its unit and week in words, which every program keeps, and offers days,
// venues and leaders to choose from or to write others.
func (w Writer) Template(t council.PlanTemplate) ([]council.File, error) {
	f := form{texts: w.Texts, council: w.Council, PlanTemplate: t}
	name := f.txt("template.file", locales.Data{"Unit": forNames(t.Unit), "Week": t.Week.String()})
	book, err := f.spreadsheet()
	if err != nil {
		return nil, fmt.Errorf("write template as XLSX: %w", err)
	}
	document, err := writeDOCX(f.paper())
	if err != nil {
		return nil, fmt.Errorf("write template: %w", err)
	}
	return []council.File{{Name: name + ".xlsx", Data: book}, {Name: name + ".docx", Data: document}}, nil
}

// form is a template with its texts.
type form struct {
	texts   *locales.Catalog
	council string
	council.PlanTemplate
}

func (f form) txt(key string, data ...locales.Data) string { return f.texts.Label(key, data...) }

// formColumn is a column of the template: what it asks, its width in
// millimetres, and what it offers.
type formColumn struct {
	key     string
	width   float64
	choices []string
}

func (f form) columns() []formColumn {
	return []formColumn{
		{"day", 40, f.days()},
		{"time", 27, nil},
		{"title", 75, nil},
		{"venue", 40, offered(f.Venues)},
		{"responsible", 35, nil},
		{"leaders", 40, offered(f.Leaders)},
	}
}

// days are the week's, "понеділок, 30.11.2026", and the words for no single day.
func (f form) days() []string {
	var days []string
	for _, d := range f.Week.Days() {
		days = append(days, f.txt("template.day", locales.Data{"Weekday": locales.Weekday(d.Weekday()), "Day": figures(d)}))
	}
	return append(days, f.txt("entry.during_week"), f.txt("entry.to_be_announced"))
}

// mostOffered is how many things a list bears.
const mostOffered = 60

// offered are printable texts, each once.
func offered(texts []string) []string {
	var all []string
	for _, text := range texts {
		if text = spaced(printable(text)); text != "" && !slices.Contains(all, text) && len(all) < mostOffered {
			all = append(all, text)
		}
	}
	return all
}

// figures is "30.11.2026".
func figures(d council.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, d.Month, d.Year) }

// head are the lines above the table: the unit and the week are what the file is
// known by.
func (f form) head() []string {
	return []string{
		f.txt("template.unit", locales.Data{"Unit": spaced(printable(f.Unit))}),
		f.txt("template.week", f.fromTo(6)),
	}
}

// fromTo are the week's first day and the one so many days later, for texts.
func (f form) fromTo(days int) locales.Data {
	return locales.Data{"From": figures(f.Week.Monday), "To": figures(f.Week.Day(days))}
}
