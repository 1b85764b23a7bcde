package locales_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sereda/locales"
)

func load(t *testing.T) *locales.Catalog {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var field = regexp.MustCompile(`\.([A-Z]\w*)`)

// source is a message as it stands in its file: one text, or one for each
// plural form.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	names, err := filepath.Glob("*.uk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]any
		if err := yaml.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range file {
			switch value := value.(type) {
			case string:
				found[key] = []string{value}
			case map[string]any:
				for _, form := range []string{"one", "few", "many", "other"} {
					text, ok := value[form].(string)
					if !ok {
						t.Errorf("%s: %s has no form %q", name, key, form)
					}
					found[key] = append(found[key], text)
				}
			}
		}
	}
	return found
}

// TestEveryMessageInEveryForm renders each message for numbers of every plural
// form: nothing is left open, every tag is closed, data is escaped.
func TestEveryMessageInEveryForm(t *testing.T) {
	t.Parallel()
	c := load(t)
	source := sources(t)
	for _, key := range c.Keys() {
		data := locales.Data{}
		for _, name := range field.FindAllStringSubmatch(strings.Join(source[key], " "), -1) {
			data[name[1]] = "<zz>&"
		}
		for _, n := range []int{0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1001} {
			if _, counts := data["Count"]; counts || len(source[key]) > 1 {
				data["Count"] = n
			}
			text := c.Text(key, data)
			if text == key || text == "" || strings.Contains(text, "<no value>") || strings.Contains(text, "{{") {
				t.Errorf("%s with %d: %q", key, n, text)
			}
			if strings.Contains(text, "<zz>&") {
				t.Errorf("%s lets data through unescaped: %q", key, text)
			}
			if left := unclosed(text); left != "" {
				t.Errorf("%s leaves %s open: %q", key, left, text)
			}
		}
	}
}

var tag = regexp.MustCompile(`<(/?)(\w+)[^>]*>`)

func unclosed(html string) string {
	var open []string
	for _, m := range tag.FindAllStringSubmatch(html, -1) {
		if m[1] == "" {
			open = append(open, m[2])
			continue
		}
		if len(open) == 0 || open[len(open)-1] != m[2] {
			return "</" + m[2] + ">"
		}
		open = open[:len(open)-1]
	}
	return strings.Join(open, " ")
}

func TestUkrainianPlurals(t *testing.T) {
	t.Parallel()
	c := load(t)
	for n, want := range map[int]string{
		1: "1 захід", 2: "2 заходи", 5: "5 заходів", 11: "11 заходів", 21: "21 захід", 22: "22 заходи", 112: "112 заходів",
	} {
		text := c.Text("receipt.late", locales.Data{"Count": n, "At": "", "Unit": "", "Week": ""})
		if !strings.Contains(text, ": "+want+".") {
			t.Errorf("%d: %q", n, text)
		}
	}
}

// TestKeysAndCodeAgree: every key that the code asks for exists, and every
// message is named by the code, whole or as a beginning that the code goes on.
func TestKeysAndCodeAgree(t *testing.T) {
	t.Parallel()
	c := load(t)
	literals, asked := code(t, "..")
	for _, key := range c.Keys() {
		if !slices.ContainsFunc(literals, func(text string) bool { return names(text, key) }) {
			t.Errorf("%s is used by nobody", key)
		}
	}
	for _, key := range asked {
		if !slices.Contains(c.Keys(), key) {
			t.Errorf("the code asks for %s, which does not exist", key)
		}
	}
}

// names tells that a literal is the key, or its beginning up to a dot or an
// underscore.
func names(literal, key string) bool {
	beginning := strings.HasSuffix(literal, ".") || strings.HasSuffix(literal, "_")
	return literal == key || beginning && strings.HasPrefix(key, literal)
}

// askers are the functions whose first argument is a key.
var askers = []string{"Text", "Label", "txt", "label", "button", "toast", "alert"}

// code finds the string literals of the project's own code, tests apart, and
// among them those that ask for a message.
func code(t *testing.T, root string) (literals, asked []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			!slices.Contains([]string{"handlers", "documents", "web"}, filepath.Base(filepath.Dir(path))) && filepath.Dir(path) != root {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, ok := literal(n); ok {
					literals = append(literals, text)
				}
			case *ast.CallExpr:
				if key, ok := asks(n); ok {
					asked = append(asked, key)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return literals, asked
}

func asks(call *ast.CallExpr) (string, bool) {
	called, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || !slices.Contains(askers, called.Sel.Name) {
		return "", false
	}
	return literal(call.Args[0])
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}
