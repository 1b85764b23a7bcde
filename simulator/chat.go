package simulator

import (
	"encoding/json"
	"slices"
	"time"
)

// actionLife is how long a chat action is shown.
const actionLife = 5 * time.Second

func (s *Server) sendChatAction(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	r.action, r.actionEnds = c.str("action"), s.now().Add(actionLife)
	return true, nil
}

// Action is what the person sees the bot doing now ("typing"), or nothing.
func (u *User) Action() string {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now().Before(u.room.actionEnds) {
		return u.room.action
	}
	return ""
}

// target finds a message a call names; verb is for the error text.
func (s *Server) target(c *call, verb string) (*room, *Message, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, nil, err
	}
	m := r.messages[int(c.num("message_id"))]
	if m == nil {
		return nil, nil, refuse("message to " + verb + " not found")
	}
	return r, m, nil
}

func (s *Server) setMessageReaction(c *call) (any, error) {
	r, old, err := s.target(c, "react")
	if err != nil {
		return nil, err
	}
	var reactions []struct{ Type, Emoji string }
	if raw := c.raw["reaction"]; raw != nil {
		if err := json.Unmarshal(raw, &reactions); err != nil {
			return nil, misuse("can't parse reaction types JSON object")
		}
	}
	if len(reactions) > 1 {
		return nil, misuse("REACTIONS_TOO_MANY")
	}
	m := *old
	m.Reaction = ""
	for _, one := range reactions {
		if one.Type != "emoji" {
			return nil, misuse("REACTION_INVALID")
		}
		m.Reaction = one.Emoji
	}
	r.replace(&m)
	return true, nil
}

func (s *Server) pinChatMessage(c *call) (any, error) {
	r, m, err := s.target(c, "pin")
	if err != nil {
		return nil, err
	}
	if slices.Contains(r.pinned, m.ID) {
		return true, nil
	}
	r.pinned = append(r.pinned, m.ID)
	note := s.post(r, &Message{From: &s.opt.Bot, Pinned: m.flat(), Silent: c.flag("disable_notification")})
	for _, u := range r.audience() {
		u.notify(note)
	}
	return true, nil
}

func (s *Server) unpinChatMessage(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	i := len(r.pinned) - 1
	if c.has("message_id") {
		i = slices.Index(r.pinned, int(c.num("message_id")))
	}
	if i < 0 {
		return nil, refuse("message to unpin not found")
	}
	r.pinned = slices.Delete(r.pinned, i, i+1)
	return true, nil
}

func (s *Server) unpinAllChatMessages(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	r.pinned = nil
	return true, nil
}

// Pinned returns the pinned messages of the private chat, the latest last.
func (u *User) Pinned() []Message {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	var pinned []*Message
	for _, id := range u.room.pinned {
		pinned = append(pinned, u.room.messages[id])
	}
	return copies(pinned)
}

// chatInfo is the ChatFullInfo of a chat, as far as the simulator knows one.
type chatInfo struct {
	Chat
	AccentColor  int      `json:"accent_color_id"`
	MaxReactions int      `json:"max_reaction_count"`
	Pinned       *Message `json:"pinned_message,omitempty"`
	Gifts        gifts    `json:"accepted_gift_types"`
}

type gifts struct {
	Unlimited bool `json:"unlimited_gifts"`
	Limited   bool `json:"limited_gifts"`
	Unique    bool `json:"unique_gifts"`
	Premium   bool `json:"premium_subscription"`
	Channels  bool `json:"gifts_from_channels"`
}

func (s *Server) getChat(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil && (r == nil || !r.isPrivate()) {
		return nil, err
	}
	if r.owner != nil && !r.owner.started {
		return nil, refuse("chat not found")
	}
	info := chatInfo{Chat: r.chat, MaxReactions: 11}
	if n := len(r.pinned); n > 0 {
		info.Pinned = r.messages[r.pinned[n-1]].flat()
	}
	return info, nil
}

func (s *Server) getChatMember(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	id := c.num("user_id")
	switch u := s.people[id]; {
	case id == s.opt.Bot.ID:
		return asMember(s.opt.Bot, "member"), nil
	case u == nil:
		return nil, refuse("invalid user_id specified")
	case r.owner == u || r.members[id] != nil:
		return asMember(u.account, "member"), nil
	default:
		return asMember(u.account, "left"), nil
	}
}

func (s *Server) leaveChat(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	if r.isPrivate() {
		return nil, refuse("chat member status can't be changed in private chats")
	}
	r.botIn = false
	s.botStatus(r, s.opt.Bot, "member", "left")
	return true, nil
}
