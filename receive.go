package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"sereda/bot"
	"sereda/council"
	"sereda/handlers"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/web"
)

// whoAmI asks Telegram for the bot's name, as long as it takes.
func (s *service) whoAmI(ctx context.Context) (bot.Me, error) {
	return bot.WhoAmI(ctx, s.client, s.log)
}

// receive polls, or has Telegram post to the webhook.
func (s *service) receive(ctx context.Context, group *sync.WaitGroup) {
	env := s.cfg.Environment
	group.Go(func() { bot.Introduce(ctx, s.client, s.menu(), s.log) })
	if env.WebhookURL == "" {
		group.Go(func() {
			bot.LeaveWebhook(ctx, s.client, s.log)
			s.poller.Run(ctx)
		})
		return
	}
	group.Go(func() { bot.EnterWebhook(ctx, s.client, env.WebhookURL, env.WebhookSecret.Reveal(), s.log) })
	group.Go(func() { s.queue.Run(ctx) })
}

// menu is what the button beside the text field offers everybody; what a
// person may do stands on the screens.
func (s *service) menu() []bot.Command {
	var menu []bot.Command
	for _, name := range handlers.Menu {
		menu = append(menu, bot.Command{Name: name, Description: s.texts.Label("menu." + name)})
	}
	return menu
}

func (s *service) server() *web.Server {
	server := &web.Server{Listen: s.cfg.Web.Listen, Health: s.health, Metrics: s.metrics.Handler(), Hall: s.hall(), Log: s.log}
	if s.cfg.Environment.WebhookURL != "" {
		server.Webhook = &bot.Webhook{Secret: s.cfg.Environment.WebhookSecret.Reveal(), Put: s.queue.Put, Log: s.log}
	}
	return server
}

// loops are the timetables, of weeks, meetings and assignments, and the housekeeping.
func (s *service) loops() []scheduler.Loop {
	table, composer := s.cfg.Timetable(), handlers.Composer{Texts: s.texts, Zone: s.cfg.Zone}
	enqueued := func() { s.sender.Poke(true, true) }
	weeks := &scheduler.Runner[*storage.Tx]{
		Store: s.db, Timetable: table, Quiet: s.cfg.Quiet, Composer: composer, Log: s.log, Enqueued: enqueued,
	}
	meetings := &scheduler.MeetingRunner[*storage.Tx]{
		Store: s.db, Composer: composer, Log: s.log, Enqueued: enqueued,
		Timetable: council.MeetingTimetable{Zone: table.Zone, Calendar: table.Calendar, Quiet: s.cfg.Quiet},
	}
	assignments := &scheduler.AssignmentRunner[*storage.Tx]{
		Store: s.db, Composer: composer, Log: s.log, Enqueued: enqueued,
		Timetable: council.AssignmentTimetable{Zone: table.Zone, Calendar: table.Calendar, Quiet: s.cfg.Quiet},
	}
	return []scheduler.Loop{
		{
			Name: "timetable", Every: time.Second, Timeout: time.Minute, Clock: s.clock.Now, Poke: s.clock.Moved(), Log: s.log,
			Job: func(ctx context.Context, now time.Time) error {
				_, weekly := weeks.RunOnce(ctx, now)
				_, around := meetings.RunOnce(ctx, now)
				_, owed := assignments.RunOnce(ctx, now)
				return errors.Join(weekly, around, owed)
			},
			Succeeded: s.looked.at,
		},
		{
			Name: "housekeeping", Every: time.Hour, Timeout: 10 * time.Minute, Clock: s.clock.Now, Log: s.log,
			Job: func(ctx context.Context, now time.Time) error { return scheduler.Housekeeping(ctx, s.db, now) },
		},
	}
}

var _ bot.Outbox = (*storage.DB)(nil)
var _ handlers.Store = (*storage.Tx)(nil)
