package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/alicebob/miniredis/v2"

	"sereda/config"
	"sereda/demo"
	"sereda/postgres"
)

type runCommand struct {
	Fresh bool `help:"Demonstration: forget what was played and start anew."`
}

// Run runs what the environment asks for: the demonstration, a small council
// on its own Postgres, or production.
func (c *runCommand) Run(e *environment) error {
	cfg, err := e.load()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: cfg.Environment.Level()}))
	switch mode := cfg.Environment.Mode(); mode {
	case config.Demonstration:
		executable, err := os.Executable()
		if err != nil {
			return err
		}
		quiet := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
		return demo.Run(e.ctx, demo.Options{
			Config: cfg, ConfigPath: e.config, Fresh: c.Fresh, Executable: executable,
			Import: roster().into, ImportBodies: bodies().into, Out: e.stdout, Log: quiet,
		})
	case config.Small:
		return runSmall(e.ctx, cfg, log)
	default:
		return serve(e.ctx, cfg, log)
	}
}

// runSmall runs the bot with a private Postgres in the data directory and an
// in-process Redis; both end with it.
func runSmall(ctx context.Context, cfg config.Config, log *slog.Logger) (err error) {
	server, err := startPrivate(ctx, &cfg, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop(context.WithoutCancel(ctx))) }()
	redis, stop, err := startRedis(ctx)
	if err != nil {
		return err
	}
	defer stop()
	cfg.Environment.Redis = config.NewSecret("redis://" + redis)
	return serve(ctx, cfg, log)
}

// privateDatabase is the council's in the private Postgres.
const privateDatabase = "sereda"

// startPrivate starts the private Postgres and points the settings at it.
func startPrivate(ctx context.Context, cfg *config.Config, log *slog.Logger) (*postgres.Server, error) {
	data := cfg.Environment.DataDir
	if err := os.MkdirAll(data, 0o755); err != nil {
		return nil, err
	}
	server, err := postgres.Start(ctx, postgres.Options{Dir: filepath.Join(data, "postgres"), Log: log})
	if err != nil {
		return nil, err
	}
	if err := server.CreateDatabase(ctx, privateDatabase); err != nil {
		return nil, errors.Join(err, server.Stop(context.WithoutCancel(ctx)))
	}
	cfg.Environment.Database = config.NewSecret(server.DSN(privateDatabase))
	return server, nil
}

// startRedis runs Redis inside the process. Its time passes only when it is
// told, so it is told every second.
func startRedis(ctx context.Context) (address string, stop func(), err error) {
	redis := miniredis.NewMiniRedis()
	if err := redis.StartAddr("127.0.0.1:0"); err != nil {
		return "", nil, fmt.Errorf("in-process Redis: %w", err)
	}
	ticker := time.NewTicker(time.Second)
	ticking, cancel := context.WithCancel(ctx)
	go func() {
		for {
			select {
			case <-ticking.Done():
				return
			case <-ticker.C:
				redis.FastForward(time.Second)
			}
		}
	}()
	return redis.Addr(), func() { cancel(); ticker.Stop(); redis.Close() }, nil
}
