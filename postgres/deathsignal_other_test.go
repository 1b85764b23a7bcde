//go:build unix && !linux

package postgres_test

import "testing"

func requireDeathSignal(t *testing.T) {
	t.Helper()
	t.Skip("only Linux ends a child together with its killed parent")
}
