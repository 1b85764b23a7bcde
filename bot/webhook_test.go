package bot_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/testkit"
)

const update = `{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"x"},"text":"one"}}`

func TestTheWebhookTakesUpdatesOfTelegramAlone(t *testing.T) {
	t.Parallel()
	type answer struct {
		Status int
		Retry  string
		Taken  []string
	}
	tests := []struct {
		name   string
		secret string // the webhook's own; "s3cret" unless said
		ask    func(r *http.Request)
		method string
		body   string
		fails  error
		want   answer
	}{
		{name: "an update", want: answer{Status: 200, Taken: []string{"one"}}},
		{name: "the database is away", fails: errors.New("away"), want: answer{503, "1", []string{"one"}}},
		{name: "a wrong secret", ask: func(r *http.Request) { r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "guess") }, want: answer{Status: 403}},
		{name: "no secret", ask: func(r *http.Request) { r.Header.Del("X-Telegram-Bot-Api-Secret-Token") }, want: answer{Status: 403}},
		{name: "none configured, none sent", secret: "none", ask: func(r *http.Request) { r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "") }, want: answer{Status: 403}},
		{name: "a visit", method: http.MethodGet, want: answer{Status: 405}},
		{name: "a form", ask: func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") }, want: answer{Status: 415}},
		{name: "a huge body", body: `{"update_id":5,"x":"` + strings.Repeat("x", 2<<20) + `"}`, want: answer{Status: 413}},
		{name: "no JSON", body: `<html>`, want: answer{Status: 400}},
		{name: "JSON that is no update", body: `{"a":1}`, want: answer{Status: 400}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got answer
			h := &bot.Webhook{Secret: "s3cret", Log: testkit.Log(t), Put: func(_ context.Context, u bot.Update) error {
				got.Taken = append(got.Taken, textOf(u))
				return tt.fails
			}}
			if tt.secret == "none" {
				h.Secret = ""
			}
			method, body := tt.method, tt.body
			if method == "" {
				method = http.MethodPost
			}
			if body == "" {
				body = update
			}
			r := httptest.NewRequest(method, "/telegram", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s3cret")
			if tt.ask != nil {
				tt.ask(r)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got.Status, got.Retry = w.Code, w.Header().Get("Retry-After")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

// nothingHandled is an empty inbox.
type nothingHandled struct{}

func (nothingHandled) Recent(context.Context, time.Duration) ([]int64, error) { return nil, nil }

func (nothingHandled) Among(context.Context, []int64) ([]int64, error) { return nil, nil }

// queue runs a queue whose commits a test answers.
type queue struct {
	*bot.Queue
	arrived chan []bot.Update
	answer  chan error
	stop    func()
}

func newQueue(t *testing.T) *queue {
	t.Helper()
	return newQueueWith(t, nil)
}

func newQueueWith(t *testing.T, files *bot.Fetcher) *queue {
	t.Helper()
	q := &queue{arrived: make(chan []bot.Update), answer: make(chan error)}
	q.Queue = bot.NewQueue(files, func(ctx context.Context, updates []bot.Update) error {
		q.arrived <- updates
		return <-q.answer
	}, nothingHandled{})
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() { q.Run(ctx); close(ended) }()
	q.stop = func() { cancel(); <-ended }
	t.Cleanup(q.stop)
	return q
}

// put hands an update in; the channel tells what came of it.
func (q *queue) put(ctx context.Context, id int64) chan error {
	done := make(chan error, 1)
	go func() { done <- q.Put(ctx, said(id, id, "text")) }()
	return done
}

// TestPostedUpdatesShareATransaction: what comes while one is committed is
// committed together, a hundred at the most, and each hears of its own.
func TestPostedUpdatesShareATransaction(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	first := q.put(t.Context(), 1)
	<-q.arrived
	var rest []chan error
	for id := range int64(150) {
		rest = append(rest, q.put(t.Context(), 2+id))
	}
	q.answer <- nil
	if err := <-first; err != nil {
		t.Errorf("the first: %v", err)
	}
	sizes, most := 0, 0
	for sizes < 150 {
		batch := <-q.arrived
		sizes, most = sizes+len(batch), max(most, len(batch))
		q.answer <- errors.New("away")
	}
	if most > 100 {
		t.Errorf("a batch of %d", most)
	}
	for _, done := range rest {
		if err := <-done; err == nil || err.Error() != "away" {
			t.Errorf("one of the rest: %v", err)
		}
	}
}

// TestAfterItsEndTheQueueTakesNothing: who posts then is told at once, so that
// a stopping server does not wait for it.
func TestAfterItsEndTheQueueTakesNothing(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.stop()
	if err := q.Put(t.Context(), said(1, 1, "late")); err == nil {
		t.Error("taken after the end")
	}
}

func TestWhoPostsDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := q.put(ctx, 1)
	<-q.arrived
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	q.answer <- nil
}
