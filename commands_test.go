package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sereda/demo"
	"sereda/simulator"
	"sereda/testkit"
)

// production is the environment of a bot on servers of the test's own.
func production(t *testing.T, telegram *simulator.Server) []string {
	t.Helper()
	return []string{
		"TELEGRAM_BOT_TOKEN=" + telegram.Token(),
		"TELEGRAM_API_URL=" + telegram.URL(),
		"DATABASE_URL=" + testkit.DSN(t),
		"REDIS_URL=redis://" + testkit.Redis(t).Options().Addr,
		"SEREDA_HTTP=127.0.0.1:0",
	}
}

// command runs one command and returns what it printed and its error's text.
func command(t *testing.T, environ []string, args ...string) (out, problem string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), args, environ, &stdout, &stderr); err != nil {
		problem = err.Error()
	}
	return stdout.String(), problem
}

func telegram(t *testing.T) *simulator.Server {
	t.Helper()
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	return simulator.Run(t, simulator.Options{Now: func() time.Time { return at }})
}

func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportOfTheDemonstrationCouncilIsSafeToRepeat(t *testing.T) {
	t.Parallel()
	environ := production(t, telegram(t))
	file := written(t, "council.csv", string(demo.Directory()))
	first, problem := command(t, environ, "import", file, "--yes")
	if problem != "" || !strings.Contains(first, "Департамент культури") || !strings.HasSuffix(first, "Застосовано.\n") {
		t.Fatalf("first import: %s\n%s", problem, first)
	}
	again, problem := command(t, environ, "import", file, "--yes")
	if problem != "" || strings.Contains(again, "Застосовано") {
		t.Errorf("repeated import changes something: %s\n%s", problem, again)
	}
}

func TestImportRefusesNonsenseNamingRowAndColumn(t *testing.T) {
	t.Parallel()
	environ := production(t, telegram(t))
	lines := strings.SplitAfter(string(demo.Directory()), "\n")
	lines[1] = strings.Replace(lines[1], "+380000000101", "12", 1)
	lines[2] = strings.Replace(lines[2], "керівництво,+", "чарівник,+", 1)
	file := written(t, "council.csv", strings.Join(lines, ""))
	out, problem := command(t, environ, "import", file, "--yes")
	if out != "" {
		t.Errorf("something was done:\n%s", out)
	}
	for _, want := range []string{"рядок 2", "телефон", "рядок 3", "ролі"} {
		if !strings.Contains(strings.ToLower(problem), want) {
			t.Errorf("%q is not in the complaint:\n%s", want, problem)
		}
	}
	if after, _ := command(t, environ, "import", written(t, "council.csv", string(demo.Directory())), "--yes"); !strings.Contains(after, "Застосовано") {
		t.Errorf("the refused file left something behind:\n%s", after)
	}
}

func TestTheFirstAdministratorsLink(t *testing.T) {
	t.Parallel()
	environ := production(t, telegram(t))
	out, problem := command(t, environ, "invite", "--admin")
	if problem != "" || !strings.HasPrefix(out, "https://t.me/") || !strings.Contains(out, "A new administrator") {
		t.Fatalf("%s\n%s", problem, out)
	}
	withoutAccounts := strings.ReplaceAll(string(demo.Directory()), ",7000021\n", ",\n")
	command(t, environ, "import", written(t, "council.csv", withoutAccounts), "--yes")
	if out, _ = command(t, environ, "invite", "--admin"); strings.Contains(out, "A new administrator") {
		t.Errorf("the directory's administrator is passed over:\n%s", out)
	}
}

func TestCheckNamesEveryProblemByLine(t *testing.T) {
	t.Parallel()
	file := written(t, "config.yaml", "zone: Mars\nweek:\n  deadlin: x\nquiet_hours: {from: \"25:00\"}\n")
	_, problem := command(t, nil, "--config", file, "check")
	for _, want := range []string{"config.yaml:1: zone", "config.yaml:3: week.deadlin", "config.yaml:4: quiet_hours.from"} {
		if !strings.Contains(problem, want) {
			t.Errorf("%q is not in:\n%s", want, problem)
		}
	}
	out, problem := command(t, nil, "--config", written(t, "config.yaml", ""), "check")
	if problem != "" || !strings.Contains(out, "DEADLINE for the units' plans") {
		t.Errorf("%s\n%s", problem, out)
	}
}
