package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/scheduler"
)

func TestLoop(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, test := range map[string]struct {
		// jobs are what each run does, the last one again and again.
		jobs []func(context.Context) error
		poke time.Duration
		// want are the seconds at which a run began within 20 seconds.
		want string
	}{
		"runs at once and after each pause": {
			jobs: []func(context.Context) error{well}, want: "[0 5 10 15 20]",
		},
		"a poke runs it at once": {
			jobs: []func(context.Context) error{well}, poke: 7 * time.Second, want: "[0 5 7 12 17]",
		},
		"the pause doubles while it fails": {
			jobs: []func(context.Context) error{fails(broken), fails(broken), well}, want: "[0 10]",
		},
		"a panic is a failure": {
			jobs: []func(context.Context) error{func(context.Context) error { panic("a defect") }, well}, want: "[0 10 15 20]",
		},
		"a run that hangs is ended": {
			jobs: []func(context.Context) error{hangs, well}, want: "[0 12 17]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				began := time.Now()
				poke := make(chan struct{})
				var runs []int
				loop := scheduler.Loop{
					Clock: time.Now, Every: 5 * time.Second, Timeout: 2 * time.Second, Poke: poke,
					Log: slog.New(slog.DiscardHandler),
					Job: func(ctx context.Context, now time.Time) error {
						runs = append(runs, int(now.Sub(began).Seconds()))
						return test.jobs[min(len(runs), len(test.jobs))-1](ctx)
					},
				}
				ended := make(chan struct{})
				go func() { defer close(ended); loop.Run(ctx) }()
				if test.poke > 0 {
					time.AfterFunc(test.poke, func() { poke <- struct{}{} })
				}
				<-time.After(20*time.Second + time.Millisecond)
				cancel()
				<-ended
				if diff := cmp.Diff(test.want, fmt.Sprint(runs)); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func well(context.Context) error { return nil }

func fails(err error) func(context.Context) error {
	return func(context.Context) error { return err }
}

func hangs(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestHousekeepingDeletesBatchAfterBatch(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)
	p := &pruner{batches: map[string]int{"inbox": 2, "replies": 1}}
	if err := scheduler.Housekeeping(t.Context(), p, now); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"inbox 2026-11-23", "inbox 2026-11-23", "inbox 2026-11-23",
		"replies 2026-11-18", "replies 2026-11-18",
		"files 2026-11-18", "screens 2026-11-25",
	}
	if diff := cmp.Diff(want, p.calls); diff != "" {
		t.Error(diff)
	}
}

type pruner struct {
	batches map[string]int
	calls   []string
}

func (p *pruner) PruneInbox(_ context.Context, before time.Time) (int64, error) {
	return p.prune("inbox", before), nil
}

func (p *pruner) PruneReplies(_ context.Context, before time.Time) (int64, error) {
	return p.prune("replies", before), nil
}

func (p *pruner) PruneFiles(_ context.Context, before time.Time) (int64, error) {
	return p.prune("files", before), nil
}

func (p *pruner) PruneHallScreens(_ context.Context, before time.Time) (int64, error) {
	return p.prune("screens", before), nil
}

func (p *pruner) prune(what string, before time.Time) int64 {
	p.calls = append(p.calls, what+" "+before.Format(time.DateOnly))
	if p.batches[what] == 0 {
		return 0
	}
	p.batches[what]--
	return 5000
}
