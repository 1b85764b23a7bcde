package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// mailbox is a mail server that keeps what it is given.
type mailbox struct {
	mu      sync.Mutex
	letters []string
}

func (b *mailbox) open(t *testing.T) (url string) {
	t.Helper()
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return posted{b}, nil }))
	server.Domain, server.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { listener.Close(); server.Close(); <-served })
	return fmt.Sprintf("smtp://%s?tls=none", listener.Addr())
}

func (b *mailbox) got() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.letters...)
}

// posted is one conversation with the server.
type posted struct{ box *mailbox }

func (posted) Reset()                               {}
func (posted) Logout() error                        { return nil }
func (posted) Mail(string, *smtp.MailOptions) error { return nil }

func (p posted) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "gone@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	return nil
}

func (p posted) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	p.box.mu.Lock()
	defer p.box.mu.Unlock()
	p.box.letters = append(p.box.letters, string(letter))
	return err
}

// TestNewsOfAMeetingByMail runs the whole service: who has no Telegram hears of a
// meeting by e-mail, with its event; an address that is no more ends as failed,
// for all to see, and what was sent is not sent again by the next process.
func TestNewsOfAMeetingByMail(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	box := &mailbox{}
	server := box.open(t)
	db := o.database()
	db.Mails = true
	err := db.InTx(t.Context(), func(tx *storage.Tx) error {
		ctx := t.Context()
		from := council.NewDate(2026, 1, 1)
		body := council.CommitteePreset.Body(from)
		body.Name = "Виконавчий комітет"
		bodyID, err := tx.AddBody(ctx, body)
		if err != nil {
			return err
		}
		m := council.Meeting{BodyID: bodyID, Version: 1, State: council.Planned, Day: council.NewDate(2026, 12, 4), Start: 600, Mode: council.InPerson}
		if m.ID, err = tx.AddMeeting(ctx, m); err != nil {
			return err
		}
		var notices []council.Notice
		for _, address := range []string{"koval@rada.example.org", "gone@rada.example.org"} {
			id, err := tx.AddPerson(ctx, council.Person{Surname: "Коваль", Email: address})
			if err != nil {
				return err
			}
			notices = append(notices, council.Notice{PersonID: id, Class: council.Bulk, About: council.AboutMeeting(m.ID), Key: council.MeetingKey("invite", m, "", id),
				Message: council.Message{HTML: "📨 <b>Запрошення</b>\nВиконавчий комітет", Mail: &council.Mail{Subject: "Запрошення", Chosen: true, Too: true, Meeting: m.ID}}})
		}
		_, err = tx.Enqueue(ctx, notices, wednesday, wednesday)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r := o.start("SMTP_URL="+server, "MAIL_FROM=Рада <sereda@rada.example.org>")
	o.eventually("one letter came, the other was refused", func() bool {
		_, figures := r.get("/metrics")
		return strings.Contains(figures, `sereda_mail_total{ending="sent"} 1`) && strings.Contains(figures, `sereda_mail_total{ending="failed"} 1`)
	})
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	second := o.start("SMTP_URL="+server, "MAIL_FROM=Рада <sereda@rada.example.org>")
	o.eventually("nothing waits", func() bool {
		_, figures := second.get("/metrics")
		return strings.Contains(figures, "sereda_mail_waiting 0")
	})
	letters := box.got()
	if len(letters) != 1 {
		t.Fatalf("%d letters", len(letters))
	}
	m, err := netmail.ReadMessage(strings.NewReader(letters[0]))
	if err != nil || m.Header.Get("To") != "<koval@rada.example.org>" {
		t.Errorf("%v: %v", err, m.Header)
	}
	if !strings.Contains(letters[0], "text/calendar; method=PUBLISH") || !strings.Contains(readable(letters[0]), "SUMMARY:Виконавчий комітет") {
		t.Errorf("no event in\n%s", letters[0])
	}
	var reasons []string
	err = db.InTx(context.WithoutCancel(t.Context()), func(tx *storage.Tx) error {
		found, err := tx.Deliveries(t.Context(), council.AboutMeeting(1), "")
		for _, d := range found {
			reasons = append(reasons, fmt.Sprintf("%s %s %s", d.Channel, d.State, d.Reason))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"email sent ", `email failed 550: sending SMTP RCPT TO command: 550 "5.1.1 no such user"`}, reasons); diff != "" {
		t.Errorf("who was told (-want +got):\n%s", diff)
	}
}

// readable undoes the encodings of a letter's parts, roughly.
func readable(letter string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(letter, "\r\n\r\n") {
		if data, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\r\n", "").Replace(part)); err == nil {
			b.Write(data)
		}
	}
	quoted := strings.NewReplacer("=\r\n", "").Replace(letter)
	for i := 0; i < len(quoted); i++ {
		var c byte
		if quoted[i] == '=' && i+2 < len(quoted) {
			if _, err := fmt.Sscanf(quoted[i+1:i+3], "%02X", &c); err == nil {
				b.WriteByte(c)
				i += 2
				continue
			}
		}
		b.WriteByte(quoted[i])
	}
	return strings.ReplaceAll(b.String(), "\r\n ", "")
}
