package simulator

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Failure is something that goes wrong with a call on demand. The zero value
// is no failure at all; set one of its members.
type Failure struct {
	Code        int           // error_code of the answer: 400, 403, 429, 500…
	Description string        // the real server's usual text for the code by default
	RetryAfter  time.Duration // with 429; whole seconds
	HTML        bool          // a proxy's page instead of JSON, status Code or 502
	CutBefore   bool          // the connection breaks and nothing has happened
	CutAfter    bool          // the connection breaks though the call was performed

	Gate   <-chan struct{} // the call is held until the channel is closed, then goes on
	ChatID int64           // only calls concerning this chat; 0: all
}

// fault is a failure that waits for its calls.
type fault struct {
	Failure
	method string
	left   int
}

// brokenError is an answer that is no Bot API answer.
type brokenError struct{ status int }

func (e *brokenError) Error() string {
	if e.status == 0 {
		return "connection cut"
	}
	return "page " + strconv.Itoa(e.status)
}

func (e *brokenError) respond(w http.ResponseWriter) {
	if e.status == 0 {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(e.status)
	fmt.Fprintf(w, "<html><body><h1>%d %s</h1></body></html>", e.status, http.StatusText(e.status))
}

// Fail makes the next n calls of the method fail; an empty method means every
// method but getUpdates. Failures asked for earlier go first.
func (s *Server) Fail(method string, n int, f Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{Failure: f, method: method, left: n})
}

// Heal forgets every failure still to come.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// SetDown cuts every connection and answers nothing until it is called with false.
func (s *Server) SetDown(down bool) {
	s.mu.Lock()
	s.down = down
	poll := s.inbox.poll
	s.mu.Unlock()
	if down && poll != nil {
		poll.abort(&brokenError{})
	}
	if !down {
		s.Tick()
	}
}

// SetSlow makes every call but getUpdates wait so long (real time) before it is
// performed; 0 ends that for the calls to come.
func (s *Server) SetSlow(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.slow = d
}

// Failing is how many calls are still to fail.
func (s *Server) Failing() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, f := range s.faults {
		n += f.left
	}
	return n
}

// linger holds a call up while the server is slow.
func (s *Server) linger(ctx context.Context, method string, slow time.Duration) {
	if slow == 0 || method == "getUpdates" {
		return
	}
	wait := time.NewTimer(slow)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	case <-s.closing.Done():
	}
}

func (s *Server) isDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// nextFault takes the first failure that fits the call.
func (s *Server) nextFault(c *call) *fault {
	for i, f := range s.faults {
		if f.method == "" && c.method.name == "getUpdates" || f.method != "" && f.method != c.method.name ||
			f.ChatID != 0 && f.ChatID != c.num("chat_id") {
			continue
		}
		if f.left--; f.left <= 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return f
	}
	return nil
}

// before is what happens instead of the call, or holds it up.
func (f *fault) before(ctx, closing context.Context) error {
	if f.Gate != nil {
		select {
		case <-f.Gate:
		case <-ctx.Done():
			return &brokenError{}
		case <-closing.Done():
			return &brokenError{}
		}
	}
	switch {
	case f.CutBefore:
		return &brokenError{}
	case f.HTML && f.Code == 0:
		return &brokenError{http.StatusBadGateway}
	case f.HTML:
		return &brokenError{f.Code}
	case f.Code == 0 && f.RetryAfter > 0:
		return f.failure(http.StatusTooManyRequests)
	case f.Code != 0:
		return f.failure(f.Code)
	}
	return nil
}

func (f *fault) after(context.Context, context.Context) error {
	if f.CutAfter {
		return &brokenError{}
	}
	return nil
}

func (f *fault) failure(code int) *callError {
	e := &callError{Code: code, Description: f.Description, RetryAfter: int(f.RetryAfter / time.Second)}
	if e.Description != "" {
		return e
	}
	e.Description = http.StatusText(code)
	switch code {
	case http.StatusTooManyRequests:
		e.Description += fmt.Sprintf(": retry after %d", e.RetryAfter)
	case http.StatusForbidden:
		e.Description += ": bot was blocked by the user"
	case http.StatusInternalServerError:
		e.Description += ": restart"
	}
	return e
}
