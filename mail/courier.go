package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	gomail "github.com/wneessen/go-mail"

	"sereda/council"
)

// Outbox is what the courier asks of storage.
type Outbox interface {
	ClaimMail(ctx context.Context, limit int, now time.Time) ([]council.Letter, error)
	Finish(ctx context.Context, fates []council.Fate, at time.Time) error
}

// Courier carries letters to the mail server, one after another over one
// connection. Each letter's fate is written before the next one goes: a kill
// repeats at most the one that the server had just taken.
type Courier struct {
	Server Server
	// From is who the letters are from.
	From   netmail.Address
	Outbox Outbox
	Files  Files
	// Fetch gets a file that only Telegram keeps; nil leaves it out.
	Fetch func(ctx context.Context, fileID string) ([]byte, error)
	// Meeting is a meeting as it stands: its event as iCalendar, and its
	// materials. council.ErrNotFound when it is gone; nil leaves it out.
	Meeting func(ctx context.Context, id int64) (calendar []byte, materials []council.Document, err error)
	// Installation tells this council's letters from all others.
	Installation func(ctx context.Context) (string, error)
	// Foot stands under each letter.
	Foot string
	// Clock is the council's, for when a letter was sent; Now is real time.
	Clock, Now func() time.Time
	// Ended hears how letters ended, once that is written.
	Ended func(fates []council.Fate)
	Log   *slog.Logger

	poke   chan struct{}
	once   sync.Once
	id     atomic.Pointer[string]
	health atomic.Pointer[string]
}

const (
	// perLetter is how long the server has for one letter, connecting included;
	// the letters of a round must all be begun so long before their claims end.
	perLetter = 20 * time.Second
	perRound  = 10
	lease     = time.Minute
	// idle is how often the outbox is looked at when nobody pokes.
	idle = 2 * time.Second
	// A letter is tried again after these pauses; a server that cannot be reached
	// or refuses us, not the letter, is asked again as often.
	firstPause   = 30 * time.Second
	longestPause = 15 * time.Minute
	// mostFailures is how often a server may put a letter off, two days and more,
	// before it is given up.
	mostFailures = 200
	lastMoment   = 30 * time.Second
)

// Poke says that letters were written: look now.
func (c *Courier) Poke() {
	select {
	case c.door() <- struct{}{}:
	default:
	}
}

func (c *Courier) door() chan struct{} {
	c.once.Do(func() { c.poke = make(chan struct{}, 1) })
	return c.poke
}

// Health is what is wrong with the mail server, nil when nothing is known to be.
func (c *Courier) Health(context.Context) error {
	if wrong := c.health.Load(); wrong != nil && *wrong != "" {
		return errors.New(*wrong)
	}
	return nil
}

// Run delivers until ctx ends; the letter on its way then comes to its end.
func (c *Courier) Run(ctx context.Context) {
	door := c.door()
	for ctx.Err() == nil {
		sent, pause := c.Round(ctx)
		if sent {
			continue
		}
		wait := time.NewTimer(max(pause, idle))
		select {
		case <-ctx.Done():
		case <-wait.C:
		case <-ignore(door, pause > 0):
		}
		wait.Stop()
	}
}

// ignore keeps pokes waiting while the server is given time.
func ignore(door chan struct{}, busy bool) chan struct{} {
	if busy {
		return nil
	}
	return door
}

// Round claims some letters and carries them. It tells whether there were any,
// and how long to leave the server alone.
func (c *Courier) Round(ctx context.Context) (any bool, pause time.Duration) {
	claimed := c.Now()
	letters, err := c.claim(ctx)
	if err != nil {
		if ctx.Err() == nil {
			c.Log.Warn("outbox cannot be read", "err", err)
		}
		return false, time.Second
	}
	if len(letters) == 0 {
		return false, 0
	}
	connection, err := c.Server.dial(ctx)
	if err != nil {
		return false, c.unreachable(ctx, letters, err)
	}
	defer connection.hangUp()
	for i, l := range letters {
		if ctx.Err() != nil || c.Now().Sub(claimed) > lease-perLetter-lastMoment/2 {
			c.finish(ctx, later(letters[i:], 0)...)
			return true, 0
		}
		fate, broken := c.carry(ctx, connection, l)
		c.finish(ctx, fate)
		if broken {
			c.finish(ctx, later(letters[i+1:], time.Second)...)
			return true, 0
		}
	}
	return true, 0
}

func (c *Courier) claim(ctx context.Context) ([]council.Letter, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), perLetter)
	defer cancel()
	return c.Outbox.ClaimMail(ctx, perRound, c.Clock())
}

// unreachable puts all letters off: it is the server, or its access, not they.
func (c *Courier) unreachable(ctx context.Context, letters []council.Letter, err error) time.Duration {
	c.Log.Warn("mail server not reached", "err", err)
	wrong := err.Error()
	c.health.Store(&wrong)
	least := letters[0].Failures
	for _, l := range letters {
		least = min(least, l.Failures)
	}
	pause := pauseAfter(least)
	c.finish(ctx, later(letters, pause)...)
	return min(pause, firstPause)
}

// carry hands one letter over and judges what came of it. broken tells that the
// connection is of no more use.
func (c *Courier) carry(ctx context.Context, connection *connection, l council.Letter) (fate council.Fate, broken bool) {
	fate.Letter = l
	m, err := c.compose(ctx, l)
	var bad *badLetter
	switch {
	case errors.As(err, &bad):
		fate.Ending, fate.Reason = council.Failed, bad.why
	case errors.Is(err, council.ErrNotFound):
		fate.Ending, fate.Reason = council.Failed, "what goes with it is gone"
	case err != nil:
		fate.Ending, fate.After = council.Retry, pauseAfter(l.Failures)
	}
	if err != nil {
		c.Log.Warn("letter not written", "letter_id", l.ID, "err", err)
		return fate, false
	}
	err = connection.send(m)
	if err == nil {
		c.health.Store(new(string))
		return fate, false
	}
	fate, broken = judge(l, err)
	c.Log.Warn("letter not delivered", "letter_id", l.ID, "code", codeOf(err), "retry_after", fate.After, "reason", fate.Reason)
	return fate, broken
}

// judge tells a server that will never take the letter from one that may later.
func judge(l council.Letter, err error) (fate council.Fate, broken bool) {
	fate.Letter = l
	var refused *gomail.SendError
	code := codeOf(err)
	aboutLetter := errors.As(err, &refused) && slices.Contains(ofTheLetter, refused.Reason)
	switch {
	case code >= 500 && aboutLetter, code >= 400 && l.Failures >= mostFailures:
		fate.Ending, fate.Reason = council.Failed, reasonOf(err, l.Address)
	default:
		fate.Ending, fate.After = council.Retry, pauseAfter(l.Failures)
	}
	// 421 is said before hanging up; no code at all is a connection that broke.
	return fate, code == 0 || code == 421
}

// ofTheLetter are the steps at which a server refuses the letter and not us.
var ofTheLetter = []gomail.SendErrReason{gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose}

func codeOf(err error) int {
	var refused *gomail.SendError
	if errors.As(err, &refused) {
		return refused.ErrorCode()
	}
	return 0
}

// reasonOf is what the server said, without the address: the letter's row has the
// person.
func reasonOf(err error, address string) string {
	text, _, _ := strings.Cut(err.Error(), ", affected recipient(s)")
	text, _, _ = strings.Cut(text, ", affected message ID")
	text = strings.ReplaceAll(text, address, "…")
	return fmt.Sprintf("%d: %s", codeOf(err), oneLine(text))
}

// later leaves letters waiting.
func later(letters []council.Letter, pause time.Duration) []council.Fate {
	fates := make([]council.Fate, len(letters))
	for i, l := range letters {
		fates[i] = council.Fate{Letter: l, Ending: council.Retry, After: pause}
	}
	return fates
}

// pauseAfter doubles with each failure.
func pauseAfter(failures int) time.Duration {
	return min(longestPause, firstPause<<min(failures, 10))
}

// finish writes fates, trying again while the database is away: a fate lost is a
// letter repeated. A stopped courier gets a moment for it.
func (c *Courier) finish(ctx context.Context, fates ...council.Fate) {
	if len(fates) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastMoment)
	defer cancel()
	for {
		err := c.Outbox.Finish(ctx, fates, c.Clock())
		if err == nil {
			c.Ended(fates)
			return
		}
		c.Log.Warn("fates cannot be written", "letters", len(fates), "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// installation is asked for once.
func (c *Courier) installation(ctx context.Context) string {
	if known := c.id.Load(); known != nil {
		return *known
	}
	id, err := c.Installation(ctx)
	if err != nil {
		return "sereda"
	}
	c.id.Store(&id)
	return id
}
