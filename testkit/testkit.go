// Package testkit gives tests what they need from outside: a database of their
// own on a real PostgreSQL, Redis in-process or real, a log.
//
// The servers come from the program testkit/with, which `make test` wraps
// around all packages. A package tested by hand (go test ./storage) starts that
// program for itself and ends it with the test process. Nothing is ever skipped: a
// missing server is a failure that says what to do.
package testkit

// The program testkit/with tells the tests where its servers are.
const (
	// EnvDSN names the variable with the address of the PostgreSQL server's
	// administrative database.
	EnvDSN = "SEREDA_TEST_DSN"

	// EnvRedis names the variable with the address of the Redis server.
	EnvRedis = "SEREDA_TEST_REDIS"

	// Template is the migrated database that each test gets a copy of.
	Template = "sereda_template"
)
