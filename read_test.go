package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/council"
)

// readPlan is what "sereda read" prints of a text, or of a file.
func readPlan(t *testing.T, text string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	e := environment{ctx: t.Context(), stdin: strings.NewReader(text), stdout: &out, stderr: io.Discard}
	c := readCommand{Week: council.NewDate(2026, time.November, 30)}
	if len(args) > 0 {
		c.File = args[0]
	}
	if err := c.Run(&e); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const asRead = `{"kind":"timed","date":"2026-12-01","date_end":null,"start":"10:00","end":null,"title":"Нарада з питань опалення","venue":["каб. 205"],"responsible":["Коваль Л.Г."],"leaders":[],"doubts":[],"source":"01.12 10.00 | Нарада з питань опалення | каб. 205 | Коваль Л.Г."}
`

func TestReadPrintsAnEntryALine(t *testing.T) {
	t.Parallel()
	want := asRead +
		`{"kind":"timed","date":"2026-12-10","date_end":null,"start":"14:00","end":"16:00","title":"Прийом","venue":[],"responsible":[],"leaders":[],"doubts":[{"field":"date","text":"10 грудня","choices":["2026-12-10"]}],"source":"10 грудня з 14.00 до 16.00 Прийом"}` + "\n" +
		`{"unread":"Зміни можливі"}` + "\n"
	got := readPlan(t, "01.12 10.00 | Нарада з питань опалення | каб. 205 | Коваль Л.Г.\n10 грудня з 14.00 до 16.00 Прийом\nЗміни можливі")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadTakesFiles(t *testing.T) {
	t.Parallel()
	text := filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(text, []byte("01.12 10.00 | Нарада з питань опалення | каб. 205 | Коваль Л.Г.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sheet := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "Дата, час", "B1": "Назва заходу", "C1": "Місце проведення", "D1": "Відповідальні",
		"A2": "01.12 10.00", "B2": "Нарада з питань опалення", "C2": "каб. 205", "D2": "Коваль Л.Г."} {
		if err := sheet.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	book := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := sheet.SaveAs(book); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{text, book} {
		if diff := cmp.Diff(asRead, readPlan(t, "", file)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", filepath.Base(file), diff)
		}
	}
}

// TestReadNeedsNothing: neither settings nor a database, and the week in its
// usual form.
func TestReadNeedsNothing(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	empty := filepath.Join(t.TempDir(), "empty.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"read", "--week", "2026-11-30", empty}, nil, &out, io.Discard); err != nil || out.Len() > 0 {
		t.Errorf("%q, %v", out.String(), err)
	}
}
