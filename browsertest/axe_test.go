package browsertest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// barriers are what axe-core finds, a line each: the rule, and where.
const barriers = `axe.run(document, {resultTypes: ['violations']}).then((found) =>
	found.violations.flatMap((v) => v.nodes.map((n) => v.id + ' at ' + n.target.join(' ') + ': ' + n.failureSummary.split('\n').slice(1).join(' '))))`

// noBarriers: people who do not see, do not use a mouse or need contrast find
// nothing in their way, on any screen.
func noBarriers(t *testing.T, page *Page) {
	path := os.Getenv("SEREDA_AXE")
	if path == "" {
		t.Skip("NOT RUN: axe-core is not here; make test fetches it")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Ask(string(axe)+";true", new(bool)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []Screen{Hand, {Width: Desk.Width, Height: Desk.Height, Dark: true}, {Width: Hand.Width, Height: Hand.Height, Dark: true}, Desk} {
		if err := page.Look(s); err != nil {
			t.Fatal(err)
		}
		var found []string
		if err := page.Ask(barriers, &found); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{}, found); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", s, diff)
		}
	}
}
