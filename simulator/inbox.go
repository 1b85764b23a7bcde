package simulator

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// How long an update waits for the bot, as on the real server.
const (
	messageLife = 24 * time.Hour
	pressLife   = 150 * time.Second
	longestPoll = 50 * time.Second
)

// update is one update waiting for the bot.
type update struct {
	id      int64
	kind    string
	chat    int64
	user    int64
	raw     json.RawMessage // with its update_id
	expires time.Time
	lane    string // webhook deliveries of a lane go one by one
	gone    bool   // acknowledged or expired
}

// inbox is the bot's queue of updates.
type inbox struct {
	lastID  int64
	waiting []*update       // by id; the gone ones at the front are dropped
	again   []*update       // to be delivered once more
	allowed map[string]bool // kinds; nil: all but the three that must be asked for
	poll    *poll           // the getUpdates that waits now
	soonest time.Time       // no waiting update dies before
}

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

func (in *inbox) allows(kind string) bool {
	if in.allowed != nil {
		return in.allowed[kind]
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

func (in *inbox) empty() bool {
	return !slices.ContainsFunc(in.waiting, func(u *update) bool { return !u.gone }) && len(in.again) == 0
}

func (in *inbox) trim() {
	n := 0
	for n < len(in.waiting) && in.waiting[n].gone {
		n++
	}
	in.waiting = in.waiting[n:]
}

// enqueue puts an update of the kind into the queue, if the bot wants such.
// body is the object under the kind's name.
func (s *Server) enqueue(u update, body any, life time.Duration) int64 {
	if !s.inbox.allows(u.kind) {
		return 0
	}
	data, err := json.Marshal(body)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	return s.push(u, `,"`+u.kind+`":`+string(data)+"}", life, true)
}

// push gives an update its id and queues it; tail is the JSON after the id.
func (s *Server) push(u update, tail string, life time.Duration, verify bool) int64 {
	s.inbox.lastID++
	u.id, u.expires = s.inbox.lastID, s.now().Add(life)
	u.raw = json.RawMessage(`{"update_id":` + strconv.FormatInt(u.id, 10) + tail)
	if verify {
		if err := s.verify(updateShape(s.facts), u.raw); err != nil {
			s.crimes = append(s.crimes, "the simulator's update "+u.kind+": "+err.Error())
		}
	}
	if len(s.inbox.waiting) == 0 || u.expires.Before(s.inbox.soonest) {
		s.inbox.soonest = u.expires
	}
	s.inbox.waiting = append(s.inbox.waiting, &u)
	s.record(Event{Kind: Queued, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind, Update: u.raw})
	s.offer(&u)
	return u.id
}

func updateShape(f *facts) *shape {
	return &shape{text: "Update", objects: []*object{f.types["Update"]}}
}

// offer tells whoever takes updates now that there is one.
func (s *Server) offer(u *update) {
	if s.hook != nil {
		s.hook.add(u)
		s.dispatch()
		return
	}
	if s.inbox.poll != nil {
		select {
		case s.inbox.poll.wake <- struct{}{}:
		default:
		}
	}
}

// settle marks an update as taken or dead and records it.
func (s *Server) settle(u *update, kind Kind) {
	u.gone = true
	s.record(Event{Kind: kind, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind})
}

// Tick lets updates and presses that have died of age go. The server does it by
// itself whenever it is used; call it when the clock was moved and nothing else happens.
func (s *Server) Tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bury()
	s.dispatch()
}

func (s *Server) bury() {
	now := s.now()
	for len(s.pressed) > 0 && now.After(s.pressed[0].expires) {
		p := s.pressed[0]
		s.pressed = s.pressed[1:]
		delete(s.presses, p.ID)
		s.expire(p)
	}
	if len(s.inbox.waiting) == 0 || !now.After(s.inbox.soonest) {
		return
	}
	s.inbox.soonest = now.Add(messageLife)
	for _, u := range s.inbox.waiting {
		switch {
		case u.gone:
		case now.After(u.expires):
			s.settle(u, Expired)
		case u.expires.Before(s.inbox.soonest):
			s.inbox.soonest = u.expires
		}
	}
	s.inbox.trim()
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

// allow remembers the kinds of updates the bot asks for; the setting stays
// until it is given again, an empty list means the default.
func (s *Server) allow(c *call) error {
	if !c.has("allowed_updates") {
		return nil
	}
	var kinds []string
	if err := c.object("allowed_updates", &kinds); err != nil {
		return err
	}
	s.inbox.allowed = nil
	for _, kind := range kinds {
		if s.facts.types["Update"].fields[kind] == nil || kind == "update_id" {
			return misuse("allowed_updates: no such update %q", kind)
		}
		if s.inbox.allowed == nil {
			s.inbox.allowed = map[string]bool{}
		}
		s.inbox.allowed[kind] = true
	}
	return nil
}

// allowedList is what getWebhookInfo tells of allow.
func (in *inbox) allowedList() []string {
	return slices.Sorted(maps.Keys(in.allowed))
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
