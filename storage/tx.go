package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Tx is one transaction: every read and write of an update, an occurrence or a
// command goes through one.
type Tx struct {
	tx *transaction
	// lease is the database's.
	lease time.Duration
	mails bool
	// reachable are the people who came through an account that takes messages,
	// as was known when their chats were locked.
	reachable map[int64]bool
	// memory is the database's; remembers tells that it may learn from here.
	memory    *accessMemory
	remembers bool
}

// transaction saves the trips of its beginning and its end: BEGIN travels with
// the first batch, COMMIT with what was left for last. An update's answer
// waits for each of them.
type transaction struct {
	conn  *pgx.Conn
	begun bool
	last  pgx.Batch
}

const begin = "begin isolation level read committed"

func (t *transaction) start(ctx context.Context) error {
	if t.begun {
		return nil
	}
	t.begun = true
	if _, err := t.conn.Exec(ctx, begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	return nil
}

// Exec runs one statement.
func (t *transaction) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if err := t.start(ctx); err != nil {
		return pgconn.CommandTag{}, err
	}
	return t.conn.Exec(ctx, sql, args...)
}

// Query runs one statement that gives rows.
func (t *transaction) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if err := t.start(ctx); err != nil {
		return nil, err
	}
	return t.conn.Query(ctx, sql, args...)
}

// QueryRow runs one statement that gives a row.
func (t *transaction) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	if err := t.start(ctx); err != nil {
		return failedRow{err}
	}
	return t.conn.QueryRow(ctx, sql, args...)
}

type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }

// SendBatch runs statements in one trip, and begins with them when nothing was
// asked yet.
func (t *transaction) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	if t.begun {
		return t.conn.SendBatch(ctx, batch)
	}
	t.begun = true
	all := &pgx.Batch{}
	all.Queue(begin)
	all.QueuedQueries = append(all.QueuedQueries, batch.QueuedQueries...)
	results := t.conn.SendBatch(ctx, all)
	_, _ = results.Exec() // its error is that of the next result too
	return results
}

// Last leaves a statement for the commit: nobody in this transaction sees what
// it does, and its error is the commit's.
func (t *transaction) Last(sql string, args ...any) *pgx.QueuedQuery {
	return t.last.Queue(sql, args...)
}

// commit ends the transaction with what was left for last.
func (t *transaction) commit(ctx context.Context) error {
	if !t.begun && t.last.Len() == 0 {
		return nil
	}
	if err := t.start(ctx); err != nil {
		return err
	}
	var ended pgconn.CommandTag
	t.last.Queue("commit").Exec(func(tag pgconn.CommandTag) error {
		ended = tag
		return nil
	})
	if err := t.conn.SendBatch(ctx, &t.last).Close(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if ended.String() == "ROLLBACK" { // something had failed and was passed over
		return pgx.ErrTxCommitRollback
	}
	return nil
}

// rollback undoes everything; a connection on which that fails is not used
// again.
func (t *transaction) rollback(ctx context.Context) {
	if t.conn.PgConn().TxStatus() != 'I' {
		_, _ = t.conn.Exec(ctx, "rollback")
	}
}
