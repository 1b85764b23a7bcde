// Package redisserver runs a private, empty redis-server for tests. It keeps
// nothing on disk and listens on a unix socket that only its owner may use.
package redisserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"sereda/process"
)

// Databases is the number of logical databases of a server, so that each test
// can have one.
const Databases = 4096

// ErrNotInstalled is returned when there is no redis-server on this machine.
var ErrNotInstalled = errors.New("redis-server not found: install it (Debian, Ubuntu: apt-get install redis-server)")

// Server is a redis-server process.
type Server struct {
	program string
	dir     string
	child   *process.Child
}

// Start starts a server and waits until it answers.
func Start(ctx context.Context) (*Server, error) {
	program, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, ErrNotInstalled
	}
	dir, err := os.MkdirTemp("", "sereda-redis-")
	if err != nil {
		return nil, fmt.Errorf("start redis-server: %w", err)
	}
	s := &Server{program: program, dir: dir}
	if err := s.launch(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// URL is the server's address for redis.ParseURL. It stays the same across
// Crash and Restart.
func (s *Server) URL() string { return "unix://" + s.socket() }

// Stop ends the server and removes its directory. Stopping twice is no error.
func (s *Server) Stop(ctx context.Context) error {
	return errors.Join(s.Crash(ctx), os.RemoveAll(s.dir))
}

// Crash ends the server; what it held is lost.
func (s *Server) Crash(ctx context.Context) error {
	return s.child.Stop(ctx, syscall.SIGKILL)
}

// Restart starts the server again after Crash: empty, at the same address.
func (s *Server) Restart(ctx context.Context) error {
	select {
	case <-s.child.Ended():
		return s.launch(ctx)
	default:
		return errors.New("restart redis-server: it is still running")
	}
}

func (s *Server) socket() string { return filepath.Join(s.dir, "redis.sock") }

func (s *Server) launch(ctx context.Context) error {
	cmd := exec.Command(s.program,
		"--port", "0",
		"--unixsocket", s.socket(),
		"--unixsocketperm", "700",
		"--databases", strconv.Itoa(Databases),
		"--save", "",
		"--appendonly", "no",
		"--dir", s.dir,
	)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	child, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	s.child = child
	if err := s.ready(ctx); err != nil {
		child.Stop(ctx, syscall.SIGKILL)
		return fmt.Errorf("redis-server: %w: %s", err, strings.TrimSpace(output.String()))
	}
	return nil
}

func (s *Server) ready(ctx context.Context) error {
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: s.socket(), MaxRetries: -1})
	defer client.Close()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		err := client.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-again.C:
		case <-s.child.Ended():
			return fmt.Errorf("ended at start: %w", s.child.Err())
		case <-ctx.Done():
			return fmt.Errorf("does not answer: %w", err)
		}
	}
}
