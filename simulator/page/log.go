package page

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"sereda/simulator"
)

// line is one thing that went over the wire, in short.
type line struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"`
	Kind string    `json:"kind"` // call, update or expired
	// Name is the method called, or the kind of update.
	Name string `json:"name"`
	Chat int64  `json:"chat,omitempty"`
	OK   bool   `json:"ok"`
	Code int    `json:"code,omitempty"`
	Note string `json:"note,omitempty"`
}

// shownLines is how much of the log is given at once.
const shownLines = 200

// noted is how much of a text a line shows, runes.
const noted = 80

// asLine is the event in short; nil for what would only be noise.
func asLine(e simulator.Event) *line {
	l := &line{Seq: e.Seq, At: e.At, Chat: e.ChatID, Name: e.Type, OK: true}
	switch {
	case e.Kind == simulator.Answered && (e.Method != "getUpdates" || !e.OK):
		l.Kind, l.Name, l.OK, l.Code, l.Note = "call", e.Method, e.OK, e.Code, short(e.Text(), noted)
		switch {
		case !e.OK:
			l.Note = e.Description
		case e.Message != nil:
			l.Note = short(e.Message.Text+e.Message.Caption, noted)
		}
	case e.Kind == simulator.Queued:
		l.Kind = "update"
	case e.Kind == simulator.Expired:
		l.Kind, l.OK = "expired", false
	default:
		return nil
	}
	return l
}

// log gives the latest lines, of one chat if one is named, oldest first.
func (s *Server) log(st *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	chat, err := number(r, "chat", 0)
	if err != nil {
		return nil, err
	}
	lines := []*line{}
	for _, e := range slices.Backward(st.Telegram.Events(0)) {
		if chat != 0 && e.ChatID != int64(chat) {
			continue
		}
		if l := asLine(e); l != nil {
			lines = append(lines, l)
		}
		if len(lines) == shownLines {
			break
		}
	}
	slices.Reverse(lines)
	return lines, nil
}

// logLine gives one event whole.
func (s *Server) logLine(st *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	seq, err := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	if err != nil || seq <= 0 {
		return nil, bad("Номер рядка — ціле число.")
	}
	if later := st.Telegram.Events(seq - 1); len(later) > 0 && later[0].Seq == seq {
		return later[0], nil
	}
	return nil, refusal{http.StatusNotFound, "Цього рядка в журналі вже немає."}
}
