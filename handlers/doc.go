// Package handlers decides what Sereda answers. A handler takes one update, its
// person and conversation, uses storage inside the transaction it was given and
// returns an Outcome; it never calls Telegram. One file per command or dialogue.
package handlers
