package simulator

import "strings"

// ShareContact sends the person's own phone, as the key that requests a
// contact does; an empty phone is the one of their UserSpec.
func (u *User) ShareContact(phone string) Message {
	if phone == "" {
		phone = u.phone
	}
	return u.SendContact(Contact{Phone: phone, FirstName: u.account.FirstName, LastName: u.account.LastName, UserID: u.account.ID})
}

// SendContact sends anybody's contact from the address book.
func (u *User) SendContact(c Contact) Message { return u.say(&Message{Contact: &c}) }

// SendLocation sends a point on the map.
func (u *User) SendLocation(l Location) Message { return u.say(&Message{Location: &l}) }

// Forward forwards a message to the bot: text, contact, file, whatever it
// holds. From is who wrote it; nil is somebody who hides their account.
func (u *User) Forward(from *User, m Message) Message {
	origin := &Origin{Type: "hidden_user", Date: m.Date, UserName: "Hidden"}
	if from != nil {
		origin = &Origin{Type: "user", Date: m.Date, Sender: &from.account}
	}
	if origin.Date == 0 {
		u.server.mu.Lock()
		origin.Date = u.server.now().Unix()
		u.server.mu.Unlock()
	}
	return u.say(m.carry(origin))
}

// carry is a message's content in a new message.
func (m *Message) carry(origin *Origin) *Message {
	return &Message{ForwardOrigin: origin, Text: m.Text, Entities: m.Entities, Document: m.Document, Photo: m.Photo,
		Sticker: m.Sticker, Voice: m.Voice, Caption: m.Caption, CaptionEntities: m.CaptionEntities,
		Contact: m.Contact, Location: m.Location}
}

// Tap presses a key of the reply keyboard: sends its text, or the contact it requests.
func (u *User) Tap(label string) Message {
	board := u.ReplyBoard()
	if board == nil {
		panic("simulator: there is no reply keyboard to tap " + label)
	}
	for _, row := range board.Rows {
		for _, key := range row {
			if !strings.EqualFold(key.Text, label) {
				continue
			}
			if key.RequestContact {
				return u.ShareContact("")
			}
			return u.Send(key.Text)
		}
	}
	panic("simulator: the reply keyboard has no key " + label)
}

func (s *Server) forwardMessage(c *call) (any, error) {
	r, m, err := s.sourced(c, "forward")
	if err != nil {
		return nil, err
	}
	origin := &Origin{Type: "user", Date: m.Date, Sender: m.From}
	if m.ForwardOrigin != nil {
		origin = m.ForwardOrigin
	}
	return s.send(c, r, m.carry(origin))
}

func (s *Server) copyMessage(c *call) (any, error) {
	r, m, err := s.sourced(c, "copy")
	if err != nil {
		return nil, err
	}
	copied := m.carry(nil)
	if c.has("caption") {
		copied.Caption, copied.CaptionEntities, err = s.formatted(c, "caption", "caption_entities", maxCaption)
		if err != nil {
			return nil, err
		}
	}
	sent, err := s.send(c, r, copied)
	if err != nil {
		return nil, err
	}
	return struct {
		ID int `json:"message_id"`
	}{sent.ID}, nil
}

// sourced finds the chat to send to and the message to take.
func (s *Server) sourced(c *call, verb string) (*room, *Message, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, nil, err
	}
	from, err := s.find(c, "from_chat_id")
	if err != nil {
		return nil, nil, err
	}
	m := from.messages[int(c.num("message_id"))]
	switch {
	case m == nil:
		return nil, nil, refuse("message to " + verb + " not found")
	case m.HasProtectedContent, m.Pinned != nil, m.NewMembers != nil, m.LeftMember != nil:
		return nil, nil, refuse("message can't be " + map[string]string{"copy": "copied", "forward": "forwarded"}[verb])
	}
	return r, m, nil
}
