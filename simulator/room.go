package simulator

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// room is a chat from within: its messages and who is in it.
type room struct {
	chat     Chat
	messages map[int]*Message
	order    []int      // ids of messages, oldest first, some deleted
	shown    []*Message // what the bot sent or edited, in order
	dropped  int        // how many of shown are no longer kept
	pinned   []int
	board    *ReplyBoard // the reply keyboard shown now
	owner    *User       // of a private chat
	members  map[int64]*User
	botIn    bool // the bot is a member of the group
	kicked   bool // the bot was removed from it
	movedTo  int64
	lastID   int // of a message; supergroups count for themselves

	action     string // what the bot does, until actionEnds
	actionEnds time.Time
}

func newRoom(c Chat) *room {
	return &room{chat: c, messages: map[int]*Message{}}
}

func (r *room) isPrivate() bool { return r.chat.Type == "private" }

// post gives a message its id and puts it into the chat.
func (s *Server) post(r *room, m *Message) *Message {
	if r.chat.Type == "supergroup" {
		r.lastID++
		m.ID = r.lastID
	} else {
		s.lastID++
		m.ID = s.lastID
	}
	m.Chat, m.Date = r.chat, s.now().Unix()
	r.messages[m.ID] = m
	r.order = append(r.order, m.ID)
	if h := s.opt.History; h > 0 && len(r.order) >= 2*h {
		for _, id := range r.order[:h] {
			delete(r.messages, id)
		}
		r.order = slices.Clone(r.order[h:])
	}
	return m
}

// show notes that the bot put a message, or its new version, before people's eyes.
func (s *Server) show(r *room, m *Message) {
	r.shown = append(r.shown, m)
	if h := s.opt.History; h > 0 && len(r.shown) >= 2*h {
		r.shown = slices.Clone(r.shown[h:])
		r.dropped += h
	}
}

// replace puts a new version of a message in the place of the old one.
func (r *room) replace(m *Message) { r.messages[m.ID] = m }

func (r *room) remove(id int) {
	delete(r.messages, id)
	r.pinned = slices.DeleteFunc(r.pinned, func(p int) bool { return p == id })
}

// list returns the messages that are there, oldest first.
func (r *room) list() []*Message {
	var messages []*Message
	for _, id := range r.order {
		if m := r.messages[id]; m != nil {
			messages = append(messages, m)
		}
	}
	return messages
}

// find returns the chat a call names, or why the bot cannot use it.
func (s *Server) find(c *call, name string) (*room, error) {
	id := c.num(name)
	if at, ok := c.params[name].(string); ok {
		return s.findByName(at)
	}
	if u := s.people[id]; u != nil {
		return u.room, u.access()
	}
	r := s.rooms[id]
	if r == nil {
		return nil, refuse("chat not found")
	}
	return r, r.access()
}

// findByName finds public groups only: people have no public chats.
func (s *Server) findByName(name string) (*room, error) {
	if name == "" {
		return nil, misuse("chat_id is empty")
	}
	for _, r := range s.rooms {
		if !r.isPrivate() && r.chat.Username != "" && strings.EqualFold("@"+r.chat.Username, name) {
			return r, r.access()
		}
	}
	return nil, refuse("chat not found")
}

// access says why the bot cannot write to the group.
func (r *room) access() error {
	switch {
	case r.movedTo != 0:
		e := refuse("group chat was upgraded to a supergroup chat")
		e.MigrateTo = r.movedTo
		return e
	case r.kicked:
		return forbid("bot was kicked from the " + r.chat.Type + " chat")
	case !r.botIn:
		return forbid("bot is not a member of the " + r.chat.Type + " chat")
	}
	return nil
}

// access says why the bot cannot write to the person.
func (u *User) access() error {
	switch {
	case u.deactivated:
		return forbid("user is deactivated")
	case u.blocked:
		return forbid("bot was blocked by the user")
	case !u.started:
		return forbid("bot can't initiate conversation with a user")
	}
	return nil
}

// lane is the webhook queue of the chat's messages.
func (r *room) lane() string { return "chat " + strconv.FormatInt(r.chat.ID, 10) }

// audience are the people who see the chat.
func (r *room) audience() []*User {
	if r.owner != nil {
		return []*User{r.owner}
	}
	var users []*User
	for _, u := range r.members {
		users = append(users, u)
	}
	return users
}
