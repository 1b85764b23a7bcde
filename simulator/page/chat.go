package page

import (
	"net/http"
	"slices"
	"strconv"

	"sereda/simulator"
)

// message is a message as the page shows it: without its chat, which is known,
// and with what people see and the Bot API does not say.
type message struct {
	simulator.Message
	Chat     *struct{}             `json:"chat,omitempty"`
	Silent   bool                  `json:"silent,omitempty"`
	Reaction string                `json:"reaction,omitempty"`
	Board    *simulator.ReplyBoard `json:"board,omitempty"`
	ReplyTo  *quote                `json:"reply_to_message,omitempty"`
	Pinned   *quote                `json:"pinned_message,omitempty"`
}

// quote is a message within another one.
type quote struct {
	ID   int    `json:"message_id"`
	Text string `json:"text"`
	Bot  bool   `json:"bot,omitempty"`
}

func asMessage(m simulator.Message) *message {
	return &message{Message: m, Silent: m.Silent, Reaction: m.Reaction, Board: m.Reply,
		ReplyTo: asQuote(m.ReplyTo), Pinned: asQuote(m.Pinned)}
}

// quoted is how much of a message is shown within another one, runes.
const quoted = 120

func asQuote(m *simulator.Message) *quote {
	if m == nil {
		return nil
	}
	text := m.Text + m.Caption
	if text == "" && m.Document != nil {
		text = m.Document.Name
	}
	return &quote{ID: m.ID, Text: short(text, quoted), Bot: m.From != nil && m.From.IsBot}
}

// short is a text's beginning.
func short(text string, most int) string {
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}

// chatView is a chat as its person sees it.
type chatView struct {
	// Seq is the place in the log up to which the view is complete.
	Seq      int64                 `json:"seq"`
	Messages []*message            `json:"messages"`
	More     bool                  `json:"more"` // there are earlier ones
	Board    *simulator.ReplyBoard `json:"board,omitempty"`
	Commands []simulator.Command   `json:"commands"`
	Pinned   *quote                `json:"pinned,omitempty"`
	Started  bool                  `json:"started"`
	Blocked  bool                  `json:"blocked"`
	Action   string                `json:"action,omitempty"`
	Unread   int                   `json:"unread"`
}

// The number of messages in one answer.
const (
	usualMessages = 50
	mostMessages  = 500
)

func (s *Server) chat(st *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	before, err := number(r, "before", 0)
	if err != nil {
		return nil, err
	}
	limit, err := number(r, "limit", usualMessages)
	if err != nil {
		return nil, err
	}
	v := chatView{Seq: st.Telegram.Mark(), Messages: []*message{}, Board: u.ReplyBoard(), Commands: append([]simulator.Command{}, u.Commands()...),
		Started: u.Started(), Blocked: u.Blocked(), Action: u.Action(), Unread: u.Unread()}
	all := u.Messages()
	if before > 0 {
		end, _ := slices.BinarySearchFunc(all, before, func(m simulator.Message, id int) int { return m.ID - id })
		all = all[:end]
	}
	from := max(len(all)-min(max(limit, 1), mostMessages), 0)
	v.More = from > 0
	for _, m := range all[from:] {
		v.Messages = append(v.Messages, asMessage(m))
	}
	if pinned := u.Pinned(); len(pinned) > 0 {
		v.Pinned = asQuote(&pinned[len(pinned)-1])
	}
	return v, nil
}

// number reads a number from the query.
func number(r *http.Request, name string, otherwise int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, bad(name + ": очікується число, а не «" + short(text, 20) + "».")
	}
	return n, nil
}
