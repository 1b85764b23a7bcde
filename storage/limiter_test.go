package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"sereda/storage"
)

// spend takes n permissions of each limiter, all at once, and tells how long
// it took.
func spend(t *testing.T, n int, limiters ...*storage.Limiter) time.Duration {
	t.Helper()
	began := time.Now()
	var spenders sync.WaitGroup
	for _, l := range limiters {
		spenders.Go(func() {
			for range n {
				if err := l.Wait(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	spenders.Wait()
	return time.Since(began)
}

// TestReplicasShareTheLimit: 50 a second, evenly. One alone would need 0.3 s
// for 20, two that do not know of each other the same.
func TestReplicasShareTheLimit(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		one, two := storage.NewLimiter(openRedis(t, client), 50), storage.NewLimiter(openRedis(t, client), 50)
		if took, least := spend(t, 20, one, two), 600*time.Millisecond; took < least {
			t.Errorf("40 messages took %v, want at least %v", took, least)
		}
	})
}

func TestInNoSecondAreThereMore(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		const limit = 20
		l := storage.NewLimiter(openRedis(t, client), limit)
		if took := spend(t, limit+1, l); took < time.Second {
			t.Errorf("%d messages took %v", limit+1, took)
		}
	})
}

// TestTheyLeaveEvenly: the instants at which they were to leave lie at least a
// fiftieth of a second and what is left free apart, and each really leaves at its
// instant or within six milliseconds of it: no 51 of them within a second.
func TestTheyLeaveEvenly(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		l := storage.NewLimiter(openRedis(t, client), 50)
		var last int64
		for n := range 30 {
			asked, err := client.Time(t.Context()).Result()
			if err != nil {
				t.Fatal(err)
			}
			if err := l.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			at, err := client.Get(t.Context(), "sereda:bulk_at").Int64()
			if err != nil {
				t.Fatal(err)
			}
			if apart := time.Duration(at-last) * time.Microsecond; apart < 20300*time.Microsecond {
				t.Errorf("message %d leaves %v after the one before", n+1, apart)
			}
			if gained := asked.Sub(time.UnixMicro(at)); gained > 6*time.Millisecond {
				t.Errorf("message %d gains %v", n+1, gained)
			}
			last = at
		}
	})
}

func TestWithoutRedisEachKeepsTheLimit(t *testing.T) {
	t.Parallel()
	server := miniredis.RunT(t)
	l := storage.NewLimiter(openRedisAt(t, "redis://"+server.Addr()), 50)
	server.Close()
	if took, least := spend(t, 20, l), 350*time.Millisecond; took < least {
		t.Errorf("20 messages took %v, want at least %v", took, least)
	}
}

func TestWaitingForTheLimitEndsWithItsContext(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		l := storage.NewLimiter(openRedis(t, client), 1)
		if err := l.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := l.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited to the end: %v", err)
		}
	})
}
