package demo

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/emersion/go-smtp"
)

// longestLetter is more than a plan with its papers needs, in bytes.
const longestLetter = 25 << 20

// mailbox takes every letter by e-mail, whoever it is for, and keeps it as a
// file: none leaves this machine.
type mailbox struct {
	dir    string
	server *smtp.Server
	url    string
	kept   atomic.Int64
}

// openMailbox goes on behind the letters that are kept.
func openMailbox(dir string) (*mailbox, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	kept, err := os.ReadDir(dir)
	if err != nil {
		listener.Close()
		return nil, err
	}
	m := &mailbox{dir: dir, url: "smtp://" + listener.Addr().String() + "?tls=none"}
	m.kept.Store(int64(len(kept)))
	m.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return m, nil }))
	m.server.Domain, m.server.MaxMessageBytes, m.server.ReadTimeout = "localhost", longestLetter, time.Minute
	m.server.ErrorLog = log.New(io.Discard, "", 0)
	go func() { _ = m.server.Serve(listener) }()
	return m, nil
}

func (m *mailbox) close() error { return m.server.Close() }

// Mail, Rcpt, Reset and Logout take whatever comes.
func (m *mailbox) Mail(string, *smtp.MailOptions) error { return nil }
func (m *mailbox) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (m *mailbox) Reset()                               {}
func (m *mailbox) Logout() error                        { return nil }

// Data keeps the letter, as mail programs open it.
func (m *mailbox) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.dir, fmt.Sprintf("%04d.eml", m.kept.Add(1))), letter, 0o600)
}
