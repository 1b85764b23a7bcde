package handlers

import (
	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// turn is one turn of a dialogue: the request, what is known so far, and the
// outcome being put together.
type turn struct {
	Request
	app          *App
	store        Store
	conversation Conversation

	chatID  int64
	message *models.Message
	text    string
	query   *models.CallbackQuery
	press   Press
	// screen is the message a pressed button stands under, 0 when it cannot
	// be edited.
	screen int

	// leaders are the posts of the leadership, once they were asked for.
	leaders []council.Leader

	out council.Outcome
}

// show puts a screen before the person: in place of the one whose button was
// pressed, as a new message otherwise.
func (t *turn) show(html string, rows ...[]council.Button) {
	t.reply(council.Message{HTML: html, Buttons: rows, Edit: t.screen})
}

// say sends a new message: something worth keeping.
func (t *turn) say(html string, rows ...[]council.Button) {
	t.reply(council.Message{HTML: html, Buttons: rows})
}

func (t *turn) reply(m council.Message) {
	t.out.Notices = append(t.out.Notices, council.Notice{
		PersonID: t.Access.Person.ID, ChatID: t.chatID, Class: council.Reply, Message: m,
	})
}

// tell writes to somebody else.
func (t *turn) tell(n council.Notice) { t.out.Notices = append(t.out.Notices, n) }

// toast answers the pressed button with a short text that passes.
func (t *turn) toast(key string, data ...map[string]any) {
	t.out.Toast = t.label(key, data...)
}

// alert answers the pressed button with a window that must be closed.
func (t *turn) alert(key string, data ...map[string]any) {
	t.toast(key, data...)
	t.out.Alert = true
}

// wait makes the next typed text the answer to the conversation's step.
func (t *turn) wait(c Conversation) {
	t.conversation = c
	t.out.Conversation = c.bytes()
}

// rest ends whatever question was waiting.
func (t *turn) rest() {
	if t.conversation.Step != "" {
		t.wait(Conversation{})
	}
}

func (t *turn) txt(key string, data ...map[string]any) string {
	if len(data) == 0 {
		return t.app.Texts.Text(key)
	}
	return t.app.Texts.Text(key, data[0])
}

func (t *turn) label(key string, data ...map[string]any) string {
	if len(data) == 0 {
		return t.app.Texts.Label(key)
	}
	return t.app.Texts.Label(key, data[0])
}

// button is one button with the catalogue's label.
func (t *turn) button(key, data string) council.Button {
	return council.Button{Text: t.label(key), Data: data}
}

// homeButtons is the row that leads home.
func (t *turn) homeButtons() [][]council.Button {
	return [][]council.Button{{t.button("button.home", press("home"))}}
}

func row(buttons ...council.Button) []council.Button { return buttons }
