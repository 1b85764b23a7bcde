package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"sereda/simulator"
)

type chaosCommand struct {
	Kills     int    `default:"20" help:"How often the bot is killed."`
	People    int    `default:"200" help:"How many type meanwhile."`
	Crowd     int    `default:"2000" help:"How many type at once when order is tested; 0 leaves that out."`
	HallKills int    `default:"4" help:"How often it is killed while a roll is taken."`
	PlanKills int    `default:"4" help:"How often it is killed while an agreed plan goes out."`
	MailKills int    `default:"4" help:"How often it is killed while a plan goes out by e-mail."`
	Seed      uint64 `help:"What the run is made from; random by default."`
}

// Run kills the bot while people type, then has a crowd type in haste, and
// judges both. It fails when anything was lost, doubled or out of order.
func (c *chaosCommand) Run(ctx context.Context) (err error) {
	if c.Seed == 0 {
		c.Seed = rand.Uint64()
	}
	progress("seed %d", c.Seed)
	s, err := newStage(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close(ctx)) }()
	members, err := s.members(ctx, max(c.People, c.Crowd))
	if err != nil {
		return err
	}
	people := make([]*person, len(members))
	for i, m := range members {
		people[i] = newPerson(m, c.Seed)
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go watch(watching, s.telegram, handOut(people))

	for i, how := range orderings {
		if err := c.torment(ctx, s, people[:c.People], how, (c.Kills+1-i)/len(orderings)); err != nil {
			return err
		}
	}
	for _, how := range orderings {
		if err := c.hurry(ctx, s, people[:c.Crowd], how); err != nil {
			return err
		}
	}
	hall, err := s.attendanceKilled(ctx, c.HallKills)
	if err != nil {
		return err
	}
	fmt.Printf("attendance kills=%d presses=%d record_errors=%d\n", c.HallKills, len(hall.took), hall.errors)
	plan, err := c.distributionKilled(ctx, s)
	if err != nil {
		return err
	}
	fmt.Printf("distribution kills=%d recipients=%d lost=%d doubled=%d resent=%d\n", c.PlanKills, recipients, plan.lost, plan.doubled, plan.resent)
	mailing, err := c.mailingKilled(ctx, s)
	if err != nil {
		return err
	}
	fmt.Printf("mailing kills=%d recipients=%d lost=%d doubled=%d resent=%d\n", c.MailKills, recipients, mailing.lost, mailing.doubled, mailing.resent)
	total, err := s.judge(ctx, people)
	if err != nil {
		return err
	}
	fmt.Printf("chaos kills=%d updates=%d lost=%d doubled=%d out_of_order=%d resent=%d\n",
		c.Kills, total.updates, total.lost, total.doubled, total.outOfOrder, total.resent)
	if total.lost+total.doubled+total.outOfOrder+hall.errors+plan.lost+plan.doubled+mailing.lost+mailing.doubled > 0 || mailing.resent > c.MailKills {
		return fmt.Errorf("the promise is broken (seed %d)", c.Seed)
	}
	return nil
}

// torment kills the bot so often, at random instants while people type, and ends
// when everybody has got every answer.
func (c *chaosCommand) torment(ctx context.Context, s *stage, people []*person, how ordering, kills int) error {
	environment, err := how.environment()
	if err != nil {
		return err
	}
	bot, err := s.launch(environment...)
	if err != nil {
		return err
	}
	enough := make(chan struct{})
	var typing sync.WaitGroup
	for _, p := range people {
		p.pause = 1200 * time.Millisecond
		typing.Go(func() { p.live(ctx, habits, enough) })
	}
	rng := rand.New(rand.NewPCG(c.Seed, uint64(kills)))
	for n := range kills {
		moment := moments[rng.IntN(len(moments))]
		if err := moment.wait(ctx, s, 500*time.Millisecond+time.Duration(rng.Int64N(int64(4500*time.Millisecond)))); err != nil {
			break
		}
		bot.kill()
		progress("kill %d of %d, updates %s, %s", n+1, kills, how.name, moment.name)
		if bot, err = s.launch(environment...); err != nil {
			close(enough)
			return err
		}
	}
	close(enough)
	progress("everybody finishes what they are at")
	typing.Wait()
	return errors.Join(ctx.Err(), bot.stop(ctx))
}

// live does one habit after another until it is enough.
func (p *person) live(ctx context.Context, habits []habit, enough <-chan struct{}) {
	for {
		select {
		case <-enough:
			return
		case <-ctx.Done():
			return
		default:
		}
		if habits[p.rng.IntN(len(habits))](ctx, p) != nil {
			return
		}
	}
}

// moment is an instant at which to kill.
type moment struct {
	name string
	at   func(simulator.Event) bool
}

// moments are any time, and the two that hurt most: when updates have just been
// handed over, and when a message has just been taken.
var moments = []moment{
	{"at any time", func(simulator.Event) bool { return true }},
	{"having received", func(e simulator.Event) bool { return e.Kind == simulator.Delivered }},
	{"having sent", func(e simulator.Event) bool { return e.Kind == simulator.Answered && e.Method == "sendMessage" }},
}

// wait waits so long, and then for the moment.
func (m moment) wait(ctx context.Context, s *stage, after time.Duration) error {
	if err := pause(ctx, after); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err := s.telegram.Wait(limited, s.telegram.Mark(), m.at)
	if ctx.Err() == nil {
		return nil // nothing happened that long: that is a moment too
	}
	return err
}
