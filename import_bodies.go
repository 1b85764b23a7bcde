package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/intake"
	"sereda/storage"
)

type importBodiesCommand struct {
	File string `arg:"" type:"existingfile" help:"XLSX or CSV: body, kind, total, seat, code or post, vote."`
	Yes  bool   `help:"Apply without asking."`
}

// Run shows what the file would change in the bodies and their seats, asks,
// and applies it in one transaction.
func (c *importBodiesCommand) Run(e *environment) error {
	file, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	wanted, err := readBodies(filepath.Base(c.File), file)
	if err != nil {
		return err
	}
	return e.withDatabase(func(ctx context.Context, cfg config.Config, db *storage.DB) error {
		today := council.DateOf(time.Now().In(cfg.Zone))
		changes, err := bodyChanges(ctx, db, wanted, today)
		if err != nil {
			return err
		}
		for _, line := range changes.Lines() {
			fmt.Fprintln(e.stdout, line)
		}
		if changes.Empty() || !c.Yes && !agreed(e.stdout, os.Stdin) {
			return nil
		}
		if err := applyBodies(ctx, db, wanted, today); err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, "Застосовано.")
		return nil
	})
}

func bodyChanges(ctx context.Context, db *storage.DB, wanted []council.BodyRow, today council.Date) (council.BodyChanges, error) {
	var changes council.BodyChanges
	err := db.InTx(ctx, func(tx *storage.Tx) error {
		current, err := tx.CurrentBodies(ctx, today)
		changes = council.PlanBodies(current, wanted)
		return err
	})
	return changes, err
}

// applyBodies computes the changes anew inside the transaction that makes
// them: somebody may have changed the bodies since they were shown.
func applyBodies(ctx context.Context, db *storage.DB, wanted []council.BodyRow, today council.Date) error {
	return db.InTx(ctx, func(tx *storage.Tx) error {
		current, err := tx.CurrentBodies(ctx, today)
		if err != nil {
			return err
		}
		return tx.ApplyBodies(ctx, council.PlanBodies(current, wanted), today)
	})
}

// importBodiesInto brings bodies with their seats into a database without
// asking.
func importBodiesInto(ctx context.Context, db *storage.DB, name string, file []byte, today council.Date) error {
	wanted, err := readBodies(name, file)
	if err != nil {
		return err
	}
	return applyBodies(ctx, db, wanted, today)
}

// readBodies reads the spreadsheet; the error holds every problem at once.
func readBodies(name string, file []byte) ([]council.BodyRow, error) {
	rows, problems := intake.Bodies(bytes.NewReader(file), name)
	if len(problems) == 0 {
		return rows, nil
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return nil, errors.New("the file is refused as a whole; nothing was changed\n" + strings.Join(lines, "\n"))
}
