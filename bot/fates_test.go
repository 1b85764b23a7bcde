package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// ledger keeps when which letters' fates were written, since it was opened.
type ledger struct {
	Outbox
	opened  time.Time
	written map[time.Duration][]int64
}

func (l *ledger) Finish(_ context.Context, fates []council.Fate, _ time.Time) error {
	for _, f := range fates {
		at := time.Since(l.opened)
		l.written[at] = append(l.written[at], f.Letter.ID)
	}
	return nil
}

// TestFatesOfARushAreWrittenTogether: a fate by itself at once, those of the
// next ten milliseconds in one transaction.
func TestFatesOfARushAreWrittenTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const ms = time.Millisecond
		l := &ledger{opened: time.Now(), written: map[time.Duration][]int64{}}
		s := &Sender{Outbox: l, Clock: time.Now, Ended: func([]council.Fate) {}}
		ended, written := make(chan council.Fate, 10), make(chan int, 10)
		go func() {
			defer close(ended)
			for letter, at := range []time.Duration{0, 2 * ms, 5 * ms, 9 * ms, 19 * ms, 50 * ms} {
				time.Sleep(at - time.Since(l.opened))
				ended <- council.Fate{Letter: council.Letter{ID: int64(letter)}}
			}
		}()
		s.record(t.Context(), ended, written)
		want := map[time.Duration][]int64{0: {0}, 10 * ms: {1, 2, 3}, 20 * ms: {4}, 50 * ms: {5}}
		if diff := cmp.Diff(want, l.written); diff != "" {
			t.Errorf("fates (-want +got):\n%s", diff)
		}
	})
}
