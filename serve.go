package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"sereda/bot"
	"sereda/clock"
	"sereda/config"
	"sereda/documents"
	"sereda/handlers"
	"sereda/locales"
	"sereda/mail"
	"sereda/storage"
	"sereda/web"
)

// database is storage as the bot and the scheduler see it.
type database struct{ *storage.DB }

// Unavailable tells that an error is the database's own state.
func (database) Unavailable(err error) bool { return storage.Unavailable(err) }

// service is the running bot: everything but the servers it stands on.
type service struct {
	cfg   config.Config
	log   *slog.Logger
	clock clock.Clock
	db    database
	redis *storage.Redis
	texts *locales.Catalog

	client   *bot.Client
	app      *handlers.App
	poller   *bot.Poller
	posting  *bot.Posting
	queue    *bot.Queue
	files    *bot.Fetcher
	sender   *bot.Sender
	answers  *bot.Answers
	commit   *bot.Committer[*storage.Tx]
	health   *web.Health
	metrics  *web.Metrics
	migrated atomic.Bool
	me       atomic.Pointer[bot.Me]
	looked   lastLook
	papers   documents.Writer
	// courier carries letters by e-mail, nil when none leave.
	courier *mail.Courier
	// plans are the agreed ones, as calendars show them.
	plans planHistories
	// spread pokes the loop that spreads plans, after the commit of one.
	spread chan struct{}
	// ordered pokes the loop that writes papers.
	ordered chan struct{}
	// bound is where the server listens, once it does: the port may be the
	// kernel's choice.
	bound atomic.Pointer[string]
}

// serve runs the bot on the Postgres and Redis of the settings until ctx ends.
// It starts whatever is away, says so in its health, and waits; a token that
// Telegram refuses is an error.
func serve(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	s := &service{cfg: cfg, log: log}
	if err := s.open(ctx); err != nil {
		return err
	}
	defer s.close()
	s.assemble()
	return s.run(ctx)
}

// open finds what the bot stands on. Postgres and Redis are connected to when
// they are needed.
func (s *service) open(ctx context.Context) error {
	env := s.cfg.Environment
	var err error
	if s.texts, err = locales.Load(); err != nil {
		return err
	}
	s.clock = clock.System{}
	if env.ClockURL != "" {
		if s.clock, err = clock.Follow(ctx, env.ClockURL); err != nil {
			return err
		}
	}
	if s.redis, err = storage.OpenRedis(env.Redis.Reveal(), s.log); err != nil {
		return err
	}
	db, err := storage.Open(ctx, env.Database.Reveal())
	if err != nil {
		return errors.Join(err, s.redis.Close())
	}
	s.db = database{db}
	return nil
}

func (s *service) close() {
	s.client.Close()
	s.db.Close()
	_ = s.redis.Close()
}

// run starts the parts and waits until ctx has ended, or a part failed, and all
// of them have ended: first those that begin something, then those that finish
// what is under way.
func (s *service) run(ctx context.Context) error {
	finishing, finish := context.WithCancel(context.WithoutCancel(ctx))
	defer finish()
	var last sync.WaitGroup
	first, ctx := errgroup.WithContext(ctx)
	first.Go(func() error { return s.server().Run(ctx, s.announce) })
	first.Go(func() error {
		if err := s.migrate(ctx); err != nil {
			return err
		}
		last.Go(func() { s.sender.Run(finishing) })
		last.Go(func() { s.answers.Run(finishing) })
		if s.courier != nil {
			last.Go(func() { s.courier.Run(finishing) })
		}
		last.Go(func() { s.queue.Run(finishing) })
		for _, loop := range s.loops() {
			first.Go(func() error { loop.Run(ctx); return nil })
		}
		return s.receive(ctx, first)
	})
	err := first.Wait()
	finish()
	last.Wait()
	s.log.Info("stopped")
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (s *service) announce(address net.Addr) {
	s.bound.Store(new(address.String()))
	s.log.Info("listening", "pid", os.Getpid(), "health", "http://"+address.String()+"/readyz")
}

// migrate brings the schema up to date, as soon as the database is there: a
// server that starts together with us may need a moment.
func (s *service) migrate(ctx context.Context) error {
	pause := 250 * time.Millisecond
	for {
		err := storage.Migrate(ctx, s.cfg.Environment.Database.Reveal())
		if err == nil {
			s.migrated.Store(true)
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !storage.Unavailable(err) {
			return fmt.Errorf("database: %w", err)
		}
		s.log.Warn("waiting for the database", "err", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, 5*time.Second)
	}
}
