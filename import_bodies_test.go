package main

import (
	"strings"
	"testing"

	"sereda/demo"
)

func TestBodiesAreImportedAfterTheDirectory(t *testing.T) {
	t.Parallel()
	environ := production(t, telegram(t))
	file := written(t, "bodies.csv", "орган,вид,склад,місце,код,посада\nВиконком,виконком,3,голова,,Міський голова\nВиконком,,,член,p002,\n")
	if out, problem := command(t, environ, "import-bodies", file, "--yes"); problem == "" || strings.Contains(out, "Застосовано") {
		t.Errorf("seats of people who do not exist yet: %s\n%s", problem, out)
	}
	command(t, environ, "import", written(t, "council.csv", string(demo.Directory())), "--yes")
	out, problem := command(t, environ, "import-bodies", file, "--yes")
	if problem != "" || !strings.Contains(out, "Застосовано") {
		t.Errorf("%s\n%s", problem, out)
	}
	if again, _ := command(t, environ, "import-bodies", file, "--yes"); strings.Contains(again, "Застосовано") {
		t.Errorf("repeated import changes something:\n%s", again)
	}
}
