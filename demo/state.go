package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// state is what the demonstration remembers between runs besides its data.
type state struct {
	// Clock is the council's time when the demonstration was left.
	Clock time.Time `json:"clock"`
	// Played tells that the story has come to its end.
	Played bool `json:"played"`
}

func statePath(dir string) string { return filepath.Join(dir, "state.json") }

// recall reads the state; the second result is false at the first run.
func recall(dir string) (state, bool, error) {
	raw, err := os.ReadFile(statePath(dir))
	if errors.Is(err, os.ErrNotExist) {
		return state{}, false, nil
	}
	var s state
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		return state{}, false, fmt.Errorf("state of the demonstration: %w (make run-fresh starts anew)", err)
	}
	return s, true, nil
}

func (s state) keep(dir string) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(statePath(dir), raw, 0o600)
}
