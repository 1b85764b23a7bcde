package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"sereda/council"
	"sereda/storage"
	"sereda/web"
)

// lastLook is when the timetable was last looked at, in real time.
type lastLook struct{ when atomic.Int64 }

func (l *lastLook) at(time.Time) { l.when.Store(time.Now().UnixNano()) }

// newHealth is what Sereda needs to do its work. Redis is missed, not needed.
func (s *service) newHealth() *web.Health {
	h := &web.Health{}
	h.Need("database", s.databaseReady)
	h.Like("redis", s.redis.Ping)
	h.Need("timetable", func(context.Context) error {
		return recent(time.Unix(0, s.looked.when.Load()), time.Minute, "not looked at")
	})
	h.Need("telegram", s.telegramReady)
	h.Like("plans", s.plansSpread)
	if s.courier != nil {
		h.Like("mail", s.courier.Health)
	}
	return h
}

func (s *service) databaseReady(ctx context.Context) error {
	if err := s.db.Ping(ctx); err != nil {
		return err
	}
	if !s.migrated.Load() {
		return errors.New("the schema is not there yet")
	}
	return nil
}

// plansSpread tells of an agreed plan whose papers or letters cannot be written.
func (s *service) plansSpread(ctx context.Context) error {
	var spreads []council.Spread
	err := s.db.InTx(ctx, func(tx *storage.Tx) (err error) {
		spreads, err = tx.Spreads(ctx)
		return err
	})
	for _, p := range spreads {
		if p.Problem != "" {
			return fmt.Errorf("week %s, revision %d: %d attempts: %s", p.Week, p.Number, p.Failures, p.Problem)
		}
	}
	return err
}

// telegramReady looks at the calls for updates; where those are posted, at when
// Telegram last said that it posts here.
func (s *service) telegramReady(context.Context) error {
	contact := s.poller.LastContact
	if s.cfg.Environment.WebhookURL != "" {
		contact = s.posting.LastContact
	}
	return recent(contact(), 2*time.Minute, "no answer")
}

func recent(at time.Time, limit time.Duration, what string) error {
	switch ago := time.Since(at); {
	case at.Unix() <= 0:
		return errors.New(what + " yet")
	case ago > limit:
		return fmt.Errorf("%s for %s", what, ago.Round(time.Second))
	}
	return nil
}

func (s *service) waitingLetters() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	n, err := s.db.WaitingLetters(ctx, s.clock.Now())
	if err != nil {
		return -1
	}
	return float64(n)
}
