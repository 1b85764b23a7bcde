package browsertest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"sereda/clock"
	"sereda/council"
	"sereda/scheduler"
	"sereda/simulator"
	"sereda/simulator/page"
)

const olena = Chat(7)

// stage is a page with one person, Olena, and a bot that a test plays by hand.
type stage struct {
	tg      *simulator.Server
	olena   *simulator.User
	page    *page.Server
	address string
	web     *http.Server
	offset  int
	stories chan string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{address: "http://127.0.0.1:0/", stories: make(chan string, 1)}
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	deadline, err := scheduler.ParseSchedule("0 12 * * WED", zone)
	if err != nil {
		t.Fatal(err)
	}
	s.page = page.New(page.Options{Zone: zone, Timetable: council.Timetable{Zone: zone, Deadline: deadline, Digest: deadline}, Log: slog.New(slog.DiscardHandler),
		Stories: []page.Story{{Name: "wednesday", Title: "Година до строку", Open: []int64{int64(olena)}}},
		Play:    func(name string) { s.stories <- name }})
	s.anew(t)
	s.open(t)
	t.Cleanup(func() { s.page.Close(); _ = s.web.Close() })
	return s
}

// anew shows another Telegram, in which nothing has happened.
func (s *stage) anew(t *testing.T) {
	t.Helper()
	c := clock.NewMovable(time.Date(2026, time.November, 24, 8, 0, 0, 0, time.UTC))
	s.offset = 0
	s.tg = simulator.Run(t, simulator.Options{Now: c.Now, Token: "1000:test", Bot: simulator.Account{FirstName: "Середа", Username: "sereda_bot"}})
	s.olena = s.tg.User(int64(olena), simulator.UserSpec{FirstName: "Олена", Language: "uk", Phone: "+380000000007"})
	s.page.Show(page.Stage{Telegram: s.tg, Clock: c, Bot: running{},
		People: []page.Person{{ID: int64(olena), Name: "Коваль Олена", Post: "Начальниця", Group: "Керівники"}}})
}

// running is a bot's process that nobody ends.
type running struct{}

func (running) Running() bool  { return true }
func (running) Kill() error    { return nil }
func (running) Restart() error { return nil }
func (running) Log() string    { return "bot.log" }

// open serves the page, the second time where it was.
func (s *stage) open(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", s.address[len("http://"):len(s.address)-1])
	if err != nil {
		t.Fatal(err)
	}
	s.address = "http://" + listener.Addr().String() + "/"
	ctx, end := context.WithCancel(context.Background())
	s.web = &http.Server{Handler: s.page, ReadHeaderTimeout: time.Minute, BaseContext: func(net.Listener) context.Context { return ctx }}
	s.web.RegisterOnShutdown(end)
	go func() { _ = s.web.Serve(listener); end() }()
}

// close ends serving as a process that ends does.
func (s *stage) close(t *testing.T) {
	t.Helper()
	if err := s.web.Close(); err != nil {
		t.Fatal(err)
	}
}

// call is what the bot does over the wire.
func (s *stage) call(t *testing.T, method string, params any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(s.tg.URL()+"/bot"+s.tg.Token()+"/"+method, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s %v", method, response.StatusCode, body, err)
	}
	var answer struct{ Result json.RawMessage }
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Result
}

// update is the next thing that Telegram has for the bot, but for /start.
func (s *stage) update(t *testing.T) (u struct {
	ID      int `json:"update_id"`
	Message struct {
		Text, Caption string
		Contact       struct {
			Phone string `json:"phone_number"`
		}
		Document struct {
			Name string `json:"file_name"`
		}
	}
	Press struct{ ID, Data string } `json:"callback_query"`
}) {
	t.Helper()
	raw := s.call(t, "getUpdates", map[string]any{"offset": s.offset, "limit": 1, "timeout": 30})
	if err := json.Unmarshal(bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte("[")), []byte("]")), &u); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	s.offset = u.ID + 1
	if u.Message.Text == "/start" {
		return s.update(t)
	}
	return u
}
