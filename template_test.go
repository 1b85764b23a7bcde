package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/council"
	"sereda/documents"
	"sereda/intake"
	"sereda/locales"
)

var templateLeaders = []council.Leader{
	{PostID: 1, Title: "Міський голова", Holder: "Верес М.С."},
	{PostID: 2, Title: "Заступник міського голови", Holder: "Ґудзь Є.І."},
	{PostID: 3, Title: "Заступник міського голови", Holder: "Лис І.О."},
}

// templates are the empty ones of a unit for 30.11–06.12.2026.
func templates(t *testing.T) []council.File {
	t.Helper()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	form := council.PlanTemplate{Unit: "КП «Водоканал» № 3, 12.05", Week: council.Week{Monday: council.NewDate(2026, 11, 30)},
		Venues:    []string{"Сесійна зала", "ПК ім. В.М.Поета", "каб. 12.05", "Сесійна зала", "вул. Урядова, 12/2, 2-й поверх"},
		WrittenAt: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)}
	for _, l := range templateLeaders {
		form.Leaders = append(form.Leaders, l.Title+" "+l.Holder)
	}
	files, err := documents.Writer{Texts: texts, Council: "Рада"}.Template(form)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// fillBook writes the rows below the head of the XLSX.
func fillBook(t *testing.T, data []byte, rows [][]string) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for n, text := range row {
			if text == "" {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(n+1, i+5)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellStr("План", cell, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	wordRow  = regexp.MustCompile(`(?s)<w:tr>.*?</w:tr>`)
	wordCell = regexp.MustCompile(`(?s)<w:tc>.*?</w:tc>`)
	prompted = regexp.MustCompile(`(?s)<w:showingPlcHdr/>(.*?<w:sdtContent>).*?</w:sdtContent>`)
)

// fillDocument writes the rows below the head of the DOCX as Word does: into the
// content controls, which then show no prompt.
func fillDocument(t *testing.T, data []byte, rows [][]string) []byte {
	t.Helper()
	n := -1
	return rewritten(t, data, func(document string) string {
		return wordRow.ReplaceAllStringFunc(document, func(row string) string {
			if n++; n == 0 || n > len(rows) {
				return row
			}
			cell := -1
			return wordCell.ReplaceAllStringFunc(row, func(c string) string {
				if cell++; rows[n-1][cell] == "" {
					return c
				}
				run := "<w:r><w:t>" + rows[n-1][cell] + "</w:t></w:r>"
				if prompted.MatchString(c) {
					return prompted.ReplaceAllString(c, "${1}"+run+"</w:sdtContent>")
				}
				return strings.Replace(c, "</w:p>", run+"</w:p>", 1)
			})
		})
	})
}

// rewritten is a DOCX with its document changed.
func rewritten(t *testing.T, data []byte, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range archive.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "word/document.xml" {
			text = []byte(change(string(text)))
		}
		to, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fillers fill a template, by the kind of its file.
var fillers = map[string]func(t *testing.T, data []byte, rows [][]string) []byte{".xlsx": fillBook, ".docx": fillDocument}

// sentBack is what the bot reads of a file, an entry a line with its doubts; and
// what the file says of itself.
func sentBack(t *testing.T, name string, data []byte, week council.Week) ([]string, string) {
	t.Helper()
	kept, err := readFile(t.Context(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := reader{}.Table(kept, week)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, line := range lines {
		if line.Problem != nil {
			all = append(all, fmt.Sprintf("%v: %s", line.Problem, line.Text))
		}
		for _, e := range line.Entries {
			all = append(all, fmt.Sprintf("%s %s..%s %s | %s | %s | %s | %s | %v",
				e.Kind, e.From, e.To, e.Hours, e.Title, e.Venue, e.Responsible, line.Leaders, e.Doubts))
		}
	}
	template, is := reader{}.Template(kept)
	return all, fmt.Sprint(template.Unit, " ", template.Week, " ", is)
}

// TestATemplateFilledAndSentBack: every kind of entry is read without a doubt.
func TestATemplateFilledAndSentBack(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"понеділок, 30.11.2026", "10:00", "Апаратна нарада", "Сесійна зала", "Сом О.І.", "Міський голова Верес М.С."},
		{"вівторок, 01.12.2026", "9:30–11.00", "Засідання комісії", "ПК ім. В.М.Поета", "Сом О.І., Рак С.Б.", "Заступник міського голови Лис І.О."},
		{"", "12.05", "Прийом", "каб. 12.05", "", ""},
		{"середа, 02.12.2026", "", "Виставка робіт 12.05", "вул. Урядова, 12/2, 2-й поверх", "Оргкомітет", ""},
		{"четвер, 03.12.2026", "Весь день", "Ярмарок", "площа Ринок", "", "Міський голова Верес М.С., Заступник міського голови Ґудзь Є.І."},
		{"30.11.2026–02.12.2026", "", "Приймання заявок", "", "", ""},
		{"30.11-15.12", "", "Виставка", "", "", ""},
		{"Протягом тижня", "", "Рейди", "", "", ""},
		{"День уточнюється", "", "Сесія", "", "", ""},
		{"", "", "", "", "", ""},
		{"неділя, 06.12.2026", "18:00", "Концерт", "", "", ""},
	}
	want := []string{
		"timed 2026-11-30..2026-11-30 10:00 | Апаратна нарада | Сесійна зала | Сом О.І. | Міський голова Верес М.С. | []",
		"timed 2026-12-01..2026-12-01 09:30–11:00 | Засідання комісії | ПК ім. В.М.Поета | Сом О.І., Рак С.Б. | Заступник міського голови Лис І.О. | []",
		"timed 2026-12-01..2026-12-01 12:05 | Прийом | каб. 12.05 |  |  | []",
		"all_day 2026-12-02..2026-12-02  | Виставка робіт 12.05 | вул. Урядова, 12/2, 2-й поверх | Оргкомітет |  | []",
		"all_day 2026-12-03..2026-12-03  | Ярмарок | площа Ринок |  | Міський голова Верес М.С., Заступник міського голови Ґудзь Є.І. | []",
		"all_day 2026-11-30..2026-12-02  | Приймання заявок |  |  |  | []",
		"all_day 2026-11-30..2026-12-15  | Виставка |  |  |  | []",
		"during_week 2026-11-30..2026-12-06  | Рейди |  |  |  | []",
		"to_be_announced ..  | Сесія |  |  |  | []",
		"timed 2026-12-06..2026-12-06 18:00 | Концерт |  |  |  | []",
	}
	for _, file := range templates(t) {
		filled := fillers[filepath.Ext(file.Name)](t, file.Data, rows)
		got, self := sentBack(t, file.Name, filled, council.Week{Monday: council.NewDate(2026, 11, 30)})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file.Name, diff)
		}
		if self != "КП «Водоканал» № 3, 12.05 2026-11-30 true" {
			t.Errorf("%s says of itself %s", file.Name, self)
		}
	}
}

// TestATemplateSentBackEmpty: neither its hints nor its prompts are entries, also
// where a program has made plain text of the prompts.
func TestATemplateSentBackEmpty(t *testing.T) {
	t.Parallel()
	for _, file := range templates(t) {
		versions := [][]byte{file.Data}
		if strings.HasSuffix(file.Name, ".docx") {
			versions = append(versions, rewritten(t, file.Data, func(document string) string {
				return regexp.MustCompile(`</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>`).ReplaceAllString(document, "")
			}))
		}
		for i, data := range versions {
			got, self := sentBack(t, file.Name, data, council.Week{Monday: council.NewDate(2026, 11, 30)})
			if len(got) != 0 || !strings.HasSuffix(self, "true") {
				t.Errorf("%s, version %d: %s %q", file.Name, i, self, got)
			}
		}
	}
}

// TestTheTemplateOffersLists: what is offered is what the council has, each once,
// and anything else may be written.
func TestTheTemplateOffersLists(t *testing.T) {
	t.Parallel()
	files := templates(t)
	names := []string{files[0].Name, files[1].Name}
	if diff := cmp.Diff([]string{"Шаблон плану КП Водоканал № 3, 12.05 2026-11-30.xlsx", "Шаблон плану КП Водоканал № 3, 12.05 2026-11-30.docx"}, names); diff != "" {
		t.Error(diff)
	}
	days := []string{"понеділок, 30.11.2026", "вівторок, 01.12.2026", "середа, 02.12.2026", "четвер, 03.12.2026", "п’ятниця, 04.12.2026",
		"субота, 05.12.2026", "неділя, 06.12.2026", "Протягом тижня", "День уточнюється"}
	venues := []string{"Сесійна зала", "ПК ім. В.М.Поета", "каб. 12.05", "вул. Урядова, 12/2, 2-й поверх"}
	leaders := []string{"Міський голова Верес М.С.", "Заступник міського голови Ґудзь Є.І.", "Заступник міського голови Лис І.О."}

	book, err := excelize.OpenReader(bytes.NewReader(files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if visible, err := book.GetSheetVisible("Списки"); visible || err != nil {
		t.Errorf("the lists are shown: %v %v", visible, err)
	}
	offers, err := book.GetDataValidations("План")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range offers {
		got = append(got, o.Sqref+" "+o.Formula1)
		if o.ShowErrorMessage {
			t.Errorf("%s lets nothing else be written", o.Sqref)
		}
	}
	if diff := cmp.Diff([]string{"A5:A304 'Списки'!$A$1:$A$9", "B5:B304 ", "D5:D304 'Списки'!$D$1:$D$4", "F5:F304 'Списки'!$F$1:$F$3"}, got); diff != "" {
		t.Error(diff)
	}
	columns, err := book.GetCols("Списки")
	if err != nil {
		t.Fatal(err)
	}
	for i, column := range columns {
		columns[i] = slices.DeleteFunc(column, func(text string) bool { return text == "" })
	}
	if diff := cmp.Diff([][]string{days, {}, {}, venues, {}, leaders}, columns); diff != "" {
		t.Error(diff)
	}

	var offered []string
	rewritten(t, files[1].Data, func(document string) string {
		controls := regexp.MustCompile(`(?s)<w:sdt>.*?</w:sdt>`).FindAllString(document, -1)
		if len(controls) != 60 {
			t.Errorf("%d content controls", len(controls))
		}
		for _, control := range controls[:3] {
			for _, item := range regexp.MustCompile(`w:displayText="([^"]*)"`).FindAllStringSubmatch(control, -1) {
				offered = append(offered, item[1])
			}
		}
		return document
	})
	if diff := cmp.Diff(slices.Concat(days, venues, leaders), offered); diff != "" {
		t.Error(diff)
	}
}

// TestATableOfOnesOwnIsNoTemplate: a heading of that sort makes none.
func TestATableOfOnesOwnIsNoTemplate(t *testing.T) {
	t.Parallel()
	header := intake.Row{Number: 3, Table: 1, Cells: []string{"Дата", "Назва заходу"}}
	for name, rows := range map[string][]intake.Row{
		"no unit":      {{Number: 1, Cells: []string{"Тиждень: 30.11.2026 – 06.12.2026"}}, header},
		"no week":      {{Number: 1, Cells: []string{"Підрозділ: Освіта"}}, header},
		"another week": {{Number: 1, Cells: []string{"Підрозділ: Освіта"}}, {Number: 2, Cells: []string{"Тиждень: 01.12.2026 – 07.12.2026"}}, header},
		"half a week":  {{Number: 1, Cells: []string{"Підрозділ: Освіта"}}, {Number: 2, Cells: []string{"Тиждень: 30.11.2026 – 04.12.2026"}}, header},
		"no table":     {{Number: 1, Cells: []string{"Підрозділ: Освіта"}}, {Number: 2, Cells: []string{"Тиждень: 30.11.2026 – 06.12.2026"}}},
	} {
		if got, is := intake.TemplateOf(intake.Content{Rows: rows}); is {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
