package simulator

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"time"
)

// Kind is what happened.
type Kind string

// The kinds of events.
const (
	Acted        Kind = "acted"        // a person did something; Message is what they sent
	Queued       Kind = "queued"       // an update was put into the bot's queue
	Delivered    Kind = "delivered"    // an update was handed to the bot; it may come again
	Acknowledged Kind = "acknowledged" // the bot took an update for good
	Expired      Kind = "expired"      // an update or a press died of age before anyone took it
	Attempted    Kind = "attempted"    // a webhook delivery ended; Code 0 means no answer
	Called       Kind = "called"       // the bot's call arrived
	Answered     Kind = "answered"     // the bot's call was answered, or its connection cut
)

// Event is one thing that happened. Sequence numbers begin with 1 and have no gaps.
type Event struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"` // the simulator's clock
	Kind Kind      `json:"kind"`

	ChatID   int64           `json:"chat_id,omitempty"`
	UserID   int64           `json:"user_id,omitempty"`
	UpdateID int64           `json:"update_id,omitempty"`
	Type     string          `json:"type,omitempty"` // of an update: message, callback_query…
	Update   json.RawMessage `json:"update,omitempty"`

	Method  string         `json:"method,omitempty"` // as the specification spells it
	Call    int64          `json:"call,omitempty"`   // of Answered: the Seq of its Called
	Params  map[string]any `json:"params,omitempty"`
	Message *Message       `json:"message,omitempty"` // sent or edited

	OK          bool          `json:"ok,omitempty"`
	Code        int           `json:"code,omitempty"` // HTTP status or error_code
	Description string        `json:"description,omitempty"`
	RetryAfter  time.Duration `json:"retry_after,omitempty"`
}

// Text is the "text" or "caption" parameter of a call, as the bot sent it.
func (e Event) Text() string {
	for _, name := range []string{"text", "caption"} {
		if text, ok := e.Params[name].(string); ok {
			return text
		}
	}
	return ""
}

// Count is how many calls of a method were answered well, and how many not.
type Count struct{ OK, Failed int64 }

// journal keeps events, all of them or the latest.
type journal struct {
	events []Event
	last   int64
	limit  int
}

func (j *journal) add(e Event) int64 {
	j.last++
	e.Seq = j.last
	if j.limit > 0 && len(j.events) >= 2*j.limit {
		n := copy(j.events, j.events[len(j.events)-j.limit:])
		clear(j.events[n:])
		j.events = j.events[:n]
	}
	j.events = append(j.events, e)
	return e.Seq
}

// after returns the kept events later than seq; the slice may be read under the lock only.
func (j *journal) after(seq int64) []Event {
	first := j.last - int64(len(j.events)) // the seq before the oldest kept
	return j.events[min(max(seq-first, 0), int64(len(j.events))):]
}

// record adds an event and wakes whoever waits. Call it with the lock held.
func (s *Server) record(e Event) int64 {
	e.At = s.now()
	seq := s.journal.add(e)
	s.wake()
	return seq
}

func (s *Server) wake() {
	if s.awaited {
		close(s.changed)
		s.changed, s.awaited = make(chan struct{}), false
	}
}

// await blocks until done, called with the lock held, says so. It is asked
// again at every event.
func (s *Server) await(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		if done() {
			s.mu.Unlock()
			return nil
		}
		s.awaited = true
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// Mark is the number of the latest event: wait from it for what comes next.
func (s *Server) Mark() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.last
}

// Events returns the kept events later than seq.
func (s *Server) Events(seq int64) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.journal.after(seq))
}

// Calls returns the answered calls of a method, of all methods when it is empty.
func (s *Server) Calls(method string) []Event {
	var calls []Event
	for _, e := range s.Events(0) {
		if e.Kind == Answered && (method == "" || e.Method == method) {
			calls = append(calls, e)
		}
	}
	return calls
}

// Counts returns the answers so far per method. It is cheap and exact even when the log is limited.
func (s *Server) Counts() map[string]Count {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := make(map[string]Count, len(s.counts))
	for method, c := range maps.All(s.counts) {
		counts[method] = *c
	}
	return counts
}

// Wait returns the first event later than seq that matches, waiting for it if need be.
func (s *Server) Wait(ctx context.Context, seq int64, match func(Event) bool) (Event, error) {
	for e := range s.Follow(ctx, seq) {
		if match(e) {
			return e, nil
		}
	}
	return Event{}, context.Cause(ctx)
}

// Follow yields every event later than seq as it happens, until ctx ends. An
// observer too slow for a limited log misses what was dropped, nothing else.
func (s *Server) Follow(ctx context.Context, seq int64) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		for {
			var batch []Event
			err := s.await(ctx, func() bool {
				batch = slices.Clone(s.journal.after(seq))
				return len(batch) > 0
			})
			if err != nil {
				return
			}
			for _, e := range batch {
				seq = e.Seq
				if !yield(e) {
					return
				}
			}
		}
	}
}
