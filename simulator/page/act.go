package page

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"sereda/simulator"
)

// maxText is the longest text typed at once, runes: ten messages' worth.
const maxText = 10 * 4096

// write sends what a person typed, or changes what they sent before.
func (s *Server) write(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	var typed struct {
		Text    string `json:"text"`
		ReplyTo int    `json:"reply_to"`
		Edit    int    `json:"edit"`
	}
	if err := decode(r, &typed); err != nil {
		return nil, err
	}
	text := strings.TrimSpace(typed.Text)
	switch {
	case text == "":
		return nil, bad("Порожнє повідомлення не надсилається.")
	case utf8.RuneCountInString(text) > maxText:
		return nil, bad("Текст задовгий: не більше 40 960 знаків за раз.")
	case u.Blocked():
		return nil, refusal{http.StatusConflict, "Бота заблоковано. Спершу розблокуйте його."}
	case typed.Edit != 0:
		return s.edit(u, typed.Edit, text)
	}
	if to, there := u.Message(typed.ReplyTo); there && utf8.RuneCountInString(text) <= 4096 {
		return sent(u.Reply(to, text)), nil
	}
	return sent(u.Send(text)), nil
}

func (s *Server) edit(u *simulator.User, id int, text string) (any, error) {
	m, there := u.Message(id)
	if !there || m.From == nil || m.From.ID != u.ID() || m.Text == "" {
		return nil, bad("Змінити можна лише власний текст.")
	}
	if utf8.RuneCountInString(text) > 4096 {
		return nil, bad("Текст задовгий: не більше 4096 знаків у повідомленні.")
	}
	return sent(u.Edit(id, text)), nil
}

// sent answers an act that posted a message.
func sent(m simulator.Message) any { return map[string]int{"message": m.ID} }

// press presses a button. What the bot answers comes over the stream.
func (s *Server) press(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	var pressed struct {
		Message int    `json:"message"`
		Data    string `json:"data"`
	}
	if err := decode(r, &pressed); err != nil {
		return nil, err
	}
	if pressed.Data == "" || len(pressed.Data) > 64 {
		return nil, bad("Кнопка несе від 1 до 64 байтів даних.")
	}
	if pressed.Message <= 0 {
		return nil, bad("Під яким повідомленням кнопка?")
	}
	m, there := u.Message(pressed.Message)
	if !there {
		m = simulator.Message{ID: pressed.Message, Chat: simulator.Chat{ID: u.ID()}}
	}
	return map[string]string{"press": u.PressData(m, pressed.Data).ID}, nil
}

func (s *Server) contact(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	if err := decode(r, &struct{}{}); err != nil {
		return nil, err
	}
	return sent(u.ShareContact("")), nil
}

// square is the middle of the capital: a location to send, if one is asked for.
var square = simulator.Location{Latitude: 50.4501, Longitude: 30.5234}

func (s *Server) location(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	if err := decode(r, &struct{}{}); err != nil {
		return nil, err
	}
	return sent(u.SendLocation(square)), nil
}

func (s *Server) read(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	if err := decode(r, &struct{}{}); err != nil {
		return nil, err
	}
	if u.Unread() > 0 {
		u.Read()
		s.Changed()
	}
	return nil, nil
}

func (s *Server) block(_ *stage, u *simulator.User, _ http.ResponseWriter, r *http.Request) (any, error) {
	var wanted struct {
		Blocked *bool `json:"blocked"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	switch {
	case wanted.Blocked == nil:
		return nil, bad("blocked: очікується true або false.")
	case *wanted.Blocked && !u.Started():
		return nil, bad("Хто ще не відкривав бота, не може його заблокувати.")
	case *wanted.Blocked:
		u.Block()
	default:
		u.Unblock()
	}
	return nil, nil
}
