package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	// lockFile holds the number of the process that holds the lock.
	lockFile = "lock"

	runPrefix = "sereda-pg-"

	// patience is how long Start waits for a directory in use. A server whose
	// owner was killed is gone after a second or two.
	patience = 15 * time.Second
)

// lockedDir is a directory in use by us, or by a server we left behind: its
// processes inherit the lock.
type lockedDir struct {
	path string
	lock *os.File
}

// unlock lets go of our hold; the lock ends with the last process that has it.
// Doing it again does nothing.
func (d *lockedDir) unlock() error {
	if err := d.lock.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// newRunDir makes a directory for the socket and for throw-away data, after
// removing those that nobody holds any more.
func newRunDir(as *account, log *slog.Logger) (*lockedDir, error) {
	parent := runParent(as)
	sweep(parent, log)
	path, err := os.MkdirTemp(parent, runPrefix)
	if err != nil {
		return nil, fmt.Errorf("make run directory: %w", err)
	}
	// The lock gets its name only when it is held: a sweep that comes between
	// finds nothing to judge.
	lock, err := lockNow(filepath.Join(path, lockFile+".new"))
	if err == nil {
		err = errors.Join(
			os.Rename(lock.Name(), filepath.Join(path, lockFile)),
			as.own(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make run directory: %w", err), os.RemoveAll(path))
	}
	return &lockedDir{path: path, lock: lock}, nil
}

// runParent is the directory for temporary files, or /tmp when that one is
// closed to the account or makes a path too long for a unix socket (107 bytes).
func runParent(as *account) string {
	const longest = 107 - len("/"+runPrefix+"1234567890"+"/.s.PGSQL.5432")
	dir := os.TempDir()
	closed, err := as.closed(dir)
	if err != nil || closed != "" || len(dir) > longest {
		return "/tmp"
	}
	return dir
}

// sweep removes the run directories of dead processes. A lock that cannot be
// opened belongs to another user, one that cannot be had to a living process.
func sweep(parent string, log *slog.Logger) {
	left, _ := filepath.Glob(filepath.Join(parent, runPrefix+"*", lockFile)) // a bad pattern finds nothing
	for _, path := range left {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if hold(f) == nil {
			if err := os.RemoveAll(filepath.Dir(path)); err != nil {
				log.Warn("a dead process' directory stays", "error", err)
			}
		}
		f.Close()
	}
}

// claimDir makes dir ours, waiting a little while another process holds it.
func claimDir(ctx context.Context, dir string, as *account, log *slog.Logger) (*lockedDir, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	if err := mayUse(dir); err != nil {
		return nil, err
	}
	if err := as.mkdir(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, lockFile)
	lock, err := lockNow(path)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		log.Info("waiting for a data directory in use", "dir", dir, "process", holder(path))
		lock, err = lockSoon(ctx, path)
	}
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", dir, err)
	}
	if err := as.own(path); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &lockedDir{path: dir, lock: lock}, nil
}

// mayUse refuses a directory with somebody else's files in it: we would give
// it to the server's user.
func mayUse(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	for _, entry := range entries {
		if entry.Name() == lockFile {
			return nil
		}
	}
	return fmt.Errorf("%s holds other files: name a directory that is empty or does not exist yet", dir)
}

// lockNow takes the lock at path or fails with EWOULDBLOCK.
func lockNow(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := hold(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// hold locks f, unless somebody else has it locked, and notes in it who we are.
func hold(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return err
	}
	_, err := fmt.Fprintf(f, "%-10d\n", os.Getpid())
	return err
}

func lockSoon(ctx context.Context, path string) (*os.File, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, fmt.Errorf("process %s is using it: %w", holder(path), ctx.Err())
		}
		lock, err := lockNow(path)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return lock, err
		}
	}
}

func holder(path string) string {
	pid, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(pid))
}
