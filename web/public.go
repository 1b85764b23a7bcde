package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// PublicPath is where the page for everybody is; its feeds are beside it.
const PublicPath = "/public/"

// publicFresh is how long what everybody sees is kept before it is made anew:
// however many ask, the database is asked once.
const publicFresh = time.Minute

// Announcements are what everybody may see, with all words ready: what the page,
// the feeds and the calendar show.
type Announcements struct {
	// ID is unique in the world, Address is where the page is found.
	ID, Address string
	Council     string
	// UpdatedAt is the latest change of all.
	UpdatedAt time.Time
	Weeks     []PublicWeek
	Minutes   []PublicMinutes
	// Calendar is the same as iCalendar.
	Calendar []byte
}

// PublicWeek is a week's events under its name, day by day; Lasting are those of
// several days.
type PublicWeek struct {
	Name    string
	Days    []PublicDay
	Lasting []PublicEvent
}

// PublicDay is a day with its events.
type PublicDay struct {
	Name, Date string
	Today      bool
	Events     []PublicEvent
}

// PublicEvent is an event in words. Starts and Ends are instants as RFC 3339, or
// days; Ends may be empty.
type PublicEvent struct {
	ID, When, Title, Venue string
	Starts, Ends           string
	Cancelled              bool
	UpdatedAt              time.Time
}

// PublicMinutes are minutes that were published (5.33): where they are to be
// read. File is their name beside the page where the page gives them itself, and
// Ref then names what is to be fetched.
type PublicMinutes struct {
	ID, Title, Link string
	File, Ref       string
	UpdatedAt       time.Time
}

// Public is the page for everybody, and the same as feeds: Atom, JSON and
// iCalendar. It asks nobody who they are.
type Public struct {
	View func(ctx context.Context) (Announcements, error)
	// Paper fetches minutes that the page gives itself, under their name.
	Paper func(ctx context.Context, name, ref string) ([]byte, error)
	// Text is the page's words by key.
	Text func(key string) string
	// Now is real time, for what is kept.
	Now func() time.Time
	Log *slog.Logger

	mu     sync.Mutex
	at     time.Time
	kept   map[string]publicFile
	papers papers
}

// publicFile is one of the page's files; what has a reference is fetched.
type publicFile struct {
	kind    string
	content []byte
	ref     string
}

//go:embed public.html
var publicSource string

var publicPage = template.Must(template.New("public").Funcs(template.FuncMap{"worded": worded}).Option("missingkey=error").Parse(publicSource))

// wordedEvent is an event with the page's words.
type wordedEvent struct {
	Words map[string]string
	Event PublicEvent
}

func worded(words map[string]string, e PublicEvent) wordedEvent { return wordedEvent{words, e} }

// publicWords are the page's words, without the beginning of their keys.
var publicWords = []string{"public.title", "public.today", "public.lasting", "public.cancelled", "public.nothing",
	"public.minutes", "public.subscribe", "public.calendar", "public.source"}

// publicStyle names the page's own style: a browser takes no other.
var publicStyle = func() string {
	_, rest, _ := strings.Cut(publicSource, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	hash := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}()

// ServeHTTP gives one of the files; the empty name is the page.
func (p *Public) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	files, err := p.files(r.Context())
	if err != nil {
		p.Log.Warn("public page not made", "err", err)
		tooSoon(w, http.StatusServiceUnavailable, "60")
		return
	}
	file, known := files[r.PathValue("file")]
	if !known {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", file.kind)
	header.Set("Cache-Control", "public, max-age=300")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src "+publicStyle+"; base-uri 'none'; form-action 'none'")
	// The council's site may show the feeds.
	header.Set("Access-Control-Allow-Origin", "*")
	if file.ref != "" {
		p.servePaper(w, r, r.PathValue("file"), file)
		return
	}
	serveTagged(w, r, file.content)
}

// files are made anew once what is kept is old. While the database is away what
// is kept goes on being shown.
func (p *Public) files(ctx context.Context) (map[string]publicFile, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Now()
	if p.kept != nil && now.Sub(p.at) < publicFresh {
		return p.kept, nil
	}
	// Whoever waits does not go away with the first who asked.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	fresh, err := p.make(ctx)
	if err != nil && p.kept == nil {
		return nil, err
	}
	if err != nil {
		p.Log.Warn("public page is old", "err", err)
	} else {
		p.kept = fresh
	}
	p.at = now
	return p.kept, nil
}

func (p *Public) make(ctx context.Context) (map[string]publicFile, error) {
	a, err := p.View(ctx)
	if err != nil {
		return nil, err
	}
	words := map[string]string{}
	for _, key := range publicWords {
		words[strings.TrimPrefix(key, "public.")] = p.Text(key)
	}
	var page bytes.Buffer
	if err := publicPage.Execute(&page, map[string]any{"A": a, "Words": words}); err != nil {
		return nil, err
	}
	atom, err := a.atom(p.Text)
	if err != nil {
		return nil, err
	}
	feed, err := a.json(p.Text)
	if err != nil {
		return nil, err
	}
	files := map[string]publicFile{}
	for _, m := range a.Minutes {
		if kind, known := paperKinds[path.Ext(m.File)]; known {
			files[m.File] = publicFile{kind: kind, ref: m.Ref}
		}
	}
	files[""] = publicFile{kind: "text/html; charset=utf-8", content: page.Bytes()}
	files["feed.atom"] = publicFile{kind: "application/atom+xml; charset=utf-8", content: atom}
	files["feed.json"] = publicFile{kind: "application/feed+json; charset=utf-8", content: feed}
	files["calendar.ics"] = publicFile{kind: "text/calendar; charset=utf-8", content: a.Calendar}
	return files, nil
}
