package storage_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"sereda/storage"
	"sereda/testkit"
)

// openRedis is storage's Redis on the server of a test's client.
func openRedis(t *testing.T, client *redis.Client) *storage.Redis {
	t.Helper()
	o := client.Options()
	address := fmt.Sprintf("redis://%s/%d", o.Addr, o.DB)
	if o.Network == "unix" {
		address = fmt.Sprintf("unix://%s?db=%d", o.Addr, o.DB)
	}
	return openRedisAt(t, address)
}

func openRedisAt(t *testing.T, address string) *storage.Redis {
	t.Helper()
	r, err := storage.OpenRedis(address, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// bothKinds runs a test on the in-process Redis and on a real one.
func bothKinds(t *testing.T, test func(t *testing.T, client *redis.Client)) {
	t.Parallel()
	kinds := map[string]func(testing.TB) *redis.Client{"in-process": testkit.Redis, "real": testkit.RealRedis}
	for name, open := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// eventually looks again and again until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	late := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("in vain: %s", what)
		}
	}
}

func TestARedisAddressIsNeverInAnError(t *testing.T) {
	t.Parallel()
	_, err := storage.OpenRedis("redis://:pass word@host:port", slog.New(slog.DiscardHandler))
	if err == nil || err.Error() != "open redis: the address cannot be read" {
		t.Errorf("error: %v", err)
	}
}

func TestPingTellsThatRedisIsAway(t *testing.T) {
	t.Parallel()
	server := miniredis.RunT(t)
	r := openRedisAt(t, "redis://"+server.Addr())
	if err := r.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	server.Close()
	if err := r.Ping(t.Context()); err == nil {
		t.Error("a closed server answers")
	}
}
