package documents_test

import (
	"bytes"
	"errors"
	"os/exec"
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

// Every entry's texts come out of the paper again, in the plan's order.
func TestThePDFReadAgainIsThePlan(t *testing.T) {
	t.Parallel()
	r := agreed(300)
	files := must(t)(planWriter(t).Plan(r))
	_, rest, _ := strings.Cut(withoutHeads(packed(pdftotext(t, files[1]))), packed("Понеділок, 30 листопада"))
	for i, e := range r.Entries {
		for _, text := range []string{e.Hours.String(), e.Title, e.Venue, e.Responsible} {
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
