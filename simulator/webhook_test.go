package simulator_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

// receiver is a bot's webhook whose answers a test decides one by one.
type receiver struct {
	*httptest.Server
	arrived chan delivery
}

type delivery struct {
	id     int64
	secret string
	answer chan func(http.ResponseWriter)
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{arrived: make(chan delivery)}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var u struct {
			ID int64 `json:"update_id"`
		}
		body, _ := io.ReadAll(req.Body)
		_ = json.Unmarshal(body, &u)
		d := delivery{u.ID, req.Header.Get("X-Telegram-Bot-Api-Secret-Token"), make(chan func(http.ResponseWriter), 1)}
		select {
		case r.arrived <- d:
			(<-d.answer)(w)
		case <-req.Context().Done():
		}
	}))
	t.Cleanup(r.Server.Close)
	return r
}

// next waits for a delivery.
func (r *receiver) next(t *testing.T) delivery {
	t.Helper()
	select {
	case d := <-r.arrived:
		return d
	case <-time.After(20 * time.Second):
		t.Fatal("no delivery")
		return delivery{}
	}
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

func hooked(t *testing.T, opt simulator.Options, params string) (*simulator.Server, *receiver) {
	t.Helper()
	r := newReceiver(t)
	tg := simulator.Run(t, opt)
	if a := post(t, tg, "setWebhook", fmt.Sprintf(`{"url":%q%s}`, r.URL, params)); !a.OK {
		t.Fatal(a.Description)
	}
	return tg, r
}

func TestWebhookKeepsOrderWithinAChatAndRunsChatsSideBySide(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, `,"secret_token":"s3cret"`)
	a, b := tg.User(7, simulator.UserSpec{}), tg.User(8, simulator.UserSpec{})
	a.Send("1")
	a.Send("2")
	b.Send("3")
	got := map[int64]delivery{}
	for range 2 {
		d := r.next(t)
		got[d.id] = d
	}
	if got[1].id != 1 || got[3].id != 3 || got[1].secret != "s3cret" {
		t.Fatalf("in flight: %v", got)
	}
	got[3].answer <- status(204)
	got[1].answer <- status(200)
	d := r.next(t)
	if d.id != 2 {
		t.Errorf("then update %d", d.id)
	}
	d.answer <- status(200)
	tg.Settle(t)
}

func TestPressesHaveAQueueOfTheirOwn(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, "")
	u := tg.User(7, simulator.UserSpec{})
	first := u.Send("held up")
	d1 := r.next(t)
	u.PressData(first, "quick")
	d2 := r.next(t)
	if d1.id != 1 || d2.id != 2 {
		t.Errorf("in flight: %d, %d", d1.id, d2.id)
	}
	d2.answer <- status(200)
	d1.answer <- status(200)
	tg.Settle(t)
}

func TestMaxConnections(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, `,"max_connections":1`)
	tg.User(7, simulator.UserSpec{}).Send("1")
	d := r.next(t)
	tg.User(8, simulator.UserSpec{}).Send("2")
	d.answer <- status(200)
	d = r.next(t)
	d.answer <- status(200)
	tg.Settle(t)
	var order []string
	for _, e := range tg.Events(0) {
		if e.Kind == simulator.Delivered || e.Kind == simulator.Attempted {
			order = append(order, fmt.Sprint(e.Kind, " ", e.UpdateID))
		}
	}
	if diff := cmp.Diff([]string{"delivered 1", "attempted 1", "delivered 2", "attempted 2"}, order); diff != "" {
		t.Error(diff)
	}
}

// TestWebhookLoadsAsManyLanesAsTwiceTheConnections: what lies deeper cannot
// overtake what was loaded, however long that waits.
func TestWebhookLoadsAsManyLanesAsTwiceTheConnections(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, `,"max_connections":2`)
	for id := range int64(6) {
		tg.User(11+id, simulator.UserSpec{}).Send("first")
	}
	again := func(w http.ResponseWriter) { w.Header().Set("Retry-After", "30"); w.WriteHeader(503) }
	var got []int64
	for range 4 {
		d := r.next(t)
		got = append(got, d.id)
		d.answer <- again
	}
	for _, id := range got {
		tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Attempted && e.UpdateID == id })
	}
	slices.Sort(got)
	if diff := cmp.Diff([]int64{1, 2, 3, 4}, got); diff != "" {
		t.Errorf("loaded (-want +got):\n%s", diff)
	}
	tg.RetryNow()
	got = nil
	for range 6 {
		d := r.next(t)
		got = append(got, d.id)
		d.answer <- status(200)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]int64{1, 2, 3, 4, 5, 6}, got); diff != "" {
		t.Errorf("in the end (-want +got):\n%s", diff)
	}
}

// TestWebhookSendsFirstWhatWasLoadedFirst: a chat's next message goes before
// what was loaded after it, although it had to wait for its chat.
func TestWebhookSendsFirstWhatWasLoadedFirst(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, `,"max_connections":1`)
	u := tg.User(7, simulator.UserSpec{})
	u.Send("1")
	u.Send("2")
	tg.User(6, simulator.UserSpec{}).Send("3")
	var got []int64
	for range 3 {
		d := r.next(t)
		got = append(got, d.id)
		d.answer <- status(200)
	}
	if diff := cmp.Diff([]int64{1, 2, 3}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFailedDeliveryIsRepeatedAndHoldsItsQueue(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, "")
	u := tg.User(7, simulator.UserSpec{})
	u.Send("1")
	u.Send("2")
	r.next(t).answer <- status(500)
	d := r.next(t) // the first retry comes at once
	d.answer <- func(w http.ResponseWriter) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(503)
	}
	e := tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Attempted && e.Code == 503 })
	if e.RetryAfter != 30*time.Second || e.UpdateID != 1 {
		t.Errorf("attempt %+v", e)
	}
	var info struct {
		Pending   int    `json:"pending_update_count"`
		LastError string `json:"last_error_message"`
	}
	_ = json.Unmarshal(post(t, tg, "getWebhookInfo", `{}`).Result, &info)
	if info.Pending != 2 || info.LastError != "Wrong response from the webhook: 503 Service Unavailable" {
		t.Errorf("info %+v", info)
	}
	tg.RetryNow()
	var got []int64
	for range 2 {
		d := r.next(t)
		got = append(got, d.id)
		d.answer <- status(200)
	}
	if diff := cmp.Diff([]int64{1, 2}, got); diff != "" {
		t.Error(diff)
	}
	tg.Settle(t)
}

func TestBrokenDeliveryIsRepeated(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, "")
	tg.User(7, simulator.UserSpec{}).Send("1")
	r.next(t).answer <- func(http.ResponseWriter) { panic(http.ErrAbortHandler) }
	r.next(t).answer <- status(200)
	tg.Settle(t)
	e := tg.WaitFor(t, 0, func(e simulator.Event) bool { return e.Kind == simulator.Attempted })
	if e.OK || e.Description != "Webhook connection closed" {
		t.Errorf("attempt %+v", e)
	}
}

func TestWebhookAnswerMayBeACall(t *testing.T) {
	t.Parallel()
	tg, r := hooked(t, simulator.Options{}, "")
	u := tg.User(7, simulator.UserSpec{})
	u.Send("1")
	r.next(t).answer <- func(w http.ResponseWriter) {
		_, _ = io.WriteString(w, `{"method":"sendMessage","chat_id":7,"text":"так"}`)
	}
	if m := u.Receive(t); m.Text != "так" {
		t.Errorf("got %q", m.Text)
	}
}

func TestWebhookAndPollingExcludeEachOther(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	r := newReceiver(t)
	tg.User(7, simulator.UserSpec{}).Send("waits")
	updates(t, tg, `{"offset":2}`)
	poll := inBackground(t, tg)
	if a := post(t, tg, "setWebhook", fmt.Sprintf(`{"url":%q}`, r.URL)); !a.OK {
		t.Fatal(a.Description)
	}
	if a := <-poll; a.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("the poll got %q", a.Description)
	}
	want := "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	if a := post(t, tg, "getUpdates", `{}`); a.Description != want {
		t.Errorf("a new poll got %q", a.Description)
	}
	post(t, tg, "deleteWebhook", `{}`)
	updates(t, tg, `{}`)
}

func TestWebhookAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		`{"url":"http://rada.ua/hook"}`:                            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
		`{"url":"https://rada.ua:8080/hook"}`:                      "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
		`{"url":"https://rada.ua/hook","secret_token":"таємниця"}`: "Bad Request: secret token contains unallowed characters",
		`{"url":"https://rada.ua:8443/hook"}`:                      "",
	} {
		tg := simulator.New(simulator.Options{})
		if err := tg.Start(""); err != nil {
			t.Fatal(err)
		}
		if a := post(t, tg, "setWebhook", address); a.Description != want {
			t.Errorf("%s: got %q", address, a.Description)
		}
		tg.Close()
	}
}
