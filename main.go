// Sereda (середа, Wednesday) is the weekly-plan assistant of a Ukrainian
// council, in Telegram. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"sereda/config"
	"sereda/scheduler"
)

// environment is the process's surroundings, given to every command.
type environment struct {
	ctx     context.Context
	environ []string
	stdout  io.Writer
	stderr  io.Writer
	stdin   io.Reader
	config  string
}

type commands struct {
	Config string `help:"Settings file." type:"path" placeholder:"config.yaml"`

	Run    runCommand          `cmd:"" default:"withargs" help:"Run Sereda; without TELEGRAM_BOT_TOKEN a demonstration council plays its week."`
	Read   readCommand         `cmd:"" help:"Show what would be read from a plan, one JSON object an entry."`
	Check  checkCommand        `cmd:"" help:"Check the settings and print the timetable they mean."`
	Import importCommand       `cmd:"" help:"Import the directory from a spreadsheet."`
	Bodies importBodiesCommand `cmd:"" name:"import-bodies" help:"Import bodies and their seats from a spreadsheet."`
	Invite inviteCommand       `cmd:"" help:"Print an invitation link."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "sereda:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("sereda"), kong.Writers(stdout, stderr),
		kong.Description("Sereda (середа): the weekly-plan assistant of a council, in Telegram."))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run(&environment{ctx: ctx, environ: environ, stdout: stdout, stderr: stderr, stdin: os.Stdin, config: cli.Config})
}

// load reads the settings.
func (e *environment) load() (config.Config, error) {
	return config.Load(config.Source{
		Path: e.config, Environ: e.environ, Now: time.Now(), ParseSchedule: scheduler.ParseSchedule})
}

type checkCommand struct{}

// Run says everything wrong with the settings at once, or what they mean.
func (*checkCommand) Run(e *environment) error {
	cfg, err := e.load()
	if err != nil {
		return err
	}
	return config.Check(e.stdout, cfg, time.Now())
}
