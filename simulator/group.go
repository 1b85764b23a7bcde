package simulator

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// GroupSpec describes a group; the bot is not in it until AddBot.
type GroupSpec struct {
	Title      string
	Username   string // of a public supergroup
	Supergroup bool
}

// Group is a chat of several people.
type Group struct {
	server *Server
	room   *room
}

// Group returns the group with the id (negative, as Telegram's are), which the
// first call makes as spec says, with its first members.
func (s *Server) Group(id int64, spec GroupSpec, members ...*User) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[id]; r != nil {
		return &Group{s, r}
	}
	kind := "group"
	if spec.Supergroup {
		kind = "supergroup"
	}
	r := newRoom(Chat{ID: id, Type: kind, Title: spec.Title, Username: spec.Username})
	r.members = map[int64]*User{}
	for _, u := range members {
		r.members[u.account.ID] = u
	}
	s.rooms[id] = r
	return &Group{s, r}
}

// ID is the group's chat id.
func (g *Group) ID() int64 { return g.room.chat.ID }

// AddBot brings the bot in: it hears of its membership and sees the service message.
func (g *Group) AddBot(by *User) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	before := "left"
	if g.room.kicked {
		before = "kicked"
	}
	g.room.botIn, g.room.kicked = true, false
	s.botStatus(g.room, by.account, before, "member")
	by.sayIn(g.room, &Message{NewMembers: []Account{s.opt.Bot}}, "message")
}

// RemoveBot throws the bot out for good.
func (g *Group) RemoveBot(by *User) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	g.room.botIn, g.room.kicked = false, true
	s.botStatus(g.room, by.account, "member", "kicked")
}

// Add brings a person in.
func (g *Group) Add(by, who *User) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.room.members[who.account.ID] = who
	by.sayIn(g.room, &Message{NewMembers: []Account{who.account}}, "message")
}

// Leave lets a person go.
func (g *Group) Leave(who *User) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	delete(g.room.members, who.account.ID)
	who.sayIn(g.room, &Message{LeftMember: &who.account}, "message")
}

// Send says something in the group; the bot hears of it if privacy mode lets it.
func (g *Group) Send(who *User, text string) Message {
	return g.say(who, &Message{Text: text, Entities: detect(text, nil)})
}

// Reply answers a message of the group.
func (g *Group) Reply(who *User, to Message, text string) Message {
	return g.say(who, &Message{Text: text, Entities: detect(text, nil), ReplyTo: to.flat()})
}

func (g *Group) say(who *User, m *Message) Message {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	return who.sayIn(g.room, m, "message")
}

// Upgrade turns the group into a supergroup with a new id; both chats get the
// service messages that tell of it, the old one is dead to the bot.
func (g *Group) Upgrade(by *User, id int64) *Group {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	old := g.room
	r := newRoom(Chat{ID: id, Type: "supergroup", Title: old.chat.Title})
	r.members, r.botIn = maps.Clone(old.members), old.botIn
	s.rooms[id] = r
	by.sayIn(old, &Message{MigrateTo: id}, "message")
	by.sayIn(r, &Message{MigrateFrom: old.chat.ID}, "message")
	old.movedTo = id
	return &Group{s, r}
}

// Messages returns the group's messages as its members see them, oldest first.
func (g *Group) Messages() []Message {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	return copies(g.room.list())
}

// Next waits for the next message or edit of the bot in the group that this person has not been given yet.
func (g *Group) Next(ctx context.Context, who *User) (Message, error) { return who.nextIn(ctx, g.room) }

// Receive is Next for tests.
func (g *Group) Receive(t TB, who *User) Message {
	t.Helper()
	return who.receiveIn(t, g.room)
}

// sees says whether the bot is told of a group's message: its privacy mode
// lets through commands not meant for others, replies to it and service messages.
func (s *Server) sees(r *room, m *Message) bool {
	if !r.botIn {
		return false
	}
	if s.opt.ReadsGroups || m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == s.opt.Bot.ID {
		return true
	}
	if m.NewMembers != nil || m.LeftMember != nil || m.MigrateTo != 0 || m.MigrateFrom != 0 {
		return true
	}
	return slices.ContainsFunc(m.Entities, func(e Entity) bool {
		return e.Type == "bot_command" && e.Offset == 0 && s.forBot(m.Text[:e.Length])
	})
}

// forBot wants a command without an address, or with the bot's. Commands are ASCII: bytes are units.
func (s *Server) forBot(command string) bool {
	_, name, named := strings.Cut(command, "@")
	return !named || strings.EqualFold(name, s.opt.Bot.Username)
}
