package simulator

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options says what kind of Telegram to simulate. The zero value is usable.
type Options struct {
	Token string           // of the bot; "1000:test" by default
	Bot   Account          // who getMe says the bot is; the id comes from the token by default
	Now   func() time.Time // the simulator's clock: dates, expiry; the machine's by default
	Log   *slog.Logger     // what goes wrong in the simulator itself; discarded by default

	// ReadsGroups switches the bot's privacy mode off: it sees every message of
	// its groups rather than commands, replies and mentions only.
	ReadsGroups bool
	// LogLimit keeps only so many latest events, History only so many latest
	// messages per chat; 0 keeps all. Long benchmarks need both.
	LogLimit, History int
	// VerifyEvery holds only every so-manieth object the simulator sends against
	// the specification; every one by default. Benchmarks may take 100.
	VerifyEvery int
	// Pace makes the server answer 429 to a bot that sends too fast.
	Pace Pace
	// Backoff says how long a failed webhook delivery waits for its next
	// attempt; the real server's waits by default.
	Backoff func(attempt int, retryAfter time.Duration) time.Duration
}

// Server is one Telegram with one bot in it. Its methods may be called at any time from any goroutine.
type Server struct {
	opt     Options
	facts   *facts
	methods map[string]handler
	client  *http.Client // of the webhook

	mu        sync.Mutex
	clock     func() time.Time
	people    map[int64]*User
	rooms     map[int64]*room
	lastID    int // of a message; private chats and basic groups share one count
	journal   journal
	inbox     inbox
	hook      *hook
	presses   map[string]*Press
	pressed   []*Press // the same, oldest first
	lastPress int64
	files     map[string]*storedFile
	profile   profile
	faults    []*fault
	pacer     pacer
	down      bool
	slow      time.Duration
	crimes    []string
	counts    map[string]*Count

	sent atomic.Int64 // objects, for VerifyEvery

	changed  chan struct{} // closed at the next event, when somebody waits
	awaited  bool
	closing  context.Context
	shutdown context.CancelFunc
	running  sync.WaitGroup
	listener net.Listener
	server   *http.Server
}

// New makes a server that listens nowhere yet: use Start, or serve it as an http.Handler.
func New(opt Options) *Server {
	if opt.Token == "" {
		opt.Token = "1000:test"
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Backoff == nil {
		opt.Backoff = backoff
	}
	opt.Bot = botAccount(opt)
	s := &Server{
		opt: opt, facts: loadFacts(), methods: methods(), clock: opt.Now,
		client: newWebhookClient(),
		people: map[int64]*User{}, rooms: map[int64]*room{},
		presses: map[string]*Press{}, files: map[string]*storedFile{},
		counts: map[string]*Count{}, changed: make(chan struct{}),
		journal: journal{limit: opt.LogLimit},
	}
	s.closing, s.shutdown = context.WithCancel(context.Background())
	return s
}

func botAccount(opt Options) Account {
	b := opt.Bot
	b.IsBot = true
	if b.ID == 0 {
		digits, _, _ := strings.Cut(opt.Token, ":")
		b.ID, _ = strconv.ParseInt(digits, 10, 64)
	}
	if b.FirstName == "" {
		b.FirstName = "Bot"
	}
	if b.Username == "" {
		b.Username = "test_bot"
	}
	return b
}

// Start listens on the address, "127.0.0.1:0" when it is empty.
func (s *Server) Start(address string) error {
	if address == "" {
		address = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("start the simulator: %w", err)
	}
	s.listener = listener
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	s.running.Go(func() { _ = s.server.Serve(listener) })
	return nil
}

// URL is where a started server answers, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Token is the bot's token.
func (s *Server) Token() string { return s.opt.Token }

// Bot is the bot's own account.
func (s *Server) Bot() Account { return s.opt.Bot }

// Close ends every waiting poll and delivery and waits for them.
func (s *Server) Close() {
	s.mu.Lock()
	s.shutdown()
	s.mu.Unlock()
	if s.server != nil {
		_ = s.server.Close()
	}
	s.running.Wait()
	s.client.CloseIdleConnections()
}

// SetClock replaces the simulator's clock and lets what has died of age go.
func (s *Server) SetClock(now func() time.Time) {
	s.mu.Lock()
	s.clock = now
	s.mu.Unlock()
	s.Tick()
}

// now is the simulator's time, whole seconds as everywhere in the Bot API. Call it with the lock held.
func (s *Server) now() time.Time { return s.clock() }
