package simulator

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"
)

// snapshot is everything that outlives the process: all but the log, the
// failures on demand and the answers nobody waits for any more.
type snapshot struct {
	LastUpdate, LastPress int64
	LastMessage           int
	Allowed               []string
	Waiting               []savedUpdate
	Presses               []savedPress
	People                []savedUser
	Rooms                 []savedRoom
	Files                 []savedFile
	Profile               profile
	Webhook               *savedHook
}

type savedUpdate struct {
	ID         int64
	Kind       string
	Chat, User int64
	Raw        json.RawMessage
	Expires    time.Time
	Lane       string
}

type savedPress struct {
	ID      string
	User    int64
	Expires time.Time
	Answer  *Answer
}

type savedUser struct {
	Account                       Account
	Phone                         string
	Started, Blocked, Deactivated bool
	Unread                        int
}

type savedRoom struct {
	Chat     Chat
	Messages []savedMessage
	Pinned   []int
	Board    *ReplyBoard
	Members  []int64
	BotIn    bool
	Kicked   bool
	MovedTo  int64
	LastID   int
}

// savedMessage also keeps what the Bot API does not show.
type savedMessage struct {
	*Message
	Silent   bool        `json:"silent,omitempty"`
	Reply    *ReplyBoard `json:"reply_board,omitempty"`
	Reaction string      `json:"reaction,omitempty"`
}

type savedFile struct {
	File File
	Data []byte
}

type savedHook struct {
	URL, Secret string
	Max         int
}

// Save writes the state for Load: people, chats, files, what waits for the bot.
func (s *Server) Save(w io.Writer) error {
	s.mu.Lock()
	state := s.snapshot()
	s.mu.Unlock()
	if err := json.NewEncoder(w).Encode(state); err != nil {
		return fmt.Errorf("save the simulator: %w", err)
	}
	return nil
}

func (s *Server) snapshot() snapshot {
	state := snapshot{LastUpdate: s.inbox.lastID, LastPress: s.lastPress, LastMessage: s.lastID,
		Allowed: s.inbox.allowedList(), Profile: s.profile.clone()}
	for _, u := range s.inbox.waiting {
		if !u.gone {
			state.Waiting = append(state.Waiting, savedUpdate{u.id, u.kind, u.chat, u.user, u.raw, u.expires, u.lane})
		}
	}
	for _, p := range s.pressed {
		state.Presses = append(state.Presses, savedPress{p.ID, p.user.account.ID, p.expires, p.answer})
	}
	for _, u := range s.people {
		state.People = append(state.People, savedUser{u.account, u.phone, u.started, u.blocked, u.deactivated, u.unread})
	}
	for _, r := range s.rooms {
		state.Rooms = append(state.Rooms, r.save())
	}
	for _, f := range s.files {
		state.Files = append(state.Files, savedFile{f.File, f.data})
	}
	if h := s.hook; h != nil {
		state.Webhook = &savedHook{h.url, h.secret, h.max}
	}
	return state
}

func (r *room) save() savedRoom {
	saved := savedRoom{Chat: r.chat, Pinned: slices.Clone(r.pinned), Board: r.board, BotIn: r.botIn, Kicked: r.kicked,
		MovedTo: r.movedTo, LastID: r.lastID}
	for _, m := range r.list() {
		saved.Messages = append(saved.Messages, savedMessage{m, m.Silent, m.Reply, m.Reaction})
	}
	for id := range r.members {
		saved.Members = append(saved.Members, id)
	}
	slices.Sort(saved.Members)
	return saved
}

// Load puts a saved state into a server that has been used by nobody yet.
func (s *Server) Load(r io.Reader) error {
	var state snapshot
	if err := json.NewDecoder(r).Decode(&state); err != nil {
		return fmt.Errorf("load the simulator: %w", err)
	}
	for _, p := range state.People {
		u := s.User(p.Account.ID, UserSpec{FirstName: p.Account.FirstName, LastName: p.Account.LastName,
			Username: p.Account.Username, Language: p.Account.LanguageCode, Phone: p.Phone})
		u.started, u.blocked, u.deactivated, u.unread = p.Started, p.Blocked, p.Deactivated, p.Unread
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inbox.lastID, s.lastPress, s.lastID = state.LastUpdate, state.LastPress, state.LastMessage
	s.profile = state.Profile
	for _, saved := range state.Rooms {
		s.loadRoom(saved)
	}
	for _, f := range state.Files {
		s.files[f.File.ID] = &storedFile{f.File, f.Data}
	}
	for _, kind := range state.Allowed {
		if s.inbox.allowed == nil {
			s.inbox.allowed = map[string]bool{}
		}
		s.inbox.allowed[kind] = true
	}
	for _, p := range state.Presses {
		press := &Press{ID: p.ID, user: s.people[p.User], expires: p.Expires, answer: p.Answer}
		s.presses[p.ID] = press
		s.pressed = append(s.pressed, press)
	}
	for _, u := range state.Waiting {
		s.inbox.waiting = append(s.inbox.waiting, &update{id: u.ID, kind: u.Kind, chat: u.Chat, user: u.User,
			raw: u.Raw, expires: u.Expires, lane: u.Lane})
	}
	if h := state.Webhook; h != nil {
		s.install(&hook{url: h.URL, secret: h.Secret, max: h.Max})
	}
	return nil
}

func (s *Server) loadRoom(saved savedRoom) {
	r := s.rooms[saved.Chat.ID]
	if r == nil {
		r = newRoom(saved.Chat)
		r.members = map[int64]*User{}
		s.rooms[saved.Chat.ID] = r
	}
	r.pinned, r.board, r.botIn, r.kicked = saved.Pinned, saved.Board, saved.BotIn, saved.Kicked
	r.movedTo, r.lastID = saved.MovedTo, saved.LastID
	for _, id := range saved.Members {
		r.members[id] = s.people[id]
	}
	for _, m := range saved.Messages {
		m.Message.Silent, m.Message.Reply, m.Message.Reaction = m.Silent, m.Reply, m.Reaction
		r.messages[m.ID] = m.Message
		r.order = append(r.order, m.ID)
	}
}
