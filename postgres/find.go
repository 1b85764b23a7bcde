package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// oldest is the first PostgreSQL that Sereda is tested with.
const oldest = 15

// ErrNotInstalled is returned when this machine has no usable PostgreSQL server.
var ErrNotInstalled = errors.New("PostgreSQL server programs not found")

// binaries are the programs of one PostgreSQL version.
type binaries struct {
	dir   string
	major int
}

func (b binaries) path(program string) string { return filepath.Join(b.dir, program) }

// installed lists the usable versions, newest first: in $PGBIN, which stands
// alone, for who sets it means it; else where Debian, Red Hat and Homebrew put
// them, and in PATH.
func installed() ([]binaries, error) {
	if dir := os.Getenv("PGBIN"); dir != "" {
		b, err := binariesIn(dir)
		if err != nil {
			return nil, fmt.Errorf("PGBIN=%s: %w", dir, err)
		}
		return []binaries{b}, nil
	}
	var found []binaries
	for _, dir := range candidates() {
		if b, err := binariesIn(dir); err == nil {
			found = append(found, b)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: install PostgreSQL %d or newer "+
			"(Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; "+
			"macOS: brew install postgresql) or set PGBIN to the directory of initdb and postgres",
			ErrNotInstalled, oldest)
	}
	slices.SortStableFunc(found, func(a, b binaries) int { return b.major - a.major })
	return found, nil
}

func candidates() []string {
	var dirs []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql*/bin",
		"/usr/local/opt/postgresql*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	} {
		matches, _ := filepath.Glob(pattern) // the patterns are well formed
		dirs = append(dirs, matches...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		// Often a link; initdb lies beside the program itself.
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	return dirs
}

var versionLine = regexp.MustCompile(`PostgreSQL\) (\d+)`)

// binariesIn asks the server in dir for its version.
func binariesIn(dir string) (binaries, error) {
	b := binaries{dir: dir}
	if _, err := os.Stat(b.path("initdb")); err != nil {
		return b, fmt.Errorf("%w: %w", ErrNotInstalled, err)
	}
	out, err := exec.Command(b.path("postgres"), "--version").Output()
	if err != nil {
		return b, fmt.Errorf("%w: %w", ErrNotInstalled, err)
	}
	match := versionLine.FindSubmatch(out)
	if match == nil {
		return b, fmt.Errorf("%w: cannot read the version in %q", ErrNotInstalled, out)
	}
	b.major, _ = strconv.Atoi(string(match[1]))
	if b.major < oldest {
		return b, fmt.Errorf("%w: PostgreSQL %d is older than %d", ErrNotInstalled, b.major, oldest)
	}
	return b, nil
}

// binariesFor picks the programs that can read the data kept in home, or the
// newest when it holds none yet. One version cannot open another's data.
func binariesFor(home string) (binaries, error) {
	found, err := installed()
	if err != nil {
		return binaries{}, err
	}
	major, err := clusterVersion(home)
	if err != nil || major == 0 {
		return found[0], err
	}
	for _, b := range found {
		if b.major == major {
			return b, nil
		}
	}
	return binaries{}, fmt.Errorf("the data in %s is of PostgreSQL %d, installed is %d: "+
		"install version %d again, or take the data over with pg_dump", home, major, found[0].major, major)
}
