package main

import (
	"runtime"
	"runtime/debug"
)

// mostGarbage is when the stage collects its garbage all the same, in bytes.
const mostGarbage = 2 << 30

// keepGarbage has the stage collect no garbage until restore is called. Telegram
// and the visitors share the bot's processors: a collection took both of them for
// some 60 ms every few seconds, whichever bot was measured, and that was what its
// slowest answers waited for. The bots are processes of their own and collect
// theirs.
func keepGarbage() (restore func()) {
	runtime.GC()
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(mostGarbage)
	before := collections()
	return func() {
		if n := collections() - before; n > 0 {
			progress("the stage collected its garbage %d times meanwhile", n)
		}
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

func collections() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}
