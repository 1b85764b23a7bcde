package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/process"
)

// settings hold for every private server. Its words go to our log, so errors,
// which may quote rows and statements, stay out of them; whoever caused an
// error gets it anyway.
var settings = []string{
	"listen_addresses=",
	"port=5432",
	"logging_collector=off",
	"log_destination=stderr",
	"log_line_prefix=",
	"log_min_messages=log",
	"log_min_error_statement=panic",
	"log_error_verbosity=terse",
	"timezone=UTC",
	"log_timezone=UTC",
	"jit=off",
}

// hasty settings trade safety for speed where nobody will miss the data. Many test
// processes share one such server, hence the connections.
var hasty = []string{
	"fsync=off",
	"synchronous_commit=off",
	"full_page_writes=off",
	"wal_level=minimal",
	"max_wal_senders=0",
	"max_connections=400",
}

// launch starts the server process and waits until it answers.
func (s *Server) launch(ctx context.Context) error {
	began := time.Now()
	if err := removeStalePid(s.data); err != nil {
		return err
	}
	chosen := settings
	if !s.durable {
		chosen = append(chosen[:len(chosen):len(chosen)], hasty...)
	}
	args := []string{"-k", s.run.path}
	for _, setting := range chosen {
		args = append(args, "-c", setting)
	}
	cmd, done, err := s.command("postgres", s.data, args...)
	if err != nil {
		return err
	}
	defer done()
	words := &serverLog{log: s.log}
	cmd.Stderr = words
	// A killed server's connections may live a little longer and hold the pipe.
	cmd.WaitDelay = 5 * time.Second

	if s.child, err = process.Start(cmd, syscall.SIGINT); err != nil {
		return err
	}
	if err := s.ready(ctx); err != nil {
		s.child.Stop(ctx, syscall.SIGQUIT)
		return fmt.Errorf("%w; its last words:\n%s", err, words.last())
	}
	s.log.Info("private PostgreSQL started", "version", s.bin.major, "data", s.data,
		"durable", s.durable, "pid", s.child.Pid(), "took", time.Since(began))
	return nil
}

// ready waits until the server takes connections; after a crash it recovers first.
func (s *Server) ready(ctx context.Context) error {
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.DSN("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-again.C:
		case <-s.child.Ended():
			return fmt.Errorf("the server ended at start: %w", s.child.Err())
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w", err)
		}
	}
}

// removeStalePid removes the server's own pid file when its number now belongs
// to an unrelated process, as happens after a reboot or in a restarted
// container: PostgreSQL would take that process for a server of its own. We hold
// the lock, so no server of ours is alive; one that somebody started by hand
// is recognised by its working directory.
func removeStalePid(data string) error {
	path := filepath.Join(data, "postmaster.pid")
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the last server's number: %w", err)
	}
	pid, _, _ := strings.Cut(string(content), "\n")
	there, err := os.Stat(filepath.Join("/proc", pid, "cwd"))
	if errors.Is(err, os.ErrNotExist) {
		return nil // no such process, or not Linux: PostgreSQL judges by itself
	}
	if err != nil {
		return fmt.Errorf("look at process %s: %w", pid, err)
	}
	here, err := os.Stat(data)
	if err != nil || os.SameFile(here, there) {
		return err
	}
	return os.Remove(path)
}
