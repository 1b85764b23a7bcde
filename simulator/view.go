package simulator

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Users returns everybody there is, by id.
func (s *Server) Users() []*User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.people), func(a, b *User) int { return cmp.Compare(a.account.ID, b.account.ID) })
}

// Groups returns every group there is, by id.
func (s *Server) Groups() []*Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	var groups []*Group
	for _, id := range slices.Sorted(maps.Keys(s.rooms)) {
		if r := s.rooms[id]; !r.isPrivate() {
			groups = append(groups, &Group{s, r})
		}
	}
	return groups
}

// Started says whether the person has ever written to the bot.
func (u *User) Started() bool { return u.state(&u.started) }

// Blocked says whether the person has blocked the bot.
func (u *User) Blocked() bool { return u.state(&u.blocked) }

func (u *User) state(flag *bool) bool {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return *flag
}

func (u *User) notify(m *Message) {
	u.unread++
	u.notes = append(u.notes, Notification{Message: *m, Silent: m.Silent})
	if h := u.server.opt.History; h > 0 && len(u.notes) >= 2*h {
		u.notes = append([]Notification(nil), u.notes[h:]...)
	}
}

// Messages returns the private chat as the person sees it now, oldest first.
func (u *User) Messages() []Message {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return copies(u.room.list())
}

func copies(messages []*Message) []Message {
	out := make([]Message, len(messages))
	for i, m := range messages {
		out[i] = *m
	}
	return out
}

// Message returns a message of the private chat as it is now; false when it is not there.
func (u *User) Message(id int) (Message, bool) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	if m := u.room.messages[id]; m != nil {
		return *m, true
	}
	return Message{}, false
}

// Next waits for the next message or edit of the bot in the private chat that
// Next has not returned yet.
func (u *User) Next(ctx context.Context) (Message, error) { return u.nextIn(ctx, u.room) }

func (u *User) nextIn(ctx context.Context, r *room) (Message, error) {
	var m Message
	err := u.server.await(ctx, func() bool {
		i := max(u.seen[r.chat.ID]-r.dropped, 0)
		if i >= len(r.shown) {
			return false
		}
		m = *r.shown[i]
		u.seen[r.chat.ID] = r.dropped + i + 1
		return true
	})
	return m, err
}

// Receive is Next for tests.
func (u *User) Receive(t TB) Message {
	t.Helper()
	return u.receiveIn(t, u.room)
}

// ReceiveWhere is Receive that passes over what does not match.
func (u *User) ReceiveWhere(t TB, match func(Message) bool) Message {
	t.Helper()
	for {
		if m := u.Receive(t); match(m) {
			return m
		}
	}
}

func (u *User) receiveIn(t TB, r *room) Message {
	t.Helper()
	ctx, cancel := hurry(t)
	defer cancel()
	m, err := u.nextIn(ctx, r)
	if err != nil {
		t.Fatalf("simulator: nothing came to user %d: %v; the latest: %v", u.ID(), err, u.server.tail(8))
	}
	return m
}

// Skip lets Next forget what the bot has sent or edited so far.
func (u *User) Skip() {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.seen[u.room.chat.ID] = u.room.dropped + len(u.room.shown)
}

// Notifications returns what the person's phone has shown, all chats.
func (u *User) Notifications() []Notification {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return append([]Notification(nil), u.notes...)
}

// Unread is how many messages of the bot came since the last Read.
func (u *User) Unread() int {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.unread
}

// Read marks everything as read.
func (u *User) Read() {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.unread = 0
}

// ReplyBoard is the reply keyboard the person sees now; nil when there is none.
func (u *User) ReplyBoard() *ReplyBoard {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.room.board
}

// Button finds an inline button of the message by its label or callback data; nil when there is none.
func (m Message) Button(name string) *Button {
	if m.Keyboard == nil {
		return nil
	}
	for _, row := range m.Keyboard.Rows {
		for i := range row {
			if row[i].Text == name || row[i].Data != "" && row[i].Data == name {
				return &row[i]
			}
		}
	}
	return nil
}

// Labels are the inline buttons' labels, row by row.
func (m Message) Labels() [][]string {
	if m.Keyboard == nil {
		return nil
	}
	var labels [][]string
	for _, row := range m.Keyboard.Rows {
		var line []string
		for _, b := range row {
			line = append(line, b.Text)
		}
		labels = append(labels, line)
	}
	return labels
}
