package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"sereda/simulator"
)

// tookCopy is when Telegram has just taken a copy of the plan, its fate not yet
// written.
var tookCopy = moment{"having sent a plan", func(e simulator.Event) bool {
	return e.Kind == simulator.Answered && e.OK && e.Method == "sendDocument"
}}

// distributionKilled has a plan agreed and kills the bot again and again while
// it goes out: the first time right after the press, then at any time or when a
// copy has just left. It ends when nothing waits any more.
func (c *chaosCommand) distributionKilled(ctx context.Context, s *stage) (tally, error) {
	d, leave, err := s.newDistribution(ctx, "spread")
	defer leave()
	if err != nil {
		return tally{}, err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	d.watchCopies(watching, func(sight) {})
	bot, err := s.launch("LOG_LEVEL=warn")
	if err != nil {
		return tally{}, err
	}
	if err := d.meet(ctx); err != nil {
		return tally{}, errors.Join(err, bot.stop(ctx))
	}
	screen, err := d.ready(ctx)
	if err != nil {
		return tally{}, errors.Join(err, bot.stop(ctx))
	}
	rng := rand.New(rand.NewPCG(c.Seed, 60))
	d.agree(screen)
	after := time.Duration(rng.Int64N(int64(500 * time.Millisecond)))
	for n := range c.PlanKills {
		when := []moment{moments[0], tookCopy}[n%2]
		if err := when.wait(ctx, s, after); err != nil {
			return tally{}, errors.Join(err, bot.stop(ctx))
		}
		bot.kill()
		progress("kill %d of %d while a plan goes out, %s", n+1, c.PlanKills, when.name)
		if bot, err = s.launch("LOG_LEVEL=warn"); err != nil {
			return tally{}, err
		}
		after = 2*time.Second + time.Duration(rng.Int64N(int64(3*time.Second)))
	}
	if err := errors.Join(d.arrive(ctx), d.empty(ctx), bot.stop(ctx)); err != nil {
		return tally{}, err
	}
	return d.judge(), nil
}
