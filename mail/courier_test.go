package mail_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/mail"
	"sereda/testkit"
)

// box is an outbox of one round: its letters, and what became of them.
type box struct {
	letters []council.Letter
	fates   []council.Fate
	files   map[int64]council.File
	down    int // how often fates cannot be written
	claimed int
}

func (b *box) ClaimMail(_ context.Context, limit int, _ time.Time) ([]council.Letter, error) {
	b.claimed++
	n := min(limit, len(b.letters))
	claimed := b.letters[:n]
	b.letters = b.letters[n:]
	return claimed, nil
}

func (b *box) Finish(_ context.Context, fates []council.Fate, _ time.Time) error {
	if b.down > 0 {
		b.down--
		return errors.New("away")
	}
	b.fates = append(b.fates, fates...)
	return nil
}

func (b *box) FileByID(_ context.Context, id int64) (council.File, error) {
	f, known := b.files[id]
	if !known {
		return f, council.ErrNotFound
	}
	return f, nil
}

func courier(t *testing.T, office *postOffice, letters ...council.Letter) (*mail.Courier, *box) {
	t.Helper()
	b := &box{letters: letters, files: map[int64]council.File{}}
	now := time.Date(2026, 11, 27, 8, 30, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	return &mail.Courier{Server: office.address(), From: netmail.Address{Name: "Рада: «Середа»", Address: "sereda@rada.example.org"}, Outbox: b, Files: b,
		Installation: func(context.Context) (string, error) { return "a1b2", nil }, Foot: "Рада",
		Clock: clock, Now: clock, Ended: func([]council.Fate) {}, Log: testkit.Log(t)}, b
}

func letter(id int64, change ...func(*council.Letter)) council.Letter {
	l := council.Letter{ID: id, LaneID: id, Address: fmt.Sprintf("p%d@rada.example.org", id), Class: council.Bulk,
		Message: council.Message{HTML: fmt.Sprintf("📋 <b>Лист %d</b>\nтекст", id)}}
	for _, c := range change {
		c(&l)
	}
	return l
}

// endings are "1 sent", "2 failed: why", "3 after 30s", in the letters' order.
func (b *box) endings() []string {
	var told []string
	for _, f := range b.fates {
		switch f.Ending {
		case council.Sent:
			told = append(told, fmt.Sprintf("%d sent", f.Letter.ID))
		case council.Failed:
			told = append(told, fmt.Sprintf("%d failed: %s", f.Letter.ID, f.Reason))
		case council.Retry:
			told = append(told, fmt.Sprintf("%d after %s", f.Letter.ID, f.After))
		}
	}
	slices.Sort(told)
	return told
}

func TestAServerThatWillNot(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		// at refuses at a step, from the letter on that is so far along.
		step  string
		err   error
		after int
		want  []string
	}{
		{"takes all", "", nil, 0, []string{"1 sent", "2 sent", "3 sent"}},
		{"one it does not know", "rcpt", refusal(550, "no such user p2@rada.example.org here"), 1,
			[]string{"1 sent", "2 failed: 550: sending SMTP RCPT TO command: 550 \"5.1.1 no such user … here\"", "3 failed: 550: sending SMTP RCPT TO command: 550 \"5.1.1 no such user p2@rada.example.org here\""}},
		{"a mailbox that is full now", "rcpt", refusal(452, "full"), 2, []string{"1 sent", "2 sent", "3 after 30s"}},
		{"says later at the text", "accepted", refusal(451, "greylisted"), 1, []string{"1 sent", "2 after 30s", "3 after 30s"}},
		{"refuses the text", "accepted", refusal(554, "too much"), 2,
			[]string{"1 sent", "2 sent", "3 failed: 554: closing SMTP DATA writer: 554 \"5.1.1 too much\""}},
		{"refuses at DATA", "data", refusal(554, "no"), 2, []string{"1 sent", "2 sent", "3 failed: 554: closing SMTP DATA writer: 554 \"5.1.1 no\""}},
		{"refuses us, not the letters", "mail", refusal(550, "sender unknown"), 0, []string{"1 after 30s", "2 after 30s", "3 after 30s"}},
		{"refuses everybody", "greeting", refusal(554, "no"), 0, []string{"1 after 30s", "2 after 30s", "3 after 30s"}},
		{"hangs up at the receiver", "rcpt", errHangUp, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"hangs up half-way", "half", errHangUp, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"closes for the day", "mail", refusal(421, "closing"), 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"hangs up at the text", "data", errHangUp, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"hangs up with the text in its hands", "accepted", errHangUp, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"says nothing at all", "greeting", errSilence, 0, []string{"1 after 30s", "2 after 30s", "3 after 30s"}},
		{"says nothing to us", "mail", errSilence, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"says nothing", "rcpt", errSilence, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"says nothing at the text", "data", errSilence, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
		{"says nothing of the text", "accepted", errSilence, 1, []string{"1 sent", "2 after 30s", "3 after 1s"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			office := openPostOffice(t)
			if tt.step != "" {
				office.refuses(tt.step, tt.err, tt.after)
			}
			c, b := courier(t, office, letter(1), letter(2), letter(3))
			c.Round(t.Context())
			if diff := cmp.Diff(tt.want, b.endings()); diff != "" {
				t.Errorf("endings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAServerThatIsNotThere(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(1, func(l *council.Letter) { l.Failures = 3 }), letter(2, func(l *council.Letter) { l.Failures = 30 }))
	office.closed()
	any, pause := c.Round(t.Context())
	if any || pause != 30*time.Second || c.Health(t.Context()) == nil {
		t.Errorf("%v, pause %s, health %v", any, pause, c.Health(t.Context()))
	}
	if diff := cmp.Diff([]string{"1 after 4m0s", "2 after 4m0s"}, b.endings()); diff != "" {
		t.Error(diff)
	}
}

func TestOurAccessIsRefused(t *testing.T) {
	t.Parallel()
	for password, want := range map[string][]string{"right": {"1 sent"}, "wrong": {"1 after 30s"}} {
		office := openPostOffice(t)
		c, b := courier(t, office, letter(1))
		c.Server = office.secure()
		c.Server.User, c.Server.Password = "sereda", password
		c.Round(t.Context())
		if diff := cmp.Diff(want, b.endings()); diff != "" {
			t.Errorf("%s: %s", password, diff)
		}
		if err := c.Health(t.Context()); (err != nil) != (password == "wrong") || err != nil && strings.Contains(err.Error(), "wrong") {
			t.Errorf("%s: health %v", password, err)
		}
	}
}

// TestAPasswordNeverTravelsInTheOpen: nor does a letter where TLS was wanted.
func TestAPasswordNeverTravelsInTheOpen(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(1))
	c.Server.User, c.Server.Password = "sereda", "right"
	c.Round(t.Context())
	if diff := cmp.Diff([]string{"1 after 30s"}, b.endings()); diff != "" {
		t.Error(diff)
	}
}

func TestAnOpenServerIsRefused(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(1))
	c.Server.Security = mail.StartTLS
	office.server.TLSConfig = nil
	c.Round(t.Context())
	if diff := cmp.Diff([]string{"1 after 30s"}, b.endings()); diff != "" || len(office.letters()) != 0 {
		t.Errorf("%s: %d letters in the open", diff, len(office.letters()))
	}
}

func TestAStrangersCertificateIsRefused(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(1))
	c.Server = office.secure()
	c.Server.TLS.RootCAs = x509.NewCertPool()
	c.Round(t.Context())
	if diff := cmp.Diff([]string{"1 after 30s"}, b.endings()); diff != "" || len(office.letters()) != 0 || c.Health(t.Context()) == nil {
		t.Errorf("%s: %d letters to a stranger, health %v", diff, len(office.letters()), c.Health(t.Context()))
	}
}

// TestALetterIsWrittenDownBeforeTheNextGoes: while its fate cannot be written no
// other leaves, so that a kill repeats one at most.
func TestALetterIsWrittenDownBeforeTheNextGoes(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	c, b := courier(t, office, letter(1), letter(2))
	b.down = 1
	c.Ended = func(fates []council.Fate) {
		if got, want := len(office.letters()), len(b.fates); got != want {
			t.Errorf("%d letters at the server, %d fates written", got, want)
		}
	}
	c.Round(t.Context())
	if diff := cmp.Diff([]string{"1 sent", "2 sent"}, b.endings()); diff != "" {
		t.Error(diff)
	}
}

func TestAPutOffLetterEndsAfterDays(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	office.refuses("rcpt", refusal(450, "busy"))
	c, b := courier(t, office, letter(1, func(l *council.Letter) { l.Failures = 4 }), letter(2, func(l *council.Letter) { l.Failures = 199 }),
		letter(3, func(l *council.Letter) { l.Failures = 200 }))
	c.Round(t.Context())
	want := []string{"1 after 8m0s", "2 after 15m0s", "3 failed: 450: sending SMTP RCPT TO command: 450 \"4.1.1 busy\""}
	if diff := cmp.Diff(want, b.endings()); diff != "" {
		t.Error(diff)
	}
}

func TestLettersThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	office := openPostOffice(t)
	at := func(address string) func(*council.Letter) { return func(l *council.Letter) { l.Address = address } }
	c, b := courier(t, office,
		letter(1, at("nobody")),
		letter(2, at("a@b.example>\r\nRCPT TO:<victim@example.org")),
		letter(3, func(l *council.Letter) { l.Message.Document = &council.Document{Name: "План.pdf", StoredID: 5} }),
		letter(4))
	c.Round(t.Context())
	want := []string{"1 failed: not an e-mail address", "2 failed: not an e-mail address", "3 failed: what goes with it is gone", "4 sent"}
	if diff := cmp.Diff(want, b.endings()); diff != "" {
		t.Error(diff)
	}
}
