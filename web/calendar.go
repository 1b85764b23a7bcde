package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"sereda/council"
)

// CalendarPath is where people's calendars are, each under its secret.
const CalendarPath = "/calendar/"

// Calendars ask every hour at most; a person may have several that do, and
// look by hand besides.
const (
	calendarBurst = 30
	calendarEvery = 2 * time.Minute
	// calendarsAtOnce are made at the same time; the others wait.
	calendarsAtOnce = 4
	// mostLimited bounds how many addresses' paces are remembered.
	mostLimited = 10_000
)

// Calendar gives a person's calendar to whoever knows its address.
type Calendar struct {
	// Write makes the calendar under the secret's hash; council.ErrNotFound for
	// an address that never was, council.ErrForbidden for one that works no more.
	Write func(ctx context.Context, secretHash []byte) ([]byte, error)
	// Now is real time, for the pace.
	Now func() time.Time
	Log *slog.Logger

	once    sync.Once
	busy    chan struct{}
	mu      sync.Mutex
	limited map[string]*rate.Limiter
}

// calendarFile is the secret with the ending by which calendars know it.
var calendarFile = regexp.MustCompile(`^([A-Za-z0-9_-]{16,64})\.ics$`)

// ServeHTTP answers 404 to an address that never was, 410 to one that was
// revoked, 429 to who asks too often.
func (c *Calendar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "private, no-cache")
	name := calendarFile.FindStringSubmatch(r.PathValue("file"))
	if name == nil {
		http.NotFound(w, r)
		return
	}
	hash := council.SecretHash(name[1])
	if wait := c.limit(string(hash)); wait > 0 {
		tooSoon(w, http.StatusTooManyRequests, "120")
		return
	}
	written, err := c.write(r.Context(), hash)
	switch {
	case errors.Is(err, council.ErrNotFound):
		c.forget(string(hash))
		http.NotFound(w, r)
		return
	case errors.Is(err, council.ErrForbidden):
		http.Error(w, "the address was revoked", http.StatusGone)
		return
	case err != nil:
		c.Log.Warn("calendar not written", "err", err)
		tooSoon(w, http.StatusServiceUnavailable, "60")
		return
	}
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("Content-Disposition", `inline; filename="sereda.ics"`)
	serveTagged(w, r, written)
}

// serveTagged answers 304 to who has the same already.
func serveTagged(w http.ResponseWriter, r *http.Request, content []byte) {
	hash := sha256.Sum256(content)
	w.Header().Set("ETag", `"`+hex.EncodeToString(hash[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func tooSoon(w http.ResponseWriter, status int, seconds string) {
	w.Header().Set("Retry-After", seconds)
	http.Error(w, http.StatusText(status), status)
}

// write makes few calendars at once, so that answers to people come first.
func (c *Calendar) write(ctx context.Context, hash []byte) ([]byte, error) {
	c.once.Do(func() { c.busy = make(chan struct{}, calendarsAtOnce) })
	select {
	case c.busy <- struct{}{}:
		defer func() { <-c.busy }()
		return c.Write(ctx, hash)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// limit is how long the address must wait, 0 when it may be asked now.
func (c *Calendar) limit(address string) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limited == nil || len(c.limited) >= mostLimited {
		c.limited = map[string]*rate.Limiter{}
	}
	l, known := c.limited[address]
	if !known {
		l = rate.NewLimiter(rate.Every(calendarEvery), calendarBurst)
		c.limited[address] = l
	}
	now := c.Now()
	if l.AllowN(now, 1) {
		return 0
	}
	return calendarEvery
}

// forget keeps addresses that never were from filling what is remembered.
func (c *Calendar) forget(address string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.limited, address)
}
