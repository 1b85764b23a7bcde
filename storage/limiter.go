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
	redis *Redis
	gap   time.Duration
	own   *rate.Limiter
	// turn lets one of the process ask at a time: the others would only be told
	// to wait.
	turn chan struct{}
}

// NewLimiter allows perSecond messages a second.
func NewLimiter(r *Redis, perSecond int) *Limiter {
	return &Limiter{
		redis: r,
		gap:   time.Duration(float64(time.Second) / (share * float64(perSecond))),
		own:   rate.NewLimiter(rate.Limit(share*float64(perSecond)), 1),
		turn:  make(chan struct{}, 1),
	}
}

// Messages leave evenly, a little below the limit: a window of one second, wherever
// it begins, has none to spare, and what the network brings together on the way
// must not look like more. share is of the limit; late is how much a message that
// woke late may gain on the next.
const (
	share = 0.985
	late  = 6 * time.Millisecond
)

// mayLeave keeps the instant at which the last message was to leave. The next may
// leave a gap later, whenever that one really left, but not more than so late; it
// answers in how many microseconds, 0 having counted it.
var mayLeave = redis.NewScript(`
	local gap, late = tonumber(ARGV[1]), tonumber(ARGV[2])
	local clock = redis.call('TIME')
	local now = clock[1] * 1000000 + clock[2]
	local last = tonumber(redis.call('GET', KEYS[1]) or '0')
	local at = math.max(last + gap, now - late)
	if at > now then
		return at - now
	end
	redis.call('SET', KEYS[1], string.format('%.0f', at), 'EX', 60)
	return 0`)

// Wait returns when one more message may leave, or with the error of ctx.
func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		var micros int64
		asked := l.redis.ask(ctx, func(ctx context.Context) (err error) {
			micros, err = mayLeave.Run(ctx, l.redis.client, []string{"sereda:bulk_at"}, l.gap.Microseconds(), late.Microseconds()).Int64()
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
