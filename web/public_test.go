package web_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/testkit"
	"sereda/web"
)

// publicSite is a page for everybody with what the test announces.
type publicSite struct {
	*testing.T
	mu      sync.Mutex
	view    web.Announcements
	err     error
	made    int
	fetched []string
	now     time.Time
	address string
}

func openSite(t *testing.T) *publicSite {
	t.Helper()
	s := &publicSite{T: t, now: time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)}
	changed := time.Date(2026, 11, 27, 7, 30, 0, 0, time.UTC)
	s.view = web.Announcements{ID: "a1b2", Address: "https://sereda.example.org/public/", Council: "Рада <A&B>", UpdatedAt: changed,
		Calendar: []byte("BEGIN:VCALENDAR"),
		Weeks: []web.PublicWeek{{Name: "30 листопада – 6 грудня 2026 року",
			Days: []web.PublicDay{{Name: "вівторок, 1 грудня", Date: "2026-12-01", Today: true, Events: []web.PublicEvent{
				{ID: "entry-1", When: "10:00–11:00", Title: `Ярмарок <script>alert("1")</script>`, Venue: "площа & ринок", UpdatedAt: changed,
					Starts: "2026-12-01T10:00:00+02:00", Ends: "2026-12-01T11:00:00+02:00"},
				{ID: "entry-2", When: "12:00", Title: "Толока", Starts: "2026-12-01T12:00:00+02:00", Cancelled: true, UpdatedAt: changed}}}},
			Lasting: []web.PublicEvent{{ID: "entry-3", When: "1–3 грудня", Title: "Виставка", Starts: "2026-12-01", Ends: "2026-12-03", UpdatedAt: changed}}}},
		Minutes: []web.PublicMinutes{{ID: "minutes-4", Title: "Протокол № 7", Link: "https://rada.example.org/7", UpdatedAt: changed},
			{ID: "minutes-5", Title: "Підступний", Link: "javascript:alert(1)", UpdatedAt: changed},
			{ID: "minutes-6", Title: "Файл", Link: "https://sereda.example.org/public/minutes-6.pdf", File: "minutes-6.pdf", Ref: "six", UpdatedAt: changed},
			{ID: "minutes-8", Title: "Зник", Link: "https://sereda.example.org/public/minutes-8.docx", File: "minutes-8.docx", Ref: "gone", UpdatedAt: changed}},
	}
	site := &web.Public{Paper: func(_ context.Context, name, ref string) ([]byte, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.fetched = append(s.fetched, name+" "+ref)
		if ref == "gone" {
			return nil, web.ErrNoPaper
		}
		return []byte("%PDF-" + ref), nil
	}, Log: testkit.Log(t), Text: func(key string) string { return key },
		Now: func() time.Time { s.mu.Lock(); defer s.mu.Unlock(); return s.now },
		View: func(context.Context) (web.Announcements, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.made++
			return s.view, s.err
		}}
	address, _ := start(t, &web.Server{Health: &web.Health{}, Metrics: http.NotFoundHandler(), Public: site})
	s.address = address + web.PublicPath
	return s
}

func (s *publicSite) get(file, tag string) (int, http.Header, string) {
	s.Helper()
	return exchange(s.T, http.DefaultClient, http.MethodGet, s.address+file, tag)
}

func TestThePageForEverybody(t *testing.T) {
	t.Parallel()
	s := openSite(t)
	status, header, page := s.get("", "")
	if status != 200 || header.Get("Content-Type") != "text/html; charset=utf-8" || header.Get("Cache-Control") != "public, max-age=300" ||
		!strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'sha256-") {
		t.Errorf("%d %v", status, header)
	}
	for _, want := range []string{"Рада &lt;A&amp;B&gt;", "Ярмарок &lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;", "площа &amp; ринок",
		`<li class="off">`, "public.cancelled", `<section class="today">`, `datetime="2026-12-01T10:00:00&#43;02:00"`, "1–3 грудня",
		`<a href="https://rada.example.org/7">Протокол № 7</a>`, `<a href="#ZgotmplZ">Підступний</a>`, `<a href="minutes-6.pdf">Файл</a>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	for _, file := range []string{"", "feed.atom", "feed.json", "calendar.ics"} {
		_, header, _ := s.get(file, "")
		if status, _, body := s.get(file, header.Get("ETag")); status != http.StatusNotModified || body != "" {
			t.Errorf("%q again: %d %q", file, status, body)
		}
	}
	for _, file := range []string{"feed", "../metrics", "feed.atom/x"} {
		if status, _, _ := s.get(file, ""); status != 404 {
			t.Errorf("%q: %d", file, status)
		}
	}
	if s.made != 1 {
		t.Errorf("made %d times", s.made)
	}
}

// TestMinutesThatThePageGivesItself are fetched once, and nothing else is.
func TestMinutesThatThePageGivesItself(t *testing.T) {
	t.Parallel()
	s := openSite(t)
	for range 2 {
		status, header, content := s.get("minutes-6.pdf", "")
		if status != 200 || content != "%PDF-six" || header.Get("Content-Type") != "application/pdf" || header.Get("X-Content-Type-Options") != "nosniff" ||
			header.Get("Content-Disposition") != "inline; filename=minutes-6.pdf" {
			t.Errorf("%d %q %v", status, content, header)
		}
		if status, header, _ := s.get("minutes-8.docx", ""); status != 503 || header.Get("Retry-After") != "60" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("one that is gone: %d %v", status, header)
		}
		for _, file := range []string{"minutes-7.pdf", "minutes-6.docx", "six", "minutes-4"} {
			if status, _, _ := s.get(file, ""); status != 404 {
				t.Errorf("%q: %d", file, status)
			}
		}
	}
	if diff := cmp.Diff([]string{"minutes-6.pdf six", "minutes-8.docx gone"}, s.fetched); diff != "" {
		t.Error(diff)
	}
	s.mu.Lock()
	s.view.Minutes, s.now = s.view.Minutes[:1], s.now.Add(2*time.Minute)
	s.mu.Unlock()
	if status, _, _ := s.get("minutes-6.pdf", ""); status != 404 {
		t.Errorf("taken back: %d", status)
	}
}

func TestFeedsForEverybody(t *testing.T) {
	t.Parallel()
	s := openSite(t)
	_, _, written := s.get("feed.json", "")
	type event struct {
		Starts, Ends, Venue string
		Cancelled           bool
	}
	var feed struct {
		Version string
		Items   []struct {
			ID, URL, Title string
			Text           string `json:"content_text"`
			Event          *event `json:"_event"`
		}
	}
	if err := json.Unmarshal([]byte(written), &feed); err != nil {
		t.Fatal(err)
	}
	var got [][]string
	var events []event
	for _, i := range feed.Items {
		got = append(got, []string{i.ID, i.Title, i.Text, i.URL})
		if i.Event != nil {
			events = append(events, *i.Event)
		}
	}
	page := "https://sereda.example.org/public/"
	want := [][]string{
		{"urn:uuid:a1b2:entry-1", `Ярмарок <script>alert("1")</script>`, "вівторок, 1 грудня, 10:00–11:00. площа & ринок", page},
		{"urn:uuid:a1b2:entry-2", "public.cancelled: Толока", "вівторок, 1 грудня, 12:00", page},
		{"urn:uuid:a1b2:entry-3", "Виставка", "1–3 грудня", page},
		{"urn:uuid:a1b2:minutes-4", "Протокол № 7", "Протокол № 7", "https://rada.example.org/7"},
		{"urn:uuid:a1b2:minutes-5", "Підступний", "Підступний", "javascript:alert(1)"},
		{"urn:uuid:a1b2:minutes-6", "Файл", "Файл", "https://sereda.example.org/public/minutes-6.pdf"},
		{"urn:uuid:a1b2:minutes-8", "Зник", "Зник", "https://sereda.example.org/public/minutes-8.docx"},
	}
	if diff := cmp.Diff(want, got); diff != "" || feed.Version != "https://jsonfeed.org/version/1.1" {
		t.Errorf("JSON feed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]event{{"2026-12-01T10:00:00+02:00", "2026-12-01T11:00:00+02:00", "площа & ринок", false},
		{"2026-12-01T12:00:00+02:00", "", "", true}, {"2026-12-01", "2026-12-03", "", false}}, events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}

	_, _, written = s.get("feed.atom", "")
	var atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(written), &atom); err != nil {
		t.Fatal(err)
	}
	var entries [][]string
	for _, e := range atom.Entries {
		entries = append(entries, []string{e.ID, e.Title, e.Content})
	}
	for i := range want {
		want[i] = want[i][:3]
	}
	if diff := cmp.Diff(want, entries); diff != "" || atom.ID != "urn:uuid:a1b2" || atom.Updated != "2026-11-27T07:30:00Z" {
		t.Errorf("Atom feed %s %s (-want +got):\n%s", atom.ID, atom.Updated, diff)
	}
}

// TestThePageIsMadeOnceAMinute: and shown on while the database is away.
func TestThePageIsMadeOnceAMinute(t *testing.T) {
	t.Parallel()
	s := openSite(t)
	s.err = errors.New("away")
	if status, header, _ := s.get("", ""); status != 503 || header.Get("Retry-After") != "60" {
		t.Errorf("nothing to show yet: %d", status)
	}
	pass := func(d time.Duration, err error, council string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.now, s.err, s.view.Council = s.now.Add(d), err, council
	}
	shows := func(council string, made int) {
		t.Helper()
		status, _, page := s.get("", "")
		if status != 200 || !strings.Contains(page, "<p>"+council+"</p>") || s.made != made {
			t.Errorf("%d, made %d times, want %d, of %s:\n%s", status, s.made, made, council, page)
		}
	}
	pass(0, nil, "Перша")
	shows("Перша", 2)
	pass(59*time.Second, nil, "Друга")
	shows("Перша", 2)
	pass(time.Second, nil, "Друга")
	shows("Друга", 3)
	pass(time.Minute, errors.New("away"), "Третя")
	shows("Друга", 4)
	shows("Друга", 4)
	pass(time.Minute, nil, "Третя")
	shows("Третя", 5)
}
