package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/clock"
	"sereda/config"
	"sereda/council"
	"sereda/scheduler"
	"sereda/simulator"
	"sereda/storage"
)

// wednesday is when the tests of the service begin: 10:00 in Kyiv.
var wednesday = time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)

// office is a council's servers and people, and the services that run on them.
type office struct {
	*testing.T
	tg      *simulator.Server
	clock   *clock.Movable
	dsn     string
	environ []string
	db      *storage.DB
}

func newOffice(t *testing.T, dsn, redis string) *office {
	t.Helper()
	o := &office{T: t, clock: clock.NewMovable(wednesday), dsn: dsn}
	o.tg = simulator.Run(t, simulator.Options{Now: o.clock.Now, Bot: simulator.Account{Username: "sereda_bot"},
		Backoff: func(int, time.Duration) time.Duration { return 20 * time.Millisecond }})
	ticking := httptest.NewServer(clock.Serve(o.clock))
	t.Cleanup(ticking.CloseClientConnections)
	o.environ = []string{
		"TELEGRAM_BOT_TOKEN=" + o.tg.Token(), "TELEGRAM_API_URL=" + o.tg.URL(),
		"DATABASE_URL=" + dsn, "REDIS_URL=" + redis, "SEREDA_CLOCK=" + ticking.URL, "SEREDA_HTTP=127.0.0.1:0",
	}
	return o
}

// running is a service that a test has started.
type running struct {
	*office
	health string
	ended  chan error
	cancel context.CancelFunc
	label  string
}

// start runs a service until the test's end and waits until it listens.
func (o *office) start(more ...string) *running {
	o.Helper()
	return o.startAs(func(*config.Config) {}, more...)
}

// startAs starts a service with settings of its own.
func (o *office) startAs(set func(*config.Config), more ...string) *running {
	o.Helper()
	cfg, err := config.Load(config.Source{Environ: append(o.environ, more...), Now: wednesday, ParseSchedule: scheduler.ParseSchedule})
	if err != nil {
		o.Fatal(err)
	}
	cfg.Quiet = council.QuietHours{}
	set(&cfg)
	ctx, cancel := context.WithCancel(context.WithoutCancel(o.Context()))
	r := &running{office: o, ended: make(chan error, 1), cancel: cancel, label: fmt.Sprintf("%s %p", o.Name(), &cfg)}
	heard := make(chan string, 1)
	go pprof.Do(ctx, pprof.Labels("service", r.label), func(ctx context.Context) {
		r.ended <- serve(ctx, cfg, slog.New(listener{heard}))
	})
	o.Cleanup(func() { r.stop() })
	select {
	case r.health = <-heard:
	case err := <-r.ended:
		o.Fatalf("it did not start: %v", err)
	}
	return r
}

// stop ends the service as SIGTERM does.
func (r *running) stop() error {
	r.cancel()
	err := <-r.ended
	r.ended <- err
	return err
}

// listener hears in the log where the service listens.
type listener struct{ heard chan string }

func (listener) Enabled(context.Context, slog.Level) bool { return true }
func (l listener) WithAttrs([]slog.Attr) slog.Handler     { return l }
func (l listener) WithGroup(string) slog.Handler          { return l }
func (l listener) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "health" {
			l.heard <- strings.TrimSuffix(a.Value.String(), "/readyz")
		}
		return true
	})
	return nil
}

// get asks the service's own server.
func (r *running) get(path string) (status int, body string) {
	r.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(r.health + path)
	if err != nil {
		r.Fatal(err)
	}
	defer response.Body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(response.Body); err != nil {
		r.Fatal(err)
	}
	return response.StatusCode, text.String()
}

// readiness is the status of /readyz and the parts that are not well.
func (r *running) readiness() (status int, unwell map[string]string) {
	r.Helper()
	status, body := r.get("/readyz")
	var report struct{ Parts map[string]string }
	if err := json.Unmarshal([]byte(body), &report); err != nil {
		r.Fatalf("%v: %s", err, body)
	}
	for part, state := range report.Parts {
		if state == "ok" {
			delete(report.Parts, part)
		}
	}
	return status, report.Parts
}

// becomes waits until /readyz answers with the status.
func (r *running) becomes(status int) map[string]string {
	r.Helper()
	var unwell map[string]string
	r.eventually(fmt.Sprintf("/readyz %d", status), func() bool {
		var got int
		got, unwell = r.readiness()
		return got == status
	})
	return unwell
}

// eventually looks again and again until the condition holds.
func (o *office) eventually(what string, holds func() bool) {
	o.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for !holds() {
		select {
		case <-again.C:
		case <-late:
			o.Fatalf("in vain: %s", what)
		}
	}
}

// settle fills the directory: the organiser with account 1 and as many heads
// as asked for, with the accounts from 2 on. All have started the bot.
func (o *office) settle(heads int) []*simulator.User {
	o.Helper()
	from := council.NewDate(2026, 1, 1)
	var people []*simulator.User
	o.change(func(ctx context.Context, tx *storage.Tx) error {
		people = nil
		for account := range int64(1 + heads) {
			id, err := tx.AddPerson(ctx, council.Person{Surname: fmt.Sprintf("Людина-%c", 'А'+rune(account)), Given: "Ірина"})
			if err != nil {
				return err
			}
			if _, err := tx.Bind(ctx, 1+account, id, wednesday); err != nil {
				return err
			}
			if account == 0 {
				if err := tx.GrantRole(ctx, id, council.Organiser, 0, from); err != nil {
					return err
				}
			}
			people = append(people, o.tg.User(1+account, simulator.UserSpec{}))
		}
		return nil
	})
	return people
}

// change changes the office's data.
func (o *office) change(work func(ctx context.Context, tx *storage.Tx) error) {
	o.Helper()
	if err := o.database().InTx(o.Context(), func(tx *storage.Tx) error { return work(o.Context(), tx) }); err != nil {
		o.Fatal(err)
	}
}

// database is the office's, for what a test puts there.
func (o *office) database() *storage.DB {
	o.Helper()
	if o.db == nil {
		db, err := storage.Open(context.WithoutCancel(o.Context()), o.dsn)
		if err != nil {
			o.Fatal(err)
		}
		o.Cleanup(db.Close)
		o.db = db
	}
	return o.db
}

// count asks the database for a number.
func (o *office) count(query string) int {
	o.Helper()
	conn, err := pgx.Connect(o.Context(), o.dsn)
	if err != nil {
		o.Fatal(err)
	}
	defer conn.Close(o.Context())
	var n int
	if err := conn.QueryRow(o.Context(), query).Scan(&n); err != nil {
		o.Fatal(err)
	}
	return n
}

// ask lets every person say something to which the answers differ: a question
// for help or a command that nobody knows, in an order of their own.
func ask(people []*simulator.User, round int) {
	for i, u := range people {
		if known(i, round) {
			u.Send("/help")
		} else {
			u.Send("/nonsense")
		}
	}
}

func known(person, round int) bool { return (person*7+round*3)%4 < 2 }

// answered waits until everybody has got an answer to each round, and checks
// that they came in order and once.
func (o *office) answered(people []*simulator.User, rounds int) {
	o.Helper()
	o.eventually("every answer", func() bool {
		for _, u := range people {
			if len(replies(u)) < rounds {
				return false
			}
		}
		return true
	})
	o.tg.Settle(o)
	o.eventually("nothing waits", func() bool {
		return o.count(`SELECT coalesce(sum(waiting), 0) FROM lane`) == 0
	})
	for i, u := range people {
		var got, want []bool
		for round := range rounds {
			want = append(want, known(i, round))
		}
		for _, text := range replies(u) {
			got = append(got, !strings.Contains(text, "Такої команди"))
		}
		if fmt.Sprint(want) != fmt.Sprint(got) {
			o.Errorf("person %d asked for help or nonsense %v and got %v:\n%q", i, want, got, replies(u))
		}
	}
}

func replies(u *simulator.User) []string {
	var all []string
	for _, m := range u.Messages() {
		if m.From.IsBot {
			all = append(all, m.Text)
		}
	}
	return all
}
