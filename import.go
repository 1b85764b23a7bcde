package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/intake"
	"sereda/storage"
)

type importCommand struct {
	File string `arg:"" type:"existingfile" help:"XLSX or CSV: code, unit, kind, duty, names, position, roles, phone, e-mail, Telegram."`
	Yes  bool   `help:"Apply without asking."`
}

// Run shows what the file would change, asks, and applies it in one
// transaction. Nonsense in the file is refused whole, naming row and column.
func (c *importCommand) Run(e *environment) error {
	file, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	wanted, err := readRoster(filepath.Base(c.File), file)
	if err != nil {
		return err
	}
	return e.withDatabase(func(ctx context.Context, cfg config.Config, db *storage.DB) error {
		today := council.DateOf(time.Now().In(cfg.Zone))
		changes, err := rosterChanges(ctx, db, wanted, today)
		if err != nil {
			return err
		}
		for _, line := range changes.Lines() {
			fmt.Fprintln(e.stdout, line)
		}
		if changes.Empty() || !c.Yes && !agreed(e.stdout, os.Stdin) {
			return nil
		}
		if err := applyRoster(ctx, db, wanted, today); err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, "Застосовано.")
		return nil
	})
}

// agreed asks on the terminal; anything but a yes is a no.
func agreed(out io.Writer, in io.Reader) bool {
	fmt.Fprint(out, "Застосувати? [т/Н] ")
	answer, _ := bufio.NewReader(in).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "т", "так", "y", "yes":
		return true
	}
	return false
}

// readRoster reads the spreadsheet; the error holds every problem at once.
func readRoster(name string, file []byte) ([]council.RosterRow, error) {
	rows, problems := intake.Roster(bytes.NewReader(file), name)
	if len(problems) == 0 {
		return rows, nil
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return nil, errors.New("the file is refused as a whole; nothing was changed\n" + strings.Join(lines, "\n"))
}

func rosterChanges(ctx context.Context, db *storage.DB, wanted []council.RosterRow, today council.Date) (council.RosterChanges, error) {
	var changes council.RosterChanges
	err := db.InTx(ctx, func(tx *storage.Tx) error {
		current, err := tx.CurrentRoster(ctx, today)
		changes = council.PlanRoster(current, wanted)
		return err
	})
	return changes, err
}

// applyRoster computes the changes anew inside the transaction that makes
// them: somebody may have changed the directory since they were shown.
func applyRoster(ctx context.Context, db *storage.DB, wanted []council.RosterRow, today council.Date) error {
	return db.InTx(ctx, func(tx *storage.Tx) error {
		current, err := tx.CurrentRoster(ctx, today)
		if err != nil {
			return err
		}
		return tx.ApplyRoster(ctx, council.PlanRoster(current, wanted), today, time.Now())
	})
}

// importInto brings a directory into a database without asking.
func importInto(ctx context.Context, db *storage.DB, name string, file []byte, today council.Date) error {
	wanted, err := readRoster(name, file)
	if err != nil {
		return err
	}
	return applyRoster(ctx, db, wanted, today)
}

// log is what commands say besides their result.
func (e *environment) log(cfg config.Config) *slog.Logger {
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: max(cfg.Environment.Level(), slog.LevelWarn)}))
}
