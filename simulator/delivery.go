package simulator

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	webhookPatience = time.Minute // for an answer, as the real server has
	maxRetryAfter   = time.Hour
)

// load puts waiting updates into lanes, by their ids, as far as there is room.
func (h *hook) load(waiting []*update) {
	now := time.Now()
	first, _ := slices.BinarySearchFunc(waiting, h.loaded+1, func(u *update, id int64) int { return cmp.Compare(u.id, id) })
	for _, u := range waiting[first:] {
		if len(h.lanes) >= 2*h.max {
			return
		}
		h.loaded = u.id
		if !u.gone {
			h.add(u, now)
		}
	}
}

func (h *hook) add(u *update, now time.Time) {
	l := h.lanes[u.lane]
	if l == nil {
		l = &lane{name: u.lane}
		h.lanes[u.lane] = l
	}
	l.queue = append(l.queue, laden{u, now})
}

// sweep drops what died of age, and lanes that hold nothing.
func (h *hook) sweep() {
	for name, l := range h.lanes {
		for !l.busy && len(l.queue) > 0 && l.queue[0].gone {
			l.queue, l.attempt = l.queue[1:], 0
		}
		if !l.busy && len(l.queue) == 0 {
			delete(h.lanes, name)
		}
	}
}

// next is the lane whose turn it is; nil when none can go.
func (h *hook) next() (first *lane) {
	for _, l := range h.lanes {
		if !l.busy && (first == nil || l.before(first)) {
			first = l
		}
	}
	return first
}

func (l *lane) before(o *lane) bool {
	return cmp.Or(l.queue[0].since.Compare(o.queue[0].since), cmp.Compare(l.name, o.name)) < 0
}

// dispatch sends what may be sent now. Call it with the lock held.
func (s *Server) dispatch() {
	h := s.hook
	if h == nil || s.down || s.closing.Err() != nil {
		return
	}
	for {
		h.sweep()
		h.load(s.inbox.waiting)
		l := h.next()
		if l == nil || h.inFlight >= h.max {
			return
		}
		l.busy = true
		h.inFlight++
		u := l.queue[0].update
		s.record(Event{Kind: Delivered, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind})
		s.running.Go(func() { s.attempt(h, l, u) })
	}
}

// attempt makes one delivery and says what comes after it.
func (s *Server) attempt(h *hook, l *lane, u *update) {
	status, retryAfter, answer, err := s.postUpdate(h, u)
	s.mu.Lock()
	h.inFlight--
	e := Event{Kind: Attempted, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind, Code: status}
	switch {
	case err == nil:
		e.OK = true
		s.record(e)
		l.attempt, l.queue = 0, l.queue[1:]
		if !u.gone {
			s.settle(u, Acknowledged)
		}
		l.busy = false
	default:
		l.attempt++
		e.Description, e.RetryAfter = err.Error(), s.opt.Backoff(l.attempt, retryAfter)
		h.lastError, h.lastErrorAt = e.Description, s.now().Unix()
		l.retry = time.AfterFunc(e.RetryAfter, func() { s.retry(h, l) })
		s.record(e)
	}
	s.dispatch()
	s.mu.Unlock()
	if answer != nil {
		s.performAnswer(answer)
	}
}

func (s *Server) retry(h *hook, l *lane) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.again(l)
	s.dispatch()
}

func (h *hook) again(l *lane) {
	if l.retry != nil {
		l.retry.Stop()
		l.retry, l.busy = nil, false
		l.queue[0].since = time.Now()
	}
}

// RetryNow lets every webhook delivery that waits for its retry go at once.
func (s *Server) RetryNow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook == nil {
		return
	}
	for _, l := range s.hook.lanes {
		s.hook.again(l)
	}
	s.dispatch()
}

// backoff is the real server's: at once, then 2, 4, 8… s up to a random minute or two, or what the bot asked for.
func backoff(attempt int, retryAfter time.Duration) time.Duration {
	switch {
	case retryAfter > 0:
		return min(retryAfter, maxRetryAfter)
	case attempt <= 1:
		return 0
	}
	ceiling := time.Minute + rand.N(time.Minute)
	return min(time.Second<<min(attempt-1, 10), ceiling)
}

func newWebhookClient() *http.Client {
	return &http.Client{
		Timeout:       webhookPatience,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 100, MaxConnsPerHost: 100},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// postUpdate sends one update; any 2xx is success. answer is a body that may hold a method to perform.
func (s *Server) postUpdate(h *hook, u *update) (status int, retryAfter time.Duration, answer []byte, err error) {
	req, err := http.NewRequestWithContext(s.closing, http.MethodPost, h.url, bytes.NewReader(u.raw))
	if err != nil {
		return 0, 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := s.client.Do(req)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return 0, 0, nil, errors.New("Read timeout expired")
	}
	if err != nil {
		//lint:ignore ST1005 Telegram's own words
		return 0, 0, nil, errors.New("Webhook connection closed")
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return resp.StatusCode, 0, body, nil
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	//lint:ignore ST1005 Telegram's own words
	err = fmt.Errorf("Wrong response from the webhook: %d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	return resp.StatusCode, time.Duration(seconds) * time.Second, nil, err
}

// performAnswer performs the method a webhook's answer may name; its result goes nowhere.
func (s *Server) performAnswer(body []byte) {
	var fields map[string]json.RawMessage
	var name string
	if json.Unmarshal(body, &fields) != nil || json.Unmarshal(fields["method"], &name) != nil {
		return
	}
	name = strings.ToLower(name)
	switch method := s.facts.methods[name]; {
	case method == nil:
		s.violate("unknown method " + name)
	case strings.HasPrefix(name, "get"), name == "setwebhook", name == "deletewebhook", name == "close", name == "logout":
	default:
		delete(fields, "method")
		c, err := arguments{json: fields}.typed(method)
		_, _ = s.perform(context.WithoutCancel(s.closing), c, err)
	}
}
