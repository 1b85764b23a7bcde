package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/postgres"
)

func TestThrowAwayServerLeavesNothing(t *testing.T) {
	t.Parallel()
	srv := start(t, postgres.Options{})
	execute(t, srv.DSN("postgres"), "CREATE TABLE note (text text)")

	if err := srv.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(socketDir(t, srv.DSN("postgres"))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("run directory after Stop: %v, want it gone", err)
	}
}

func TestServerListensOnItsSocketOnly(t *testing.T) {
	t.Parallel()
	srv := start(t, postgres.Options{})
	if got := query(t, srv.DSN("postgres"), "SHOW listen_addresses"); got != "" {
		t.Errorf("listen_addresses = %q, want none", got)
	}
	info, err := os.Stat(socketDir(t, srv.DSN("postgres")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := info.Mode().Perm(), os.FileMode(0o700); got != want {
		t.Errorf("run directory has mode %v, want %v", got, want)
	}
}

func TestDurability(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options postgres.Options
		want    string
	}{
		{"a throw-away server does not sync", postgres.Options{}, "off off"},
		{"unless it is asked to", postgres.Options{Durable: true}, "on on"},
		{"a lasting server always does", postgres.Options{Dir: filepath.Join(t.TempDir(), "pg")}, "on on"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, tt.options)
			got := query(t, srv.DSN("postgres"),
				"SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit')")
			if got != tt.want {
				t.Errorf("fsync and synchronous_commit: got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestDataOutlivesTheServer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mode os.FileMode // of the directory above
	}{
		{"where everybody may pass", 0o755},
		{"below a directory closed to others, as root's home is", 0o700},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			home := openTempDir(t)
			if err := os.Chmod(home, tt.mode); err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(home, "data", "postgres")
			srv := start(t, postgres.Options{Dir: dir})
			if err := srv.CreateDatabase(t.Context(), "council"); err != nil {
				t.Fatal(err)
			}
			execute(t, srv.DSN("council"), "CREATE TABLE note AS SELECT 'середа'::text AS text")
			if err := srv.Stop(t.Context()); err != nil {
				t.Fatal(err)
			}

			srv = start(t, postgres.Options{Dir: dir})
			if err := srv.CreateDatabase(t.Context(), "council"); err != nil {
				t.Errorf("create a database that is there: %v", err)
			}
			if got := query(t, srv.DSN("council"), "SELECT text FROM note"); got != "середа" {
				t.Errorf("note after restart = %q", got)
			}
		})
	}
}

func TestTwoServersAtOnce(t *testing.T) {
	t.Parallel()
	one, two := start(t, postgres.Options{}), start(t, postgres.Options{})
	execute(t, one.DSN("postgres"), "CREATE TABLE only_here ()")
	got := query(t, two.DSN("postgres"), "SELECT count(*)::text FROM pg_tables WHERE tablename = 'only_here'")
	if got != "0" {
		t.Error("two servers share their data")
	}
}

func TestADirectoryInUseIsRefused(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "pg")
	start(t, postgres.Options{Dir: dir})

	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := postgres.Start(ctx, postgres.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("process %d is using it", os.Getpid())) {
		t.Errorf("error %v, want it to name process %d", err, os.Getpid())
	}
}

func TestBadDirectories(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		make func(t *testing.T, dir string)
		want string
	}{
		{"other files", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "plan.xlsx"), "")
		}, "holds other files"},
		{"data of a version that is not installed", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "lock"), "")
			write(t, filepath.Join(dir, "1000", "PG_VERSION"), "1000\n")
		}, "is of PostgreSQL 1000"},
		{"a file in its place", func(t *testing.T, dir string) {
			write(t, dir, "")
		}, "not a directory"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "pg")
			tt.make(t, dir)
			_, err := postgres.Start(t.Context(), postgres.Options{Dir: dir})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestCloneAndDrop(t *testing.T) {
	t.Parallel()
	srv := start(t, postgres.Options{})
	admin := srv.DSN("postgres")
	if err := srv.CreateDatabase(t.Context(), "template"); err != nil {
		t.Fatal(err)
	}
	execute(t, srv.DSN("template"), "CREATE TABLE note AS SELECT 'copied'::text AS text")
	if err := srv.Clone(t.Context(), "template", "copy"); err != nil {
		t.Fatal(err)
	}
	if got := query(t, srv.DSN("copy"), "SELECT text FROM note"); got != "copied" {
		t.Errorf("note in the copy = %q", got)
	}
	connected := connect(t, srv.DSN("copy"))
	if err := postgres.DropDatabase(t.Context(), admin, "copy"); err != nil {
		t.Errorf("drop a database in use: %v", err)
	}
	if err := connected.Ping(t.Context()); err == nil {
		t.Error("a connection survived its database")
	}
	if err := postgres.DropDatabase(t.Context(), admin, "copy"); err != nil {
		t.Errorf("drop a database that is gone: %v", err)
	}
}

func TestWithDatabase(t *testing.T) {
	t.Parallel()
	got, err := postgres.WithDatabase("postgres://u:p@db.example:5433/one?sslmode=disable", "two")
	if err != nil {
		t.Fatal(err)
	}
	want := "postgres://u:p@db.example:5433/two?sslmode=disable"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := postgres.WithDatabase("host=db password=secret", "two"); err == nil ||
		strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v, want one without the password", err)
	}
}

func TestServerLocale(t *testing.T) {
	t.Parallel()
	srv := start(t, postgres.Options{})
	got := query(t, srv.DSN("postgres"),
		"SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || upper('їжак') FROM pg_database WHERE datname = 'postgres'")
	if want := "UTF8 C.UTF-8 ЇЖАК"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
