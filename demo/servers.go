package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/alicebob/miniredis/v2"

	"sereda/clock"
	"sereda/postgres"
	"sereda/simulator"
)

// token is the demonstration bot's; it opens nothing but the simulator.
const token = "7000000:demonstration"

// servers are what the bot stands on, all on this machine and ended with us.
type servers struct {
	dir      string
	clock    *clock.Movable
	postgres *postgres.Server
	redis    *miniredis.Miniredis
	telegram *simulator.Server
	ticking  *http.Server
	clockURL string
	mail     *mailbox
	// http is where the bot's own pages are.
	http string
}

func start(ctx context.Context, dir string, at time.Time, log *slog.Logger) (*servers, error) {
	s := &servers{dir: dir, clock: clock.NewMovable(at)}
	if err := s.start(ctx, log); err != nil {
		return nil, errors.Join(err, s.stop(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (s *servers) start(ctx context.Context, log *slog.Logger) error {
	var err error
	if s.postgres, err = postgres.Start(ctx, postgres.Options{Dir: filepath.Join(s.dir, "postgres"), Log: log}); err != nil {
		return err
	}
	s.redis = miniredis.NewMiniRedis()
	if err := s.redis.StartAddr("127.0.0.1:0"); err != nil {
		return fmt.Errorf("in-process Redis: %w", err)
	}
	if err := s.startTelegram(log); err != nil {
		return err
	}
	if s.mail, err = openMailbox(filepath.Join(s.dir, "mail")); err != nil {
		return err
	}
	if s.http, err = freeAddress(); err != nil {
		return err
	}
	return s.serveClock()
}

// freeAddress is one of this machine's that nobody listens at: the bot keeps it
// through its restarts.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free address: %w", err)
	}
	return listener.Addr().String(), listener.Close()
}

// startTelegram starts a Telegram with the chats kept, if there are any.
func (s *servers) startTelegram(log *slog.Logger) error {
	s.telegram = simulator.New(simulator.Options{
		Token: token, Now: s.clock.Now, Log: log, LogLimit: 100_000,
		Bot: simulator.Account{FirstName: "Середа", Username: "sereda_demo_bot"},
	})
	if err := s.load(); err != nil {
		return err
	}
	return s.telegram.Start("127.0.0.1:0")
}

// reset forgets database, chats and conversations, and sets the clock. Nobody
// may use them meanwhile.
func (s *servers) reset(ctx context.Context, at time.Time, log *slog.Logger) error {
	s.telegram.Close()
	s.redis.FlushAll()
	if err := postgres.DropDatabase(ctx, s.postgres.DSN("postgres"), database); err != nil {
		return err
	}
	if err := os.Remove(s.chats()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	s.clock.Go(false)
	s.clock.Set(at)
	return s.startTelegram(log)
}

func (s *servers) serveClock() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	s.ticking = &http.Server{Handler: clock.Serve(s.clock), ReadHeaderTimeout: time.Second}
	s.clockURL = "http://" + listener.Addr().String() + "/"
	go func() { _ = s.ticking.Serve(listener) }()
	return nil
}

// chats is where the people's chats are kept from one run to the next.
func (s *servers) chats() string { return filepath.Join(s.dir, "chats.json") }

func (s *servers) load() error {
	file, err := os.Open(s.chats())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	return s.telegram.Load(file)
}

// save keeps the chats; it replaces the file only when the new one is whole.
func (s *servers) save() error {
	file, err := os.CreateTemp(s.dir, "chats-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := errors.Join(s.telegram.Save(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), s.chats())
}

func (s *servers) stop(ctx context.Context) error {
	var failures []error
	if s.ticking != nil {
		failures = append(failures, s.ticking.Close())
	}
	if s.telegram != nil {
		failures = append(failures, s.save())
		s.telegram.Close()
	}
	if s.redis != nil {
		s.redis.Close()
	}
	if s.mail != nil {
		failures = append(failures, s.mail.close())
	}
	if s.postgres != nil {
		failures = append(failures, s.postgres.Stop(ctx))
	}
	return errors.Join(failures...)
}
