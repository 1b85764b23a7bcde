package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

// How long an update waits for the bot, as on the real server.
const (
	messageLife = 24 * time.Hour
	pressLife   = 150 * time.Second
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
	taken   []*update       // the latest acknowledged
	allowed map[string]bool // kinds; nil: all but the three that must be asked for
	poll    *poll           // the getUpdates that waits now
	soonest time.Time       // no waiting update dies before
}

func (in *inbox) allows(kind string) bool {
	if in.allowed != nil {
		return in.allowed[kind]
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

func (in *inbox) empty() bool { return in.pending() == 0 }

func (in *inbox) pending() int {
	n := len(in.again)
	for _, u := range in.waiting {
		if !u.gone {
			n++
		}
	}
	return n
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
	s.offer()
	return u.id
}

func updateShape(f *facts) *shape {
	return &shape{text: "Update", objects: []*object{f.types["Update"]}}
}

// offer tells whoever takes updates now that there is one.
func (s *Server) offer() {
	if s.hook != nil {
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
	if kind == Acknowledged {
		s.inbox.remember(u)
	}
	s.record(Event{Kind: kind, ChatID: u.chat, UserID: u.user, UpdateID: u.id, Type: u.kind})
}

// remembered is how many acknowledged updates can still be redelivered.
const remembered = 1000

func (in *inbox) remember(u *update) {
	if len(in.taken) >= 2*remembered {
		in.taken = slices.Clone(in.taken[remembered:])
	}
	in.taken = append(in.taken, u)
}

// Redeliver hands an update the bot has taken already to it once more, as
// happens when an answer is lost. It reports whether the update is still remembered.
func (s *Server) Redeliver(updateID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, old := range s.inbox.taken {
		if old.id != updateID {
			continue
		}
		u := *old
		u.gone = false
		if s.hook == nil {
			s.inbox.again = append(s.inbox.again, &u)
		} else {
			s.hook.add(&u, time.Now())
		}
		s.offer()
		return true
	}
	return false
}

// Inject queues an update exactly as given, whatever it holds, under the next
// update_id: for the kinds the simulator has no people for, and for poison.
func (s *Server) Inject(raw json.RawMessage) int64 {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		panic("simulator: an update must be a JSON object: " + err.Error())
	}
	delete(fields, "update_id")
	u := update{lane: "injected"}
	for kind := range fields {
		u.kind = kind
	}
	data, err := json.Marshal(fields)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	tail := "," + string(data[1:])
	if len(fields) == 0 {
		tail = "}"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(u, tail, messageLife, false)
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
