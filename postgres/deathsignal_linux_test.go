package postgres_test

import "testing"

func requireDeathSignal(*testing.T) {}
