package testkit

import (
	"context"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"sereda/testkit/redisserver"
)

// Redis is a client of an in-process Redis that only this test has. Its time
// stands still: a key's time to live passes only with miniredis' FastForward.
// Where real expiry or speed matters, take RealRedis.
func Redis(t testing.TB) *redis.Client {
	t.Helper()
	return client(t, &redis.Options{Addr: miniredis.RunT(t).Addr()})
}

// RealRedis is a client of a logical database that only this test has on a
// real Redis server. It is empty, and emptied when the test ends. Channels and scripts
// are shared by all databases of a server; a test that needs those to itself
// takes RealRedisServer.
func RealRedis(t testing.TB) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(findServers(t).redis)
	if err != nil {
		t.Fatalf("test redis: %v", err)
	}
	options.DB = ownDatabase(t, options)
	c := client(t, options)
	if err := c.FlushDB(t.Context()).Err(); err != nil {
		t.Fatalf("test redis: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := cleanupContext()
		defer cancel()
		if err := c.FlushDB(ctx).Err(); err != nil {
			t.Errorf("test redis: %v", err)
		}
	})
	return c
}

// ownDatabase draws the next number; database 0 counts for all test processes.
func ownDatabase(t testing.TB, options *redis.Options) int {
	t.Helper()
	counter := redis.NewClient(options)
	defer counter.Close()
	n, err := counter.Incr(t.Context(), "databases given to tests").Result()
	if err != nil {
		t.Fatalf("test redis: %v", err)
	}
	return 1 + int(n)%(redisserver.Databases-1)
}

// RedisServer is a real Redis server that a test can take away and give back.
type RedisServer struct {
	t      testing.TB
	server *redisserver.Server
}

// RealRedisServer starts a Redis server that only this test has.
func RealRedisServer(t testing.TB) *RedisServer {
	t.Helper()
	server, err := redisserver.Start(t.Context())
	if err != nil {
		t.Fatalf("test redis: %v\n`make test` installs what is missing", err)
	}
	t.Cleanup(func() {
		ctx, cancel := cleanupContext()
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			t.Errorf("test redis: %v", err)
		}
	})
	return &RedisServer{t: t, server: server}
}

// URL is the server's address, as in REDIS_URL.
func (s *RedisServer) URL() string { return s.server.URL() }

// Client is a new client of the server. It gives up soon, as a test wants
// while the server is away.
func (s *RedisServer) Client() *redis.Client {
	s.t.Helper()
	options, err := redis.ParseURL(s.URL())
	if err != nil {
		s.t.Fatalf("test redis: %v", err)
	}
	options.DialTimeout = time.Second
	options.MaxRetries = -1
	return client(s.t, options)
}

// Stop takes the server away, with all it held.
func (s *RedisServer) Stop() {
	s.t.Helper()
	s.must(s.server.Crash)
}

// Start gives the server back, empty, at the same address.
func (s *RedisServer) Start() {
	s.t.Helper()
	s.must(s.server.Restart)
}

func (s *RedisServer) must(do func(context.Context) error) {
	s.t.Helper()
	ctx, cancel := cleanupContext()
	defer cancel()
	if err := do(ctx); err != nil {
		s.t.Fatalf("test redis: %v", err)
	}
}

func client(t testing.TB, options *redis.Options) *redis.Client {
	t.Helper()
	c := redis.NewClient(options)
	t.Cleanup(func() { c.Close() })
	return c
}
