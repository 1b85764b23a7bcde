package clock

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// reading is one line of a clock served over HTTP.
type reading struct {
	At      time.Time `json:"at"`
	Running bool      `json:"running"`
}

// Serve streams the clock to another process: a line now and after every move.
func Serve(m *Movable) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines := json.NewEncoder(w)
		control := http.NewResponseController(w)
		for {
			at, running, changed := m.Reading()
			if lines.Encode(reading{at, running}) != nil || control.Flush() != nil {
				return
			}
			select {
			case <-r.Context().Done():
				return
			case <-changed:
			}
		}
	})
}

// Follow is another process's clock. It returns when the first line has come,
// and follows until ctx ends; when the other process is gone it runs on from
// where it was.
func Follow(ctx context.Context, address string) (*Movable, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("clock: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("clock: %w", err)
	}
	lines := bufio.NewScanner(response.Body)
	m := NewMovable(time.Time{})
	if !m.take(lines) {
		response.Body.Close()
		return nil, fmt.Errorf("clock at %s says nothing", address)
	}
	go func() {
		defer response.Body.Close()
		for m.take(lines) {
		}
	}()
	return m, nil
}

func (m *Movable) take(lines *bufio.Scanner) bool {
	if !lines.Scan() {
		return false
	}
	var r reading
	if json.Unmarshal(lines.Bytes(), &r) != nil {
		return false
	}
	m.change(func() { m.at, m.since, m.running = r.At, time.Now(), r.Running })
	return true
}
