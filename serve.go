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

	"sereda/bot"
	"sereda/clock"
	"sereda/config"
	"sereda/council"
	"sereda/documents"
	"sereda/handlers"
	"sereda/locales"
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

	me      bot.Me
	client  *bot.Client
	poller  *bot.Poller
	queue   *bot.Queue
	sender  *bot.Sender
	answers *bot.Answers
	commit  *bot.Committer[*storage.Tx]
	health  *web.Health
	metrics *web.Metrics
	looked  *lastLook
	// bound is where the server listens, once it does: the port may be the
	// kernel's choice.
	bound atomic.Pointer[string]
}

// serve runs the bot on the Postgres and Redis of the settings until ctx ends.
// It starts even when Telegram or Redis is away; only Postgres must be there
// once, for the schema.
func serve(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	s := &service{cfg: cfg, log: log}
	if err := s.open(ctx); err != nil {
		return err
	}
	defer s.close()
	if err := s.assemble(ctx); err != nil {
		return err
	}
	return s.run(ctx)
}

// open connects to what the bot stands on.
func (s *service) open(ctx context.Context) error {
	env := s.cfg.Environment
	if err := waitFor(ctx, s.log, "database", func() error { return storage.Migrate(ctx, env.Database.Reveal()) }); err != nil {
		return err
	}
	db, err := storage.Open(ctx, env.Database.Reveal())
	if err != nil {
		return err
	}
	s.db = database{db}
	if s.redis, err = storage.OpenRedis(env.Redis.Reveal(), s.log); err != nil {
		return err
	}
	s.clock = clock.System{}
	if env.ClockURL != "" {
		if s.clock, err = clock.Follow(ctx, env.ClockURL); err != nil {
			return err
		}
	}
	s.texts, err = locales.Load()
	return err
}

func (s *service) close() {
	s.db.Close()
	_ = s.redis.Close()
}

// waitFor tries until what is asked succeeds or ctx ends: a server that starts
// together with us may need a moment.
func waitFor(ctx context.Context, log *slog.Logger, what string, ask func() error) error {
	pause := 250 * time.Millisecond
	for {
		err := ask()
		if err == nil || !storage.Unavailable(err) {
			return err
		}
		log.Warn("waiting", "for", what, "err", err)
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
		pause = min(2*pause, 5*time.Second)
	}
}

// assemble puts the parts together; nothing runs yet.
func (s *service) assemble(ctx context.Context) error {
	env := s.cfg.Environment
	s.client = bot.NewClient(env.APIURL, env.Token.Reveal())
	var err error
	if s.me, err = s.whoAmI(ctx); err != nil {
		return err
	}
	app := s.dialogues()
	s.answers = &bot.Answers{Client: s.client, Log: s.log}
	s.answers.Prepare()
	s.sender = s.newSender()
	s.metrics = web.NewMetrics(s.waitingLetters)
	s.commit = &bot.Committer[*storage.Tx]{
		Store: s.db, Conversations: s.redis, Clock: s.clock.Now, Zone: s.cfg.Zone, Log: s.log,
		Hold:  func(now time.Time) time.Time { return s.cfg.Quiet.Release(now, s.cfg.Zone) },
		Sorry: app.Sorry,
		Handle: func(ctx context.Context, tx *storage.Tx, u bot.Update) (council.Outcome, error) {
			return app.Handle(ctx, tx, handlers.Request{
				Update: u.Model, Access: u.Access, Conversation: u.Conversation, Now: s.clock.Now()})
		},
		Boards: func(ctx context.Context, tx *storage.Tx, meetings []int64) ([]council.Notice, error) {
			return app.Boards(ctx, tx, meetings, s.clock.Now())
		},
		Committed: func(answers []bot.Answer, replies, bulk bool) {
			s.answers.Put(answers)
			s.sender.Poke(replies, bulk)
		},
	}
	s.poller = &bot.Poller{Client: s.client, Commit: s.commit.Commit, Log: s.log}
	s.queue = bot.NewQueue(s.commit.Commit)
	s.looked = &lastLook{}
	s.health = s.newHealth()
	return nil
}

func (s *service) dialogues() *handlers.App {
	app := &handlers.App{
		Texts: s.texts, Zone: s.cfg.Zone, Timetable: s.cfg.Timetable(), Reader: reader{},
		Council: s.cfg.Council, BotName: func() string { return s.me.Username }, Secret: council.NewSecret,
		HallSecret: s.hallSecret(), HallAddress: s.hallAddress, Papers: documents.Writer{Texts: s.texts},
	}
	app.Prepare()
	return app
}

func (s *service) newSender() *bot.Sender {
	sender := &bot.Sender{
		Client: s.client, Outbox: s.db, Limiter: storage.NewLimiter(s.redis, s.cfg.Sending.BulkPerSecond),
		Clock: s.clock.Now, Log: s.log,
		Unreachable: func(_ context.Context, chatID int64) {
			s.log.Warn("account cannot be reached", "chat_id", chatID)
		},
	}
	sender.Prepare()
	return sender
}

// run starts the parts and waits until ctx has ended and all of them have: the
// receivers first, so that nothing new begins, then what is under way is sent.
func (s *service) run(ctx context.Context) error {
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	var senders, receivers sync.WaitGroup
	senders.Go(func() { s.sender.Run(sending) })
	senders.Go(func() { s.answers.Run(sending) })

	s.receive(ctx, &receivers)
	for _, loop := range s.loops() {
		receivers.Go(func() { loop.Run(ctx) })
	}
	err := s.server().Run(ctx, func(address net.Addr) {
		s.bound.Store(new(address.String()))
		s.log.Info("ready", "pid", os.Getpid(), "health", "http://"+address.String()+"/readyz")
	})
	if err != nil {
		err = fmt.Errorf("health server: %w", err)
	}
	receivers.Wait()
	stopSending()
	senders.Wait()
	s.log.Info("stopped")
	return err
}
