package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sereda/council"
)

// Outbox is what the sender asks of storage.
type Outbox interface {
	Claim(ctx context.Context, limit int, bulk bool, now time.Time) ([]council.Letter, error)
	Finish(ctx context.Context, fates []council.Fate, at time.Time) error
	// FileByID is a stored document; council.ErrNotFound when it is gone.
	FileByID(ctx context.Context, id int64) (council.File, error)
}

// Limiter holds mass messages to what Telegram allows a bot, all replicas
// together. Wait returns when one may leave, or with the error of ctx.
type Limiter interface {
	Wait(ctx context.Context) error
}

// Sender delivers the outbox: each letter's fate is written before its lane
// goes on. Replies and mass messages are claimed apart, so that a broadcast
// never stands in a reply's way.
type Sender struct {
	Client  *Client
	Outbox  Outbox
	Limiter Limiter
	Clock   func() time.Time
	// Unreachable is told of an account that refuses messages, before its fate
	// is written; it may be told again of the same.
	Unreachable func(ctx context.Context, chatID int64) error
	// Ended hears how letters ended, once that is written.
	Ended func(fates []council.Fate)
	Log   *slog.Logger

	uploads        uploads
	poke, pokeBulk chan struct{}
	handed         chan []council.Letter
	// busy counts the replies under way or handed in.
	busy atomic.Int32
	// line counts the mass messages that are claimed and may not leave yet.
	line atomic.Int32
	// unwritten counts those who try in vain to write fates.
	unwritten atomic.Int32
}

const (
	// inFlight bounds the replies under way at once, inFlightBulk the mass
	// messages.
	inFlight     = 64
	inFlightBulk = 16
	// inLine is how many mass messages may be claimed before they may leave: who
	// types just then gets their answer behind their own.
	inLine = 1
	// sendTimeout ends a call; it must stay well under a claim's lease.
	sendTimeout = 20 * time.Second
	// mostFailures is how many attempts in a row may fail, a day's at one a
	// minute, before Telegram's own error ends a letter: the address's next one
	// may fare better. No outage of the network ends one.
	mostFailures = 24 * 60
	// apart is how often fates are written at the most: each time is a
	// transaction in the way of answers, and under a rush many go together. What
	// was sent meanwhile is repeated after a kill.
	apart = 10 * time.Millisecond
	// limitTimeout ends the wait for the limit of mass messages.
	limitTimeout = 15 * time.Second
	// writeTimeout ends one attempt to write fates, lastMoment all of them once
	// the sender is stopped.
	writeTimeout = 10 * time.Second
	lastMoment   = 30 * time.Second
	// idle is how often the outbox is looked at when nobody pokes: letters of
	// other replicas, of back-offs that end, of quiet hours that end.
	idle = 200 * time.Millisecond
)

// Prepare makes the sender ready to be poked.
func (s *Sender) Prepare() {
	s.poke, s.pokeBulk = make(chan struct{}, 1), make(chan struct{}, 1)
	s.handed = make(chan []council.Letter, inFlight)
}

// Room is how many letters may be handed in to Deliver.
func (s *Sender) Room() int {
	if s.unwritten.Load() > 0 {
		return 0
	}
	return max(0, inFlight-int(s.busy.Load()))
}

// Deliver sends replies that are claimed already, as many as there was room
// for at most.
func (s *Sender) Deliver(letters []council.Letter) {
	if len(letters) > 0 {
		s.busy.Add(int32(len(letters)))
		s.handed <- letters
	}
}

// Poke says that replies or bulk were written: look now.
func (s *Sender) Poke(replies, bulk bool) {
	if replies {
		knock(s.poke)
	}
	if bulk {
		knock(s.pokeBulk)
	}
}

func knock(door chan struct{}) {
	select {
	case door <- struct{}{}:
	default:
	}
}

// Run delivers until ctx ends, then waits for the calls under way and writes
// their fates.
func (s *Sender) Run(ctx context.Context) {
	bulk := make(chan struct{})
	go func() {
		defer close(bulk)
		var busy atomic.Int32
		s.deliver(ctx, lane{true, inFlightBulk, s.pokeBulk, nil, &busy})
	}()
	s.deliver(ctx, lane{false, inFlight, s.poke, s.handed, &s.busy})
	<-bulk
}

// lane is what replies and bulk have each for themselves.
type lane struct {
	bulk bool
	// most may be under way.
	most   int
	poke   chan struct{}
	handed chan []council.Letter
	busy   *atomic.Int32
}

// roomIn is how many letters may be claimed.
func (s *Sender) roomIn(l lane) int {
	room := l.most - int(l.busy.Load())
	if l.bulk {
		room = min(room, inLine-int(s.line.Load()))
	}
	return room
}

// deliver claims as many letters as calls may begin, and sends those that are
// handed in. Fates are written beside it, so that a new letter does not wait for
// an old one's fate.
func (s *Sender) deliver(ctx context.Context, l lane) {
	ended, written := make(chan council.Fate, 2*l.most), make(chan int)
	defer close(ended)
	go s.record(ctx, ended, written)
	send := func(letters []council.Letter) {
		for _, letter := range letters {
			go func() { ended <- s.send(ctx, letter) }()
		}
	}
	over := make(chan struct{})
	defer close(over)
	// Beside the claims: who was answered in a commit waits for none of them.
	go func() {
		for {
			select {
			case letters := <-l.handed:
				send(letters)
			case <-over:
				return
			}
		}
	}()
	// more tells that a lane under way may hold another letter.
	more := true
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			for l.busy.Load() > 0 {
				l.busy.Add(int32(-<-written))
			}
			return
		case n := <-written:
			if l.busy.Add(int32(-n)); !more {
				continue
			}
			more = l.busy.Load() > 0
		case <-l.poke:
			more = true
		case <-pause.C:
			pause.Reset(idle)
		}
		room := s.roomIn(l)
		// Whose fate cannot be written must not be claimed anew.
		if room < 1 || ctx.Err() != nil || s.unwritten.Load() > 0 {
			more = true
			continue
		}
		letters, err := s.claim(ctx, room, l.bulk)
		if err != nil && ctx.Err() == nil {
			s.Log.Warn("outbox cannot be read", "err", err)
			pause.Reset(time.Second)
		}
		l.busy.Add(int32(len(letters)))
		if l.bulk {
			s.line.Add(int32(len(letters)))
		}
		more = more || len(letters) > 0
		send(letters)
	}
}

// claim is not cut off by the end of ctx: letters half claimed would wait for
// their lease to run out.
func (s *Sender) claim(ctx context.Context, limit int, bulk bool) ([]council.Letter, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
	defer cancel()
	return s.Outbox.Claim(ctx, limit, bulk, s.Clock())
}

// send carries one letter out and judges how it ended.
func (s *Sender) send(ctx context.Context, l council.Letter) council.Fate {
	left := s.leaving(l)
	defer left()
	if d := l.Message.Document; d != nil && d.StoredID != 0 {
		return s.sendOurs(ctx, l, left)
	}
	return s.leave(ctx, l, left, func(ctx context.Context) council.Fate {
		if l.Message.Document != nil {
			return s.sendDocument(ctx, l)
		}
		return s.sendMessage(ctx, l)
	})
}

// leaving is told when a letter no longer waits for the limit of mass messages,
// whether it left or not: the next one is claimed then.
func (s *Sender) leaving(l council.Letter) (left func()) {
	if l.Class != council.Bulk {
		return func() {}
	}
	return sync.OnceFunc(func() {
		s.line.Add(-1)
		knock(s.pokeBulk)
	})
}

// leave waits until a letter may leave and carries it out. A stopped sender lets
// the call come to its end: cutting it off would leave it unknown whether the
// message was sent.
func (s *Sender) leave(ctx context.Context, l council.Letter, left func(), carry func(ctx context.Context) council.Fate) council.Fate {
	if l.Class == council.Bulk && !s.mayLeave(ctx) {
		return council.Fate{Letter: l, Ending: council.Retry, After: time.Second}
	}
	left()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTimeout)
	defer cancel()
	return carry(ctx)
}

func (s *Sender) sendMessage(ctx context.Context, l council.Letter) council.Fate {
	c := callOf(l)
	id, err := s.call(ctx, c)
	if l.Message.Edit != 0 {
		switch {
		case refused(err, "message is not modified"):
			id, err = int64(l.Message.Edit), nil
		case refused(err, "message to edit not found"), refused(err, "message can't be edited"), refused(err, "MESSAGE_ID_INVALID"):
			if l.Message.Live || l.Message.Keep {
				// Who deleted it does not want it back unasked; buttons alone
				// are no message.
				fate := s.judge(l, id, err)
				fate.Gone = true
				return fate
			}
			l.Message.Edit = 0
			id, err = s.call(ctx, callOf(l))
		}
	}
	return s.judge(l, id, err)
}

// mayLeave waits for the limit of mass messages, but not so long that the claim
// could run out during the call: the letter is claimed anew then.
func (s *Sender) mayLeave(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, limitTimeout)
	defer cancel()
	return s.Limiter.Wait(ctx) == nil
}

func (s *Sender) call(ctx context.Context, c call) (int64, error) {
	var sent struct {
		ID int64 `json:"message_id"`
	}
	err := s.Client.Call(ctx, c.method, c.params, &sent)
	return sent.ID, messageError(sent.ID, err)
}

func (s *Sender) judge(l council.Letter, id int64, err error) council.Fate {
	fate := council.Fate{Letter: l, MessageID: id}
	var api *APIError
	switch {
	case err == nil:
		return fate
	case errors.Is(err, council.ErrNotFound):
		fate.Ending, fate.Reason = council.Failed, "the file is gone"
	case errors.As(err, &api) && api.Code >= 500 && l.Failures >= mostFailures:
		fate.Ending, fate.Reason = council.Failed, api.Description
	case !errors.As(err, &api), api.Code >= 500:
		fate.Ending, fate.After = council.Retry, afterFailures(l.Failures)
	case api.Code == http.StatusTooManyRequests:
		fate.Ending, fate.After = council.Retry, max(api.RetryAfter, time.Second)
	case api.Code == http.StatusUnauthorized, api.Code == http.StatusNotFound, api.Code == http.StatusConflict:
		// The token, not the letter: the letter waits for a better one.
		fate.Ending, fate.After = council.Retry, time.Minute
	case api.Code == http.StatusForbidden, refused(err, "chat not found"):
		fate.Ending, fate.Reason, fate.Blocked = council.Failed, "blocked", true
	default:
		fate.Ending, fate.Reason = council.Failed, api.Description
	}
	s.Log.Warn("letter not delivered", "letter_id", l.ID, "chat_id", l.ChatID, "retry_after", fate.After, "err", err)
	return fate
}

func refused(err error, words string) bool {
	var api *APIError
	return errors.As(err, &api) && api.Code == http.StatusBadRequest && strings.Contains(api.Description, words)
}
