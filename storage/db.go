package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DB is the council's database.
type DB struct {
	pool *pgxpool.Pool
	// Lease is how much real time a letter has between its claim and its fate;
	// a killed sender's letters are claimed again after it. Longer than any
	// sending may take.
	Lease time.Duration
	// Mails: letters leave by e-mail too, to who chose so and in place of
	// Telegram where that reaches nobody.
	Mails bool
	// Release is when what is ready at the council's instant may disturb people;
	// nil is at once.
	Release func(now time.Time) time.Time

	memory accessMemory
}

// Open connects to the database; the pool connects lazily and survives a
// restart of the server.
func Open(ctx context.Context, dsn string) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		// The parser's error may quote the address with its password.
		return nil, errors.New("open database: the address cannot be read")
	}
	cfg.MaxConns = max(cfg.MaxConns, 8)
	cfg.AfterConnect = planning(cfg.ConnConfig.RuntimeParams)
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &DB{pool: pool, Lease: time.Minute}, nil
}

func (db *DB) release(now time.Time) time.Time {
	if db.Release == nil {
		return now
	}
	return db.Release(now)
}

// Close waits for running queries and closes the connections.
func (db *DB) Close() { db.pool.Close() }

// Ping asks the server for a sign of life.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// InTx runs work in one transaction and commits it when work returns nil. A
// serialisation failure or deadlock runs it again, a few times: work must
// touch nothing but the database.
func (db *DB) InTx(ctx context.Context, work func(tx *Tx) error) error {
	const tries = 3
	var err error
	for range tries {
		if err = db.once(ctx, work); !again(err) {
			return err
		}
	}
	return err
}

func (db *DB) once(ctx context.Context, work func(tx *Tx) error) error {
	return db.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		t := &transaction{conn: conn.Conn()}
		err := work(&Tx{tx: t, lease: db.Lease, mails: db.Mails, memory: &db.memory})
		if err == nil {
			err = t.commit(ctx)
		}
		if err != nil {
			t.rollback(ctx)
		}
		return err
	})
}

// again tells that the same work may succeed when simply repeated: 40001 is a
// serialisation failure, 40P01 a deadlock.
func again(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// Unavailable tells that the database could not be asked, so that nothing is
// known to be wrong with the question: wait and ask again.
func Unavailable(err error) bool {
	if err == nil {
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "57014": // one statement was cancelled, perhaps for good reason
			return false
		case pg.Code == "25006": // a standby that does not lead yet
			return true
		}
		switch pg.Code[:2] {
		case "08", "53", "57", "58": // connection, resources, shut down, disk
			return true
		}
		return again(err)
	}
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || pgconn.SafeToRetry(err) ||
		errors.Is(err, context.DeadlineExceeded) || closedConnection(err)
}

// Migrate brings the database to the newest schema; replicas that start
// together wait for each other.
func Migrate(ctx context.Context, dsn string) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return errors.New("migrate: the database's address cannot be read")
	}
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // looks every second
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// stamp keeps zero instants out of the database.
func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// notEpoch is the instant, or zero where a query put 1970 for NULL.
func notEpoch(t time.Time) time.Time {
	if t.Unix() == 0 {
		return time.Time{}
	}
	return t
}
