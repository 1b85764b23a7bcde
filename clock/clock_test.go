package clock_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"sereda/clock"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func TestMovableStandsWhereItIsSet(t *testing.T) {
	t.Parallel()
	m := clock.NewMovable(noon)
	m.Set(noon.Add(time.Hour))
	<-m.Moved()
	if got := m.Now(); !got.Equal(noon.Add(time.Hour)) {
		t.Errorf("set to 13:00, shows %v", got)
	}
}

func TestRunningClockGoesOn(t *testing.T) {
	t.Parallel()
	m := clock.NewMovable(noon)
	m.Go(true)
	first := m.Now()
	for !m.Now().After(first) { // the machine's clock moves on by itself
	}
	m.Go(false)
	stopped := m.Now()
	if again := m.Now(); !again.Equal(stopped) {
		t.Errorf("stopped at %v, shows %v", stopped, again)
	}
}

func TestAnotherProcessFollows(t *testing.T) {
	t.Parallel()
	m := clock.NewMovable(noon)
	server := httptest.NewServer(clock.Serve(m))
	t.Cleanup(server.CloseClientConnections)
	follower, err := clock.Follow(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := follower.Now(); !got.Equal(noon) {
		t.Errorf("the clock shows %v, the follower %v", noon, got)
	}
	<-follower.Moved() // the first line
	m.Set(noon.Add(48 * time.Hour))
	<-follower.Moved()
	if got := follower.Now(); !got.Equal(noon.Add(48 * time.Hour)) {
		t.Errorf("moved two days, the follower shows %v", got)
	}
}
