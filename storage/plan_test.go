package storage_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"sereda/council"
	"sereda/storage"
)

// TestWhoHoldsAPlanMayChangeIt while others hold it: units submit at the same time,
// and with some of them goes an organiser who brings the plan in step. Neither
// waits for the other for ever, so that nothing is begun again.
func TestWhoHoldsAPlanMayChangeIt(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	week := council.WeekOf(today)
	lock := func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.LockPlan(ctx, week)
		return err
	}
	d.do(lock)
	var begun atomic.Int32
	var held, all sync.WaitGroup
	held.Add(2)
	for range 2 {
		once := sync.OnceFunc(held.Done)
		all.Go(func() {
			err := d.try(func(ctx context.Context, tx *storage.Tx) error {
				begun.Add(1)
				_, err := tx.HoldPlan(ctx, week)
				once()
				if err != nil {
					return err
				}
				held.Wait()
				return lock(ctx, tx)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := begun.Load(); n != 2 {
		t.Errorf("two transactions were begun %d times", n)
	}
}
