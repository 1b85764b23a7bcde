package simulator

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"
)

// handlers play the methods; each runs with the lock held and returns the result to be sent.
var handlers = map[string]func(*Server, *call) (any, error){
	"getMe":                  (*Server).getMe,
	"sendMessage":            (*Server).sendMessage,
	"editMessageText":        (*Server).editMessageText,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
}

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
	if m.Text, m.Entities, err = s.formatted(c, "text", "entities", maxText); err != nil {
		return nil, err
	}
	if m.Text == "" {
		return nil, misuse("message text is empty")
	}
	if err := setPreview(c, m); err != nil {
		return nil, err
	}
	return s.send(c, r, m)
}

// setPreview keeps what the bot asked of the link preview; an empty object says nothing.
func setPreview(c *call, m *Message) error {
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

// own finds the bot's message a call wants to edit.
func (s *Server) own(c *call) (*room, *Message, error) {
	if c.has("inline_message_id") {
		return nil, nil, misuse("the simulator has no inline messages")
	}
	if !c.has("chat_id") {
		return nil, nil, missing(c.method.name, "chat_id")
	}
	if !c.has("message_id") {
		return nil, nil, missing(c.method.name, "message_id")
	}
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, nil, err
	}
	m := r.messages[int(c.num("message_id"))]
	if m == nil {
		return nil, nil, refuse("message to edit not found")
	}
	if m.From == nil || m.From.ID != s.opt.Bot.ID || m.Reply != nil && !m.Reply.Remove || m.ForwardOrigin != nil {
		return nil, nil, refuse("message can't be edited")
	}
	return r, m, nil
}

func (s *Server) editMessageText(c *call) (any, error) {
	r, old, err := s.own(c)
	if err != nil {
		return nil, err
	}
	if !c.has("text") || c.str("text") == "" {
		return nil, misuse("message text is empty")
	}
	if old.Text == "" {
		return nil, refuse("there is no text in the message to edit")
	}
	m := *old
	m.LinkPreview = nil
	if m.Text, m.Entities, err = s.formatted(c, "text", "entities", maxText); err != nil {
		return nil, err
	}
	if m.Text == "" {
		return nil, misuse("message text is empty")
	}
	if err := setPreview(c, &m); err != nil {
		return nil, err
	}
	return s.edit(c, r, old, &m)
}

func (s *Server) editMessageReplyMarkup(c *call) (any, error) {
	r, old, err := s.own(c)
	if err != nil {
		return nil, err
	}
	m := *old
	return s.edit(c, r, old, &m)
}

// edit finishes what all editing methods share. An edit without markup takes
// the old one away.
func (s *Server) edit(c *call, r *room, old, m *Message) (*Message, error) {
	keyboard, board, err := markup(c)
	if err != nil {
		return nil, err
	}
	if board != nil {
		return nil, misuse("inline keyboard expected")
	}
	m.Keyboard = keyboard
	if m.Text == old.Text && m.Caption == old.Caption && reflect.DeepEqual(m.Entities, old.Entities) &&
		reflect.DeepEqual(m.CaptionEntities, old.CaptionEntities) && reflect.DeepEqual(m.Keyboard, old.Keyboard) &&
		bytes.Equal(m.LinkPreview, old.LinkPreview) {
		return nil, refuse("message is not modified: specified new message content and reply markup are exactly the " +
			"same as a current content and reply markup of the message")
	}
	m.EditDate = s.now().Unix()
	r.replace(m)
	s.show(r, m)
	return m, nil
}

// deletable is how young a message must be for a bot to delete it.
const deletable = 48 * time.Hour

func (s *Server) deleteMessage(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	return s.erase(r, int(c.num("message_id")))
}

func (s *Server) erase(r *room, id int) (any, error) {
	m := r.messages[id]
	switch {
	case m == nil:
		return nil, refuse("message to delete not found")
	case s.now().Sub(time.Unix(m.Date, 0)) > deletable,
		!r.isPrivate() && (m.From == nil || m.From.ID != s.opt.Bot.ID):
		return nil, refuse("message can't be deleted")
	}
	r.remove(id)
	return true, nil
}
