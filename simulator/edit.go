package simulator

import (
	"bytes"
	"reflect"
	"time"
)

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
	if old.Text == "" {
		return nil, refuse("there is no text in the message to edit")
	}
	m := *old
	if err := s.setText(c, &m); err != nil {
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

// deleteMessages skips what cannot be deleted, as the real server does.
func (s *Server) deleteMessages(c *call) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	var ids []int
	if err := c.object("message_ids", &ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		_, _ = s.erase(r, id)
	}
	return true, nil
}

func (s *Server) editMessageCaption(c *call) (any, error) {
	r, old, err := s.own(c)
	if err != nil {
		return nil, err
	}
	if old.Document == nil && old.Photo == nil {
		return nil, refuse("there is no caption in the message to edit")
	}
	m := *old
	if m.Caption, m.CaptionEntities, err = s.formatted(c, "caption", "caption_entities", maxCaption); err != nil {
		return nil, err
	}
	return s.edit(c, r, old, &m)
}
