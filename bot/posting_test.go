package bot

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hookServer is as much of the Bot API as a webhook needs.
type hookServer struct {
	mu    sync.Mutex
	url   string // where it posts
	calls []string
	down  bool
}

func (s *hookServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	method := path.Base(r.URL.Path)
	s.calls = append(s.calls, method)
	var params struct {
		URL string `json:"url"`
	}
	_ = json.NewDecoder(r.Body).Decode(&params)
	result := any(true)
	switch method {
	case "setWebhook":
		s.url = params.URL
	case "deleteWebhook":
		s.url = ""
	case "getWebhookInfo":
		result = map[string]string{"url": s.url}
	}
	if s.down {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
}

// become changes the server.
func (s *hookServer) become(url string, down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.url, s.down = url, down
}

// inProcess carries calls out without a network, so that time can be made up.
type inProcess struct{ http.Handler }

func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	t.ServeHTTP(w, r)
	return w.Result(), nil
}

func TestPostingSeesToItsWebhook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &hookServer{url: "https://elsewhere.example/"}
		client := NewClient("http://telegram.example", "1:t")
		client.http.Transport = inProcess{server}
		var log strings.Builder
		p := &Posting{Client: client, URL: "https://rada.example/telegram", Log: slog.New(slog.NewTextHandler(&log, nil))}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go p.Run(ctx)
		pass(time.Second)
		server.become("", false) // somebody took it back
		pass(lookAfter)
		pass(lookAfter)
		if diff := cmp.Diff([]string{"deleteWebhook", "setWebhook", "getWebhookInfo", "setWebhook", "getWebhookInfo"}, server.calls); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
		if !strings.Contains(log.String(), "set again") {
			t.Errorf("log: %s", log.String())
		}
		last := p.LastContact()
		server.become(p.URL, true)
		pass(3 * time.Minute)
		if !p.LastContact().Equal(last) || time.Since(last) < 2*time.Minute {
			t.Errorf("last contact %v, then %v", last, p.LastContact())
		}
	})
}
