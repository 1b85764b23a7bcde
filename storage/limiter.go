package storage

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"
)

// Limiter holds mass messages to so many a second, all replicas together, in
// real time: in no second are there more. While Redis is away each replica
// keeps the limit for itself.
type Limiter struct {
	redis     *Redis
	perSecond int
	own       *rate.Limiter
	// turn lets one of the process ask at a time: the others would only be told
	// to wait.
	turn chan struct{}
}

// NewLimiter allows perSecond messages a second.
func NewLimiter(r *Redis, perSecond int) *Limiter {
	return &Limiter{
		redis:     r,
		perSecond: perSecond,
		own:       rate.NewLimiter(rate.Limit(perSecond), 1),
		turn:      make(chan struct{}, 1),
	}
}

// window is the second in which the limit holds, with what messages may gain on
// each other on their way. Within it they leave evenly, a little faster than
// the limit: what is lost by waking late is caught up.
const (
	window = 1010 * time.Millisecond
	evenly = 800 * time.Millisecond
)

// mayLeave keeps the instants of the last messages, as many as the limit. The
// next may leave a gap after the last and a window after the first of them; it
// answers in how many microseconds, 0 having counted it.
var mayLeave = redis.NewScript(`
	local most, gap, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
	local clock = redis.call('TIME')
	local now = clock[1] * 1000000 + clock[2]
	local last = tonumber(redis.call('LINDEX', KEYS[1], 0) or '0')
	local first = tonumber(redis.call('LINDEX', KEYS[1], most - 1) or '0')
	local at = math.max(last + gap, first + window)
	if at > now then
		return at - now
	end
	redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
	redis.call('LTRIM', KEYS[1], 0, most - 1)
	redis.call('EXPIRE', KEYS[1], 60)
	return 0`)

// Wait returns when one more message may leave, or with the error of ctx.
func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	gap := evenly / time.Duration(l.perSecond)
	for {
		var micros int64
		asked := l.redis.ask(ctx, func(ctx context.Context) (err error) {
			micros, err = mayLeave.Run(ctx, l.redis.client, []string{"sereda:bulk_log"},
				l.perSecond, gap.Microseconds(), window.Microseconds()).Int64()
			return err
		})
		if !asked {
			return l.own.Wait(ctx)
		}
		if micros == 0 {
			return nil
		}
		timer := time.NewTimer(time.Duration(micros) * time.Microsecond)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}
