package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/simulator"
)

// TestWhatACallMayCome back with: Telegram's refusal, or nothing that tells
// whether the call was carried out. The token is in no error.
func TestWhatACallMayComeBackWith(t *testing.T) {
	t.Parallel()
	const token = "1000:s3cret"
	tests := []struct {
		name, body string
		status     int
		want       *bot.APIError
		text       string
	}{
		{"a refusal", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`, 429,
			&bot.APIError{Method: "sendMessage", Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7 * time.Second},
			"sendMessage: 429 Too Many Requests: retry after 7"},
		{"a proxy's page", "<html>502</html>", 502, nil, "sendMessage: HTTP 502 that is no answer of the Bot API"},
		{"a proxy's JSON", `{"message":"no route"}`, 503, nil, "sendMessage: HTTP 503 that is no answer of the Bot API"},
		{"nothing", "", 200, nil, "sendMessage: HTTP 200 that is no answer of the Bot API"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte(tt.body))
			}))
			defer server.Close()
			client := bot.NewClient(server.URL, token)
			defer client.Close()
			err := client.Call(t.Context(), "sendMessage", struct{}{}, nil)
			var got *bot.APIError
			errors.As(err, &got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("refusal (-want +got):\n%s", diff)
			}
			if err == nil || err.Error() != tt.text {
				t.Errorf("error: %v", err)
			}
		})
	}
}

func TestTheTokenIsInNoError(t *testing.T) {
	t.Parallel()
	const token = "1000:s3cret"
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, address := range []string{gone.URL, "http://[broken", "http://127.0.0.1:1/%zz"} {
		err := bot.NewClient(address, token).Call(t.Context(), "getMe", struct{}{}, nil)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestWhoAmI waits as long as it takes, unless the token is refused.
func TestWhoAmI(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{Bot: simulator.Account{Username: "sereda_bot"}})
	log := slog.New(slog.DiscardHandler)
	client := bot.NewClient(tg.URL(), tg.Token())
	t.Cleanup(client.Close)
	tg.Fail("getMe", 1, simulator.Failure{HTML: true})
	tg.Fail("getMe", 1, simulator.Failure{CutBefore: true})
	me, err := bot.WhoAmI(t.Context(), client, log)
	if diff := cmp.Diff(bot.Me{ID: 1000, Username: "sereda_bot"}, me); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	wrong := bot.NewClient(tg.URL(), "1000:other")
	t.Cleanup(wrong.Close)
	var refused *bot.APIError
	if _, err := bot.WhoAmI(t.Context(), wrong, log); !errors.As(err, &refused) || refused.Code != 401 {
		t.Errorf("with a wrong token: %v", err)
	}
}

// answering runs answers until the test's end.
func answering(t *testing.T, tg *simulator.Server) *bot.Answers {
	t.Helper()
	client := bot.NewClient(tg.URL(), tg.Token())
	answers := &bot.Answers{Client: client, Log: slog.New(slog.DiscardHandler)}
	answers.Prepare()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() { answers.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended; client.Close() })
	return answers
}

func TestPressesAreAnswered(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	olena := tg.User(7, simulator.UserSpec{})
	olena.Start("")
	one, two := olena.PressData(simulator.Message{}, "a"), olena.PressData(simulator.Message{}, "b")
	answers := answering(t, tg)
	answers.Put([]bot.Answer{{QueryID: "of yesterday"}, {QueryID: one.ID}, {QueryID: two.ID, Text: strings.Repeat("й", 300), Alert: true}})
	want := []simulator.Answer{{}, {Text: strings.Repeat("й", 199) + "…", Alert: true}}
	if diff := cmp.Diff(want, []simulator.Answer{one.WaitAnswer(t), two.WaitAnswer(t)}); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

// TestWhatWaitsAtTheEndIsAnswered: more than those who answer take at once.
func TestWhatWaitsAtTheEndIsAnswered(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	olena := tg.User(7, simulator.UserSpec{})
	olena.Start("")
	client := bot.NewClient(tg.URL(), tg.Token())
	t.Cleanup(client.Close)
	answers := &bot.Answers{Client: client, Log: slog.New(slog.DiscardHandler)}
	answers.Prepare()
	for range 100 {
		answers.Put([]bot.Answer{{QueryID: olena.PressData(simulator.Message{}, "a").ID}})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	answers.Run(ended)
	if n := tg.Counts()["answerCallbackQuery"]; n.OK != 100 {
		t.Errorf("answered %+v", n)
	}
}

// TestTooManyAnswersStopNobody: the newest go unanswered.
func TestTooManyAnswersStopNobody(t *testing.T) {
	t.Parallel()
	answers := &bot.Answers{Log: slog.New(slog.DiscardHandler)}
	answers.Prepare()
	answers.Put(make([]bot.Answer, 5000)) // would wait for ever
}
