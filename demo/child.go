package demo

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"sereda/process"
)

// bot is the child process.
type bot struct {
	child *process.Child
	log   *os.File
	// meant: its end is our doing.
	meant atomic.Bool
}

// launch starts the bot as production would run it, on the demonstration's
// servers. Its log goes to a file beside the data.
func (s *servers) launch(executable, config string) (*bot, error) {
	log, err := os.OpenFile(s.botLog(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	args := []string{"run"}
	if config != "" {
		args = []string{"--config", config, "run"}
	}
	cmd := exec.Command(executable, args...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = append(os.Environ(),
		"TELEGRAM_BOT_TOKEN="+token,
		"TELEGRAM_API_URL="+s.telegram.URL(),
		"DATABASE_URL="+s.postgres.DSN(database),
		"REDIS_URL=redis://"+s.redis.Addr(),
		"SEREDA_CLOCK="+s.clockURL,
		"SEREDA_HTTP="+s.http,
		"SEREDA_PUBLIC=true",
		"SMTP_URL="+s.mail.url,
		"MAIL_FROM=Середа <sereda@example.org>",
		"WEBHOOK_URL=", "WEBHOOK_SECRET=",
	)
	child, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		log.Close()
		return nil, err
	}
	return &bot{child: child, log: log}, nil
}

func (s *servers) botLog() string { return filepath.Join(s.dir, "bot.log") }

// stop asks the bot to end and waits for it.
func (b *bot) stop(ctx context.Context) error {
	b.meant.Store(true)
	if err := b.child.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	select {
	case <-b.child.Ended():
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the bot did not end in time: %w", b.child.Signal(syscall.SIGKILL))
	}
}
