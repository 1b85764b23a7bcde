// Package postgres runs a private PostgreSQL server from the binaries
// installed on this machine: for the demonstration, for a small council without a
// database administrator, and for tests.
//
// The server listens on a unix socket only, in a directory nobody else can
// enter, and ends when we end. Started by root it runs as an unprivileged
// user, since PostgreSQL refuses to run as root.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"syscall"
	"time"

	"sereda/process"
)

// superuser owns every database of a private server.
const superuser = "sereda"

// Options say what kind of server Start starts.
type Options struct {
	// Dir keeps the data from one start to the next. It belongs to the server
	// alone and is made when it is missing. Empty means a throw-away server,
	// whose data Stop removes.
	Dir string

	// Durable makes a throw-away server sync its commits as a lasting one
	// does, for measuring. With Dir set every server is durable.
	Durable bool

	// Log hears of starts and stops, and at debug level the server's own
	// words. Those never hold values of rows. Nil means silence.
	Log *slog.Logger
}

// Server is a running private server. Its methods may not be called
// concurrently, except DSN and Ended.
type Server struct {
	log     *slog.Logger
	bin     binaries
	as      *account
	run     *lockedDir // holds the socket; removed by Stop
	keep    *lockedDir // Options.Dir; nil for a throw-away server
	data    string
	durable bool
	child   *process.Child
}

// Start starts a server and waits until it answers. Directories that killed
// processes left behind are removed first. When another process holds
// Options.Dir, Start waits a little for it to let go: a server whose owner was
// killed needs a moment to end. ctx limits the start only, not the server's life.
func Start(ctx context.Context, o Options) (*Server, error) {
	s := &Server{log: o.Log, durable: o.Durable || o.Dir != ""}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.prepare(ctx, o.Dir); err != nil {
		s.release()
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	if err := s.launch(ctx); err != nil {
		s.release()
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	return s, nil
}

// prepare makes or finds everything the server needs before it can be launched.
func (s *Server) prepare(ctx context.Context, dir string) error {
	var err error
	if s.as, err = serverAccount(dir); err != nil {
		return err
	}
	if s.run, err = newRunDir(s.as, s.log); err != nil {
		return err
	}
	home := s.run
	if dir != "" {
		if s.keep, err = claimDir(ctx, dir, s.as, s.log); err != nil {
			return err
		}
		home = s.keep
	}
	if s.bin, err = binariesFor(home.path); err != nil {
		return err
	}
	s.data, err = s.cluster(ctx, home.path)
	return err
}

// DSN is the address of a database on this server, as a URL that pgx and psql
// understand. It stays the same across Crash and Restart.
func (s *Server) DSN(database string) string {
	return (&url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {s.run.path}, "sslmode": {"disable"}}.Encode(),
	}).String()
}

// Ended is closed when the server process is gone, asked or not.
func (s *Server) Ended() <-chan struct{} { return s.child.Ended() }

// Stop ends the server and lets go of its directories; a throw-away server's
// data is removed. A durable server first finishes its writes; when ctx is done before that,
// it is killed, which costs nothing but a recovery at the next start. Stopping
// twice is no error.
func (s *Server) Stop(ctx context.Context) error {
	sig := syscall.SIGQUIT // immediate: nothing of a throw-away server is worth a checkpoint
	if s.durable {
		sig = syscall.SIGINT // fast: connections are cut, everything is written
	}
	began := time.Now()
	err := s.child.Stop(ctx, sig)
	s.log.Info("private PostgreSQL stopped", "took", time.Since(began))
	return errors.Join(err, s.release())
}

// Crash ends the server at once, as a crash would, and keeps its data and its
// address for Restart.
func (s *Server) Crash(ctx context.Context) error {
	return s.child.Stop(ctx, syscall.SIGQUIT)
}

// Restart starts the server again after Crash, or after it ended by itself,
// with the same data at the same address.
func (s *Server) Restart(ctx context.Context) error {
	select {
	case <-s.child.Ended():
	default:
		return errors.New("restart private PostgreSQL: it is still running")
	}
	if err := s.launch(ctx); err != nil {
		return fmt.Errorf("restart private PostgreSQL: %w", err)
	}
	return nil
}

func (s *Server) release() error {
	var errs []error
	if s.run != nil {
		errs = append(errs, os.RemoveAll(s.run.path), s.run.unlock())
	}
	if s.keep != nil {
		errs = append(errs, s.keep.unlock())
	}
	return errors.Join(errs...)
}
