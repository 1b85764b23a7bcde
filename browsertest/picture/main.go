// Command picture makes the pictures of the guides from the demonstration's
// page:
//
//	go run ./browsertest/picture bin/sereda docs/pictures
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"sereda/browsertest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) != 2 {
		return errors.New("usage: picture program directory")
	}
	program, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	d, err := browsertest.StartDemonstration(ctx, program)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Stop()) }()
	b, err := browsertest.Start(ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	page, err := b.Open(d.Address+"?story=wednesday", desk)
	if err != nil {
		return err
	}
	return take(page, args[1])
}

// take goes from one picture to the next.
func take(page *browsertest.Page, dir string) error {
	for _, p := range pictures {
		if err := page.Look(p.screen); err != nil {
			return err
		}
		if err := page.Do(p.steps...); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := page.Rest(); err != nil {
			return err
		}
		png, err := page.Picture()
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		path := filepath.Join(dir, p.name+".png")
		if err := os.WriteFile(path, png, 0o644); err != nil {
			return err
		}
		fmt.Println(path)
	}
	return nil
}
