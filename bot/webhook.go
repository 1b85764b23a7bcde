package bot

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// maxUpdate bounds one update's size.
const maxUpdate = 1 << 20

// Webhook receives updates as Telegram posts them. It answers 200 only after
// the commit, 503 when the database is not to be had or one before it has not
// come yet: Telegram comes again in a second, with the others of its chat after
// it.
type Webhook struct {
	Secret string
	Put    func(ctx context.Context, u Update) error
	Log    *slog.Logger
}

// ServeHTTP takes one update.
func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	secret := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if h.Secret == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(h.Secret)) != 1 {
		http.Error(w, "wrong secret", http.StatusForbidden)
		return
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		http.Error(w, "JSON only", http.StatusUnsupportedMediaType)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if err != nil {
		http.Error(w, "cannot be read", http.StatusRequestEntityTooLarge)
		return
	}
	u, err := decode(raw)
	if err != nil || u.ID == 0 {
		http.Error(w, "no update", http.StatusBadRequest)
		return
	}
	// Telegram waits 60 s for an answer.
	ctx, cancel := context.WithTimeout(r.Context(), 45*time.Second)
	defer cancel()
	if err := h.Put(ctx, u); err != nil {
		level := slog.LevelWarn
		if errors.Is(err, errEarly) {
			level = slog.LevelDebug
		}
		h.Log.Log(ctx, level, "update sent back", "update_id", u.ID, "err", err)
		w.Header().Set("Retry-After", "1")
		http.Error(w, "later", http.StatusServiceUnavailable)
	}
}
