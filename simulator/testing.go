package simulator

import (
	"context"
	"errors"
	"time"
)

// patience is how long a test waits for what must come; only a failing test waits so long.
const patience = 20 * time.Second

// TB is the part of testing.TB the simulator needs; a *testing.T is one.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Context() context.Context
	Cleanup(func())
}

// Run starts a server for a test, closes it after, and fails the test if the
// bot made a request the real Telegram would call malformed.
func Run(t TB, opt Options) *Server {
	t.Helper()
	s := New(opt)
	if err := s.Start(""); err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() {
		s.Close()
		s.Check(t)
	})
	return s
}

// Check fails the test for every violation so far.
func (s *Server) Check(t TB) {
	t.Helper()
	for _, v := range s.Violations() {
		t.Errorf("simulator: %s", v)
	}
}

// Violations lists the malformed requests of the bot, and any object of the
// simulator itself that departs from the specification.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.crimes...)
}

// Forgive returns the violations and forgets them: for tests that provoke them.
func (s *Server) Forgive() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	crimes := s.crimes
	s.crimes = nil
	return crimes
}

// WaitFor returns the first event later than seq that matches, or fails the test.
func (s *Server) WaitFor(t TB, seq int64, match func(Event) bool) Event {
	t.Helper()
	ctx, cancel := hurry(t)
	defer cancel()
	e, err := s.Wait(ctx, seq, match)
	if err != nil {
		t.Fatalf("simulator: the event did not come: %v; the latest: %v", err, s.tail(8))
	}
	return e
}

// WaitCall returns the first answered call of the method later than seq, or fails the test.
func (s *Server) WaitCall(t TB, seq int64, method string) Event {
	t.Helper()
	return s.WaitFor(t, seq, func(e Event) bool { return e.Kind == Answered && e.Method == method })
}

// Settle waits until the bot has taken every update queued so far.
func (s *Server) Settle(t TB) {
	t.Helper()
	ctx, cancel := hurry(t)
	defer cancel()
	if err := s.await(ctx, func() bool { return s.inbox.empty() }); err != nil {
		t.Fatalf("simulator: updates are still waiting: %v; the latest: %v", err, s.tail(8))
	}
}

var errPatience = errors.New("waited in vain")

func hurry(t TB) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(t.Context(), patience, errPatience)
}

// tail describes the latest events for a failing test.
func (s *Server) tail(n int) []string {
	var lines []string
	for _, e := range s.Events(s.Mark() - int64(n)) {
		line := string(e.Kind) + " " + e.Method + e.Type
		if e.Description != "" {
			line += " (" + e.Description + ")"
		}
		lines = append(lines, line)
	}
	return lines
}
