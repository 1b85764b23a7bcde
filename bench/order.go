package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// ordering is a way in which updates come to the bot.
type ordering struct {
	name string
	// environment is what the bot is told.
	environment func() ([]string, error)
}

var orderings = []ordering{
	{"polled", func() ([]string, error) { return nil, nil }},
	{"posted", func() ([]string, error) {
		address, err := freeAddress()
		return []string{
			"SEREDA_HTTP=" + address, "WEBHOOK_URL=http://" + address + "/telegram", "WEBHOOK_SECRET=bench"}, err
	}},
}

// freeAddress is one that nobody listens on now.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

// hurry has everybody send one update right after another.
func (c *chaosCommand) hurry(ctx context.Context, s *stage, people []*person, how ordering) error {
	environment, err := how.environment()
	if err != nil {
		return err
	}
	bot, err := s.launch(environment...)
	if err != nil {
		return err
	}
	began := time.Now()
	var typing sync.WaitGroup
	for _, p := range people {
		p.pause = 0
		typing.Go(func() {
			_ = p.doAll(ctx, hasty)
		})
	}
	typing.Wait()
	for _, p := range people {
		p.settle()
	}
	progress("%d people in haste, updates %s: %.1f s", len(people), how.name, time.Since(began).Seconds())
	if err := bot.stop(ctx); err != nil {
		return fmt.Errorf("after the haste: %w", err)
	}
	return errors.Join(ctx.Err())
}

func (p *person) doAll(ctx context.Context, habits []habit) error {
	for _, do := range habits {
		if err := do(ctx, p); err != nil {
			return err
		}
	}
	return nil
}
