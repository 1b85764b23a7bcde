package config

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shipped reads the config.yaml of the repository.
func shipped(t *testing.T) (Config, *document) {
	t.Helper()
	text, err := os.ReadFile("../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cfg, doc := Default(), &document{file: "config.yaml", lines: map[string]int{}}
	cfg.Week = Week{}
	cfg.read(doc.parse(text))
	if len(doc.problems) > 0 {
		t.Fatal(doc.problems)
	}
	return cfg, doc
}

func TestTheShippedFileShowsEveryDefault(t *testing.T) {
	t.Parallel()
	cfg, doc := shipped(t)
	if diff := cmp.Diff(Default(), cfg, asSet); diff != "" {
		t.Errorf("config.yaml says other than the defaults (-default +file):\n%s", diff)
	}
	for setting, line := range doc.lines {
		// A reminder has either before or after.
		if line == 0 && !strings.HasPrefix(setting, "week.reminders #") {
			t.Errorf("config.yaml does not show %s", setting)
		}
	}
}

func TestEverySettingAndVariableIsDocumented(t *testing.T) {
	t.Parallel()
	number := regexp.MustCompile(` #\d+`)
	var want []string
	_, doc := shipped(t)
	for setting := range doc.lines {
		want = append(want, number.ReplaceAllString(setting, ""))
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Environment]()) {
		want = append(want, field.Tag.Get("env"))
	}

	page, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllSubmatch(page, -1) {
		got = append(got, string(row[1]))
	}

	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
		t.Errorf("docs/configuration.md (-settings +rows):\n%s", diff)
	}
}
