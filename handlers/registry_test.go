package handlers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// TestEachNameIsRegisteredOnce: a second registration of a button, a command or
// a step would take the first one's place without a word.
func TestEachNameIsRegisteredOnce(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	registered := map[string]token.Position{}
	files := token.NewFileSet()
	for _, name := range names {
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			assign, is := n.(*ast.AssignStmt)
			if !is {
				return true
			}
			for _, to := range assign.Lhs {
				what := registryName(to)
				if before, twice := registered[what]; twice && what != "" {
					t.Errorf("%s is registered at %s and at %s", what, before, files.Position(to.Pos()))
				}
				registered[what] = files.Position(to.Pos())
			}
			return true
		})
	}
	if len(registered) < 100 {
		t.Errorf("only %d names were found", len(registered))
	}
}

// registryName is "presses pl" for a.presses["pl"], "" for anything else.
func registryName(to ast.Expr) string {
	index, is := to.(*ast.IndexExpr)
	if !is {
		return ""
	}
	registry, is := index.X.(*ast.SelectorExpr)
	if !is || registry.Sel.Name != "presses" && registry.Sel.Name != "commands" && registry.Sel.Name != "steps" && registry.Sel.Name != "files" {
		return ""
	}
	switch key := index.Index.(type) {
	case *ast.BasicLit:
		return registry.Sel.Name + " " + key.Value
	case *ast.Ident:
		return registry.Sel.Name + " " + key.Name
	}
	return ""
}
