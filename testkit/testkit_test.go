package testkit_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"sereda/testkit"
)

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	t.Parallel()
	one, two := connect(t, testkit.DSN(t)), connect(t, testkit.DSN(t))
	if _, err := one.Exec(t.Context(), "CREATE TABLE only_here ()"); err != nil {
		t.Fatal(err)
	}
	got := count(t, two, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'")
	if got != 0 {
		t.Error("two tests share a database")
	}
	if migrated := count(t, two, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"); migrated == 0 {
		t.Error("the database is not migrated")
	}
}

func TestTheDatabaseGoesWithItsTest(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("test", func(t *testing.T) {
		conn := connect(t, testkit.DSN(t))
		name = conn.Config().Database
	})
	conn := connect(t, testkit.DSN(t))
	if got := count(t, conn, "SELECT count(*) FROM pg_database WHERE datname = $1", name); got != 0 {
		t.Errorf("database %s is still there", name)
	}
}

func TestEachTestHasItsOwnRedis(t *testing.T) {
	t.Parallel()
	kinds := map[string]func(testing.TB) *redis.Client{
		"in-process": testkit.Redis,
		"real":       testkit.RealRedis,
	}
	for name, open := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, two := open(t), open(t)
			if err := one.Set(t.Context(), "key", "one", 0).Err(); err != nil {
				t.Fatal(err)
			}
			got, err := two.Keys(t.Context(), "*").Result()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{}, got); diff != "" {
				t.Errorf("keys of the other (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARedisOutage(t *testing.T) {
	t.Parallel()
	server := testkit.RealRedisServer(t)
	client := server.Client()
	if err := client.Set(t.Context(), "key", "value", 0).Err(); err != nil {
		t.Fatal(err)
	}
	server.Stop()
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Error("a stopped server answers")
	}
	server.Start()
	if got, err := client.DBSize(t.Context()).Result(); got != 0 || err != nil {
		t.Errorf("after the outage: %d keys, %v; want an empty server", got, err)
	}
}

func TestLogIsSilentAfterItsTest(t *testing.T) {
	t.Parallel()
	var late *slog.Logger
	t.Run("test", func(t *testing.T) { late = testkit.Log(t) })
	late.Warn("a goroutine's last word") // would panic
	if late.Enabled(context.Background(), slog.LevelInfo) {
		t.Error("the log passes on more than warnings")
	}
}

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func count(t *testing.T, conn *pgx.Conn, statement string, args ...any) int {
	t.Helper()
	var n int
	if err := conn.QueryRow(t.Context(), statement, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
