package intake

import (
	"slices"
	"strings"
	"time"

	"sereda/council"
)

// Template is what a template of a plan that was filled in says of itself.
type Template struct {
	Unit string
	Week council.Week
}

// TemplateOf finds what the lines above the table's header say: "Підрозділ: …"
// and "Тиждень: 30.11.2026 – 06.12.2026". False when the file is no template.
func TemplateOf(content Content) (Template, bool) {
	t, _ := templateOf(content.Rows)
	return t, !t.Week.Monday.IsZero()
}

// templateOf tells also where the template's table begins. Its week is zero when
// the rows are no template.
func templateOf(rows []Row) (t Template, table int) {
	for i, row := range rows {
		if row.Table > 0 && headerOf(row.Cells) != nil {
			if t.Unit == "" || t.Week.Monday.IsZero() {
				break
			}
			return t, i
		}
		text := rowText(row.Cells)
		if name, is := strings.CutPrefix(text, "Підрозділ:"); is && t.Unit == "" {
			t.Unit = strings.TrimSpace(name)
		}
		if days, is := strings.CutPrefix(text, "Тиждень:"); is {
			t.Week = writtenWeek(days)
		}
	}
	return Template{}, 0
}

// writtenWeek reads "30.11.2026 – 06.12.2026", zero when it is no week.
func writtenWeek(text string) council.Week {
	first, last, _ := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	from, err := time.Parse("02.01.2006", strings.TrimSpace(first))
	to, errTo := time.Parse("02.01.2006", strings.TrimSpace(last))
	week := council.WeekOf(council.DateOf(from))
	if err != nil || errTo != nil || week.Monday != council.DateOf(from) || week.Sunday() != council.DateOf(to) {
		return council.Week{}
	}
	return week
}

// prompts are what stands in cells of a form until something is chosen, in our
// template and in Word's own: a program that does not know content controls
// keeps them as text.
var prompts = []string{
	"оберіть день", "оберіть місце", "оберіть керівника",
	"виберіть елемент.", "виберіть елемент", "выберите элемент.", "выберите элемент", "choose an item.",
	"клацніть або торкніться тут, щоб ввести текст.", "клацніть або торкніться, щоб ввести текст.",
	"клацніть або торкніться, щоб ввести дату.", "клацніть або торкніться тут, щоб ввести дату.",
	"место для ввода текста.", "место для ввода даты.", "click or tap here to enter text.", "click or tap to enter a date.",
}

// chosen are the rows without the prompts, and a template's without what stands
// above its table.
func chosen(rows []Row) []Row {
	_, table := templateOf(rows)
	rows = slices.Clone(rows[table:])
	for i, row := range rows {
		if slices.ContainsFunc(row.Cells, isPrompt) {
			rows[i].Cells = slices.Clone(row.Cells)
			for n, cell := range row.Cells {
				if isPrompt(cell) {
					rows[i].Cells[n] = ""
				}
			}
		}
	}
	return rows
}

func isPrompt(cell string) bool { return slices.Contains(prompts, strings.ToLower(cell)) }
