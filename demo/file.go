package demo

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"sereda/locales"
	"sereda/simulator"
)

// byTemplate asks for the template, fills it in and sends it back.
func (s *story) byTemplate(ctx context.Context, p sending, a *actor, screen simulator.Message) error {
	sheet, err := a.press(ctx, screen, "Шаблон")
	if err != nil {
		return err
	}
	if _, err := a.next(ctx, "Шаблон"); err != nil { // the same for Word
		return err
	}
	empty, known := s.servers.telegram.FileData(sheet.Document.ID)
	if !known {
		return fmt.Errorf("%s got no template", a.name)
	}
	filled, err := p.fill(empty)
	if err != nil {
		return fmt.Errorf("%s fills the template in: %w", a.name, err)
	}
	return s.byFile(ctx, a, sheet.Document.Name, filled)
}

// byTable sends a table of the unit's own.
func (s *story) byTable(ctx context.Context, p sending, a *actor) error {
	table, err := p.table()
	if err != nil {
		return fmt.Errorf("the table of %s: %w", a.name, err)
	}
	return s.byFile(ctx, a, "План на тиждень.xlsx", table)
}

// byFile sends a file, looks at what was read and submits it.
func (s *story) byFile(ctx context.Context, a *actor, name string, data []byte) error {
	screen, err := a.send(ctx, name, data)
	if err != nil {
		return err
	}
	_, err = a.all(ctx, screen, "До плану", "Подати план")
	return err
}

// fill writes the entries into the template, days and leaders as its lists have
// them.
func (p sending) fill(empty []byte) ([]byte, error) {
	book, err := excelize.OpenReader(bytes.NewReader(empty))
	if err != nil {
		return nil, err
	}
	defer book.Close()
	sheet, lists := book.GetSheetName(0), book.GetSheetName(1)
	offered, err := book.GetCols(lists)
	if err != nil {
		return nil, err
	}
	rows, err := book.GetRows(sheet)
	if err != nil {
		return nil, err
	}
	first := slices.IndexFunc(rows, func(cells []string) bool { return len(cells) > 1 && cells[0] == "День" }) + 2
	for i, e := range p.Entries {
		var leaders []string
		for _, title := range e.Leaders {
			leaders = append(leaders, offer(offered[5], title))
		}
		row := []string{offer(offered[0], dayOf(e.Day)), e.Time, e.Title, e.Venue, e.Responsible, strings.Join(leaders, ", ")}
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", first+i), &row); err != nil {
			return nil, err
		}
	}
	return written(book)
}

// offer is what a list has that begins so, or what was meant itself.
func offer(list []string, beginning string) string {
	for _, o := range list {
		if strings.HasPrefix(o, beginning) {
			return o
		}
	}
	return beginning
}

// dayOf is "вівторок" for "вт".
func dayOf(word string) string {
	return locales.Weekday(plannedWeek.Day(slices.Index(dayWords, word)).Weekday())
}

// table is the entries in a table such as units have: the day and the hour in one
// cell.
func (p sending) table() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	rows := [][]string{
		{p.Unit}, {"План роботи на " + locales.WeekDays(plannedWeek)},
		{"№ з/п", "Дата, час", "Зміст заходу", "Місце проведення", "Відповідальний"},
	}
	for i, e := range p.Entries {
		rows = append(rows, []string{fmt.Sprint(i + 1), withDates("{" + e.Day + "} о " + strings.ReplaceAll(e.Time, ":", ".")), e.Title, e.Venue, e.Responsible})
	}
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			return nil, err
		}
	}
	return written(book)
}

func written(book *excelize.File) ([]byte, error) {
	var b bytes.Buffer
	err := book.Write(&b)
	return b.Bytes(), err
}
