package main

import (
	"context"
	"time"

	"sereda/bot"
	"sereda/council"
	"sereda/documents"
	"sereda/handlers"
	"sereda/storage"
	"sereda/web"
)

// assemble puts the parts together; nothing runs yet.
func (s *service) assemble() {
	env := s.cfg.Environment
	s.client = bot.NewClient(env.APIURL, env.Token.Reveal())
	s.metrics = web.NewMetrics(s.waitingLetters, s.waitingMail)
	s.papers = documents.Writer{Texts: s.texts, Council: s.cfg.Council, Zone: s.cfg.Zone, Style: planStyle(s.cfg.Papers)}
	s.courier = s.newCourier()
	s.db.Mails, s.db.Release = s.courier != nil, s.release
	s.app = &handlers.App{
		Texts: s.texts, Zone: s.cfg.Zone, Timetable: s.cfg.Timetable(), Days: s.cfg.Days(), Reader: reader{}, WorkHours: s.cfg.WorkHours,
		Council: s.cfg.Council, BotName: s.name, Secret: council.NewSecret,
		HallSecret: s.hallSecret(), HallAddress: s.hallAddress, CalendarAddress: s.calendarAddress, Mails: s.db.Mails, Papers: s.papers,
	}
	s.app.Prepare()
	s.spread, s.ordered = make(chan struct{}, 1), make(chan struct{}, 1)
	s.answers = &bot.Answers{Client: s.client, Log: s.log}
	s.answers.Prepare()
	s.sender = &bot.Sender{
		Client: s.client, Outbox: s.db, Limiter: storage.NewLimiter(s.redis, s.cfg.Sending.BulkPerSecond),
		Clock: s.clock.Now, Log: s.log, Unreachable: s.unreachable, Ended: s.ended,
	}
	s.sender.Prepare()
	s.commit = &bot.Committer[*storage.Tx]{
		Store: s.db, Conversations: s.redis, Clock: s.clock.Now, Zone: s.cfg.Zone, Log: s.log,
		Hold: s.release, PutAside: s.putAside, Handle: s.handle, Boards: s.boards, Committed: s.committed, Room: s.sender.Room,
	}
	s.files = &bot.Fetcher{Client: s.client, Known: s.known, Accept: acceptFile, Read: readFile, Log: s.log}
	s.files.Prepare()
	s.poller = &bot.Poller{Client: s.client, Commit: s.commit.Commit, Files: s.files, Log: s.log}
	s.posting = &bot.Posting{Client: s.client, URL: env.WebhookURL, Secret: env.WebhookSecret.Reveal(), Log: s.log}
	s.queue = bot.NewQueue(s.files, s.commit.Commit, handledUpdates{s})
	s.health = s.newHealth()
}

// name is the bot's @name, "" until Telegram has told it; no update is handled
// before.
func (s *service) name() string {
	if me := s.me.Load(); me != nil {
		return me.Username
	}
	return ""
}

// release is when what is ready now may disturb people.
func (s *service) release(now time.Time) time.Time { return s.cfg.Quiet.Release(now, s.cfg.Zone) }

func (s *service) handle(ctx context.Context, tx *storage.Tx, u bot.Update) (council.Outcome, error) {
	return s.app.Handle(ctx, tx, handlers.Request{
		Update: u.Model, Access: u.Access, Conversation: u.Conversation, Now: s.clock.Now(), Upload: u.Upload})
}

func (s *service) boards(ctx context.Context, tx *storage.Tx, meetings []int64) ([]council.Notice, error) {
	return s.app.Boards(ctx, tx, meetings, s.clock.Now())
}

func (s *service) putAside(ctx context.Context, tx *storage.Tx, u bot.Update) (council.Outcome, error) {
	return s.app.PutAside(ctx, tx, u.ID, u.ChatID, u.From, s.clock.Now())
}

func (s *service) committed(c bot.Committed) {
	s.metrics.Updates.Add(float64(c.Updates))
	s.metrics.PutAside.Add(float64(c.PutAside))
	s.sender.Deliver(c.Letters) // before the answers: people wait for the screen, not for the spinner
	s.answers.Put(c.Answers)
	s.sender.Poke(c.Replies, c.Bulk)
	if c.Spreads {
		poke(s.spread)
	}
	if c.Papers {
		poke(s.ordered)
	}
}

func poke(door chan struct{}) {
	select {
	case door <- struct{}{}:
	default:
	}
}

// endings are how the letters' figures are labelled.
var endings = map[council.Ending]string{council.Sent: "sent", council.Failed: "failed", council.Retry: "retry"}

func (s *service) ended(fates []council.Fate) {
	for _, f := range fates {
		s.metrics.Letters.WithLabelValues(endings[f.Ending]).Inc()
	}
}

// unreachable tells the organisers of a person whose account refuses messages.
func (s *service) unreachable(ctx context.Context, account int64) error {
	now := s.clock.Now()
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		found, err := tx.AccessOf(ctx, []int64{account}, council.DateOf(now.In(s.cfg.Zone)))
		if err != nil {
			return err
		}
		access, known := found[account]
		if !known {
			return nil
		}
		notices, err := s.app.Unreachable(ctx, tx, access, now)
		if err != nil {
			return err
		}
		_, err = tx.Enqueue(ctx, notices, now, s.release(now))
		return err
	})
	s.sender.Poke(false, true)
	return err
}
