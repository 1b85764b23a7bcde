package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"sereda/postgres"
)

type benchCommand struct {
	Runs    int           `default:"5" help:"Runs of each bot, alternating; medians count."`
	People  int           `default:"2000" help:"Conversations of a run at saturation."`
	AtOnce  int           `default:"200" help:"How many converse at a time."`
	Calm    int           `default:"15" help:"Conversations that begin in a second of an ordinary hour."`
	Rush    float64       `default:"0.75" help:"The last minutes: that part of what the plain bot can answer at most."`
	Lasting time.Duration `default:"10s" help:"How long such a run begins new ones."`
	Parts   []string      `enum:"bots,screens,papers,attendance,broadcast,page" default:"bots,screens,papers,attendance,broadcast,page" help:"What is measured."`
	Units   int           `default:"1000" help:"Units of the council whose screens are timed."`
}

// contender is a bot to be measured.
type contender struct {
	name   string
	launch func() (*child, error)
	// measure: what it can do at saturation is the measure of the last minutes.
	measure bool
}

// figures are what the runs of one contender gave.
type figures struct {
	perUpdate  []float64 // processor time, in microseconds
	calm, rush []time.Duration
	resident   []float64 // megabytes
	answered   []time.Duration
}

// Run measures part after part and prints the figures of all at the end.
func (c *benchCommand) Run(ctx context.Context) (err error) {
	s, err := newStage(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close(ctx)) }()
	var lines []string
	for _, part := range []struct {
		name    string
		measure func(context.Context, *stage) ([]string, error)
	}{{"bots", c.bots}, {"screens", c.screens}, {"papers", c.papers}, {"attendance", attendance}, {"broadcast", c.broadcast}, {"page", page}} {
		if !slices.Contains(c.Parts, part.name) {
			continue
		}
		more, err := part.measure(ctx, s)
		if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		lines = append(lines, more...)
	}
	fmt.Println(strings.Join(lines, "\n"))
	return nil
}

// bots measures Sereda and the plain bot in turn.
func (c *benchCommand) bots(ctx context.Context, s *stage) ([]string, error) {
	b, err := c.prepare(ctx, s)
	if err != nil {
		return nil, err
	}
	ours, plain := &figures{}, &figures{}
	for n := range c.Runs {
		progress("run %d of %d", n+1, c.Runs)
		// The plain bot goes first: its saturation is the measure of both.
		if err := b.measure(ctx, b.plain(), plain); err != nil {
			return nil, err
		}
		if err := b.measure(ctx, b.ours(), ours); err != nil {
			return nil, err
		}
	}
	return []string{
		fmt.Sprintf("cpu_per_update_vs_plain %.2f", median(ours.perUpdate)/median(plain.perUpdate)),
		fmt.Sprintf("p99_vs_plain %.2f", float64(median(ours.rush))/float64(median(plain.rush))),
		fmt.Sprintf("p99_in_a_calm_hour_vs_plain %.2f", float64(median(ours.calm))/float64(median(plain.calm))),
		fmt.Sprintf("rss_mb %.0f", median(ours.resident)),
		fmt.Sprintf("first_answer_s %.2f", median(ours.answered).Seconds()),
	}, nil
}

// papers measures the digest and all papers of a week.
func (c *benchCommand) papers(context.Context, *stage) ([]string, error) {
	took, allocated, err := c.timePapers()
	if err != nil {
		return nil, err
	}
	return []string{
		fmt.Sprintf("digest_and_documents_%d_units_s %.2f", c.Units, took.Seconds()),
		fmt.Sprintf("digest_and_documents_allocated_mb %.0f", allocated),
	}, nil
}

// measuring is a prepared benchmark: a council of visitors whose database is
// the template of every run's.
type measuring struct {
	*benchCommand
	*stage
	servers  servers
	visitors []*visitor
	// rush is how many conversations begin in a second of the last minutes.
	rush int
}

func (c *benchCommand) prepare(ctx context.Context, s *stage) (*measuring, error) {
	b := &measuring{benchCommand: c, stage: s}
	members, err := s.members(ctx, c.People)
	if err != nil {
		return nil, err
	}
	byChat := map[int64]*visitor{}
	for _, m := range members {
		v := &visitor{member: m, sights: make(chan sight, 16)}
		b.visitors = append(b.visitors, v)
		byChat[m.user.ID()] = v
	}
	go watch(ctx, s.telegram, func(seen sight) {
		if v := byChat[seen.Chat.ID]; v != nil {
			v.sights <- seen
		}
	})
	if err := s.analyze(ctx); err != nil {
		return nil, err
	}
	b.servers, err = s.findServers(ctx)
	s.db.Close() // nobody may be connected to a template
	return b, err
}

func (b *measuring) ours() contender {
	return contender{name: "sereda", launch: func() (*child, error) { return b.launch("LOG_LEVEL=warn") }}
}

func (b *measuring) plain() contender {
	return contender{name: "plain", measure: true, launch: func() (*child, error) {
		own, err := os.Executable()
		if err != nil {
			return nil, err
		}
		return b.start(exec.Command(own, "plain"))
	}}
}

// measure gives the contender a fresh database and a first visitor, warms it
// up, saturates it and then loads it evenly.
func (b *measuring) measure(ctx context.Context, c contender, f *figures) error {
	if err := b.refresh(ctx); err != nil {
		return err
	}
	defer func() { b.database = database }()
	early := b.visitors[0]
	early.forget()
	early.user.Send("/plan")
	began := time.Now()
	bot, err := c.launch()
	if err != nil {
		return err
	}
	defer func() { _ = bot.stop(ctx) }()
	answer, err := early.next(ctx)
	if err != nil {
		return fmt.Errorf("%s: after the start: %w", c.name, err)
	}
	f.answered = append(f.answered, answer.at.Sub(began))
	return b.load(ctx, c, bot, f)
}

func (b *measuring) load(ctx context.Context, c contender, bot *child, f *figures) error {
	if _, err := saturate(ctx, b.visitors[:min(100, len(b.visitors))], 20); err != nil {
		return fmt.Errorf("%s: warming up: %w", c.name, err)
	}
	// Postgres looks at tables that have filled up by itself, a minute later.
	if err := b.analyze(ctx); err != nil {
		return err
	}
	most, err := b.saturation(ctx, c, bot, f)
	if err != nil {
		return err
	}
	if c.measure {
		b.rush = int(b.Rush * most)
	}
	if f.calm, err = b.evenly(ctx, c, b.Calm, f.calm); err != nil {
		return err
	}
	f.rush, err = b.evenly(ctx, c, b.rush, f.rush)
	return err
}

// saturation measures what an update costs when as many come as can be
// answered, and tells how many conversations a second that are.
func (b *measuring) saturation(ctx context.Context, c contender, bot *child, f *figures) (float64, error) {
	before, err := b.servers.used(bot.Pid())
	if err != nil {
		return 0, err
	}
	took, err := saturate(ctx, b.visitors, b.AtOnce)
	if err != nil {
		return 0, fmt.Errorf("%s: at saturation: %w", c.name, err)
	}
	after, err := b.servers.used(bot.Pid())
	if err != nil {
		return 0, err
	}
	memory, err := resident(bot.Pid())
	if err != nil {
		return 0, err
	}
	used, updates := after.minus(before), len(b.visitors)*len(conversation)
	per := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(updates) }
	f.perUpdate = append(f.perUpdate, per(used.total()))
	f.resident = append(f.resident, memory)
	progress("%-6s %4.0f updates/s, µs per update: bot %.0f + postgres %.0f + redis %.0f = %.0f; %.0f MB",
		c.name, float64(updates)/took.Seconds(), per(used.bot), per(used.postgres), per(used.redis), per(used.total()), memory)
	return float64(len(b.visitors)) / took.Seconds(), nil
}

// evenly measures the answers while so many conversations begin in a second,
// and adds their 99th percentile to those of earlier runs.
func (b *measuring) evenly(ctx context.Context, c contender, perSecond int, earlier []time.Duration) ([]time.Duration, error) {
	delays, err := steady(ctx, b.visitors, perSecond, b.Lasting)
	if err != nil {
		return nil, fmt.Errorf("%s: at a fixed rate: %w", c.name, err)
	}
	p99 := quantile(delays, 0.99)
	progress("%-6s %d conversations a second: p50 %.1f ms, p99 %.1f ms",
		c.name, perSecond, float64(median(delays).Microseconds())/1000, float64(p99.Microseconds())/1000)
	return append(earlier, p99), nil
}

// refresh makes a database for the next run, as the template is, and empties
// Redis.
func (b *measuring) refresh(ctx context.Context) error {
	const name = "run"
	if err := postgres.DropDatabase(ctx, b.postgres.DSN("postgres"), name); err != nil {
		return err
	}
	if err := b.postgres.Clone(ctx, database, name); err != nil {
		return err
	}
	b.database = name
	client, err := b.redisClient()
	if err != nil {
		return err
	}
	defer client.Close()
	return client.FlushAll(ctx).Err()
}
