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
		writeRow(b, t.bare(), t.Head, true, true)
	}
	for i, row := range t.Rows {
		writeRow(b, t, row, false, t.Together && i < len(t.Rows)-1)
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

func writeRow(b *strings.Builder, t table, texts []string, head, keepNext bool) {
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if t.Height > 0 {
		fmt.Fprintf(b, `<w:trHeight w:val="%s" w:hRule="atLeast"/>`, twips(t.Height))
	}
	if head {
		b.WriteString(`<w:tblHeader/>`)
	}
	b.WriteString(`</w:trPr>`)
	for i, width := range t.Widths {
		text, a := "", t.alignOf(i)
		if i < len(texts) {
			text = texts[i]
		}
		if head {
			a = centre
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%s" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>`, twips(width))
		if keepNext {
			b.WriteString(`<w:keepNext/>`)
		}
		fmt.Fprintf(b, `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="%s"/></w:pPr>`, justification[a])
		writeRun(b, text, head, t.Size)
		b.WriteString(`</w:p></w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}
