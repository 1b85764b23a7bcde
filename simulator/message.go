package simulator

import (
	"bytes"
	"encoding/json"
)

func (s *Server) getMe(*call) (any, error) {
	type me struct {
		Account
		CanJoinGroups bool `json:"can_join_groups"`
		CanReadAll    bool `json:"can_read_all_group_messages"`
		Inline        bool `json:"supports_inline_queries"`
		Business      bool `json:"can_connect_to_business"`
		MainWebApp    bool `json:"has_main_web_app"`
	}
	bot := s.opt.Bot
	bot.FirstName = s.profile.name("", bot.FirstName)
	return me{Account: bot, CanJoinGroups: true, CanReadAll: s.opt.ReadsGroups}, nil
}

func (s *Server) sendMessage(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	m := &Message{}
	if err := s.setText(c, m); err != nil {
		return nil, err
	}
	return s.send(c, r, m)
}

// setText gives the message its text and what the bot asks of the link preview.
func (s *Server) setText(c *call, m *Message) (err error) {
	if c.str("text") == "" {
		return misuse("message text is empty")
	}
	if m.Text, m.Entities, err = s.formatted(c, "text", "entities", maxText); err != nil {
		return err
	}
	if m.Text == "" {
		return misuse("text must be non-empty")
	}
	m.LinkPreview = nil
	if raw := c.raw["link_preview_options"]; raw != nil {
		if fields, _ := c.params["link_preview_options"].(map[string]any); len(fields) > 0 {
			m.LinkPreview = compact(raw)
		}
	}
	return nil
}

func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// send finishes what all sending methods share: reply, markup, silence.
func (s *Server) send(c *call, r *room, m *Message) (*Message, error) {
	var err error
	if m.Keyboard, m.Reply, err = markup(c); err != nil {
		return nil, err
	}
	if m.ReplyTo, err = s.replied(c, r); err != nil {
		return nil, err
	}
	m.From = &s.opt.Bot
	m.Silent, m.HasProtectedContent = c.flag("disable_notification"), c.flag("protect_content")
	return s.deliver(r, m), nil
}

// deliver puts the bot's message before the people of the chat.
func (s *Server) deliver(r *room, m *Message) *Message {
	s.post(r, m)
	s.show(r, m)
	r.action = ""
	if b := m.Reply; b != nil {
		r.board = b
		if b.Remove || len(b.Rows) == 0 {
			r.board = nil
		}
	}
	for _, u := range r.audience() {
		u.notify(m)
	}
	return m
}

// replied finds the message a call replies to; it is shown without what that one replied to.
func (s *Server) replied(c *call, r *room) (*Message, error) {
	if c.raw["reply_parameters"] == nil {
		return nil, nil
	}
	var p struct {
		MessageID int  `json:"message_id"`
		Allow     bool `json:"allow_sending_without_reply"`
	}
	if err := c.object("reply_parameters", &p); err != nil || p.MessageID == 0 {
		return nil, err
	}
	m := r.messages[p.MessageID]
	if m == nil && !p.Allow {
		return nil, refuse("message to be replied not found")
	}
	return m.flat(), nil
}

// flat is the message without the one it replies to: replies are shown one deep.
func (m *Message) flat() *Message {
	if m == nil || m.ReplyTo == nil {
		return m
	}
	copied := *m
	copied.ReplyTo = nil
	return &copied
}
