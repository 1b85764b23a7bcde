// Package bot is the edge to Telegram: it receives updates by polling or
// webhook, has them handled in order, commits, and delivers the outbox.
//
// Telegram is the inbox: an update is acknowledged only after the transaction
// that holds everything it led to, and a row with its id is found when it comes
// again. There is one way to send: letters of the outbox. Only the answer to a
// button goes without a row, for it is worthless after a moment.
package bot
