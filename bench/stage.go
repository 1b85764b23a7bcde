package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
	_ "time/tzdata"

	"github.com/jackc/pgx/v5"

	"sereda/clock"
	"sereda/postgres"
	"sereda/simulator"
	"sereda/storage"
	"sereda/testkit/redisserver"
)

// opening is the council's time at which everything begins: a Monday morning,
// so that no reminder falls into a run.
const opening = "2026-11-23T10:00:00+02:00"

// stage is what a bot under test stands on: throw-away servers that keep their
// promises (Postgres syncs every commit), a simulated Telegram, a clock.
type stage struct {
	dir      string
	clock    *clock.Movable
	clockURL string
	ticking  *http.Server
	postgres *postgres.Server
	redis    *redisserver.Server
	telegram *simulator.Server
	db       *storage.DB
	// database is the one the bot is given.
	database string
	// program is Sereda, built for this run.
	program string
}

// database is the council's, unless a run has one of its own.
const database = "sereda"

// zone is the council's.
func zone() *time.Location {
	z, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		panic(err) // it is compiled in
	}
	return z
}

func newStage(ctx context.Context) (*stage, error) {
	at, err := time.Parse(time.RFC3339, opening)
	if err != nil {
		return nil, err
	}
	s := &stage{clock: clock.NewMovable(at), database: database}
	s.clock.Go(true)
	if err := s.build(ctx); err != nil {
		return nil, errors.Join(err, s.close(ctx))
	}
	return s, nil
}

func (s *stage) build(ctx context.Context) error {
	var err error
	if s.dir, err = os.MkdirTemp("", "sereda-bench-"); err != nil {
		return err
	}
	s.program = filepath.Join(s.dir, "sereda")
	compile := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", s.program, "sereda")
	compile.Stderr = os.Stderr
	if err := compile.Run(); err != nil {
		return err
	}
	if s.postgres, err = postgres.Start(ctx, postgres.Options{Durable: true}); err != nil {
		return err
	}
	if s.redis, err = redisserver.Start(ctx); err != nil {
		return err
	}
	if err := s.openDatabase(ctx); err != nil {
		return err
	}
	s.telegram = simulator.New(simulator.Options{
		Now: s.clock.Now, LogLimit: 20_000, History: 64, VerifyEvery: 1000,
		Bot: simulator.Account{FirstName: "Середа", Username: "sereda_bench_bot"},
	})
	if err := s.telegram.Start(""); err != nil {
		return err
	}
	return s.serveClock()
}

func (s *stage) openDatabase(ctx context.Context) error {
	if err := s.postgres.CreateDatabase(ctx, s.database); err != nil {
		return err
	}
	if err := storage.Migrate(ctx, s.dsn()); err != nil {
		return err
	}
	var err error
	s.db, err = storage.Open(ctx, s.dsn())
	return err
}

// apart goes on in a database of its own. What it returns puts the stage back.
func (s *stage) apart(ctx context.Context, name string) (leave func(), err error) {
	former, formerName := s.db, s.database
	leave = func() {
		if s.db != former {
			s.db.Close()
		}
		s.db, s.database = former, formerName
	}
	s.database = name
	return leave, s.openDatabase(ctx)
}

// analyze tells Postgres what it holds, as it finds out by itself in time.
func (s *stage) analyze(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.dsn())
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `ANALYZE`)
	return err
}

func (s *stage) dsn() string { return s.postgres.DSN(s.database) }

func (s *stage) serveClock() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.ticking = &http.Server{Handler: clock.Serve(s.clock), ReadHeaderTimeout: time.Second}
	s.clockURL = "http://" + listener.Addr().String() + "/"
	go func() { _ = s.ticking.Serve(listener) }()
	return nil
}

// close ends everything that was started, however far that came.
func (s *stage) close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	var errs []error
	if s.ticking != nil {
		errs = append(errs, s.ticking.Close())
	}
	if s.telegram != nil {
		s.telegram.Close()
	}
	if s.db != nil {
		s.db.Close()
	}
	if s.redis != nil {
		errs = append(errs, s.redis.Stop(ctx))
	}
	if s.postgres != nil {
		errs = append(errs, s.postgres.Stop(ctx))
	}
	return errors.Join(append(errs, os.RemoveAll(s.dir))...)
}
