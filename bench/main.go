package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Bench benchCommand `cmd:"" help:"Measure what an update costs, against a bot written plainly, and the larger screens."`
	Chaos chaosCommand `cmd:"" help:"Kill the bot again and again while people type, and count what was lost."`
	Plain plainCommand `cmd:"" hidden:"" help:"The plain bot."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	command := kong.Parse(&commands{}, kong.Name("bench"), kong.BindTo(ctx, (*context.Context)(nil)))
	err := command.Run()
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// progress tells the person who waits; the results go to the standard output.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
