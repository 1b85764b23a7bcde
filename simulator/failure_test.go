package simulator_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"

	"sereda/simulator"
)

const hello = `{"chat_id":7,"text":"x"}`

func TestFailuresOnDemand(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	client, err := bot.New(tg.Token(), bot.WithServerURL(tg.URL()), bot.WithSkipGetMe())
	if err != nil {
		t.Fatal(err)
	}
	say := func() error {
		_, err := client.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 7, Text: "x"})
		return err
	}
	tg.Fail("sendMessage", 1, simulator.Failure{RetryAfter: 3 * time.Second})
	tg.Fail("sendMessage", 1, simulator.Failure{Code: 403})
	tg.Fail("", 1, simulator.Failure{Code: 500})
	tg.Fail("sendMessage", 1, simulator.Failure{HTML: true})

	var limited *bot.TooManyRequestsError
	if err := say(); !errors.As(err, &limited) || limited.RetryAfter != 3 {
		t.Errorf("429: %v", err)
	}
	if err := say(); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("403: %v", err)
	}
	if err := say(); err == nil || !strings.Contains(err.Error(), "500 Internal Server Error: restart") {
		t.Errorf("500: %v", err)
	}
	if err := say(); err == nil || !strings.Contains(err.Error(), "502 Bad Gateway") {
		t.Errorf("page: %v", err)
	}
	if err := say(); err != nil {
		t.Errorf("after the failures: %v", err)
	}
	if n := len(u.Messages()); n != 2 { // /start and the last
		t.Errorf("%d messages", n)
	}
}

func TestRetryAfterIsAHeaderToo(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	tg.Fail("sendMessage", 1, simulator.Failure{RetryAfter: 3 * time.Second})
	resp, err := httpPost(t, tg, "sendMessage", hello)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	want := `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}`
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "3" || string(body) != want {
		t.Errorf("%s %s %s", resp.Status, resp.Header.Get("Retry-After"), body)
	}
}

func TestCutConnectionBeforeAndAfterTheDeed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		failure simulator.Failure
		sent    int
	}{
		"before": {simulator.Failure{CutBefore: true}, 0},
		"after":  {simulator.Failure{CutAfter: true}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tg, u, _ := started(t)
			tg.Fail("sendMessage", 1, tc.failure)
			if resp, err := httpPost(t, tg, "sendMessage", hello); err == nil {
				resp.Body.Close()
				t.Errorf("answered %s", resp.Status)
			}
			if n := len(u.Messages()) - 1; n != tc.sent {
				t.Errorf("%d messages were sent", n)
			}
		})
	}
}

func TestSlowAnswerIsHeldByAGate(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	gate := make(chan struct{})
	tg.Fail("sendMessage", 1, simulator.Failure{Gate: gate, ChatID: 7})
	mark := tg.Mark()
	done := make(chan answer, 1)
	go func() { done <- post(t, tg, "sendMessage", hello) }()
	tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	if n := len(u.Messages()); n != 1 {
		t.Errorf("%d messages while the gate is shut", n)
	}
	close(gate)
	if a := <-done; !a.OK {
		t.Error(a.Description)
	}
	u.Receive(t)
}

func TestFailureOfOneChatLeavesOthersAlone(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	tg.Fail("sendMessage", 1, simulator.Failure{Code: 403, ChatID: 8})
	if a := post(t, tg, "sendMessage", hello); !a.OK {
		t.Error(a.Description)
	}
	tg.Heal()
	if a := post(t, tg, "sendMessage", `{"chat_id":8,"text":"x"}`); a.Description != "Bad Request: chat not found" {
		t.Error(a.Description)
	}
}

func TestDownCutsPollsAndEverythingElse(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	ended := make(chan error, 1)
	mark := tg.Mark()
	go func() {
		resp, err := httpPost(t, tg, "getUpdates", `{"timeout":50}`)
		if err == nil {
			resp.Body.Close()
		}
		ended <- err
	}()
	tg.WaitFor(t, mark, func(e simulator.Event) bool { return e.Kind == simulator.Called })
	tg.SetDown(true)
	if err := <-ended; err == nil {
		t.Error("the poll was answered")
	}
	if resp, err := httpPost(t, tg, "getMe", `{}`); err == nil {
		resp.Body.Close()
		t.Error("answered while down")
	}
	tg.SetDown(false)
	if a := post(t, tg, "getMe", `{}`); !a.OK {
		t.Error(a.Description)
	}
}
