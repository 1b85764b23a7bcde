package page_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// chat is what the tests read of a chat.
type chat struct {
	Seq      int64
	Messages []message
	More     bool
	Started  bool
	Blocked  bool
	Unread   int
	Commands []struct{ Command, Description string }
	Board    *struct {
		Keyboard [][]struct {
			Text           string
			RequestContact bool `json:"request_contact"`
		}
	}
}

type message struct {
	ID       int `json:"message_id"`
	Text     string
	Entities []entity
	Silent   bool
	From     struct {
		IsBot bool `json:"is_bot"`
	}
	Contact *struct {
		Phone string `json:"phone_number"`
	}
	Markup *struct {
		Rows [][]struct{ Text string } `json:"inline_keyboard"`
	} `json:"reply_markup"`
}

type entity struct {
	Type           string
	Offset, Length int
}

func (d *demonstration) chat(t *testing.T, query string) chat {
	t.Helper()
	var c chat
	d.get(t, "/api/chats/7"+query, &c)
	return c
}

// texts are the messages as "> typed" and "bot's".
func texts(c chat) []string {
	var lines []string
	for _, m := range c.Messages {
		line := m.Text
		if !m.From.IsBot {
			line = "> " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAChatIsWhatThePersonSees(t *testing.T) {
	t.Parallel()
	d := open(t)
	if c := d.chat(t, ""); c.Started || len(c.Messages) > 0 || c.Commands == nil {
		t.Errorf("before anything: %+v", c)
	}
	d.done(t, "/api/chats/7/messages", `{"text":"/start"}`, nil)
	d.call(t, "setMyCommands", `{"commands":[{"command":"plan","description":"План"}]}`)
	d.call(t, "sendMessage", `{"chat_id":7,"text":"<b>Вітаю</b>, ваш номер?","parse_mode":"HTML","disable_notification":true,
		"reply_markup":{"keyboard":[[{"text":"Номер","request_contact":true}]]}}`)

	c := d.chat(t, "")
	if diff := cmp.Diff([]string{"> /start", "Вітаю, ваш номер?"}, texts(c)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]entity{{"bold", 0, 5}}, c.Messages[1].Entities); diff != "" {
		t.Error(diff)
	}
	if !c.Started || c.Unread != 1 || !c.Messages[1].Silent || !c.Board.Keyboard[0][0].RequestContact || c.Commands[0].Command != "plan" {
		t.Errorf("%+v", c)
	}
	d.done(t, "/api/chats/7/contact", `{}`, nil)
	d.done(t, "/api/chats/7/read", `{}`, nil)
	c = d.chat(t, "")
	if c.Unread != 0 || c.Messages[2].Contact.Phone != "+380000000007" {
		t.Errorf("after the contact: %+v", c)
	}
}

func TestAChatIsReadInPages(t *testing.T) {
	t.Parallel()
	d := open(t)
	for i := range 7 {
		d.olena.Send(fmt.Sprint(i))
	}
	latest := d.chat(t, "?limit=3")
	if diff := cmp.Diff([]string{"> 4", "> 5", "> 6"}, texts(latest)); diff != "" || !latest.More {
		t.Error(diff, latest.More)
	}
	earlier := d.chat(t, fmt.Sprintf("?limit=5&before=%d", latest.Messages[0].ID))
	if diff := cmp.Diff([]string{"> 0", "> 1", "> 2", "> 3"}, texts(earlier)); diff != "" || earlier.More {
		t.Error(diff, earlier.More)
	}
}

func TestAPersonChangesWhatTheySent(t *testing.T) {
	t.Parallel()
	d := open(t)
	sent := d.olena.Send("нарда")
	d.done(t, "/api/chats/7/messages", fmt.Sprintf(`{"edit":%d,"text":"нарада"}`, sent.ID), nil)
	if diff := cmp.Diff([]string{"> нарада"}, texts(d.chat(t, ""))); diff != "" {
		t.Error(diff)
	}
}

func TestLongTextsAreSplitAsClientsDo(t *testing.T) {
	t.Parallel()
	d := open(t)
	long := make([]byte, 5000)
	for i := range long {
		long[i] = 'a'
	}
	d.done(t, "/api/chats/7/messages", fmt.Sprintf(`{"text":%q}`, long), nil)
	c := d.chat(t, "")
	if len(c.Messages) != 2 || len(c.Messages[0].Text) != 4096 || len(c.Messages[1].Text) != 904 {
		t.Errorf("%d messages", len(c.Messages))
	}
}

func TestBlockedAndUnblocked(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.olena.Start("")
	d.done(t, "/api/chats/7/block", `{"blocked":true}`, nil)
	if c := d.chat(t, ""); !c.Blocked {
		t.Errorf("%+v", c)
	}
	if status, _ := d.post(t, "/api/chats/7/messages", `{"text":"x"}`); status != 409 {
		t.Errorf("writing to a blocked bot: %d", status)
	}
	d.done(t, "/api/chats/7/block", `{"blocked":false}`, nil)
	if c := d.chat(t, ""); c.Blocked {
		t.Errorf("%+v", c)
	}
}
