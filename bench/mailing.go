package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/jackc/pgx/v5"
)

// mailbox is a real mail server that takes everything and keeps for whom, and in
// which life of the bot.
type mailbox struct {
	server *smtp.Server
	url    string

	mu   sync.Mutex
	life int
	got  map[string][]int
	// next is closed when so many more letters have been taken.
	next chan struct{}
	more int
}

func openMailbox() (*mailbox, error) {
	b := &mailbox{got: map[string][]int{}}
	b.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return b.answer(), nil }))
	b.server.Domain, b.server.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b.url = fmt.Sprintf("smtp://%s?tls=none", listener.Addr())
	go func() { _ = b.server.Serve(listener) }() // ends with Close
	return b, nil
}

// taken is closed once n more letters have been taken.
func (b *mailbox) taken(n int) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next, b.more = make(chan struct{}), n
	return b.next
}

// revive begins the next life of the bot.
func (b *mailbox) revive() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.life++
}

// answer begins a conversation, which belongs to the life in which it began: what
// a killed bot had written may be read after its end.
func (b *mailbox) answer() *delivery {
	b.mu.Lock()
	defer b.mu.Unlock()
	return &delivery{box: b, life: b.life}
}

func (b *mailbox) take(to string, life int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.got[to] = append(b.got[to], life)
	if b.more--; b.more == 0 {
		close(b.next)
	}
}

// judge counts who got no letter, and the letters that came twice: within one
// life of the bot a fault, after a kill its price.
func (b *mailbox) judge(addresses []string) (t tally) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range addresses {
		lives := b.got[a]
		if len(lives) == 0 {
			t.lost++
			progress("%s got no letter", a)
		}
		for i := 1; i < len(lives); i++ {
			if lives[i] > lives[i-1] {
				t.resent++
			} else {
				t.doubled++
				progress("%s got its letter twice in one life", a)
			}
		}
	}
	return t
}

// delivery is one letter on its way into the mailbox.
type delivery struct {
	box  *mailbox
	life int
	to   string
}

func (d *delivery) Reset()                                    { d.to = "" }
func (d *delivery) Logout() error                             { return nil }
func (d *delivery) Mail(string, *smtp.MailOptions) error      { return nil }
func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error { d.to = to; return nil }

func (d *delivery) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	d.box.take(d.to, d.life)
	return nil
}

// mailingKilled has a plan agreed whose heads are by e-mail only, and kills the
// bot when the server has just taken a letter, before its fate can be written.
func (c *chaosCommand) mailingKilled(ctx context.Context, s *stage) (tally, error) {
	d, leave, err := s.newDistribution(ctx, "mailing")
	defer leave()
	if err != nil {
		return tally{}, err
	}
	addresses, err := d.byMail(ctx)
	if err != nil {
		return tally{}, err
	}
	box, err := openMailbox()
	if err != nil {
		return tally{}, err
	}
	defer box.server.Close()
	launch := func() (*child, error) {
		return s.launch("LOG_LEVEL=warn", "SMTP_URL="+box.url, "MAIL_FROM=Рада <sereda@rada.example.org>")
	}
	bot, err := launch()
	if err != nil {
		return tally{}, err
	}
	screen, err := d.ready(ctx)
	if err != nil {
		return tally{}, errors.Join(err, bot.stop(ctx))
	}
	taken := box.taken(20)
	d.agree(screen)
	for n := range c.MailKills {
		select {
		case <-taken:
		case <-time.After(patience):
		case <-ctx.Done():
			return tally{}, errors.Join(ctx.Err(), bot.stop(ctx))
		}
		bot.kill()
		progress("kill %d of %d while letters leave by e-mail", n+1, c.MailKills)
		box.revive()
		taken = box.taken(20 + 7*n)
		if bot, err = launch(); err != nil {
			return tally{}, err
		}
	}
	// What a killed bot had claimed is free after a minute.
	if err := errors.Join(d.mailed(ctx), bot.stop(ctx)); err != nil {
		return tally{}, err
	}
	return box.judge(addresses), nil
}

// byMail leaves the heads nothing but an e-mail address each.
func (d *distribution) byMail(ctx context.Context) (addresses []string, err error) {
	conn, err := pgx.Connect(ctx, d.dsn())
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `
		WITH heads AS (
			UPDATE account SET unbound_at = now() WHERE telegram_id <> $1 RETURNING person_id
		)
		UPDATE person SET email = 'p' || id || '@rada.example.org'
		WHERE id IN (SELECT person_id FROM heads)
		RETURNING email`, d.clerk.ID())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// mailed waits until a letter for everybody was written and none is left.
func (d *distribution) mailed(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	for {
		n, err := d.outstanding(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}
