package documents

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
)

// writeDOCX is the paper as DOCX. The same paper gives the same bytes.
func writeDOCX(p paper) ([]byte, error) {
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", coreProperties(p)},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/styles.xml", styles},
		{"word/settings.xml", settings},
		{"word/header1.xml", pageNumber},
		{"word/document.xml", body(p)},
	} {
		file, err := out.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: p.Written.UTC()})
		if err == nil {
			_, err = file.Write([]byte(xml.Header + part.text))
		}
		if err != nil {
			return nil, fmt.Errorf("write DOCX: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return nil, fmt.Errorf("write DOCX: %w", err)
	}
	return b.Bytes(), nil
}

// body is the document itself. The order of elements within properties is the
// schema's; Word refuses another.
func body(p paper) string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="` + wordSpace + `" xmlns:r="` + relationSpace + `"><w:body>`)
	for i, block := range p.Blocks {
		switch block := block.(type) {
		case paragraph:
			writeParagraph(&b, block)
		case rule:
			b.WriteString(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:pBdr>` +
				`<w:spacing w:before="0" w:after="0" w:line="` + twips(ruleHeight) + `" w:lineRule="exact"/></w:pPr></w:p>`)
		case table:
			// Two tables that touch would become one.
			if i > 0 {
				writeGap(&b, block.Before)
			}
			writeTable(&b, block)
		}
	}
	// A paragraph must follow the last table.
	writeGap(&b, 0)
	turned := ""
	if p.Page.lies() {
		turned = ` w:orient="landscape"`
	}
	fmt.Fprintf(&b, `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="%s" w:h="%s"%s/>`+
		`<w:pgMar w:top="%s" w:right="%s" w:bottom="%s" w:left="%s" w:header="%s" w:footer="0" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>`,
		twips(p.Page.Width), twips(p.Page.Height), turned,
		twips(p.Page.Top), twips(p.Page.Right), twips(p.Page.Bottom), twips(p.Page.Left), twips(p.Page.Top/2-3))
	return b.String()
}

func writeParagraph(b *strings.Builder, p paragraph) {
	b.WriteString(`<w:p><w:pPr>`)
	if p.KeepNext {
		b.WriteString(`<w:keepNext/>`)
	}
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="auto"/>`, int(p.Before*20), int(math.Round(240*paragraphLead)))
	if p.Indent != 0 || p.Hang != 0 {
		fmt.Fprintf(b, `<w:ind w:left="%s" w:right="0"%s/>`, twips(p.Hang), firstLine(p.Indent-p.Hang))
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/></w:pPr>`, justification[p.Align])
	if p.Lead != "" {
		writeRun(b, p.Lead+" ", true, p.Size)
	}
	writeRun(b, p.Text, p.Bold, p.Size)
	b.WriteString(`</w:p>`)
}

// firstLine is the first line's indent from the others.
func firstLine(mm float64) string {
	if mm < 0 {
		return ` w:hanging="` + twips(-mm) + `"`
	}
	return ` w:firstLine="` + twips(mm) + `"`
}

var justification = map[align]string{left: "left", centre: "center", right: "right"}

func writeRun(b *strings.Builder, text string, bold bool, size float64) {
	if text == "" {
		return
	}
	b.WriteString(`<w:r><w:rPr>`)
	if bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	b.WriteString(runSize(size) + `</w:rPr><w:t xml:space="preserve">`)
	_ = xml.EscapeText(b, []byte(text)) // a builder never fails
	b.WriteString(`</w:t></w:r>`)
}

func runSize(points float64) string {
	return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, int(points*2))
}

// writeGap is an empty paragraph so many points high, one at least.
func writeGap(b *strings.Builder, points float64) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, int(max(1, points)*20))
}

// twips are mm in twentieths of a point.
func twips(mm float64) string { return fmt.Sprint(int(math.Round(mm / 25.4 * 1440))) }
