// Package clock is the council's time: the machine's, or one that can be moved.
// Leases, back-offs and time-outs do not use it; they run on real time.
package clock

import (
	"sync"
	"time"
)

// Clock tells the council's time and when it was moved.
type Clock interface {
	Now() time.Time
	// Moved receives after every move; nil for a clock that nobody moves.
	Moved() <-chan struct{}
}

// System is the machine's clock.
type System struct{}

// Now is the machine's time.
func (System) Now() time.Time { return time.Now() }

// Moved is nil: nobody moves it.
func (System) Moved() <-chan struct{} { return nil }

// Movable is a clock that can be set; from there it stands still or runs.
type Movable struct {
	mu      sync.Mutex
	at      time.Time
	since   time.Time
	running bool
	changed chan struct{}
	moved   chan struct{}
}

// NewMovable stands at the instant.
func NewMovable(at time.Time) *Movable {
	return &Movable{at: at, changed: make(chan struct{}), moved: make(chan struct{}, 1)}
}

// Now is the time set, and what has passed since when the clock runs.
func (m *Movable) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now()
}

func (m *Movable) now() time.Time {
	if !m.running {
		return m.at
	}
	return m.at.Add(time.Since(m.since))
}

// Moved receives after every move.
func (m *Movable) Moved() <-chan struct{} { return m.moved }

// Set moves the clock to the instant.
func (m *Movable) Set(at time.Time) { m.change(func() { m.at, m.since = at, time.Now() }) }

// Go lets the clock run, or stand still.
func (m *Movable) Go(running bool) {
	m.change(func() { m.at, m.since, m.running = m.now(), time.Now(), running })
}

func (m *Movable) change(how func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how()
	close(m.changed)
	m.changed = make(chan struct{})
	select {
	case m.moved <- struct{}{}:
	default:
	}
}

// Reading is the clock's state and a channel that closes when it changes.
func (m *Movable) Reading() (at time.Time, running bool, changed <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now(), m.running, m.changed
}
