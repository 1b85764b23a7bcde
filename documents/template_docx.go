package documents

// formRows is how many empty rows the template has in DOCX; people add rows by
// copying one.
const formRows = 20

// paper is the template on a lying page.
func (f form) paper() paper {
	p := paper{Title: f.txt("template.title") + " " + f.Unit, Author: clean(f.council), Written: f.WrittenAt, Page: lying}
	p.add(paragraph{Text: f.txt("template.title"), Align: centre, Bold: true, Size: 14})
	for _, line := range f.head() {
		// Not cleaned: the unit is looked up by its name as it stands.
		p.Blocks = append(p.Blocks, paragraph{Text: line, Bold: true, Size: textSize})
	}
	p.add(paragraph{Text: f.txt("template.hint", f.fromTo(2)), Size: tableSize, Before: 4, KeepNext: true})
	t := table{Before: 6, Height: 9, Lists: map[int]list{}, Rows: make([][]string, formRows)}
	for i, c := range f.columns() {
		t.Head, t.Widths = append(t.Head, f.txt("template.column."+c.key)), append(t.Widths, c.width)
		if len(c.choices) > 0 {
			t.Lists[i] = list{Name: t.Head[i], Prompt: f.txt("template.prompt." + c.key), Choices: c.choices}
		}
	}
	p.add(t)
	return p
}
