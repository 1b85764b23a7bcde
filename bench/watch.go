package main

import (
	"context"
	"time"

	"sereda/simulator"
)

// sight is a message or edit of the bot as it came before somebody's eyes.
type sight struct {
	simulator.Message
	// life counts the bot's starts: a message that comes twice in one life is
	// a fault, one repeated after a kill may be the price of it.
	life int
	at   time.Time
}

// watch hands every message and edit to whom it is for, in the order in which
// Telegram took them. One observer for all: thousands of people who each wait
// for the next event would cost more than the bot.
func watch(ctx context.Context, telegram *simulator.Server, to func(sight)) {
	life := 0
	for e := range telegram.Follow(ctx, telegram.Mark()) {
		switch {
		case e.Kind != simulator.Answered || !e.OK:
		case e.Method == "getMe":
			life++
		case e.Message != nil:
			to(sight{*e.Message, life, time.Now()})
		}
	}
}

// handOut is a watcher that gives everybody their own.
func handOut(people []*person) func(sight) {
	byChat := make(map[int64]*person, len(people))
	for _, p := range people {
		byChat[p.user.ID()] = p
	}
	return func(s sight) {
		if p := byChat[s.Chat.ID]; p != nil {
			p.sights <- s
		}
	}
}
