package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/intake"
	"sereda/storage"
)

// spreadsheet is a file whose rows the database is to follow.
type spreadsheet[Row any, Changes interface {
	Lines() []string
	Empty() bool
}] struct {
	read    func(file io.Reader, name string) ([]Row, []intake.Problem)
	current func(tx *storage.Tx, ctx context.Context, today council.Date) ([]Row, error)
	plan    func(current, wanted []Row) Changes
	apply   func(tx *storage.Tx, ctx context.Context, c Changes, today council.Date) error
}

// command shows what the file would change, asks unless it is told yes, and
// applies it in one transaction. Nonsense in the file is refused whole, naming
// row and column.
func (s spreadsheet[Row, Changes]) command(e *environment, path string, yes bool) error {
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	wanted, err := s.rows(filepath.Base(path), file)
	if err != nil {
		return err
	}
	return e.withDatabase(func(ctx context.Context, cfg config.Config, db *storage.DB) error {
		today := council.DateOf(time.Now().In(cfg.Zone))
		var changes Changes
		err := db.InTx(ctx, func(tx *storage.Tx) (err error) {
			changes, err = s.changes(ctx, tx, wanted, today)
			return err
		})
		if err != nil {
			return err
		}
		for _, line := range changes.Lines() {
			fmt.Fprintln(e.stdout, line)
		}
		if changes.Empty() || !yes && !agreed(e.stdout, os.Stdin) {
			return nil
		}
		if err := s.follow(ctx, db, wanted, today); err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, "Застосовано.")
		return nil
	})
}

// into brings the file into a database without asking.
func (s spreadsheet[Row, Changes]) into(ctx context.Context, db *storage.DB, name string, file []byte, today council.Date) error {
	wanted, err := s.rows(name, file)
	if err != nil {
		return err
	}
	return s.follow(ctx, db, wanted, today)
}

// rows reads the file; the error holds every problem at once.
func (s spreadsheet[Row, Changes]) rows(name string, file []byte) ([]Row, error) {
	rows, problems := s.read(bytes.NewReader(file), name)
	if len(problems) == 0 {
		return rows, nil
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return nil, errors.New("the file is refused as a whole; nothing was changed\n" + strings.Join(lines, "\n"))
}

func (s spreadsheet[Row, Changes]) changes(ctx context.Context, tx *storage.Tx, wanted []Row, today council.Date) (Changes, error) {
	current, err := s.current(tx, ctx, today)
	return s.plan(current, wanted), err
}

// follow computes the changes anew inside the transaction that makes them:
// somebody may have changed the data since they were shown.
func (s spreadsheet[Row, Changes]) follow(ctx context.Context, db *storage.DB, wanted []Row, today council.Date) error {
	return db.InTx(ctx, func(tx *storage.Tx) error {
		changes, err := s.changes(ctx, tx, wanted, today)
		if err != nil {
			return err
		}
		return s.apply(tx, ctx, changes, today)
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
