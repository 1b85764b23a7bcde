package page

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"sereda/council"
	"sereda/simulator"
)

// Options say what the page is about.
type Options struct {
	Zone      *time.Location
	Timetable council.Timetable
	Stories   []Story
	// Play sets a story up, by its name, in place of the one that plays: it
	// calls Playing, and Show when the stage is new. It returns at once.
	Play func(name string)
	Log  *slog.Logger
}

// Story is a moment of the council's week that a link sets up: /?story=Name.
type Story struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Open are the people whose chats are worth seeing then.
	Open []int64 `json:"open"`
}

// Stage is what the page shows: a Telegram, its people and the bot.
type Stage struct {
	Telegram *simulator.Server
	Clock    Clock
	Bot      Bot
	People   []Person
}

// Clock is the council's clock.
type Clock interface {
	Now() time.Time
	Set(at time.Time)
	Go(running bool)
	// Reading is the time, whether it runs, and a channel closed at the next change.
	Reading() (at time.Time, running bool, changed <-chan struct{})
}

// Bot is the bot's process.
type Bot interface {
	Running() bool
	// Kill ends it as a power cut would.
	Kill() error
	// Restart starts it unless it runs.
	Restart() error
	// Log names the file of its log.
	Log() string
}

// Person is somebody of the council, as its directory lists them.
type Person struct {
	// ID is their Telegram's, 0 for who has none.
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Post  string `json:"post"`
	Unit  string `json:"unit,omitempty"`
	Group string `json:"group"`
}

// Server is the page. Its methods may be called at any time from any goroutine.
type Server struct {
	opt     Options
	handler http.Handler

	mu      sync.Mutex
	stage   *stage
	playing string        // the title of the story that plays, "" when none does
	problem string        // why the latest story was not played to its end
	changed chan struct{} // closed when something of the status changes

	closing  context.Context
	shutdown context.CancelFunc
}

// stage is a Stage while it is shown.
type stage struct {
	Stage
	epoch   string
	over    <-chan struct{} // closed when another one is shown
	end     context.CancelFunc
	weather weather
}

// New makes a page that shows nothing yet.
func New(opt Options) *Server {
	s := &Server{opt: opt, changed: make(chan struct{})}
	s.closing, s.shutdown = context.WithCancel(context.Background())
	s.handler = s.routes()
	return s
}

// Show puts a stage before everybody who watches, in place of the one before.
func (s *Server) Show(st Stage) {
	ctx, end := context.WithCancel(s.closing)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stage != nil {
		s.stage.end()
	}
	s.stage = &stage{Stage: st, epoch: rand.Text()[:8], over: ctx.Done(), end: end}
	s.change()
}

// Playing tells that a story plays. Until Played nobody but the story acts.
func (s *Server) Playing(title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing, s.problem = title, ""
	s.change()
}

// Played tells that the story has ended; problem says for people why it ended
// before its end, "" when it did not.
func (s *Server) Played(problem string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing, s.problem = "", problem
	s.change()
}

// Changed tells that the bot has started or ended.
func (s *Server) Changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change()
}

// change wakes the streams. Call it with the lock held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// now is the stage shown, nil before the first, the story that plays, and a
// channel closed when any of it changes.
func (s *Server) now() (st *stage, playing string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stage, s.playing, s.changed
}

// Close ends every stream.
func (s *Server) Close() { s.shutdown() }

// ServeHTTP answers the browser.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /", serveAssets())
	mux.HandleFunc("GET /api/stream", s.stream)
	mux.Handle("GET /api/scene", s.onStage(s.scene))
	mux.Handle("GET /api/chats/{id}", s.inChat(s.chat))
	mux.Handle("GET /api/log", s.onStage(s.log))
	mux.Handle("GET /api/log/{seq}", s.onStage(s.logLine))
	mux.HandleFunc("GET /api/files/{id}", s.file)
	mux.Handle("POST /api/chats/{id}/messages", s.acting(s.write))
	mux.Handle("POST /api/chats/{id}/press", s.acting(s.press))
	mux.Handle("POST /api/chats/{id}/contact", s.acting(s.contact))
	mux.Handle("POST /api/chats/{id}/location", s.acting(s.location))
	mux.Handle("POST /api/chats/{id}/files", s.acting(s.upload))
	mux.Handle("POST /api/chats/{id}/block", s.acting(s.block))
	mux.Handle("POST /api/chats/{id}/read", s.inChat(s.read))
	mux.Handle("POST /api/clock", s.idle(s.moveClock))
	mux.Handle("POST /api/weather", s.idle(s.setWeather))
	mux.Handle("POST /api/bot", s.idle(s.setBot))
	mux.Handle("POST /api/story", s.onStage(s.play))
	return guarded(mux)
}
