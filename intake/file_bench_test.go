package intake_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sereda/intake"
)

// The files are of the kind that grows to 2 MB: 300 rows of a plan with long
// texts no two of which are alike, in the wrapping that Word and Excel give
// each piece. "MB/op" bounds the memory above the resident: it counts whatever
// was allocated, freed or not.
func BenchmarkRead(b *testing.B) {
	for _, file := range []struct {
		name string
		data []byte
	}{
		{"plan.docx", bigDOCX(b)},
		{"plan.xlsx", bigXLSX(b)},
	} {
		b.Run(file.name, func(b *testing.B) {
			b.SetBytes(int64(len(file.data)))
			b.ReportAllocs()
			for b.Loop() {
				content, err := intake.Read(b.Context(), file.name, file.data)
				if err != nil || len(content.Rows) < 300 {
					b.Fatal(len(content.Rows), err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
		})
	}
}

func bigDOCX(tb testing.TB) []byte {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var body strings.Builder
	body.WriteString(`<w:document xmlns:w="w"><w:body><w:tbl>`)
	for range 300 {
		body.WriteString(`<w:tr>`)
		for range 4 {
			body.WriteString(`<w:tc><w:tcPr><w:tcW w:w="2336" w:type="dxa"/></w:tcPr><w:p w:rsidR="00A77427" w:rsidRDefault="007F1D13"><w:pPr><w:jc w:val="both"/></w:pPr>`)
			for range 90 {
				fmt.Fprintf(&body, `<w:r w:rsidR="%08X"><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`+
					`<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="uk-UA"/></w:rPr><w:t xml:space="preserve">%s </w:t></w:r>`, random.Uint32(), randomWord(random))
			}
			body.WriteString(`</w:p></w:tc>`)
		}
		body.WriteString(`</w:tr>`)
	}
	body.WriteString(`</w:tbl></w:body></w:document>`)
	data := zipped(tb, map[string]string{"word/document.xml": body.String()})
	tb.Logf("DOCX: %.1f MB, %.1f MB unpacked", float64(len(data))/(1<<20), float64(body.Len())/(1<<20))
	return data
}

func bigXLSX(tb testing.TB) []byte {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	book := excelize.NewFile()
	for row := range 1200 {
		for column := range 8 {
			words := make([]string, 40)
			for i := range words {
				words[i] = randomWord(random)
			}
			cell, err := excelize.CoordinatesToCellName(column+1, row+1)
			if err == nil {
				err = book.SetCellStr("Sheet1", cell, strings.Join(words, " "))
			}
			if err != nil {
				tb.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		tb.Fatal(err)
	}
	tb.Logf("XLSX: %.1f MB", float64(b.Len())/(1<<20))
	return b.Bytes()
}

func randomWord(random *rand.Rand) string {
	letters := []rune("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
	word := make([]rune, 3+random.IntN(8))
	for i := range word {
		word[i] = letters[random.IntN(len(letters))]
	}
	return string(word)
}

func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for name, text := range parts {
		part, err := out.Create(name)
		if err == nil {
			_, err = part.Write([]byte(text))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
