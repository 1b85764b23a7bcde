package bot

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff is a pause that doubles up to a limit, with a little chance in it so
// that replicas do not knock together.
type backoff struct {
	first, most, next time.Duration
}

func newBackoff(first, most time.Duration) *backoff {
	return &backoff{first: first, most: most, next: first}
}

func (b *backoff) reset() { b.next = b.first }

// wait pauses, at least for atLeast, or until ctx ends.
func (b *backoff) wait(ctx context.Context, atLeast time.Duration) {
	pause := max(atLeast, b.next/2+rand.N(b.next/2+1))
	b.next = min(2*b.next, b.most)
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// outlive is a context that lasts by the grace longer than ctx.
func outlive(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-longer.Done():
		case <-timer.C:
			cancel()
		}
	})
	return longer, func() { stop(); cancel() }
}

// afterFailures is the pause before the next attempt when the n-th failed.
func afterFailures(n int) time.Duration {
	return min(time.Second<<min(n, 6), time.Minute)
}
