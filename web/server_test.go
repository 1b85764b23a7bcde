package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/testkit"
	"sereda/web"
)

// start runs a server; stop ends it and returns what Run returned.
func start(t *testing.T, s *web.Server) (address string, stop func() error) {
	t.Helper()
	s.Listen, s.Log = "127.0.0.1:0", testkit.Log(t)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ready, ended := make(chan net.Addr, 1), make(chan error, 1)
	go func() { ended <- s.Run(ctx, func(a net.Addr) { ready <- a }) }()
	t.Cleanup(cancel)
	select {
	case a := <-ready:
		return "http://" + a.String(), func() error { cancel(); return <-ended }
	case err := <-ended:
		t.Fatal(err)
		return "", nil
	}
}

func ask(t *testing.T, method, url string) (int, string) {
	t.Helper()
	status, _, body := exchange(t, &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, method, url, "")
	return status, body
}

// exchange is one request, with the tag of what is there already if there is
// one, and its answer.
func exchange(t *testing.T, client *http.Client, method, url, tag string) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, string(body)
}

func TestWhatIsServed(t *testing.T) {
	t.Parallel()
	metrics := web.NewMetrics(func() float64 { return 3 }, func() float64 { return 4 })
	metrics.Updates.Add(2)
	metrics.PutAside.Inc()
	metrics.Letters.WithLabelValues("sent").Inc()
	hook := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	polled, stopPolled := start(t, &web.Server{Health: &web.Health{}, Metrics: metrics.Handler()})
	posted, stopPosted := start(t, &web.Server{Health: &web.Health{}, Metrics: metrics.Handler(), WebhookPath: "/telegram", Webhook: hook})
	got := map[string]int{}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/telegram", "/"} {
		got["polled "+path], _ = ask(t, "GET", polled+path)
		got["posted "+path], _ = ask(t, "POST", posted+path)
	}
	want := map[string]int{
		"polled /healthz": 200, "polled /readyz": 200, "polled /metrics": 200, "polled /telegram": 404, "polled /": 404,
		"posted /healthz": 405, "posted /readyz": 405, "posted /metrics": 405, "posted /telegram": 418, "posted /": 404,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	_, figures := ask(t, "GET", polled+"/metrics")
	for _, want := range []string{"sereda_updates_total 2", "sereda_updates_put_aside_total 1",
		`sereda_letters_total{ending="sent"} 1`, "sereda_outbox_waiting 3", "sereda_mail_waiting 4", "go_goroutines "} {
		if !strings.Contains(figures, "\n"+want) {
			t.Errorf("the figures lack %q", want)
		}
	}
	if err := stopPolled(); err != nil {
		t.Error(err)
	}
	if err := stopPosted(); err != nil {
		t.Error(err)
	}
}

// TestAStoppedServerFinishesWhatItBegan before Run returns, and takes nothing
// new.
func TestAStoppedServerFinishesWhatItBegan(t *testing.T) {
	t.Parallel()
	arrived, gate, finished := make(chan struct{}), make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-gate
		close(finished)
	})
	address, stop := start(t, &web.Server{Health: &web.Health{}, Metrics: slow, WebhookPath: "/telegram", Webhook: slow})
	status := make(chan int, 1)
	go func() {
		code, _ := ask(t, "POST", address+"/telegram")
		status <- code
	}()
	<-arrived
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	// The listener is closed first of all.
	for {
		connection, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
		if err != nil {
			break
		}
		connection.Close()
	}
	select {
	case <-ended:
		t.Error("it did not wait")
	default:
	}
	close(gate)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	select {
	case <-finished:
	default:
		t.Error("it ended before its request")
	}
	if code := <-status; code != 200 {
		t.Errorf("the request under way got %d", code)
	}
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	s := &web.Server{Listen: taken.Addr().String(), Health: &web.Health{}, Log: testkit.Log(t)}
	if err := s.Run(t.Context(), func(net.Addr) { t.Error("ready") }); err == nil {
		t.Error("no error")
	}
}
