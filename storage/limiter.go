package storage

import (
	"context"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"golang.org/x/time/rate"
)

// Limiter holds mass messages to so many a second, all replicas together, in
// real time. While Redis is away each replica keeps the limit for itself.
type Limiter struct {
	redis     *Redis
	shared    *redis_rate.Limiter
	perSecond int
	own       *rate.Limiter
}

// NewLimiter allows perSecond messages a second.
func NewLimiter(r *Redis, perSecond int) *Limiter {
	return &Limiter{
		redis:     r,
		shared:    redis_rate.NewLimiter(r.client),
		perSecond: perSecond,
		own:       rate.NewLimiter(rate.Limit(perSecond), 1),
	}
}

// Wait returns when one more message may leave, or with the error of ctx.
func (l *Limiter) Wait(ctx context.Context) error {
	limit := redis_rate.Limit{Rate: l.perSecond, Burst: max(1, l.perSecond/5), Period: time.Second}
	for {
		var result *redis_rate.Result
		asked := l.redis.ask(ctx, func(ctx context.Context) (err error) {
			result, err = l.shared.Allow(ctx, "sereda:bulk", limit)
			return err
		})
		if !asked {
			return l.own.Wait(ctx)
		}
		if result.Allowed > 0 {
			return nil
		}
		timer := time.NewTimer(result.RetryAfter)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}
