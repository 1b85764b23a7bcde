// Package storage keeps everything that must last in Postgres, and in Redis
// where a conversation stands. One file per noun: queries, scans, guarantees.
package storage
