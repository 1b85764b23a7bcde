package documents_test

import (
	"bytes"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"sereda/council"
)

// pdftotext is the text of a PDF as a reader of another make finds it.
func pdftotext(t *testing.T, f council.File) string {
	t.Helper()
	program := exec.CommandContext(t.Context(), "pdftotext", "-raw", "-enc", "UTF-8", "-", "-")
	program.Stdin = bytes.NewReader(f.Data)
	text, err := program.Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatal("pdftotext is missing; make test installs it")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every day and every entry's texts come out of the paper again, all six columns,
// in the plan's order.
func TestThePDFReadAgainIsThePlan(t *testing.T) {
	t.Parallel()
	r := agreed(300)
	days := []string{"Понеділок, 30 листопада", "Вівторок, 1 грудня", "Середа, 2 грудня", "Четвер, 3 грудня", "П’ятниця, 4 грудня", "Субота, 5 грудня"}
	leaders := map[int64]string{1: "Верес М.С.", 2: "Лис І.О.", 3: "Керуючий справами"}
	files := must(t)(planWriter(t).Plan(r))
	_, rest, _ := strings.Cut(withoutHeads(packed(pdftotext(t, files[1]))), packed("6 грудня 2026 року"))
	for i, e := range r.Entries {
		texts := []string{e.Hours.String(), e.Title, e.Venue, e.Responsible}
		if i < 300 && i%50 == 0 {
			texts = slices.Insert(texts, 0, days[i/50])
		}
		for _, id := range e.Leaders {
			texts = append(texts, leaders[id])
		}
		for _, text := range texts {
			before, after, found := strings.Cut(rest, packed(text))
			if !found || len(before) > 100 {
				t.Fatalf("entry %d: %q is not where it should be; here is %.300q", i+1, text, rest)
			}
			rest = after
		}
	}
}

// withoutHeads takes out the table's head, which stands on every page.
func withoutHeads(text string) string {
	return strings.ReplaceAll(text, packed("№ з/п Час Захід Місце проведення Відповідальні Участь керівництва"), "")
}
