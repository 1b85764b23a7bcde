package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our packages each package may import. Whoever is not
// listed imports none; tests may import anything.
var mayImport = map[string][]string{
	"council":             nil,
	"locales":             {"council"},
	"bot":                 {"council"},
	"handlers":            {"council", "locales"},
	"scheduler":           {"council"},
	"storage":             {"council"},
	"intake":              {"council"},
	"intake/accuracy":     {"council", "intake"},
	"documents":           {"council", "locales"},
	"documents/picture":   {"config", "council", "documents", "locales"},
	"web":                 {"council"},
	"mail":                {"council"},
	"config":              {"council"},
	"clock":               nil,
	"process":             nil,
	"simulator":           nil,
	"simulator/facts":     nil,
	"simulator/page":      {"council", "simulator"},
	"postgres":            {"process"},
	"demo":                {"clock", "config", "council", "locales", "postgres", "process", "simulator", "simulator/page", "storage"},
	"browsertest":         {"process"},
	"browsertest/picture": {"browsertest"},
	"testkit":             {"process", "testkit/redisserver", "postgres"},
	"testkit/with":        {"postgres", "process", "storage", "testkit", "testkit/redisserver"},
	"testkit/redisserver": {"process"},
}

// TestTheArrowsOfTheHouse: packages meet in main and through small interfaces;
// council knows nobody and nothing but the standard library.
func TestTheArrowsOfTheHouse(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		if folder == "." || strings.HasPrefix(folder, "bench") {
			return nil // where everything meets
		}
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("%s: the rules do not know the package", folder)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			ours, isOurs := strings.CutPrefix(name, "sereda/")
			if isOurs && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", path, name)
			}
			if folder == "council" && strings.Contains(strings.SplitN(name, "/", 2)[0], ".") {
				t.Errorf("%s imports %s: council has the standard library alone", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
