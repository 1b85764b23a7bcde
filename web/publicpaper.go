package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"path"
	"sync"
	"time"
)

// ErrNoPaper is a paper that is not what its name says, or is no more.
var ErrNoPaper = errors.New("no such paper")

const (
	// papersKept is how much of the papers is kept in memory, in bytes.
	papersKept = 32 << 20
	// paperTime is how long a paper may take, paperAgain how long a paper that
	// could not be had is not asked for again.
	paperTime  = 30 * time.Second
	paperAgain = time.Minute
)

// paperKinds are the types of the papers that the page gives itself.
var paperKinds = map[string]string{
	".pdf":  "application/pdf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// papers are what the page gives besides itself: each is fetched once, however
// many ask, one after another.
type papers struct {
	mu     sync.Mutex
	kept   map[string][]byte
	failed map[string]time.Time
}

// get is the paper with the reference.
func (p *papers) get(ctx context.Context, ref string, now time.Time, fetch func(ctx context.Context) ([]byte, error)) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if content, known := p.kept[ref]; known {
		return content, nil
	}
	if at, failed := p.failed[ref]; failed && now.Sub(at) < paperAgain {
		return nil, ErrNoPaper
	}
	// Whoever waits does not go away with the first who asked.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paperTime)
	defer cancel()
	content, err := fetch(ctx)
	if err != nil {
		if p.failed == nil || len(p.failed) > 1000 {
			p.failed = map[string]time.Time{}
		}
		p.failed[ref] = now
		return nil, err
	}
	total := len(content)
	for _, c := range p.kept {
		total += len(c)
	}
	if p.kept == nil || total > papersKept {
		p.kept = map[string][]byte{}
	}
	p.kept[ref] = content
	return content, nil
}

// servePaper gives a paper that the page lists.
func (p *Public) servePaper(w http.ResponseWriter, r *http.Request, name string, file publicFile) {
	content, err := p.papers.get(r.Context(), file.ref, p.Now(), func(ctx context.Context) ([]byte, error) { return p.Paper(ctx, name, file.ref) })
	if err != nil {
		if !errors.Is(err, ErrNoPaper) {
			p.Log.Warn("paper not given", "paper", name, "err", err)
		}
		// Nobody on the way keeps that it was not there.
		w.Header().Set("Cache-Control", "no-store")
		tooSoon(w, http.StatusServiceUnavailable, "60")
		return
	}
	disposition := "inline"
	if path.Ext(name) != ".pdf" {
		disposition = "attachment"
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	serveTagged(w, r, content)
}
