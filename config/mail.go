package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
)

// MailServer is what SMTP_URL says.
type MailServer struct {
	Host string
	Port int
	// Security is "starttls", "tls" from the first byte, "offered" or "none".
	Security string
	User     string
	Password Secret
}

// String is the server without its password.
func (m MailServer) String() string {
	return fmt.Sprintf("%s (%s)", net.JoinHostPort(m.Host, strconv.Itoa(m.Port)), m.Security)
}

// Mail is the server that takes letters by e-mail, and who they are from; false
// when there is none.
func (e Environment) Mail() (MailServer, mail.Address, bool) {
	server, err := parseMailServer(e.SMTP.Reveal())
	from, fromErr := mail.ParseAddress(e.MailFrom)
	if !e.SMTP.Given() || err != nil || fromErr != nil {
		return MailServer{}, mail.Address{}, false
	}
	return server, *from, true
}

// parseMailServer reads smtp://user:password@host:587, with STARTTLS, or smtps://
// with TLS from the first byte. Its errors repeat nothing of the address.
func parseMailServer(text string) (MailServer, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		return MailServer{}, errors.New("must be like smtp://user:password@mail.example.org:587 or smtps://…:465")
	}
	m := MailServer{Host: u.Hostname(), Port: 587, Security: "starttls", User: u.User.Username()}
	if u.Scheme == "smtps" {
		m.Port, m.Security = 465, "tls"
	}
	if port := u.Port(); port != "" {
		if m.Port, err = strconv.Atoi(port); err != nil || m.Port < 1 || m.Port > 65535 {
			return m, errors.New("has no such port")
		}
	}
	if password, given := u.User.Password(); given {
		m.Password = NewSecret(password)
	}
	switch tls := u.Query().Get("tls"); tls {
	case "":
	case "offered", "none":
		if u.Scheme == "smtps" {
			return m, errors.New("asks for smtps and against TLS at once")
		}
		m.Security = tls
	default:
		return m, errors.New("may have ?tls=offered or ?tls=none")
	}
	if m.User != "" && m.Security != "starttls" && m.Security != "tls" {
		return m, errors.New("has a password that would travel in the open; leave ?tls away")
	}
	return m, nil
}

func (e Environment) checkMail(report reporter) {
	if e.SMTP.Given() {
		if _, err := parseMailServer(e.SMTP.Reveal()); err != nil {
			report("SMTP_URL", "%v", err)
		}
		if e.MailFrom == "" {
			report("MAIL_FROM", "is missing, though SMTP_URL is set")
		}
	}
	if e.MailFrom == "" {
		return
	}
	if _, err := mail.ParseAddress(e.MailFrom); err != nil {
		report("MAIL_FROM", "must be like Міська рада <sereda@rada.example.org>")
	}
	if !e.SMTP.Given() {
		report("SMTP_URL", "is missing, though MAIL_FROM is set")
	}
}
