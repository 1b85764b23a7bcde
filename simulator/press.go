package simulator

import (
	"context"
	"strconv"
	"time"
)

const queryTooOld = "query is too old and response timeout expired or query ID is invalid"

// Press is one press of an inline button, waiting for the bot's answer.
type Press struct {
	ID string // of the callback query

	user    *User
	expires time.Time
	answer  *Answer
}

// Answer is what the person sees after pressing a button.
type Answer struct {
	Text    string
	Alert   bool   // a window to be closed rather than a passing line
	URL     string // to be opened
	Expired bool   // the bot never answered: the button spun and gave up
}

// Press presses a button of the message as the person sees it, named by its
// label or its callback data. The message may be out of date; the bot then
// gets the old button's data, as happens when a person is quicker than an edit.
func (u *User) Press(m Message, button string) *Press {
	b := m.Button(button)
	if b == nil {
		panic("simulator: no button " + strconv.Quote(button) + " under message " + strconv.Itoa(m.ID))
	}
	return u.PressData(m, b.Data)
}

// PressData sends callback data of any kind, as a forged client can.
func (u *User) PressData(m Message, data string) *Press {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[m.Chat.ID]
	if r == nil {
		r = u.room
	}
	if r == u.room {
		u.begin()
	}
	s.lastPress++
	p := &Press{ID: strconv.FormatInt(s.lastPress, 10), user: u, expires: s.now().Add(pressLife)}
	s.presses[p.ID] = p
	s.pressed = append(s.pressed, p)
	query := CallbackQuery{ID: p.ID, From: u.account, Data: data,
		ChatInstance: strconv.FormatInt(r.chat.ID*1_000_003+7, 10)}
	if current := r.messages[m.ID]; current != nil {
		query.Message = current
	} else {
		query.Message = inaccessible{Chat: r.chat, ID: m.ID}
	}
	s.record(Event{Kind: Acted, ChatID: r.chat.ID, UserID: u.account.ID, Type: "press", Message: &m})
	s.enqueue(update{kind: "callback_query", chat: r.chat.ID, user: u.account.ID,
		lane: "presses " + strconv.FormatInt(u.account.ID, 10)}, query, pressLife)
	return p
}

// Answer returns the bot's answer if there is one already, or that it is too late for one.
func (p *Press) Answer() (Answer, bool) {
	p.user.server.Tick()
	p.user.server.mu.Lock()
	defer p.user.server.mu.Unlock()
	if p.answer == nil {
		return Answer{}, false
	}
	return *p.answer, true
}

// Wait waits for the bot's answer, or until the simulator's clock has made it too late for one.
func (p *Press) Wait(ctx context.Context) (Answer, error) {
	var a Answer
	err := p.user.server.await(ctx, func() bool {
		if p.answer != nil {
			a = *p.answer
		}
		return p.answer != nil
	})
	return a, err
}

// WaitAnswer is Wait for tests.
func (p *Press) WaitAnswer(t TB) Answer {
	t.Helper()
	ctx, cancel := hurry(t)
	defer cancel()
	a, err := p.Wait(ctx)
	if err != nil {
		t.Fatalf("simulator: the press was not answered: %v; the latest: %v", err, p.user.server.tail(8))
	}
	return a
}

// answerCallbackQuery answers a press once or more; only the first is shown.
func (s *Server) answerCallbackQuery(c *call) (any, error) {
	s.bury()
	p := s.presses[c.str("callback_query_id")]
	if p == nil {
		return nil, refuse(queryTooOld)
	}
	if p.answer == nil {
		p.answer = &Answer{Text: c.str("text"), Alert: c.flag("show_alert"), URL: c.str("url")}
	}
	return true, nil
}

func (s *Server) expire(p *Press) {
	if p.answer == nil {
		p.answer = &Answer{Expired: true}
		s.record(Event{Kind: Expired, ChatID: p.user.room.chat.ID, UserID: p.user.account.ID, Type: "press"})
	}
}
