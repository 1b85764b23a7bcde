package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"sereda/process"
)

// child is a bot in a process of its own.
type child struct {
	*process.Child
	log *os.File
}

// launch starts the built program as production would, on the stage's servers;
// more is added to its environment.
func (s *stage) launch(more ...string) (*child, error) {
	return s.start(exec.Command(s.program, "run"), more...)
}

func (s *stage) start(cmd *exec.Cmd, more ...string) (*child, error) {
	log, err := os.OpenFile(s.botLog(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	cmd.Dir = s.dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = append(os.Environ(),
		"TELEGRAM_BOT_TOKEN="+s.telegram.Token(),
		"TELEGRAM_API_URL="+s.telegram.URL(),
		"DATABASE_URL="+s.dsn(),
		"REDIS_URL="+s.redis.URL(),
		"SEREDA_CLOCK="+s.clockURL,
		"SEREDA_HTTP=127.0.0.1:0",
		"WEBHOOK_URL=", "WEBHOOK_SECRET=",
	)
	cmd.Env = append(cmd.Env, more...)
	started, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		log.Close()
		return nil, err
	}
	return &child{started, log}, nil
}

func (s *stage) botLog() string { return filepath.Join(s.dir, "bot.log") }

// kill ends the process as a power cut would.
func (c *child) kill() {
	_ = c.Signal(syscall.SIGKILL)
	<-c.Ended()
	c.log.Close()
}

// stop asks the process to end and waits for it.
func (c *child) stop(ctx context.Context) error {
	defer c.log.Close()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if err := c.Stop(ctx, syscall.SIGTERM); err != nil {
		return fmt.Errorf("the bot did not end in time: %w", err)
	}
	return nil
}
