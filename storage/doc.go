// Package storage keeps everything that must last in Postgres, and in Redis
// where a conversation stands. One file per noun: queries, scans, guarantees.
//
// What is asked for by its id and is not there is council.ErrNotFound; what
// somebody else has changed meanwhile, or a name or phone that is taken, is
// council.ErrConflict. Instants come in as arguments and are the council's, days
// are its local ones; leases and pauses run on real time.
package storage
