package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/storage"
	"sereda/testkit"
)

// mail is a database with a sight of its rows, for the tests of inbox and
// outbox.
type mail struct {
	*directory
	dsn string
	sql *pgx.Conn
}

func openMail(t *testing.T) *mail {
	t.Helper()
	dsn := testkit.DSN(t)
	db, err := storage.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.WithoutCancel(t.Context())) })
	return &mail{directory: &directory{TB: t, db: db}, dsn: dsn, sql: conn}
}

// bound is a person with a Telegram account.
func (m *mail) bound(surname string, account int64) council.Person {
	m.Helper()
	p := m.person(surname)
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Bind(ctx, account, p.ID, moment)
		return err
	})
	return p
}

// note is a notice to a chat, told apart by its text.
func note(chat int64, class council.Class, text string) council.Notice {
	return council.Notice{ChatID: chat, Class: class, Message: council.Message{HTML: text}}
}

// enqueue writes notices; the bulk ones wait until hold.
func (m *mail) enqueue(hold time.Time, notices ...council.Notice) int {
	m.Helper()
	var added int
	m.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		added, err = tx.Enqueue(ctx, notices, moment, hold)
		return err
	})
	return added
}

func (m *mail) claim(bulk bool, now time.Time) []council.Letter {
	m.Helper()
	letters, err := m.db.Claim(m.Context(), 100, bulk, now)
	if err != nil {
		m.Fatal(err)
	}
	return letters
}

// claimOne claims where exactly one letter must come.
func (m *mail) claimOne(bulk bool, now time.Time) council.Letter {
	m.Helper()
	letters := m.claim(bulk, now)
	if len(letters) != 1 {
		m.Fatalf("claimed %d letters, want one", len(letters))
	}
	return letters[0]
}

func (m *mail) finish(fates ...council.Fate) {
	m.Helper()
	if err := m.db.Finish(m.Context(), fates, moment); err != nil {
		m.Fatal(err)
	}
}

// drain claims and sends until nothing more can leave: replies and urgent
// first, then bulk. It returns the texts in the order of sending.
func (m *mail) drain(now time.Time) []string {
	m.Helper()
	var sent []string
	for _, bulk := range []bool{false, true} {
		// A lane whose class was mistaken gives nothing once.
		for empty := 0; empty < 2; {
			letters := m.claim(bulk, now)
			if len(letters) == 0 {
				empty++
			}
			for _, l := range letters {
				sent = append(sent, l.Message.HTML)
				m.finish(council.Fate{Letter: l, MessageID: l.ID})
			}
		}
	}
	return sent
}

// letterRow is a row of the outbox as the tests look at it.
type letterRow struct{ Text, State, Reason string }

func (m *mail) letters() []letterRow {
	m.Helper()
	rows, err := m.sql.Query(m.Context(), `SELECT message->>'html', state, coalesce(reason, '') FROM outbox ORDER BY id`)
	if err != nil {
		m.Fatal(err)
	}
	letters, err := pgx.CollectRows(rows, pgx.RowToStructByPos[letterRow])
	if err != nil {
		m.Fatal(err)
	}
	return letters
}

// one reads a single value.
func one[T any](m *mail, query string, args ...any) T {
	m.Helper()
	rows, err := m.sql.Query(m.Context(), query, args...)
	if err != nil {
		m.Fatal(err)
	}
	value, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	if err != nil {
		m.Fatalf("%s: %v", query, err)
	}
	return value
}

// waiting is the sum of the lanes' counters.
func (m *mail) waiting() int {
	m.Helper()
	return one[int](m, `SELECT coalesce(sum(waiting), 0)::int FROM lane`)
}
