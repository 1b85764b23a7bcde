package web_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sereda/council"
	"sereda/web"
)

// screens keeps one hall's screen.
type screens struct {
	mu     sync.Mutex
	screen council.HallScreen
	down   error
}

func (s *screens) HallScreen(_ context.Context, hash []byte) (council.HallScreen, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down == nil && string(hash) != string(s.screen.SecretHash) {
		return council.HallScreen{}, council.ErrNotFound
	}
	return s.screen, s.down
}

func (s *screens) OpenHallScreen(_ context.Context, _, browser []byte, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.screen.Waits(now) {
		return council.ErrConflict
	}
	s.screen.Browser = browser
	return nil
}

type hall struct {
	*testing.T
	store   *screens
	view    council.HallView
	now     time.Time
	address string
	page    *web.Hall
}

const secret = "s3cret"

func openHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{T: t, now: time.Date(2026, 11, 27, 8, 0, 15, 0, time.UTC)}
	h.store = &screens{screen: council.NewHallScreen(secret, 5, 1, h.now, h.now)}
	h.view = council.HallView{Council: "Міська рада", Body: "Комісія <A&B>", State: council.Open, Code: "0482", Left: 45 * time.Second,
		Tally: council.TallyResult{Total: 25, Appointed: 24, Needed: 13, Counted: 12, Present: 10, Remote: 2}}
	made := 0
	h.page = &web.Hall{
		Store: h.store, Clock: func() time.Time { return h.now }, Bot: func() string { return "sereda_bot" },
		Log:    slog.New(slog.DiscardHandler),
		Secret: func() string { made++; return fmt.Sprintf("browser-%d", made) },
		View: func(_ context.Context, id int64, _ time.Time) (council.HallView, error) {
			if id != 5 {
				t.Errorf("meeting %d", id)
			}
			return h.view, nil
		},
		Text: func(key string, data map[string]any) string { return fmt.Sprint(key, data) },
	}
	mux := http.NewServeMux()
	mux.Handle(web.HallPath+"{secret}", h.page)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	h.address = server.URL + web.HallPath + secret
	return h
}

func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func (h *hall) ask(b *http.Client, method, address string) (int, string) {
	h.Helper()
	status, header, body := exchange(h.T, b, method, address, "")
	if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" ||
		!strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
		h.Errorf("headers %v", header)
	}
	return status, body
}

func (h *hall) shows(status int, page string, wantStatus int, words ...string) {
	h.Helper()
	if status != wantStatus {
		h.Errorf("status %d, want %d", status, wantStatus)
	}
	for _, w := range words {
		if !strings.Contains(page, w) {
			h.Errorf("no %q in\n%s", w, page)
		}
	}
}

func TestTheHallsScreenOpensOnceInOneBrowser(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	first, second := browser(t), browser(t)

	// A preview of the link looks, and opens nothing.
	status, page := h.ask(browser(t), http.MethodGet, h.address)
	h.shows(status, page, 200, "hallpage.open", `<form method="post">`)
	if strings.Contains(page, "0482") {
		t.Error("the code is shown to whoever looks")
	}
	status, page = h.ask(first, http.MethodPost, h.address)
	h.shows(status, page, 200, `<p class="code">0482</p>`, "Комісія &lt;A&amp;B&gt;", "hallpage.sendmap[Bot:sereda_bot]",
		"hallpage.countedmap[Here:12 Total:25]", "hallpage.no_quorummap[Needed:13]", `http-equiv="refresh" content="5"`)
	// The button pressed twice leads to the screen as once does.
	status, page = h.ask(first, http.MethodPost, h.address)
	h.shows(status, page, 200, "0482")
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		status, page = h.ask(second, method, h.address)
		h.shows(status, page, 403, "hallpage.taken")
	}
	status, page = h.ask(first, http.MethodGet, h.address)
	h.shows(status, page, 200, "0482")
}

func TestWhatTheScreenSays(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	b := browser(t)
	h.ask(b, http.MethodPost, h.address)

	h.view.Left, h.view.Tally.HasQuorum = 2*time.Second, true
	status, page := h.ask(b, http.MethodGet, h.address)
	h.shows(status, page, 200, `content="3"`, "quorum enough", "hallpage.quorummap[Needed:13]")

	h.view.State, h.view.Tally.Needed = council.Planned, 0
	status, page = h.ask(b, http.MethodGet, h.address)
	h.shows(status, page, 200, "hallpage.not_yet")
	if strings.Contains(page, "0482") || strings.Contains(page, "quorum enough") {
		t.Errorf("a code before the opening, or a quorum of a body that has none:\n%s", page)
	}

	h.view.State = council.Closed
	status, page = h.ask(b, http.MethodGet, h.address)
	h.shows(status, page, 200, "hallpage.ended")
	if strings.Contains(page, "refresh") {
		t.Error("an ended meeting is asked for again and again")
	}

	h.store.down = errors.New("away")
	status, page = h.ask(b, http.MethodGet, h.address)
	h.shows(status, page, 503, "hallpage.later", `content="5"`)

	h.store.down = nil
	h.now = h.now.Add(13 * time.Hour)
	status, page = h.ask(b, http.MethodGet, h.address)
	h.shows(status, page, 403, "hallpage.taken")
	status, page = h.ask(b, http.MethodGet, h.address+"x")
	h.shows(status, page, 404, "hallpage.gone")
}

func TestTheCookieIsForTheHallAlone(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	h.page.Secure = true
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, web.HallPath+secret, nil)
	r.SetPathValue("secret", secret)
	w := httptest.NewRecorder()
	h.page.ServeHTTP(w, r)
	if got, want := w.Header().Get("Set-Cookie"), "sereda_hall_"+hex.EncodeToString(council.SecretHash(secret)[:8])+"=browser-1; HttpOnly; Secure; SameSite=Lax"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != secret {
		t.Errorf("%d to %q", w.Code, got)
	}
}
