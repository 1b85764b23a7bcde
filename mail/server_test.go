package mail_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"sereda/mail"
)

// postOffice is a real mail server in the test's process. At a step it may
// refuse, say nothing, or hang up.
type postOffice struct {
	mu     sync.Mutex
	at     map[string]error
	after  map[string]int // how often the step goes well before
	letter []string       // as they came
	tried  int
	server *smtp.Server
	roots  *x509.CertPool
	closed func()
	port   int
}

// errSilence and errHangUp are what a server does instead of refusing.
var (
	errSilence = errors.New("silence")
	errHangUp  = errors.New("hang up")
)

func refusal(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: text}
}

func openPostOffice(t *testing.T) *postOffice {
	t.Helper()
	p := &postOffice{at: map[string]error{}, after: map[string]int{}}
	p.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		s := &session{office: p, conn: c}
		return s, s.step("greeting")
	}))
	p.server.Domain, p.server.AllowInsecureAuth = "localhost", true
	p.server.ErrorLog = log.New(io.Discard, "", 0)
	secure := httptest.NewTLSServer(nil) // for its certificate
	secure.Close()
	p.server.TLSConfig = &tls.Config{Certificates: secure.TLS.Certificates}
	p.roots = x509.NewCertPool()
	p.roots.AddCert(secure.Certificate())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = listener.Addr().(*net.TCPAddr).Port
	served := make(chan struct{})
	go func() { defer close(served); _ = p.server.Serve(listener) }()
	p.closed = func() { listener.Close(); p.server.Close(); <-served }
	t.Cleanup(p.closed)
	return p
}

func (p *postOffice) address() mail.Server {
	return mail.Server{Host: "127.0.0.1", Port: p.port, Security: mail.NoTLS, Timeout: 2 * time.Second}
}

// secure is the same, asked for TLS.
func (p *postOffice) secure() mail.Server {
	s := p.address()
	s.Security, s.TLS = mail.StartTLS, &tls.Config{RootCAs: p.roots, ServerName: "example.com"}
	return s
}

// refuses makes the step end so from its next time on, or after some that go well.
func (p *postOffice) refuses(step string, err error, after ...int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at[step] = err
	p.after[step] = 0
	for _, n := range after {
		p.after[step] = n
	}
}

func (p *postOffice) letters() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.letter...)
}

type session struct {
	office *postOffice
	conn   *smtp.Conn
}

func (s *session) step(name string) error {
	p := s.office
	p.mu.Lock()
	if name == "mail" {
		p.tried++
	}
	err := p.at[name]
	if err != nil && p.after[name] > 0 {
		p.after[name]--
		err = nil
	}
	p.mu.Unlock()
	switch {
	case errors.Is(err, errHangUp):
		s.conn.Conn().Close()
	case errors.Is(err, errSilence):
		// Until the client gives up.
		_, _ = io.Copy(io.Discard, s.conn.Conn())
	}
	return err
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "sereda" || password != "right" {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error { return s.step("mail") }
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return s.step("rcpt") }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }

func (s *session) Data(r io.Reader) error {
	if err := s.step("data"); err != nil {
		return err
	}
	if errors.Is(s.office.peek("half"), errHangUp) {
		_, _ = r.Read(make([]byte, 10))
		return s.step("half")
	}
	letter, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.office.mu.Lock()
	s.office.letter = append(s.office.letter, string(letter))
	s.office.mu.Unlock()
	return s.step("accepted")
}

func (p *postOffice) peek(step string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.after[step] > 0 {
		p.after[step]--
		return nil
	}
	return p.at[step]
}
