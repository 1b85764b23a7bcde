package mail

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Security is how the way to the mail server is kept secret.
type Security int

// The securities: TLS after STARTTLS, refused without; TLS from the first
// byte; TLS where the server offers it; none.
const (
	StartTLS Security = iota
	ImplicitTLS
	OfferedTLS
	NoTLS
)

// Server is the mail server that takes letters.
type Server struct {
	Host     string
	Port     int
	Security Security
	// User and Password may be empty: the server then takes letters from our
	// address.
	User, Password string
	// Timeout ends connecting and each letter; 0 is the usual.
	Timeout time.Duration
	// TLS is for servers of one's own; nil is the usual.
	TLS *tls.Config
}

// connection is an open conversation with the server.
type connection struct {
	client *gomail.Client
	smtp   *smtp.Client
}

func (s Server) dial(ctx context.Context) (*connection, error) {
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(s.timeout())}
	switch s.Security {
	case ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case OfferedTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case NoTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	if s.TLS != nil {
		options = append(options, gomail.WithTLSConfig(s.TLS))
	}
	client, err := gomail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	conversation, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &connection{client, conversation}, nil
}

func (s Server) timeout() time.Duration {
	if s.Timeout == 0 {
		return perLetter
	}
	return s.Timeout
}

// send hands the letter over. What the server has taken is sent, whatever it
// says afterwards.
func (c *connection) send(m *gomail.Msg) error {
	err := c.client.SendWithSMTPClient(c.smtp, m)
	if m.IsDelivered() {
		return nil
	}
	return err
}

func (c *connection) hangUp() { _ = c.client.CloseWithSMTPClient(c.smtp) }
