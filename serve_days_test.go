package main

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/postgres"
	"sereda/scheduler"
	"sereda/simulator"
	"sereda/storage"
	"sereda/testkit"
)

// ordinary is an office on the tests' servers.
func ordinary(t *testing.T) *office {
	t.Helper()
	return newOffice(t, testkit.DSN(t), "redis://"+testkit.Redis(t).Options().Addr)
}

// TestADayLikeAnyOther: questions are answered, figures counted, and an end
// leaves nothing running.
func TestADayLikeAnyOther(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	people := o.settle(3)
	r := o.start()
	if unwell := r.becomes(200); len(unwell) > 0 {
		t.Errorf("unwell: %v", unwell)
	}
	ask(people, 0)
	ask(people, 1)
	o.answered(people, 2)
	_, figures := r.get("/metrics")
	for _, want := range []string{"sereda_updates_total 8", "sereda_updates_put_aside_total 0", `sereda_letters_total{ending="sent"} 8`, "sereda_outbox_waiting 0"} {
		if !strings.Contains(figures, "\n"+want+"\n") {
			t.Errorf("the figures lack %q", want)
		}
	}
	if err := r.stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	o.eventually("no goroutine is left", func() bool {
		var all bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&all, 1); err != nil {
			t.Fatal(err)
		}
		return !strings.Contains(all.String(), r.label)
	})
}

// TestItStartsWhateverIsAway, says what is, and works as soon as all is there.
func TestItStartsWhateverIsAway(t *testing.T) {
	t.Parallel()
	server, dsn := ownPostgres(t)
	redis := testkit.RealRedisServer(t)
	o := newOffice(t, dsn, redis.URL())
	redis.Stop()
	if err := server.Crash(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.tg.SetDown(true)
	r := o.start()
	if status, _ := r.get("/healthz"); status != 200 {
		t.Errorf("/healthz %d", status)
	}
	status, unwell := r.readiness()
	if status != 503 || unwell["database"] == "" || unwell["redis"] == "" || unwell["telegram"] != "no answer yet" || unwell["timetable"] != "not looked at yet" {
		t.Errorf("/readyz %d: %v", status, unwell)
	}
	redis.Start()
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.eventually("the database is there", func() bool {
		_, unwell := r.readiness()
		return unwell["database"] == ""
	})
	if status, unwell := r.readiness(); status != 503 || unwell["telegram"] != "no answer yet" {
		t.Errorf("without Telegram: %d, %v", status, unwell)
	}
	people := o.settle(1)
	o.tg.SetDown(false)
	if unwell := r.becomes(200); len(unwell) > 0 {
		t.Errorf("unwell: %v", unwell)
	}
	ask(people, 0)
	o.answered(people, 1)
}

// ownPostgres is a server that a test may take away.
func ownPostgres(t *testing.T) (*postgres.Server, string) {
	t.Helper()
	server, err := postgres.Start(t.Context(), postgres.Options{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := server.CreateDatabase(t.Context(), "sereda"); err != nil {
		t.Fatal(err)
	}
	return server, server.DSN("sereda")
}

// TestPostgresRestartsUnderIt: what people say meanwhile is answered after it,
// once and in order.
func TestPostgresRestartsUnderIt(t *testing.T) {
	t.Parallel()
	server, dsn := ownPostgres(t)
	o := newOffice(t, dsn, "redis://"+testkit.Redis(t).Options().Addr)
	if err := storage.Migrate(t.Context(), dsn); err != nil {
		t.Fatal(err)
	}
	people := o.settle(4)
	r := o.start()
	r.becomes(200)
	ask(people, 0)
	ask(people, 1)
	if err := server.Crash(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(people, 2)
	if unwell := r.becomes(503); unwell["database"] == "" {
		t.Errorf("unwell: %v", unwell)
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(people, 3)
	o.answered(people, 4)
	r.becomes(200)
}

func TestRedisGoneAndBack(t *testing.T) {
	t.Parallel()
	redis := testkit.RealRedisServer(t)
	o := newOffice(t, testkit.DSN(t), redis.URL())
	people := o.settle(4)
	r := o.start()
	r.becomes(200)
	ask(people, 0)
	redis.Stop()
	ask(people, 1)
	if status, unwell := r.readiness(); status != 200 || len(unwell) != 1 || unwell["redis"] == "" {
		t.Errorf("without Redis: %d, %v", status, unwell)
	}
	o.answered(people, 2)
	redis.Start()
	ask(people, 2)
	o.answered(people, 3)
	if _, unwell := r.readiness(); len(unwell) > 0 {
		t.Errorf("unwell: %v", unwell)
	}
}

// TestTelegramsBadDay: pages of proxies, faults, refusals for a while, cut
// connections, and then it is gone.
func TestTelegramsBadDay(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	people := o.settle(4)
	r := o.start()
	r.becomes(200)
	o.tg.Fail("sendMessage", 2, simulator.Failure{HTML: true})
	o.tg.Fail("sendMessage", 2, simulator.Failure{Code: 500})
	o.tg.Fail("sendMessage", 1, simulator.Failure{RetryAfter: 1e9})
	o.tg.Fail("getUpdates", 1, simulator.Failure{HTML: true})
	o.tg.Fail("getUpdates", 1, simulator.Failure{CutBefore: true})
	ask(people, 0)
	o.answered(people, 1)
	o.tg.SetDown(true)
	ask(people, 1)
	o.tg.SetDown(false)
	ask(people, 2)
	o.answered(people, 3)
}

// TestARestartLosesNothing: stopped while people speak, started again.
func TestARestartLosesNothing(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	people := o.settle(9)
	const rounds = 6
	for round := range rounds {
		r := o.start()
		ask(people, round)
		mark := o.tg.Mark()
		if round%2 == 0 {
			o.tg.WaitFor(t, mark-1, func(e simulator.Event) bool { return e.Kind == simulator.Delivered })
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
	}
	o.start()
	o.answered(people, rounds)
}

// TestReplicasBehindAWebhook: a balancer gives each update to another one.
func TestReplicasBehindAWebhook(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	people := o.settle(9)
	var replicas [2]*running
	var turn atomic.Int64
	balancer := httptest.NewServer(&httputil.ReverseProxy{ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo), Rewrite: func(p *httputil.ProxyRequest) {
		target, _ := url.Parse(replicas[turn.Add(1)%2].health)
		p.SetURL(target)
	}})
	t.Cleanup(balancer.Close)
	for i := range replicas {
		replicas[i] = o.start("WEBHOOK_URL="+balancer.URL+"/telegram", "WEBHOOK_SECRET=s3cret")
	}
	for _, r := range replicas {
		if unwell := r.becomes(200); len(unwell) > 0 {
			t.Errorf("unwell: %v", unwell)
		}
	}
	const rounds = 6
	for round := range rounds {
		ask(people, round)
	}
	o.answered(people, rounds)
	if n := o.count(`SELECT count(*) FROM inbox`); n != rounds*len(people) {
		t.Errorf("%d updates committed", n)
	}
	for i, r := range replicas {
		if _, figures := r.get("/metrics"); strings.Contains(figures, "\nsereda_updates_total 0\n") {
			t.Errorf("replica %d had nothing to do", i)
		}
	}
}

// TestNoUpdateIsTakenBeforeTheBotsNameIsKnown: an answer may need it.
func TestNoUpdateIsTakenBeforeTheBotsNameIsKnown(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	o.tg.SetDown(true)
	r := o.start("WEBHOOK_URL=http://127.0.0.1:1/telegram", "WEBHOOK_SECRET=s3cret")
	o.eventually("only Telegram is missing", func() bool {
		_, unwell := r.readiness()
		return len(unwell) == 1 && unwell["telegram"] == "no answer yet"
	})
	post, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.health+"/telegram", strings.NewReader(`{"update_id":1}`))
	if err != nil {
		t.Fatal(err)
	}
	post.Header.Set("Content-Type", "application/json")
	post.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s3cret")
	response, err := http.DefaultClient.Do(post)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 503 || response.Header.Get("Retry-After") != "1" {
		t.Errorf("answered %s", response.Status)
	}
}

// TestTheOrganiserIsToldOnceOfWhoCannotBeReached.
func TestTheOrganiserIsToldOnceOfWhoCannotBeReached(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	people := o.settle(1)
	organiser, gone := people[0], people[1]
	gone.Start("")
	organiser.Start("")
	gone.Deactivate()
	o.start()
	told := organiser.ReceiveWhere(t, func(m simulator.Message) bool { return strings.Contains(m.Text, "Людина-Б") })
	if !strings.Contains(told.Text, "сповіщення більше не доходять") {
		t.Errorf("told: %s", told.Text)
	}
	// The account shows life and falls silent again, on the same day.
	gone.Send("/help")
	o.eventually("a second letter is refused", func() bool {
		return o.count(`SELECT count(*) FROM outbox WHERE reason = 'blocked' AND class = 0`) == 2
	})
	o.eventually("nothing waits", func() bool { return o.count(`SELECT coalesce(sum(waiting), 0) FROM lane`) == 0 })
	if n := o.count(`SELECT count(*) FROM outbox WHERE key LIKE 'blocked:%'`); n != 1 {
		t.Errorf("told %d times", n)
	}
	if n := o.count(`SELECT count(*) FROM account WHERE blocked_at = '2026-11-25 08:00Z'`); n != 1 {
		t.Errorf("%d accounts are marked", n)
	}
}

// TestWhatEndsTheService at once, instead of waiting for ever.
func TestWhatEndsTheService(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() })
	tests := []struct{ name, variable, want string }{
		{"its address is taken", "SEREDA_HTTP=" + taken.Addr().String(), "address already in use"},
		{"Telegram refuses its token", "TELEGRAM_BOT_TOKEN=1000:other", "401 Unauthorized"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := ordinary(t)
			cfg, err := config.Load(config.Source{Environ: append(o.environ, tt.variable), Now: wednesday, ParseSchedule: scheduler.ParseSchedule})
			if err != nil {
				t.Fatal(err)
			}
			cfg.Quiet = council.QuietHours{}
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			err = serve(ctx, cfg, slog.New(slog.DiscardHandler))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "other") {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
