package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sereda/bot"
	"sereda/config"
	"sereda/council"
	"sereda/storage"
)

type inviteCommand struct {
	Admin bool `help:"The link makes whoever opens it first an administrator." required:""`
}

// Run prints a one-time link that lets the first administrator in.
func (c *inviteCommand) Run(e *environment) error {
	return e.withDatabase(func(ctx context.Context, cfg config.Config, db *storage.DB) error {
		client := bot.NewClient(cfg.Environment.APIURL, cfg.Environment.Token.Reveal())
		ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		me, err := bot.WhoAmI(ctx, client, e.log(cfg))
		if err != nil {
			return fmt.Errorf("ask Telegram for the bot's name: %w", err)
		}
		secret, now := council.NewSecret(), time.Now()
		expires := now.Add(council.InvitationLife)
		err = db.InTx(ctx, func(tx *storage.Tx) error {
			return tx.Invite(ctx, council.SecretHash(secret), council.Invitation{ExpiresAt: expires}, now)
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "https://t.me/%s?start=%s\nOne person, until %s. Whoever opens it is the administrator: hand it over in person.\n",
			me.Username, secret, expires.In(cfg.Zone).Format("2006-01-02 15:04"))
		return nil
	})
}

// withDatabase opens the council's database for a command: the one of the
// settings, or the private one, which is started for the time of the command.
func (e *environment) withDatabase(work func(ctx context.Context, cfg config.Config, db *storage.DB) error) (err error) {
	cfg, err := e.load()
	if err != nil {
		return err
	}
	switch cfg.Environment.Mode() {
	case config.Demonstration:
		return errors.New("there is no council here yet: set TELEGRAM_BOT_TOKEN (and DATABASE_URL, REDIS_URL in production)")
	case config.Small:
		server, err := startPrivate(e.ctx, &cfg, e.log(cfg))
		if err != nil {
			return fmt.Errorf("%w\nIs Sereda running on this data? Stop it for the time of the command", err)
		}
		defer func() { err = errors.Join(err, server.Stop(context.WithoutCancel(e.ctx))) }()
	}
	dsn := cfg.Environment.Database.Reveal()
	if err := storage.Migrate(e.ctx, dsn); err != nil {
		return err
	}
	db, err := storage.Open(e.ctx, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	return work(e.ctx, cfg, db)
}
