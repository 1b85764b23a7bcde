package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis holds where conversations stand and the tokens of the mass limiter.
// It may be lost or away at any time: nothing depends on it but speed.
type Redis struct {
	client *redis.Client
	log    *slog.Logger
	// away is until when nothing is asked of a server that failed, in real
	// time: every update would wait for its time-out otherwise.
	away atomic.Int64
}

// quarantine is how long a failed server is left alone.
const quarantine = 2 * time.Second

// OpenRedis connects lazily; address is a redis:// or unix:// URL.
func OpenRedis(address string, log *slog.Logger) (*Redis, error) {
	options, err := redis.ParseURL(address)
	if err != nil {
		// The parser's error may quote the address with its password.
		return nil, errors.New("open redis: the address cannot be read")
	}
	options.DialTimeout = 300 * time.Millisecond
	options.ReadTimeout = 300 * time.Millisecond
	options.WriteTimeout = 300 * time.Millisecond
	options.MaxRetries = -1
	options.DialerRetries = 1 // every commit would wait for the others
	options.ContextTimeoutEnabled = true
	return &Redis{client: redis.NewClient(options), log: log}, nil
}

// Close ends the connections.
func (r *Redis) Close() error { return r.client.Close() }

// Ping asks the server for a sign of life.
func (r *Redis) Ping(ctx context.Context) error {
	if err := r.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("redis: %w", err)
	}
	return nil
}

// ask runs the command unless the server failed a moment ago, and tells
// whether it succeeded.
func (r *Redis) ask(ctx context.Context, command func(ctx context.Context) error) bool {
	now := time.Now()
	if now.UnixNano() < r.away.Load() {
		return false
	}
	err := command(ctx)
	if err == nil {
		return true
	}
	if ctx.Err() == nil {
		r.away.Store(now.Add(quarantine).UnixNano())
		r.log.Warn("redis is away; going on without it", "err", err)
	}
	return false
}
