// Command with runs a command with the servers that the tests need:
//
//	go run ./testkit/with -- go test ./...
//
// It starts a throw-away PostgreSQL with the migrated template database and a
// throw-away Redis, tells the command where they are, passes signals on to it,
// stops both servers whatever happens, and ends with the command's exit code.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"sereda/postgres"
	"sereda/process"
	"sereda/storage"
	"sereda/testkit"
	"sereda/testkit/redisserver"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: with -- command [argument…]")
		os.Exit(2)
	}
	code, err := run(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "with:", err)
	}
	os.Exit(code)
}

// run returns the command's exit code; 1 when there is none.
func run(args []string) (code int, err error) {
	// A broken pipe must not end us before the servers are stopped.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)

	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	env, stop, err := startServers(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	if err != nil {
		return 1, err
	}
	return command(args, env, signals)
}

// startServers returns the environment for the command. What was started is
// stopped by stop, also after an error.
func startServers(ctx context.Context) (env []string, stop func() error, err error) {
	var stops []func(context.Context) error
	stop = func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		var errs []error
		for _, stop := range stops {
			errs = append(errs, stop(ctx))
		}
		return errors.Join(errs...)
	}

	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	pg, err := postgres.Start(ctx, postgres.Options{Log: log})
	if err != nil {
		return nil, stop, err
	}
	stops = append(stops, pg.Stop)
	redis, err := redisserver.Start(ctx)
	if err != nil {
		return nil, stop, err
	}
	stops = append(stops, redis.Stop)

	if err := pg.CreateDatabase(ctx, testkit.Template); err != nil {
		return nil, stop, err
	}
	if err := storage.Migrate(ctx, pg.DSN(testkit.Template)); err != nil {
		return nil, stop, fmt.Errorf("migrate the template database: %w", err)
	}
	return []string{
		testkit.EnvDSN + "=" + pg.DSN("postgres"),
		testkit.EnvRedis + "=" + redis.URL(),
	}, stop, nil
}

// command runs args to its end. A signal that came before it starts ends it at once.
func command(args, env []string, signals <-chan os.Signal) (int, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	child, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return 1, err
	}
	for {
		select {
		case sig := <-signals:
			if err := child.SignalGroup(sig.(syscall.Signal)); err != nil {
				return 1, err
			}
		case <-child.Ended():
			return exitCode(child.Err())
		}
	}
}

// exitCode follows the shell: 128 and the signal's number for a killed command.
func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case !errors.As(err, &exit):
		return 1, err
	}
	if status := exit.Sys().(syscall.WaitStatus); status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return exit.ExitCode(), nil
}
