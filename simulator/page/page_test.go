package page_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sereda/clock"
	"sereda/council"
	"sereda/scheduler"
	"sereda/simulator"
	"sereda/simulator/page"
)

// patience is how long a test waits for what must come; only a failing one waits so long.
const patience = 20 * time.Second

// demonstration is a page with one person, Olena, and a bot that a test plays by hand.
type demonstration struct {
	page    *page.Server
	web     *httptest.Server
	tg      *simulator.Server
	olena   *simulator.User
	clock   *clock.Movable
	bot     *process
	stories chan string
}

const olenaID = 7

// tuesday is when every test begins, in the council's zone.
var tuesday = time.Date(2026, time.November, 24, 10, 0, 0, 0, kyiv())

func kyiv() *time.Location {
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		panic(err)
	}
	return zone
}

func open(t *testing.T) *demonstration {
	t.Helper()
	d := &demonstration{clock: clock.NewMovable(tuesday), bot: &process{running: true}, stories: make(chan string, 1)}
	d.tg = simulator.Run(t, simulator.Options{Now: d.clock.Now, Token: "1000:test", Bot: simulator.Account{FirstName: "Середа", Username: "sereda_bot"}})
	d.olena = d.tg.User(olenaID, simulator.UserSpec{FirstName: "Олена", Language: "uk", Phone: "+380000000007"})
	d.page = page.New(page.Options{Zone: kyiv(), Timetable: timetable(t), Log: slog.New(slog.DiscardHandler),
		Stories: []page.Story{{Name: "wednesday", Title: "Година до строку", Open: []int64{olenaID}}},
		Play:    func(name string) { d.stories <- name }})
	d.show()
	d.web = httptest.NewServer(d.page)
	t.Cleanup(func() { d.page.Close(); d.web.Close() })
	return d
}

func (d *demonstration) show() {
	d.page.Show(page.Stage{Telegram: d.tg, Clock: d.clock, Bot: d.bot,
		People: []page.Person{{ID: olenaID, Name: "Коваль Олена", Post: "Начальниця", Group: "Керівники"}}})
}

// timetable is the regulation's: plans by Wednesday noon, the digest on Thursday.
func timetable(t *testing.T) council.Timetable {
	t.Helper()
	line := func(text string) council.Schedule {
		schedule, err := scheduler.ParseSchedule(text, kyiv())
		if err != nil {
			t.Fatal(err)
		}
		return schedule
	}
	return council.Timetable{Zone: kyiv(), Deadline: line("0 12 * * WED"), Digest: line("0 15 * * THU"),
		Reminders: []council.Reminder{{Kind: council.Remind, Offset: -3 * time.Hour}}}
}

// process is a bot's process that only says whether it runs.
type process struct {
	mu      sync.Mutex
	running bool
}

func (p *process) set(running bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = running
	return nil
}

func (p *process) Kill() error    { return p.set(false) }
func (p *process) Restart() error { return p.set(true) }
func (p *process) Log() string    { return "data/bot.log" }

func (p *process) Running() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.running
}

// call is what the bot does over the wire.
func (d *demonstration) call(t *testing.T, method, params string) {
	t.Helper()
	status, body := send(t, d.tg.URL()+"/bot"+d.tg.Token()+"/"+method, params, nil)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", method, status, body)
	}
}

// post asks the page for something, as its own script does.
func (d *demonstration) post(t *testing.T, path, body string) (status int, answer string) {
	t.Helper()
	return send(t, d.web.URL+path, body, http.Header{"Origin": {d.web.URL}, "Sec-Fetch-Site": {"same-origin"}})
}

// done is post for what must not be refused; v takes the answer.
func (d *demonstration) done(t *testing.T, path, body string, v any) {
	t.Helper()
	status, answer := d.post(t, path, body)
	if status >= 300 {
		t.Fatalf("%s %s: %d %s", path, body, status, answer)
	}
	if v != nil {
		into(t, answer, v)
	}
}

func send(t *testing.T, address, body string, header http.Header) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	for name, values := range header {
		request.Header[name] = values
	}
	return do(t, request)
}

func do(t *testing.T, request *http.Request) (int, string) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

// get reads a path of the page into v.
func (d *demonstration) get(t *testing.T, path string, v any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.web.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := do(t, request)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, status, answer)
	}
	into(t, answer, v)
}

func into(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// stream is the page's live stream, read as a browser does.
type stream struct {
	lines  *bufio.Scanner
	lastID string
	end    context.CancelFunc
}

// listen opens the stream; after is the id of the event seen last.
func (d *demonstration) listen(t *testing.T, after string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.web.URL+"/api/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	if after != "" {
		request.Header.Set("Last-Event-ID", after)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return &stream{lines: lines, end: cancel}
}

// next reads on to an event of the name that matches, into v; the zero value
// is put there before each.
func next[T any](t *testing.T, s *stream, name string, match func(T) bool) T {
	t.Helper()
	event := ""
	for s.lines.Scan() {
		line := s.lines.Text()
		if after, ok := strings.CutPrefix(line, "event: "); ok {
			event = after
		}
		if after, ok := strings.CutPrefix(line, "id: "); ok {
			s.lastID = after
		}
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok || event != name {
			continue
		}
		var v T
		into(t, data, &v)
		if match == nil || match(v) {
			return v
		}
	}
	t.Fatalf("the stream ended before the %s: %v", name, s.lines.Err())
	panic("unreachable")
}
