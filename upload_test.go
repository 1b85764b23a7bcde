package main

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/intake"
	"sereda/locales"
)

// TestEachTroubleHasItsAnswer: whatever can be the matter with a line or a file
// is explained in words of its own.
func TestEachTroubleHasItsAnswer(t *testing.T) {
	t.Parallel()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range []string{"error.go", "file_error.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("intake", name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			constant, is := n.(*ast.ValueSpec)
			if !is || len(constant.Values) != 1 {
				return true
			}
			value, err := strconv.Unquote(constant.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			kind := intake.Kind(value)
			key := trouble{&intake.Error{Kind: kind}}.Key()
			if key == "trouble.not_understood" && kind != intake.NotUnderstood || !slices.Contains(texts.Keys(), key) {
				t.Errorf("%s: %q is answered with %q", constant.Names[0], kind, key)
			}
			return true
		})
	}
	if want := len(troubleKeys) + len(fileTroubles); seen != want {
		t.Errorf("%d kinds for %d answers", seen, want)
	}
}

// TestABadFileIsAnsweredWithWhatToDo: by its name and size, before it is
// fetched, or by what is in it.
func TestABadFileIsAnsweredWithWhatToDo(t *testing.T) {
	t.Parallel()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	full := excelize.NewFile()
	rows, err := full.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for row := 1; row <= 5000; row++ {
		if err := rows.SetRow("A"+strconv.Itoa(row), []any{"1.12", "10:00", "Нарада"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Flush(); err != nil {
		t.Fatal(err)
	}
	var long, locked bytes.Buffer
	if err := errors.Join(full.Write(&long), excelize.NewFile().Write(&locked, excelize.Options{Password: "1"})); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, data string
		size       int64
		want       string
	}{
		{name: "план.pdf", want: "Надішліть файл Word чи Excel"},
		{name: "IMG_0001.HEIC", want: "Надішліть сам файл Word чи Excel"},
		{name: "план.rar", want: "Надішліть план у форматі Word"},
		{name: "план.xlsx", size: 25 << 20, want: "Збережіть план без малюнків"},
		{name: "план.docx", data: "%PDF-1.4", want: "Надішліть файл Word чи Excel"},
		{name: "план.doc", data: "{\\rtf1}", want: "«Зберегти як»"},
		{name: "план.xlsx", data: locked.String(), want: "Зніміть пароль"},
		{name: "план.xlsx", data: long.String(), want: "Скопіюйте рядки свого плану"},
		{name: "план.xlsx", data: long.String()[:1000], want: "збережіть заново"},
		{name: "план.txt", data: "", want: "Шаблон для заповнення — /template"},
	}
	for _, tt := range tests {
		size := max(tt.size, int64(len(tt.data)))
		got := acceptFile(tt.name, size)
		if got == nil {
			_, got = readFile(t.Context(), tt.name, []byte(tt.data))
		}
		var known trouble
		if !errors.As(got, &known) {
			t.Errorf("%s: %v", tt.name, got)
			continue
		}
		if text := texts.Text(known.Key(), locales.Data{"File": tt.name}); !strings.Contains(text, tt.want) {
			t.Errorf("%s is answered with %q, want %q", tt.name, text, tt.want)
		}
	}
}

// TestAFileOfTextIsKeptWhole: what a conversation keeps is what was read.
func TestAFileOfTextIsKeptWhole(t *testing.T) {
	t.Parallel()
	kept, err := readFile(t.Context(), "план.txt", []byte("01.12 10.00 Нарада\n\nЗміни можливі"))
	if err != nil {
		t.Fatal(err)
	}
	content, err := unpacked(kept)
	want := intake.Content{Rows: []intake.Row{{Number: 1, Cells: []string{"01.12 10.00 Нарада"}}, {Number: 3, Cells: []string{"Зміни можливі"}}}}
	if diff := cmp.Diff(want, content); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if _, err := unpacked([]byte("none")); err == nil {
		t.Error("what an older version kept was read")
	}
}
