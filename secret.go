package main

import (
	"crypto/rand"
	"encoding/base64"
)

// newSecret is an invitation's secret: 24 random bytes, 32 characters that a
// link may carry.
func newSecret() string {
	var raw [24]byte
	_, _ = rand.Read(raw[:]) // it never fails
	return base64.RawURLEncoding.EncodeToString(raw[:])
}
