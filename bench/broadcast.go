package main

import (
	"context"
	"fmt"
	"time"
)

// broadcasts is how often a plan goes out; medians count.
const broadcasts = 3

// broadcast measures an agreed plan on its way to everybody while people type:
// how many messages leave in a second, and how much longer answers take than
// before.
func (c *benchCommand) broadcast(ctx context.Context, s *stage) ([]string, error) {
	var rates []float64
	var quiet, meanwhile []time.Duration
	busiest := 0
	for n := range broadcasts {
		b, err := c.oneBroadcast(ctx, s, fmt.Sprintf("broadcast%d", n+1))
		if err != nil {
			return nil, err
		}
		rates = append(rates, recipients/b.took.Seconds())
		busiest = max(busiest, b.busiest)
		quiet, meanwhile = append(quiet, quantile(b.quiet, 0.99)), append(meanwhile, quantile(b.meanwhile, 0.99))
	}
	return []string{
		fmt.Sprintf("broadcast_msgs_per_s %.1f", median(rates)),
		fmt.Sprintf("broadcast_busiest_second %d", busiest),
		fmt.Sprintf("interactive_p99_during_broadcast_vs_quiet %.2f", float64(median(meanwhile))/float64(median(quiet))),
	}, nil
}

// sendOut is how one plan went out: how long it took, how many left in the
// busiest second, and how long answers took before and meanwhile.
type sendOut struct {
	took             time.Duration
	busiest          int
	quiet, meanwhile []time.Duration
}

func (c *benchCommand) oneBroadcast(ctx context.Context, s *stage, name string) (*sendOut, error) {
	d, leave, err := s.newDistribution(ctx, name)
	defer leave()
	if err != nil {
		return nil, err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	visitors := d.visitors(watching)
	bot, err := s.launch("LOG_LEVEL=warn")
	if err != nil {
		return nil, err
	}
	defer func() { _ = bot.stop(ctx) }()
	if err := d.meet(ctx); err != nil {
		return nil, err
	}
	if _, err := saturate(ctx, visitors[:100], 20); err != nil {
		return nil, fmt.Errorf("warming up: %w", err)
	}
	screen, err := d.ready(ctx)
	if err != nil {
		return nil, err
	}
	const lasting = 20 * time.Second
	quiet, err := steady(ctx, visitors, c.Calm, lasting)
	if err != nil {
		return nil, fmt.Errorf("before the agreement: %w", err)
	}
	began := make(chan time.Time, 1)
	go func() {
		if pause(ctx, time.Second) == nil {
			began <- time.Now()
			d.agree(screen)
		}
	}()
	meanwhile, err := steady(ctx, visitors, c.Calm, lasting)
	if err != nil {
		return nil, fmt.Errorf("during the distribution: %w", err)
	}
	if err := d.arrive(ctx); err != nil {
		return nil, err
	}
	return d.figures(<-began, quiet, meanwhile)
}

// visitors are the heads as people who type.
func (d *distribution) visitors(ctx context.Context) []*visitor {
	var all []*visitor
	byChat := map[int64]*visitor{}
	for _, m := range d.heads {
		v := &visitor{member: m, sights: make(chan sight, 16)}
		all = append(all, v)
		byChat[m.user.ID()] = v
	}
	d.watchCopies(ctx, func(seen sight) {
		if v := byChat[seen.Chat.ID]; v != nil {
			v.sights <- seen
		}
	})
	return all
}

func (d *distribution) figures(began time.Time, quiet, meanwhile []time.Duration) (*sendOut, error) {
	t, at := d.judge(), d.arrivals()
	if t.lost+t.doubled+t.resent > 0 {
		return nil, fmt.Errorf("of %d heads %d got no plan, %d got it twice", recipients, t.lost, t.doubled+t.resent)
	}
	b := &sendOut{at[len(at)-1].Sub(began), busiestSecond(at), quiet, meanwhile}
	progress("%d heads were told in %.2f s, the first after %.2f s, %d in the busiest second; answers quiet p50 %.1f ms, p99 %.1f ms, meanwhile p50 %.1f ms, p99 %.1f ms",
		recipients, b.took.Seconds(), at[0].Sub(began).Seconds(), b.busiest,
		milliseconds(median(quiet)), milliseconds(quantile(quiet, 0.99)), milliseconds(median(meanwhile)), milliseconds(quantile(meanwhile, 0.99)))
	return b, nil
}
