package simulator

import (
	"strings"
)

// UserSpec describes a person; an empty first name becomes "User".
type UserSpec struct {
	FirstName, LastName, Username, Language string
	Phone                                   string // what ShareContact sends when it is given nothing
}

// User is a person with a Telegram client. What they do reaches the bot; what
// the bot does they see.
type User struct {
	server  *Server
	account Account
	phone   string
	room    *room // the private chat with the bot

	started, blocked, deactivated bool

	seen   map[int64]int // per chat: how many of the shown messages Next has returned
	notes  []Notification
	unread int
}

// Notification is what a person's phone shows when a message of the bot comes.
type Notification struct {
	Message Message
	Silent  bool
}

// User returns the person with the id, whom the first call creates as spec says.
func (s *Server) User(id int64, spec UserSpec) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.people[id]; u != nil {
		return u
	}
	if spec.FirstName == "" {
		spec.FirstName = "User"
	}
	u := &User{server: s, phone: spec.Phone, seen: map[int64]int{}, account: Account{ID: id,
		FirstName: spec.FirstName, LastName: spec.LastName, Username: spec.Username, LanguageCode: spec.Language}}
	u.room = newRoom(Chat{ID: id, Type: "private",
		Username: spec.Username, FirstName: spec.FirstName, LastName: spec.LastName})
	u.room.owner = u
	s.people[id], s.rooms[id] = u, u.room
	return u
}

// ID is the person's id, and their private chat's.
func (u *User) ID() int64 { return u.account.ID }

// Account is the person as the Bot API shows them.
func (u *User) Account() Account { return u.account }

// begin is what every act begins with: a person who writes has started the
// bot, and one who had blocked it has unblocked it first.
func (u *User) begin() {
	u.server.bury()
	u.unblock()
	u.started = true
}

// say posts the person's message into their private chat and queues it for the bot.
func (u *User) say(m *Message) Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	u.begin()
	return u.sayIn(u.room, m, "message")
}

func (u *User) sayIn(r *room, m *Message, kind string) Message {
	s := u.server
	m.From = &u.account
	s.post(r, m)
	u.tell(r, m, kind)
	return *m
}

// tell records the act and queues it if the bot gets to see such messages.
func (u *User) tell(r *room, m *Message, kind string) {
	s := u.server
	s.record(Event{Kind: Acted, ChatID: r.chat.ID, UserID: u.account.ID, Type: kind, Message: m})
	if r.isPrivate() || s.sees(r, m) {
		s.enqueue(update{kind: kind, chat: r.chat.ID, user: u.account.ID, lane: r.lane()}, m, messageLife)
	}
}

// Send sends a text to the bot. As clients do, it sends one too long for a
// message as several, and returns the last.
func (u *User) Send(text string) Message {
	for {
		part, rest := split(text)
		part, _ = trim(part, nil)
		m := u.say(&Message{Text: part, Entities: detect(part, nil)})
		if rest == "" {
			return m
		}
		text = rest
	}
}

// split cuts off as much of a text as one message holds, at a line's end if there is one.
func split(text string) (part, rest string) {
	runes := []rune(text)
	if len(runes) <= maxText {
		return text, ""
	}
	cut := maxText
	for i := cut; i > maxText/2; i-- {
		if runes[i] == '\n' {
			cut = i
			break
		}
	}
	return string(runes[:cut]), string(runes[cut:])
}

// Start opens the bot by its link; the payload is what the link carried.
func (u *User) Start(payload string) Message {
	return u.Send(strings.TrimSpace("/start " + payload))
}

// Reply sends a text as a reply to a message of the private chat.
func (u *User) Reply(to Message, text string) Message {
	return u.say(&Message{Text: text, Entities: detect(text, nil), ReplyTo: to.flat()})
}

// Edit changes the text of a message the person sent.
func (u *User) Edit(id int, text string) Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	u.begin()
	old := u.room.messages[id]
	if old == nil || old.From.ID != u.account.ID {
		panic("simulator: a person edits their own messages only")
	}
	m := *old
	m.Text, m.Entities, m.EditDate = text, detect(text, nil), s.now().Unix()
	u.room.replace(&m)
	u.tell(u.room, &m, "edited_message")
	return m
}

// Delete removes a message from the chat; the bot hears nothing of it.
func (u *User) Delete(id int) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.room.remove(id)
}

// Block blocks the bot.
func (u *User) Block() {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if !u.blocked {
		u.blocked = true
		s.botStatus(u.room, u.account, "member", "kicked")
	}
}

// Unblock lets the bot write again.
func (u *User) Unblock() {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.unblock()
}

func (u *User) unblock() {
	if u.blocked {
		u.blocked = false
		u.server.botStatus(u.room, u.account, "kicked", "member")
	}
}

// Deactivate deletes the account for good; the bot is told nothing.
func (u *User) Deactivate() {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.deactivated = true
}

// botStatus tells the bot that its own membership changed.
func (s *Server) botStatus(r *room, by Account, before, after string) {
	change := memberChange{Chat: r.chat, From: by, Date: s.now().Unix(),
		Old: asMember(s.opt.Bot, before), New: asMember(s.opt.Bot, after)}
	s.record(Event{Kind: Acted, ChatID: r.chat.ID, UserID: by.ID, Type: after})
	s.enqueue(update{kind: "my_chat_member", chat: r.chat.ID, user: by.ID, lane: "own " + r.lane()}, change, messageLife)
}
