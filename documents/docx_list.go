package documents

import "strings"

// list is what an empty cell offers in DOCX: to choose from it or to write
// something else. Until then it shows the prompt.
type list struct {
	Name, Prompt string
	Choices      []string // each once
}

// writeList is a content control. Word takes the prompt away when something is
// chosen; the order of the properties is the schema's.
func writeList(b *strings.Builder, l list, size float64) {
	b.WriteString(`<w:sdt><w:sdtPr><w:alias w:val="` + escaped(l.Name) + `"/><w:showingPlcHdr/><w:comboBox>`)
	for _, choice := range l.Choices {
		text := escaped(choice)
		b.WriteString(`<w:listItem w:displayText="` + text + `" w:value="` + text + `"/>`)
	}
	b.WriteString(`</w:comboBox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="` + promptStyle + `"/>` + runSize(size) +
		`</w:rPr><w:t xml:space="preserve">` + escaped(l.Prompt) + `</w:t></w:r></w:sdtContent></w:sdt>`)
}
