package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"sereda/bot"
	"sereda/council"
	"sereda/handlers"
	"sereda/locales"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/web"
)

// receive polls, or has Telegram post to the webhook, as soon as Telegram has
// told the bot's name.
func (s *service) receive(ctx context.Context, group *errgroup.Group) error {
	me, err := bot.WhoAmI(ctx, s.client, s.log)
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		return fmt.Errorf("ask Telegram for the bot's name: %w", err)
	}
	s.me.Store(&me)
	group.Go(func() error { bot.Introduce(ctx, s.client, s.app.StrangersMenu(), s.log); return nil })
	if s.cfg.Environment.WebhookURL != "" {
		s.posting.Run(ctx)
		return nil
	}
	bot.LeaveWebhook(ctx, s.client, s.log)
	s.poller.Run(ctx)
	return nil
}

func (s *service) server() *web.Server {
	server := &web.Server{Listen: s.cfg.Web.Listen, Health: s.health, Metrics: s.metrics.Handler(), Hall: s.hall(), Calendar: s.calendar(), Log: s.log}
	if public := s.public(); public != nil {
		server.Public = public
	}
	if s.cfg.Environment.WebhookURL != "" {
		server.WebhookPath = s.cfg.Environment.WebhookPath()
		server.Webhook = &bot.Webhook{Secret: s.cfg.Environment.WebhookSecret.Reveal(), Put: s.put, Log: s.log}
	}
	return server
}

// put takes no update before the bot's name is known: an invitation's link
// needs it.
func (s *service) put(ctx context.Context, u bot.Update) error {
	if s.me.Load() == nil {
		return errors.New("the bot's name is not known yet")
	}
	return s.queue.Put(ctx, u)
}

// handledUpdates is what the queue asks of the inbox.
type handledUpdates struct{ s *service }

func (h handledUpdates) Recent(ctx context.Context, within time.Duration) ([]int64, error) {
	return h.s.db.RecentUpdates(ctx, h.s.clock.Now().Add(-within))
}

func (h handledUpdates) Among(ctx context.Context, updates []int64) ([]int64, error) {
	return h.s.db.HandledAmong(ctx, updates)
}

// A plan's letters are written faster than they may leave, and people's answers
// come in between.
const (
	spreadPortion = 40
	spreadBreath  = 50 * time.Millisecond
)

// loops are the timetables, of weeks, meetings, assignments and days, and the
// housekeeping.
func (s *service) loops() []scheduler.Loop {
	table, composer := s.cfg.Timetable(), handlers.Composer{Texts: s.texts, Zone: s.cfg.Zone}
	means := scheduler.Means[*storage.Tx]{Store: s.db, Log: s.log, Enqueued: func() { s.sender.Poke(true, true) }}
	weeks := &scheduler.WeekRunner[*storage.Tx]{
		Means: means, Timetable: table, Quiet: s.cfg.Quiet, Composer: composer, Papers: s.app.Papers,
	}
	meetings := &scheduler.MeetingRunner[*storage.Tx]{
		Means: means, Composer: composer,
		Timetable: council.MeetingTimetable{Zone: table.Zone, Calendar: table.Calendar, Quiet: s.cfg.Quiet},
		Follow: func(ctx context.Context, tx *storage.Tx, meetings []council.Meeting, now time.Time) ([]council.Notice, error) {
			return s.app.FollowSchedule(ctx, tx, meetings, now)
		},
	}
	assignments := &scheduler.AssignmentRunner[*storage.Tx]{
		Means: means, Composer: composer,
		Timetable: council.AssignmentTimetable{Zone: table.Zone, Calendar: table.Calendar, Quiet: s.cfg.Quiet},
	}
	days := &scheduler.DayRunner[*storage.Tx]{Means: means, Timetable: s.cfg.Days(), Composer: composer}
	changes := &scheduler.ChangeRunner[*storage.Tx]{
		Means: means, Zone: s.cfg.Zone, Quiet: s.cfg.Quiet, Evening: s.cfg.Days().Eve, Composer: composer,
	}
	plans := &scheduler.SpreadRunner[*storage.Tx]{
		Means: means, Zone: s.cfg.Zone, Quiet: s.cfg.Quiet, Composer: composer, Papers: s.papers, Mails: s.courier != nil,
		CalendarName: s.texts.Label("calendar.name.whole", locales.Data{"Council": s.cfg.Council}), Portion: spreadPortion, Breath: spreadBreath,
	}
	papers := &scheduler.PaperRunner[*storage.Tx]{
		Means: means, Zone: s.cfg.Zone, Refused: s.app.PaperRefused,
		Prepare: func(ctx context.Context, tx *storage.Tx, o council.PaperOrder, a council.Access, now time.Time) (council.PaperWork, error) {
			return s.app.PreparePaper(ctx, tx, o, a, now)
		},
	}
	return []scheduler.Loop{
		{
			Name: "timetable", Every: time.Second, Timeout: time.Minute, Clock: s.clock.Now, Poke: s.clock.Moved(), Log: s.log,
			Job: func(ctx context.Context, now time.Time) error {
				_, weekly := weeks.RunOnce(ctx, now)
				_, around := meetings.RunOnce(ctx, now)
				_, owed := assignments.RunOnce(ctx, now)
				_, daily := days.RunOnce(ctx, now)
				return errors.Join(weekly, around, owed, daily, changes.RunOnce(ctx, now))
			},
			Succeeded: s.looked.at,
		},
		{
			Name: "plans", Every: time.Second, Timeout: 5 * time.Minute, Clock: s.clock.Now, Poke: s.spread, Log: s.log, Job: plans.RunOnce,
		},
		{
			Name: "papers", Every: time.Second, Timeout: 5 * time.Minute, Clock: s.clock.Now, Poke: s.ordered, Log: s.log, Job: papers.RunOnce,
		},
		{
			Name: "housekeeping", Every: time.Hour, Timeout: 10 * time.Minute, Clock: s.clock.Now, Log: s.log,
			Job: func(ctx context.Context, now time.Time) error { return scheduler.Housekeeping(ctx, s.db, now) },
		},
	}
}

var _ bot.Outbox = (*storage.DB)(nil)
var _ handlers.Store = (*storage.Tx)(nil)
