package main

import (
	"runtime"
	"runtime/debug"
)

// mostGarbage is when the stage collects its garbage all the same, in bytes.
const mostGarbage = 2 << 30

// keepGarbage has the stage collect no garbage until what it returns is called.
// Telegram and the visitors share the bot's processors: a collection took both for
// some 60 ms every other second, whichever bot was measured, and that was what its
// slowest answers waited for.
func keepGarbage() (collect func()) {
	runtime.GC()
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(mostGarbage)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
