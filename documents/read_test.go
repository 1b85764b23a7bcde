package documents_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"sereda/council"
)

// docxLines are the paragraphs of a DOCX with something in them. The cells of a
// row are one line.
func docxLines(t *testing.T, f council.File) []string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, part := range archive.File {
		read, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		found := xmlLines(t, part.Name, read)
		if part.Name == "word/document.xml" {
			lines = found
		}
	}
	return lines
}

// xmlLines reads a part, which must be well formed.
func xmlLines(t *testing.T, name string, read io.Reader) []string {
	t.Helper()
	var lines []string
	var line strings.Builder
	inRow := false
	flush := func() {
		if text := strings.TrimSpace(strings.TrimRight(line.String(), " |")); text != "" {
			lines = append(lines, text)
		}
		line.Reset()
	}
	for d := xml.NewDecoder(read); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			line.Write(token)
		case xml.StartElement:
			inRow = inRow || token.Name.Local == "tr"
		case xml.EndElement:
			switch {
			case token.Name.Local == "tc":
				line.WriteString(" | ")
			case token.Name.Local == "tr":
				inRow = false
				flush()
			case token.Name.Local == "p" && !inRow:
				flush()
			}
		}
	}
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown   = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\)Tj`)
	escapes = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r", `\n`, "\n")
)

// pdfPages are the texts of a PDF's pages, one line for each piece placed.
func pdfPages(t *testing.T, f council.File) [][]string {
	t.Helper()
	var pages [][]string
	for _, m := range streams.FindAllSubmatch(f.Data, -1) {
		inflated, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(inflated)
		if err != nil || !bytes.Contains(content, []byte(")Tj")) {
			continue
		}
		var page []string
		for _, text := range shown.FindAllSubmatch(content, -1) {
			page = append(page, wide(escapes.Replace(string(text[1]))))
		}
		pages = append(pages, page)
	}
	return pages
}

func wide(text string) string {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16([]byte(text[2*i:]))
	}
	return string(utf16.Decode(units))
}

// packed is text without the spaces and separators, which readers cannot tell.
func packed(lines ...string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '|' {
			return -1
		}
		return r
	}, strings.Join(lines, ""))
}
