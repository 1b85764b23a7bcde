package documents

import (
	"fmt"
	"strings"
)

func writeTable(b *strings.Builder, t table) {
	border := "single"
	if t.NoLines {
		border = "none"
	}
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%s" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>`, twips(t.width()))
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="%s" w:sz="4" w:space="0" w:color="000000"/>`, side, border)
	}
	fmt.Fprintf(b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="%[1]s" w:type="dxa"/><w:left w:w="%[2]s" w:type="dxa"/>`+
		`<w:bottom w:w="%[1]s" w:type="dxa"/><w:right w:w="%[2]s" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, twips(padTop), twips(t.side()))
	for _, w := range t.Widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%s"/>`, twips(w))
	}
	b.WriteString(`</w:tblGrid>`)
	if len(t.Head) > 0 {
		writeRow(b, t.bare(), t.Head, manner{head: true, bold: true, keepNext: true})
	}
	for i, row := range t.Rows {
		last := i == len(t.Rows)-1
		writeRow(b, t, row, manner{heading: t.Headings[i], bold: t.Headings[i] || t.Strong[i], keepNext: last && t.KeepNext || !last && (t.Together || t.Headings[i])})
	}
	b.WriteString(`</w:tbl>`)
}

func (t table) width() float64 {
	var sum float64
	for _, w := range t.Widths {
		sum += w
	}
	return sum
}

// manner is how a row is written.
type manner struct{ head, heading, bold, keepNext bool }

func writeRow(b *strings.Builder, t table, texts []string, m manner) {
	span := ""
	if m.heading {
		span = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, len(t.Widths))
		t = t.across()
	}
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if t.Height > 0 {
		fmt.Fprintf(b, `<w:trHeight w:val="%s" w:hRule="atLeast"/>`, twips(t.Height))
	}
	if m.head {
		b.WriteString(`<w:tblHeader/>`)
	}
	b.WriteString(`</w:trPr>`)
	for i, width := range t.Widths {
		text, a := "", t.alignOf(i)
		if i < len(texts) {
			text = texts[i]
		}
		if m.head {
			a = centre
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%s" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>`, twips(width), span)
		if m.keepNext {
			b.WriteString(`<w:keepNext/>`)
		}
		fmt.Fprintf(b, `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="%s"/></w:pPr>`, justification[a])
		if l, offers := t.Lists[i]; offers && text == "" && !m.head {
			writeList(b, l, t.Size)
		}
		writeRun(b, text, m.bold, t.Size)
		b.WriteString(`</w:p></w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}
