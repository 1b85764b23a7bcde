package config

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Secret is a text that never shows itself: not in logs, errors, JSON or any
// verb of fmt. It is held by pointer, so that it stays hidden also where fmt
// prints a field it may not call methods on.
type Secret struct{ value *string }

// NewSecret hides the text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal is the text itself, "" when none was given.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Given tells that there is a secret.
func (s Secret) Given() bool { return s.Reveal() != "" }

// Equal tells that both hide the same text.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// String is "(hidden)", or "" when none was given.
func (s Secret) String() string {
	if !s.Given() {
		return ""
	}
	return "(hidden)"
}

// Format prints what String returns, whatever the verb.
func (s Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, s.String()) }

// LogValue hides the text from structured logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText hides the text from JSON and the like.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes the text, without the spaces and line ends that come
// with secrets read from files.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(strings.TrimSpace(string(text)))
	return nil
}
