// Package demo is the demonstration: a supervisor with a private Postgres, an
// in-process Redis, the simulator and a movable clock, and the bot as a child
// process of the same binary, so that it can be killed while they live. A
// council of 60 units plays one week; then everything stays up.
package demo
