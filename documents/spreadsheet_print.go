package documents

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"sereda/locales"
)

// forPrint freezes the header, lets people filter, and prints on lying A4, one
// page wide, with the header on each page.
func (g *grid) forPrint() error {
	yes, lie, a4, wide, high := true, "landscape", 9, 1, 0
	last := len(g.texts.Entries) + 1
	area := "A1:" + cellName(len(columns), last)
	margin := func(inches float64) *float64 { return &inches }
	for _, err := range []error{
		g.book.SetPanes(g.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		g.book.AutoFilter(g.sheet, area, nil),
		g.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", g.sheet), Scope: g.sheet}),
		g.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", g.sheet, absolute(printed, last)), Scope: g.sheet}),
		g.book.SetSheetProps(g.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		g.book.SetPageLayout(g.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lie, FitToWidth: &wide, FitToHeight: &high}),
		g.book.SetPageMargins(g.sheet, &excelize.PageLayoutMarginsOptions{Left: margin(0.4), Right: margin(0.4), Top: margin(0.6), Bottom: margin(0.6), Header: margin(0.3), Footer: margin(0.3)}),
		g.book.SetHeaderFooter(g.sheet, &excelize.HeaderFooterOptions{OddHeader: "&C" + g.texts.txt("paper.plan.week", locales.Data{"Week": locales.FullWeek(g.texts.Week)}), OddFooter: "&C&P"}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func absolute(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row, true)
	if err != nil {
		panic(err)
	}
	return name
}

// properties name the council and the day of the plan, not of the printing.
func (g *grid) properties() error {
	at := g.texts.written().UTC().Format(time.RFC3339)
	return g.book.SetDocProps(&excelize.DocProperties{
		Title: clean(g.texts.Style.PlanTitle), Creator: clean(g.texts.Council), LastModifiedBy: clean(g.texts.Council), Created: at, Modified: at})
}
