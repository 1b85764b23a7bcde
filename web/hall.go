package web

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/hex"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"sereda/council"
)

// HallPath is where the hall's screens are, each under its secret.
const HallPath = "/hall/"

// HallStore keeps the addresses of hall's screens.
type HallStore interface {
	HallScreen(ctx context.Context, secretHash []byte) (council.HallScreen, error)
	OpenHallScreen(ctx context.Context, secretHash, browserHash []byte, now time.Time) error
}

// Hall is the page for the hall's screen: the code of the minute and who has
// come, live. Its address works in the first browser that opens it. Opening is
// a press of a button, so that a preview of the link opens nothing.
type Hall struct {
	Store HallStore
	// View is what to show of the meeting at the council's instant.
	View func(ctx context.Context, meetingID int64, now time.Time) (council.HallView, error)
	// Text is the page's words by key.
	Text func(key string, data map[string]any) string
	// Bot is the bot's name without @.
	Bot    func() string
	Clock  func() time.Time
	Secret func() string
	// Secure is for a server that browsers reach by https.
	Secure bool
	Log    *slog.Logger
}

// cookieOf names the cookie of one address: a browser may show several halls,
// one after another or at once.
func cookieOf(hash []byte) string { return "sereda_hall_" + hex.EncodeToString(hash[:8]) }

//go:embed hall.html
var hallSource string

var hallPage = template.Must(template.New("hall").Option("missingkey=error").Parse(hallSource))

// ServeHTTP shows the screen to the browser it belongs to, a button that takes
// it to the first one, and nothing to others.
func (h *Hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	hash := council.SecretHash(r.PathValue("secret"))
	screen, err := h.Store.HallScreen(r.Context(), hash)
	switch {
	case errors.Is(err, council.ErrNotFound):
		h.say(w, http.StatusNotFound, "hallpage.gone")
		return
	case err != nil:
		h.later(w, err)
		return
	}
	now := h.Clock()
	switch {
	case r.Method == http.MethodPost:
		h.open(w, r, screen, now)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
	case h.shownIn(r, screen, now):
		h.show(w, r, screen.MeetingID, now)
	case screen.Waits(now):
		h.page(w, http.StatusOK, hallData{Ask: h.Text("hallpage.open", nil), Note: h.Text("hallpage.open_note", nil)})
	default:
		h.say(w, http.StatusForbidden, "hallpage.taken")
	}
}

func (h *Hall) shownIn(r *http.Request, s council.HallScreen, now time.Time) bool {
	cookie, err := r.Cookie(cookieOf(s.SecretHash))
	return err == nil && s.ShownIn(cookie.Value, now)
}

// open binds the screen to the browser. A second press of the button in the
// same browser leads to the screen as the first does.
func (h *Hall) open(w http.ResponseWriter, r *http.Request, screen council.HallScreen, now time.Time) {
	if h.shownIn(r, screen, now) {
		seeScreen(w, r)
		return
	}
	browser := h.Secret()
	err := h.Store.OpenHallScreen(r.Context(), screen.SecretHash, council.SecretHash(browser), now)
	switch {
	case errors.Is(err, council.ErrConflict):
		h.say(w, http.StatusForbidden, "hallpage.taken")
		return
	case err != nil:
		h.later(w, err)
		return
	}
	// The path is left to the browser: behind a proxy it may be another, and
	// then it is the folder of the address.
	http.SetCookie(w, &http.Cookie{Name: cookieOf(screen.SecretHash), Value: browser, HttpOnly: true, Secure: h.Secure, SameSite: http.SameSiteLaxMode})
	seeScreen(w, r)
}

// seeScreen leads to the address itself, relative: behind a proxy its path may
// be another.
func seeScreen(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Location", r.PathValue("secret"))
	w.WriteHeader(http.StatusSeeOther)
}

// hallData fills the page. Refresh is after how many seconds it is loaded
// anew, 0 for never.
type hallData struct {
	Nonce   string
	Refresh int
	Head    string
	Body    string
	Code    string
	// Gone is how many seconds of the minute are over.
	Gone    int
	Note    string
	Ask     string
	Counted string
	Quorum  string
	Enough  bool
}

func (h *Hall) show(w http.ResponseWriter, r *http.Request, meetingID int64, now time.Time) {
	v, err := h.View(r.Context(), meetingID, now)
	if err != nil {
		h.later(w, err)
		return
	}
	// A little after the minute's end, so that the new code is there at once.
	left := int(v.Left/time.Second) + 1
	d := hallData{Refresh: min(5, left), Head: v.Council, Body: v.Body, Code: v.Code, Gone: 60 - left}
	total := max(v.Tally.Total, v.Tally.Appointed)
	d.Counted = h.Text("hallpage.counted", map[string]any{"Here": v.Tally.Present + v.Tally.Remote + v.Tally.Deputies, "Total": total})
	if v.Tally.Needed > 0 {
		d.Enough = v.Tally.HasQuorum
		key := "hallpage.no_quorum"
		if d.Enough {
			key = "hallpage.quorum"
		}
		d.Quorum = h.Text(key, map[string]any{"Needed": v.Tally.Needed})
	}
	switch v.State {
	case council.Open:
		d.Note = h.Text("hallpage.send", map[string]any{"Bot": h.Bot()})
	case council.Planned:
		d.Code, d.Note = "", h.Text("hallpage.not_yet", nil)
	default:
		d.Code, d.Refresh, d.Note = "", 0, h.Text("hallpage.ended", nil)
	}
	h.page(w, http.StatusOK, d)
}

func (h *Hall) say(w http.ResponseWriter, status int, key string) {
	h.page(w, status, hallData{Note: h.Text(key, nil)})
}

// later keeps the screen trying while the database is away.
func (h *Hall) later(w http.ResponseWriter, err error) {
	h.Log.Warn("hall screen not shown", "err", err)
	h.page(w, http.StatusServiceUnavailable, hallData{Refresh: 5, Note: h.Text("hallpage.later", nil)})
}

func (h *Hall) page(w http.ResponseWriter, status int, d hallData) {
	d.Nonce = h.Secret()
	var b bytes.Buffer
	if err := hallPage.Execute(&b, d); err != nil {
		h.Log.Error("hall page", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'nonce-"+d.Nonce+"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
