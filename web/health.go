package web

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Health tells whether Sereda does its work, and what is wrong when not.
type Health struct {
	checks []check
}

type check struct {
	name   string
	needed bool
	ask    func(ctx context.Context) error
}

// Need adds something without which Sereda is not ready.
func (h *Health) Need(name string, ask func(ctx context.Context) error) {
	h.checks = append(h.checks, check{name, true, ask})
}

// Like adds something whose loss Sereda bears; it is only told.
func (h *Health) Like(name string, ask func(ctx context.Context) error) {
	h.checks = append(h.checks, check{name, false, ask})
}

// ServeHTTP answers 200 when all that is needed is there, else 503; either way
// with the state of each part as JSON.
func (h *Health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	states := make([]string, len(h.checks))
	var asked sync.WaitGroup
	for i, c := range h.checks {
		asked.Go(func() {
			states[i] = "ok"
			if err := c.ask(ctx); err != nil {
				states[i] = err.Error()
			}
		})
	}
	asked.Wait()
	ready := true
	for i, c := range h.checks {
		ready = ready && (!c.needed || states[i] == "ok")
	}
	h.write(w, ready, states)
}

func (h *Health) write(w http.ResponseWriter, ready bool, states []string) {
	report := struct {
		Ready bool              `json:"ready"`
		Parts map[string]string `json:"parts"`
	}{ready, map[string]string{}}
	for i, c := range h.checks {
		report.Parts[c.name] = states[i]
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if !ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(report)
}
