package simulator

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// longestPoll is the longest a getUpdates waits, whatever it asks for.
const longestPoll = 50 * time.Second

// poll is a getUpdates waiting for something to come.
type poll struct {
	wake chan struct{}
	end  chan error // what ends it early; buffered
}

func (p *poll) abort(err error) {
	select {
	case p.end <- err:
	default:
	}
}

var errWebhookActive = &callError{Code: http.StatusConflict, Description: "Conflict: can't use getUpdates method " +
	"while webhook is active; use deleteWebhook to delete the webhook first"}

var errOtherPoll = &callError{Code: http.StatusConflict, Description: "Conflict: terminated by other getUpdates " +
	"request; make sure that only one bot instance is running"}

var errSetWebhook = &callError{Code: http.StatusConflict, Description: "Conflict: terminated by setWebhook request"}

var errRestart = &callError{Code: http.StatusInternalServerError, Description: "Internal Server Error: restart"}

// getUpdates acknowledges everything before the offset and returns what waits
// from it on, waiting up to the timeout (real time) for the first.
func (s *Server) getUpdates(ctx context.Context, c *call, e *Event) (json.RawMessage, error) {
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return nil, errWebhookActive
	}
	if s.inbox.poll != nil {
		s.inbox.poll.abort(errOtherPoll)
		s.inbox.poll = nil
	}
	if err := s.allow(c); err != nil {
		s.mu.Unlock()
		return nil, err
	}
	s.acknowledge(c.num("offset"))
	limit := int(c.num("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	timeout := min(time.Duration(c.num("timeout"))*time.Second, longestPoll)
	if raw := s.collect(limit, e); raw != nil || timeout <= 0 {
		if raw == nil {
			raw = json.RawMessage("[]")
			s.answered(e, nil)
		}
		s.mu.Unlock()
		return raw, nil
	}
	p := &poll{wake: make(chan struct{}, 1), end: make(chan error, 1)}
	s.inbox.poll = p
	s.mu.Unlock()
	return s.wait(ctx, p, timeout, limit, e)
}

func (s *Server) wait(ctx context.Context, p *poll, timeout time.Duration, limit int, e *Event) (json.RawMessage, error) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		var err error
		over := false
		select {
		case <-p.wake:
		case <-timer.C:
			over = true
		case err = <-p.end:
		case <-ctx.Done():
			err = &brokenError{}
		case <-s.closing.Done():
			err = errRestart
		}
		s.mu.Lock()
		if err == nil && s.inbox.poll != p {
			err = <-p.end
		}
		var raw json.RawMessage
		if err == nil {
			raw = s.collect(limit, e)
		}
		if raw == nil && err == nil && over {
			raw = json.RawMessage("[]")
			s.answered(e, nil)
		}
		if (raw != nil || err != nil) && s.inbox.poll == p {
			s.inbox.poll = nil
		}
		s.mu.Unlock()
		if raw != nil || err != nil {
			return raw, err
		}
	}
}

// acknowledge forgets the updates before the offset; a negative offset keeps the last so many.
func (s *Server) acknowledge(offset int64) {
	s.bury()
	if offset < 0 {
		keep := min(int(-offset), len(s.inbox.waiting))
		offset = s.inbox.lastID + 1
		if keep > 0 {
			offset = s.inbox.waiting[len(s.inbox.waiting)-keep].id
		}
	}
	for _, u := range s.inbox.waiting {
		if u.id >= offset {
			break
		}
		if !u.gone {
			s.settle(u, Acknowledged)
		}
	}
	s.inbox.trim()
}

// collect renders up to limit waiting updates; nil when there is none.
func (s *Server) collect(limit int, e *Event) json.RawMessage {
	s.bury()
	batch := s.inbox.again
	s.inbox.again = nil
	for _, u := range s.inbox.waiting {
		if len(batch) >= limit {
			break
		}
		if !u.gone {
			batch = append(batch, u)
		}
	}
	if len(batch) == 0 {
		return nil
	}
	out := []byte{'['}
	for i, u := range batch {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, u.raw...)
		s.record(Event{Kind: Delivered, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind})
	}
	s.answered(e, nil)
	return append(out, ']')
}
