package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/testkit"
	"sereda/web"
)

// calendarServer gives the calendar of "known", which changes as the test says.
func calendarServer(t *testing.T, write func() ([]byte, error)) string {
	t.Helper()
	now := time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	calendar := &web.Calendar{Now: func() time.Time { return now }, Log: testkit.Log(t),
		Write: func(_ context.Context, hash []byte) ([]byte, error) {
			switch string(hash) {
			case string(council.SecretHash("known-for-certain")):
				return write()
			case string(council.SecretHash("revoked-long-ago-")):
				return nil, council.ErrForbidden
			case string(council.SecretHash("database-is-away-")):
				return nil, errors.New("away")
			}
			return nil, council.ErrNotFound
		}}
	address, _ := start(t, &web.Server{Health: &web.Health{}, Metrics: http.NotFoundHandler(), Calendar: calendar})
	return address + web.CalendarPath
}

type calendarAnswer struct {
	Status int
	Body   string
	Retry  string
}

func askCalendar(t *testing.T, method, address, tag string) (calendarAnswer, http.Header) {
	t.Helper()
	status, header, body := exchange(t, http.DefaultClient, method, address, tag)
	return calendarAnswer{status, strings.TrimSpace(body), header.Get("Retry-After")}, header
}

func TestACalendarIsForWhoKnowsItsAddress(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	content := "BEGIN:VCALENDAR"
	at := calendarServer(t, func() ([]byte, error) { mu.Lock(); defer mu.Unlock(); return []byte(content), nil })
	tests := []struct {
		method, file string
		want         calendarAnswer
	}{
		{"GET", "known-for-certain.ics", calendarAnswer{200, content, ""}},
		{"HEAD", "known-for-certain.ics", calendarAnswer{200, "", ""}},
		{"POST", "known-for-certain.ics", calendarAnswer{405, "Method Not Allowed", ""}},
		{"GET", "known-for-certain", calendarAnswer{404, "404 page not found", ""}},
		{"GET", "unknown-to-everybody.ics", calendarAnswer{404, "404 page not found", ""}},
		{"GET", "short.ics", calendarAnswer{404, "404 page not found", ""}},
		{"GET", "revoked-long-ago-.ics", calendarAnswer{410, "the address was revoked", ""}},
		{"GET", "database-is-away-.ics", calendarAnswer{503, "Service Unavailable", "60"}},
	}
	for _, tt := range tests {
		got, header := askCalendar(t, tt.method, at+tt.file, "")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.method, tt.file, diff)
		}
		if tt.want.Status != 405 && (header.Get("X-Robots-Tag") != "noindex" || header.Get("Cache-Control") != "private, no-cache") {
			t.Errorf("%s %s: %v", tt.method, tt.file, header)
		}
		if tt.want.Status == 200 && header.Get("Content-Type") != "text/calendar; charset=utf-8" {
			t.Errorf("%v", header)
		}
	}

	_, header := askCalendar(t, "GET", at+"known-for-certain.ics", "")
	tag := header.Get("ETag")
	if got, _ := askCalendar(t, "GET", at+"known-for-certain.ics", tag); got.Status != http.StatusNotModified || got.Body != "" {
		t.Errorf("asked for what it has already: %+v", got)
	}
	mu.Lock()
	content = "BEGIN:VCALENDAR changed"
	mu.Unlock()
	if got, _ := askCalendar(t, "GET", at+"known-for-certain.ics", tag); got.Status != 200 || got.Body != content {
		t.Errorf("changed meanwhile: %+v", got)
	}
}

func TestACalendarAskedTooOften(t *testing.T) {
	t.Parallel()
	at := calendarServer(t, func() ([]byte, error) { return []byte("BEGIN:VCALENDAR"), nil })
	answers := map[calendarAnswer]int{}
	for range 33 {
		got, _ := askCalendar(t, "GET", at+"known-for-certain.ics", "")
		answers[got]++
	}
	want := map[calendarAnswer]int{{200, "BEGIN:VCALENDAR", ""}: 30, {429, "Too Many Requests", "120"}: 3}
	if diff := cmp.Diff(want, answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	// Another address has a pace of its own.
	if got, _ := askCalendar(t, "GET", at+"revoked-long-ago-.ics", ""); got.Status != 410 {
		t.Errorf("%+v", got)
	}
}
