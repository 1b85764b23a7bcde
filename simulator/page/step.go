package page

import (
	"strings"

	"sereda/simulator"
)

// step is what one event of the log changes on the page.
type step struct {
	Seq    int64    `json:"seq"`
	Chat   int64    `json:"chat,omitempty"`
	Unread *int     `json:"unread,omitempty"`
	Posted *message `json:"message,omitempty"` // new, or a new version
	Gone   []int    `json:"gone,omitempty"`
	Action string   `json:"action,omitempty"` // what the bot is doing
	Answer *toast   `json:"answer,omitempty"` // to a press
	// Expired: a press in the chat was never answered.
	Expired bool `json:"expired,omitempty"`
	// Reload: the chat, or with no chat every chat, is best fetched again.
	Reload bool  `json:"reload,omitempty"`
	Line   *line `json:"line,omitempty"`
}

// toast is the bot's answer to a press.
type toast struct {
	Press string `json:"press"`
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
	URL   string `json:"url,omitempty"`
}

// asStep is what the event changes; nil when nothing that anybody sees.
func asStep(tg *simulator.Server, e simulator.Event) *step {
	st := &step{Seq: e.Seq, Chat: e.ChatID, Line: asLine(e)}
	switch {
	case e.Kind == simulator.Acted:
		st.acted(e)
	case e.Kind == simulator.Answered && e.OK:
		st.called(tg, e)
	case e.Kind == simulator.Expired && e.Type == "press":
		st.Expired = true
	}
	if st.Line == nil && st.Posted == nil && !st.Reload && !st.Expired {
		return nil
	}
	return st
}

// acted: a person wrote, changed what they wrote, blocked the bot…
func (st *step) acted(e simulator.Event) {
	switch {
	case e.Type == "press":
	case e.Message != nil:
		st.Posted = asMessage(*e.Message)
	default:
		st.Reload = true
	}
}

// called: a call of the bot was performed.
func (st *step) called(tg *simulator.Server, e simulator.Event) {
	text := func(name string) string { v, _ := e.Params[name].(string); return v }
	switch {
	case e.Message != nil:
		st.Posted = asMessage(*e.Message)
		st.Chat = e.Message.Chat.ID
		if u := person(tg, st.Chat); u != nil {
			n := u.Unread()
			st.Unread = &n
		}
	case e.Method == "deleteMessage", e.Method == "deleteMessages":
		st.Gone = gone(e.Params)
	case e.Method == "answerCallbackQuery":
		alert, _ := e.Params["show_alert"].(bool)
		st.Answer = &toast{Press: text("callback_query_id"), Text: text("text"), Alert: alert, URL: text("url")}
	case e.Method == "sendChatAction":
		st.Action = text("action")
	case e.Method == "copyMessage", e.Method == "setMessageReaction", strings.Contains(strings.ToLower(e.Method), "pin"),
		e.Method == "setMyCommands", e.Method == "deleteMyCommands":
		st.Reload = true
	}
}

// gone are the messages a call deleted.
func gone(params map[string]any) []int {
	list, _ := params["message_ids"].([]any)
	list = append(list, params["message_id"])
	var ids []int
	for _, one := range list {
		if id, ok := one.(float64); ok {
			ids = append(ids, int(id))
		}
	}
	return ids
}

func person(tg *simulator.Server, id int64) *simulator.User {
	for _, u := range tg.Users() {
		if u.ID() == id {
			return u
		}
	}
	return nil
}
