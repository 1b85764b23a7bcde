package testkit

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"sereda/postgres"
)

// DSN is the address of a database that only this test has: empty, with all
// migrations done. It is dropped when the test ends, whoever is still
// connected to it.
func DSN(t testing.TB) string {
	t.Helper()
	admin := findServers(t).dsn
	name := databaseName(t.Name())
	if err := postgres.Clone(t.Context(), admin, Template, name); err != nil {
		t.Fatalf("test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := cleanupContext()
		defer cancel()
		if err := postgres.DropDatabase(ctx, admin, name); err != nil {
			t.Errorf("test database: %v", err)
		}
	})
	dsn, err := postgres.WithDatabase(admin, name)
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	return dsn
}

// databaseName tells a developer who looks at the server whose database it is.
func databaseName(test string) string {
	const longest = 63 - len("_") - 26 // of an identifier, less the random part
	readable := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, test)
	return readable[:min(len(readable), longest)] + "_" + strings.ToLower(rand.Text())
}

// cleanupContext is for work after the test, whose own context has ended by then.
func cleanupContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), 30*time.Second)
}
