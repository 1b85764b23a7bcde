package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/jackc/pgx/v5"

	"sereda/bot"
	"sereda/council"
	"sereda/storage"
	"sereda/testkit"
)

var moment = time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)

// database is storage as main hands it to the committer.
type database struct{ *storage.DB }

func (database) Unavailable(err error) bool { return storage.Unavailable(err) }

// line is a committer on a database of its own, with a handler that tests
// understand: it does what the text says.
type line struct {
	*testing.T
	dsn string
	db  *storage.DB
	sql *pgx.Conn
	*bot.Committer[*storage.Tx]
	memory memory

	mu      sync.Mutex
	answers []bot.Answer
	commits []bot.Committed
	// fails lets a text fail so many times; -1 is for ever.
	fails map[string]int
	// seen are the texts handled, failed attempts included.
	seen []string
	// before is called before each text is handled.
	before func(text string)
}

func newLine(t *testing.T) *line {
	t.Helper()
	l := &line{T: t, dsn: testkit.DSN(t), memory: memory{states: map[int64]council.Remembered{}}, fails: map[string]int{}}
	l.db = l.open()
	var err error
	if l.sql, err = pgx.Connect(t.Context(), l.dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.sql.Close(context.WithoutCancel(t.Context())) })
	l.Committer = l.committer(l.db)
	return l
}

func (l *line) open() *storage.DB {
	l.Helper()
	db, err := storage.Open(l.Context(), l.dsn)
	if err != nil {
		l.Fatal(err)
	}
	l.Cleanup(db.Close)
	return db
}

func (l *line) committer(db *storage.DB) *bot.Committer[*storage.Tx] {
	return &bot.Committer[*storage.Tx]{
		Store: database{db}, Conversations: &l.memory, Handle: l.handle,
		PutAside: func(_ context.Context, _ *storage.Tx, u bot.Update) (council.Outcome, error) {
			sorry := council.Message{HTML: fmt.Sprintf("sorry %d", u.ID)}
			return council.Outcome{Notices: []council.Notice{{ChatID: u.ChatID, Class: council.Reply, Message: sorry}}}, nil
		},
		Clock: func() time.Time { return moment }, Zone: time.UTC,
		Hold:      func(now time.Time) time.Time { return now },
		Committed: l.committed, Log: testkit.Log(l.T),
	}
}

func (l *line) committed(c bot.Committed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.commits = append(l.commits, c)
	l.answers = append(l.answers, c.Answers...)
}

// handle writes the text down as a unit (a deed in the database), answers it
// and remembers it as the conversation.
func (l *line) handle(ctx context.Context, tx *storage.Tx, u bot.Update) (council.Outcome, error) {
	text := textOf(u)
	if l.before != nil {
		l.before(text)
	}
	l.mu.Lock()
	l.seen = append(l.seen, text)
	failing := l.fails[text] != 0
	if l.fails[text] > 0 {
		l.fails[text]--
	}
	l.mu.Unlock()
	if _, err := tx.AddUnit(ctx, council.Unit{Name: fmt.Sprint(u.ID, " ", text), Kind: council.Enterprise, Duty: council.MustSubmit, From: council.NewDate(2026, 1, 1)}); err != nil {
		return council.Outcome{}, err
	}
	reply := func(text string) []council.Notice {
		return []council.Notice{{ChatID: u.ChatID, Message: council.Message{HTML: text}}}
	}
	switch {
	case failing:
		return council.Outcome{}, errors.New("a fault")
	case text == "panic":
		panic("nil map")
	case text == "refuse":
		return council.Outcome{}, &council.Refusal{Outcome: council.Outcome{Notices: reply("refused"), Toast: "no"}, Reason: council.ErrConflict}
	case text == "agree":
		return council.Outcome{Notices: reply("agreed"), Spreads: true, Papers: true}, nil
	case text == "bind":
		id, err := tx.AddPerson(ctx, council.Person{Surname: "Ткач"})
		if err == nil {
			_, err = tx.Bind(ctx, u.From, id, moment)
		}
		return council.Outcome{Notices: reply("bound"), RolesChanged: true}, err
	case text == "who":
		return council.Outcome{Notices: reply("you are " + u.Access.Person.Surname)}, nil
	case text == "forget":
		return council.Outcome{Conversation: []byte{}}, nil
	}
	return council.Outcome{
		Notices: reply(fmt.Sprintf("%s after %q", text, u.Conversation)), Conversation: []byte(text), Toast: "ok",
	}, nil
}

func textOf(u bot.Update) string {
	switch {
	case u.Model.Message != nil:
		return u.Model.Message.Text
	case u.Model.CallbackQuery != nil:
		return u.Model.CallbackQuery.Data
	}
	return ""
}

// said is an update with a message; its chat is private.
func said(id, chat int64, text string) bot.Update {
	return bot.Update{ID: id, ChatID: chat, From: chat, Raw: json.RawMessage(fmt.Sprintf(`{"text":%q}`, text)),
		Model: &models.Update{ID: id, Message: &models.Message{Text: text}}}
}

// pressed is an update with a button.
func pressed(id, chat int64, data string) bot.Update {
	return bot.Update{ID: id, ChatID: chat, From: chat, QueryID: fmt.Sprintf("query %d", id), Raw: json.RawMessage(`{}`),
		Model: &models.Update{ID: id, CallbackQuery: &models.CallbackQuery{ID: fmt.Sprintf("query %d", id), Data: data}}}
}

func (l *line) must(updates ...bot.Update) {
	l.Helper()
	if err := l.Commit(l.Context(), updates); err != nil {
		l.Fatal(err)
	}
}

// column reads the texts of a query with one column.
func (l *line) column(query string) []string {
	l.Helper()
	rows, err := l.sql.Query(l.Context(), query)
	if err != nil {
		l.Fatal(err)
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		l.Fatal(err)
	}
	return texts
}

// result is everything that updates have led to.
type result struct {
	Deeds, Replies, Answers, Aside []string
	Inbox                          int
}

func (l *line) result() result {
	l.Helper()
	r := result{
		Deeds:   l.column(`SELECT split_part(name, ' ', 2) FROM unit ORDER BY id`),
		Replies: l.column(`SELECT address || ': ' || (message->>'html') FROM outbox JOIN lane ON lane.id = lane_id ORDER BY outbox.id`),
		Aside:   l.column(`SELECT update_id || ': ' || split_part(problem, E'\n', 1) || ': ' || raw FROM inbox WHERE problem IS NOT NULL ORDER BY update_id`),
		Inbox:   len(l.column(`SELECT update_id::text FROM inbox`)),
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.answers {
		r.Answers = append(r.Answers, strings.TrimSpace(a.QueryID+" "+a.Text))
	}
	return r
}

func (l *line) handled() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.seen)
}

// memory is a Redis that a test can make forgetful.
type memory struct {
	mu     sync.Mutex
	states map[int64]council.Remembered
	// lost finds nothing, deaf keeps nothing.
	lost, deaf atomic.Bool
}

func (m *memory) Read(_ context.Context, chats []int64) map[int64]council.Remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	found := map[int64]council.Remembered{}
	for _, chat := range chats {
		if s, ok := m.states[chat]; ok && !m.lost.Load() {
			found[chat] = s
		}
	}
	return found
}

func (m *memory) Write(_ context.Context, states map[int64]council.Remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for chat, s := range states {
		if !m.deaf.Load() {
			m.states[chat] = s
		}
	}
}
