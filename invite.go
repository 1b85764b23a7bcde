package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
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
		secret := council.NewSecret()
		i, whom, err := inviteAdministrator(ctx, db, secret, time.Now(), cfg.Zone)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s\n%s, until %s. Hand it over in person: whoever opens it first is let in.\n",
			council.InvitationLink(me.Username, secret), whom, i.ExpiresAt.In(cfg.Zone).Format("2006-01-02 15:04"))
		return nil
	})
}

// inviteAdministrator invites the directory's administrator who has no account
// yet, or, where there is none, a person whom the link will make.
func inviteAdministrator(ctx context.Context, db *storage.DB, secret string, now time.Time, zone *time.Location) (council.Invitation, string, error) {
	i := council.Invitation{ExpiresAt: now.Add(council.InvitationLife)}
	whom := "A new administrator"
	err := db.InTx(ctx, func(tx *storage.Tx) error {
		today := council.DateOf(now.In(zone))
		administrators, err := tx.PeopleWith(ctx, council.Administrator, today)
		if err != nil {
			return err
		}
		waiting, err := tx.PeopleWithoutAccount(ctx, today)
		if err != nil {
			return err
		}
		for _, p := range waiting {
			if i.PersonID == 0 && slices.Contains(administrators, p.ID) {
				i.PersonID, whom = p.ID, p.Full()
			}
		}
		return tx.Invite(ctx, council.SecretHash(secret), i, now)
	})
	return i, whom, err
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

// log is what commands say besides their result.
func (e *environment) log(cfg config.Config) *slog.Logger {
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: max(cfg.Environment.Level(), slog.LevelWarn)}))
}
