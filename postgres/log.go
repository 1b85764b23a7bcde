package postgres

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
)

// serverLog passes on what the server writes, line by line, and remembers the
// last lines for an error message.
type serverLog struct {
	log *slog.Logger

	mu     sync.Mutex
	rest   []byte
	recent []string
}

// Write never fails: a server must not stop for want of a listener.
func (l *serverLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest = append(l.rest, p...)
	for {
		line, rest, found := bytes.Cut(l.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		l.rest = rest
		l.line(string(line))
	}
}

func (l *serverLog) line(line string) {
	const remembered = 8
	if l.recent = append(l.recent, line); len(l.recent) > remembered {
		l.recent = l.recent[1:]
	}
	if strings.HasPrefix(line, "PANIC:") {
		l.log.Error("private PostgreSQL", "says", line)
		return
	}
	l.log.Debug("private PostgreSQL", "says", line)
}

func (l *serverLog) last() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.recent, "\n")
}
