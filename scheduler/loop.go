package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// Loop runs a job again and again until its context ends.
type Loop struct {
	Name string
	// Job does the work once, at the council's instant.
	Job func(ctx context.Context, now time.Time) error
	// Clock is the council's.
	Clock func() time.Time
	// Every is the pause between two runs, Timeout the longest one may take.
	Every, Timeout time.Duration
	// Poke starts a run at once, when there is more to do than the clock tells.
	// nil never does.
	Poke <-chan struct{}
	Log  *slog.Logger
	// Succeeded, if set, is told the instant of each run that went well.
	Succeeded func(now time.Time)
}

// longestPause is the most that a failing job waits before it tries again.
const longestPause = time.Minute

// Run returns when the context has ended and the last run with it. A run that
// fails or panics is logged; the pause doubles with each failure in a row, up to
// a minute.
func (l Loop) Run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	pause := l.Every
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-l.Poke:
		}
		if l.once(ctx) {
			pause = l.Every
		} else {
			pause = min(2*pause, max(longestPause, l.Every))
		}
		timer.Reset(pause)
	}
}

// once tells whether the job went well.
func (l Loop) once(ctx context.Context) bool {
	run, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	now := l.Clock()
	err := guarded(func() error { return l.Job(run, now) })
	switch {
	case err == nil:
		if l.Succeeded != nil {
			l.Succeeded(now)
		}
		return true
	case ctx.Err() == nil:
		l.Log.Error("job failed", "job", l.Name, "error", err)
	}
	return false
}

// guarded makes an error of a panic.
func guarded(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work()
}
