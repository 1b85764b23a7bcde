package testkit

import (
	"io"
	"log/slog"
	"sync"
	"testing"
)

// Log is a logger that writes warnings and errors to the test's output. What a
// goroutine says after the test has ended is dropped.
func Log(t testing.TB) *slog.Logger {
	w := &whileTesting{out: t.Output()}
	t.Cleanup(w.end)
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// whileTesting guards a test's output, which panics when written to too late.
type whileTesting struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *whileTesting) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}

func (w *whileTesting) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out = io.Discard
}
